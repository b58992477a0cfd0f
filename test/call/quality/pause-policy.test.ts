import { expect } from '@open-wc/testing';
import { PausePolicy, type PauseState } from '../../../src/call/quality/pause-policy.js';
import type { VideoSample } from '../../../src/call/quality/video-sample.js';
import { lineSample } from '../../support/line-samples.js';

const GOOD = { bitrate: 2_000_000, queueMs: 0, loss: 0 };
const THIN = { bitrate: 80_000, queueMs: 300, loss: 0 };
/** What browsers make of random loss: too low a bitrate, and nothing that waits. */
const LOSSY = { bitrate: 40_000, queueMs: 0, loss: 0.2 };
const MINUTE_MS = 60_000;

type Line = typeof GOOD;

/** A policy on a line, which looks at it again and again. */
class Run {
  readonly policy = new PausePolicy();
  nowMs = 0;
  readonly states: PauseState[] = [];
  /** When people were told something. */
  readonly toldAtMs: number[] = [];

  hasScreen = false;
  maxBitrate = 2_000_000;
  route = 'first';

  look({ bitrate, queueMs, loss }: Line): PauseState {
    const before = this.policy.isTold;
    // Without video, nothing makes packets wait.
    const isQuiet = ['paused', 'cut'].includes(this.policy.state);
    const sample = lineSample(this.nowMs, { videoLoss: loss, route: this.route });
    const waitMs = isQuiet ? 0 : queueMs;
    const state = this.policy.next(sample, bitrate, waitMs, this.maxBitrate, this.hasScreen);
    if (this.policy.isTold !== before) this.toldAtMs.push(this.nowMs);
    if (this.states.at(-1) !== state) this.states.push(state);
    this.nowMs += 400;
    return state;
  }

  for(ms: number, line: Line): this {
    const endMs = this.nowMs + ms;
    while (this.nowMs < endMs) this.look(line);
    return this;
  }

  /** How long it takes until `state`, in milliseconds. */
  until(state: PauseState, line: Line, atMostMs = MINUTE_MS): number {
    const fromMs = this.nowMs;
    while (this.look(line) !== state) {
      if (this.nowMs - fromMs > atMostMs) throw new Error(`Not ${state} but ${this.policy.state}`);
    }
    return this.nowMs - fromMs;
  }
}

describe('PausePolicy', () => {
  let run: Run;
  beforeEach(() => {
    run = new Run();
  });

  it('sends on a good line, and on one that carries little but lets nothing wait', () => {
    run.for(MINUTE_MS, GOOD).for(MINUTE_MS, { ...GOOD, bitrate: 900_000 });
    expect(new Run().for(MINUTE_MS, { ...GOOD, bitrate: 100_000 }).states).to.deep.equal([
      'sending',
    ]);
    expect(run.toldAtMs).to.deep.equal([]);
  });

  it('takes another way for the packets, whose figures begin anew, for no jam', () => {
    run.for(10_000, GOOD);
    run.route = 'second';
    run.for(2_000, { ...GOOD, bitrate: 300_000 }).for(10_000, GOOD);
    expect(run.states).to.deep.equal(['sending']);
  });

  it('comes back, and stays, however little both sides allow', () => {
    for (const maxBitrate of [1, 40_000, 150_000]) {
      run = new Run();
      run.maxBitrate = maxBitrate;
      // The browser takes a line for no more than half as much again as it is used for (GoogCC).
      const carries = (maxBitrate + 40_000) * 1.5;
      run.for(MINUTE_MS, { ...GOOD, bitrate: carries });
      expect(run.states, `${maxBitrate} on a good line`).to.deep.equal(['sending']);
      run.until('paused', { ...THIN, bitrate: 45_000 });
      expect(run.until('sending', { ...GOOD, bitrate: carries })).to.be.below(15_000);
    }
  });

  it('cuts a jam at once, and tells nobody if the line is found to carry enough', () => {
    run.for(10_000, GOOD);
    run.look({ bitrate: 500_000, queueMs: 400, loss: 0 });
    expect(run.policy.state).to.equal('cut');
    run.until('sending', { ...GOOD, bitrate: 500_000 });
    expect(run.states).to.deep.equal(['sending', 'cut', 'trial', 'sending']);
    expect(run.toldAtMs).to.deep.equal([]);
  });

  it('lets a page of a shared screen through, and pauses if that takes too long', () => {
    run.hasScreen = true;
    const burst = { bitrate: 0, queueMs: 300, loss: 0 };
    run.for(10_000, GOOD).for(8_000, burst).for(10_000, GOOD).for(8_000, burst);
    expect(run.states).to.deep.equal(['sending']);
    run.look(burst);
    expect(run.policy.state).to.equal('paused');
  });

  it('takes no beginning for a jam', () => {
    run.for(2_000, GOOD).for(2_000, { ...GOOD, bitrate: 300_000 });
    expect(run.states).to.deep.equal(['sending']);
  });

  it('pauses on a thin line, tries, and is back when the line is', () => {
    run.for(10_000, GOOD).for(30_000, THIN);
    expect(run.states.slice(0, 4)).to.deep.equal(['sending', 'cut', 'paused', 'probe']);
    expect(run.states, 'no more than that is tried').not.to.include('trial');
    expect(run.policy.isTold).to.equal(true);
    run.until('sending', GOOD);
    expect(run.policy.isTold).to.equal(false);
    expect(run.states.slice(-3)).to.deep.equal(['probe', 'trial', 'sending']);
  });

  it('gives up where there is too little, before packets have to wait', () => {
    const triedMs = (state: PauseState, video: VideoSample | null) => {
      run = new Run();
      run.for(10_000, GOOD).for(4_000, THIN).until(state, GOOD);
      const fromMs = run.nowMs;
      const sample = { video, availableBitrate: video ? null : 100_000 };
      while (run.policy.state === state) {
        run.policy.next(lineSample((run.nowMs += 400), sample), 100_000, 0);
      }
      expect(run.policy.state).to.equal('paused');
      return run.nowMs - fromMs;
    };
    const counted = { atMs: 0, bytes: 0, targetBytes: 0, lines: 180, report: null };
    expect(triedMs('trial', counted)).to.be.at.most(1_600);
    expect(triedMs('trial', null)).to.be.at.most(1_600);
    expect(triedMs('probe', counted)).to.be.at.most(1_600);
    expect(triedMs('probe', null), 'what another browser says may rise later').to.be.above(2_000);
  });

  it('believes no probe alone: a buffer on the way may have taken it in', () => {
    run.for(10_000, GOOD).for(4_000, THIN);
    for (let round = 0; round < 3; round += 1) {
      run.until('trial', GOOD);
      run.until('paused', THIN, 2_000);
    }
    expect(run.states.filter((state) => state === 'sending')).to.have.length(1);
    expect(run.toldAtMs).to.have.length(1);
  });

  it('does not pause for one bad look', () => {
    run.for(10_000, { ...GOOD, bitrate: 150_000 });
    run.look({ ...THIN, bitrate: 120_000 });
    run.for(10_000, { ...GOOD, bitrate: 150_000 });
    expect(run.states).to.deep.equal(['sending']);
    run.for(1_200, { ...THIN, bitrate: 120_000 });
    expect(run.policy.state).to.equal('paused');
  });

  it('is back, and tells nobody, where a line turns out to be lossy while it is tried', () => {
    run.for(10_000, GOOD);
    run.look({ bitrate: 500_000, queueMs: 0, loss: 0.2 });
    let bitrate = 500_000;
    while (run.policy.state !== 'sending') {
      run.look({ bitrate, queueMs: 0, loss: 0.2 });
      // What Chromium does while it takes the losses for its own fault.
      bitrate = Math.max(40_000, bitrate * 0.7);
    }
    expect(run.states.slice(0, 3)).to.deep.equal(['sending', 'cut', 'trial']);
    expect(run.toldAtMs).to.deep.equal([]);
  });

  it('is back on another way that is lossy, whatever waited on the one before', () => {
    run.for(10_000, GOOD).for(8_000, THIN);
    expect(run.policy.isTold).to.equal(true);
    run.route = 'second';
    expect(run.until('sending', LOSSY)).to.be.below(15_000);
  });

  it('pauses where next to nothing is left, whatever packets do', () => {
    run.for(10_000, { ...GOOD, bitrate: 120_000 }).for(2_000, { ...GOOD, bitrate: 45_000 });
    expect(run.policy.state).to.equal('paused');
  });

  it('tells nobody of a probe that fails', () => {
    run.for(10_000, GOOD).for(MINUTE_MS, THIN);
    expect(run.states.filter((state) => state === 'probe')).to.have.length(6);
    expect(run.toldAtMs).to.have.length(1);
  });

  it('takes random loss for no reason to pause, at least not for long', () => {
    run.for(10_000, GOOD).for(5_000, LOSSY);
    expect(run.policy.state).to.equal('sending');
    run.for(5 * MINUTE_MS, LOSSY);
    expect(run.policy.state).to.equal('sending');
    expect(run.toldAtMs.length).to.be.at.most(2);
    // But if packets wait as well, the line is thin.
    run.for(2_000, { ...THIN, loss: 0.2 });
    expect(run.policy.state).to.equal('paused');
  });

  it('is back within 15 s of a good line, however long it was thin', () => {
    for (let thinMs = 400; thinMs < 40_000; thinMs += 400) {
      const each = new Run().for(10_000, GOOD).for(thinMs, THIN);
      expect(each.until('sending', GOOD), `thin for ${thinMs} ms`).to.be.at.most(15_000);
    }
  });

  it('is back within 15 s also where it has just been back and the line has become thin again', () => {
    for (let goodMs = 400; goodMs < 20_000; goodMs += 1_200) {
      for (let thinMs = 400; thinMs < 12_000; thinMs += 800) {
        const each = new Run().for(10_000, GOOD).for(5_000, THIN);
        each.until('sending', GOOD);
        each.for(goodMs, GOOD).for(thinMs, THIN);
        expect(each.until('sending', GOOD), `${goodMs}, ${thinMs}`).to.be.at.most(15_000);
      }
    }
  });

  for (const [name, bad] of Object.entries({
    thin: THIN,
    lossy: LOSSY,
    'thin and lossy': { ...THIN, loss: 0.1 },
    'hopeless, with a queue that comes and goes': { bitrate: 40_000, queueMs: 150, loss: 0.1 },
  })) {
    it(`tells people at most six times in any minute, on a line that is ${name} each few seconds`, () => {
      for (let periodMs = 800; periodMs <= 20_000; periodMs += 400) {
        const each = new Run().for(10_000, GOOD);
        while (each.nowMs < 6 * MINUTE_MS) each.for(periodMs, bad).for(periodMs, GOOD);
        for (const atMs of each.toldAtMs) {
          const told = each.toldAtMs.filter((one) => one >= atMs && one < atMs + MINUTE_MS);
          expect(told.length, `each ${periodMs} ms: ${told.join()}`).to.be.at.most(6);
        }
      }
    });
  }

  it('tells people at most six times in a minute on the worst line: thin whenever it is back', () => {
    run.for(10_000, GOOD);
    while (run.nowMs < 6 * MINUTE_MS) run.look(run.policy.state === 'sending' ? THIN : GOOD);
    for (const atMs of run.toldAtMs) {
      const told = run.toldAtMs.filter((one) => one >= atMs && one < atMs + MINUTE_MS);
      expect(told.length, told.join()).to.be.at.most(6);
    }
    expect(run.until('sending', GOOD), 'and is back in the end').to.be.below(MINUTE_MS);
  });
});
