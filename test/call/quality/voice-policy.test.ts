import { expect } from '@open-wc/testing';
import { VoicePolicy } from '../../../src/call/quality/voice-policy.js';
import type { AudioPlan } from '../../../src/call/quality/sending-plan.js';
import { lineSample, looks } from '../../support/line-samples.js';

const GOOD = { loss: 0, bitrate: 2_000_000, queueMs: 0, isVideoPaused: false, sendsVideo: true };

describe('VoicePolicy', () => {
  let policy: VoicePolicy;
  let nowMs: number;
  let plan: AudioPlan;

  beforeEach(() => {
    policy = new VoicePolicy();
    nowMs = 0;
  });

  function run(ms: number, given: Partial<typeof GOOD> = {}): AudioPlan {
    const { loss, bitrate, queueMs, ...line } = { ...GOOD, ...given };
    for (const atMs of looks(nowMs, nowMs + ms)) {
      plan = policy.next(lineSample(atMs, { audioLoss: loss }), bitrate, queueMs, line);
    }
    nowMs += ms;
    return plan;
  }

  /** How long it takes until the voice is full again. */
  function thinFor(given: Partial<typeof GOOD>): number {
    const fromMs = nowMs;
    while (run(400, given).isThin && nowMs < 3_600_000);
    return nowMs - fromMs;
  }

  it('begins with redundancy, and ends it when nothing was lost', () => {
    expect(run(400)).to.deep.equal({ isRedundant: true, isThin: false, hasLongPackets: false });
    expect(run(9_200).isRedundant).to.equal(true);
    expect(run(1_200).isRedundant).to.equal(false);
  });

  it('has redundancy while packets are lost, and for half a minute after', () => {
    run(20_000);
    expect(run(400, { loss: 0.05 }).isRedundant).to.equal(true);
    expect(run(120_000, { loss: 0.02 }).isRedundant, 'some loss').to.equal(true);
    expect(run(29_600).isRedundant).to.equal(true);
    expect(run(1_200).isRedundant).to.equal(false);
    expect(run(60_000, { loss: 0.02 }).isRedundant, 'little loss does not begin it').to.equal(
      false,
    );
  });

  it('is thin while video is paused or packets wait, and full when the line carries more', () => {
    expect(run(400, { isVideoPaused: true }).isThin).to.equal(true);
    expect(run(10_000, { bitrate: 140_000 }).isThin, 'hysteresis').to.equal(true);
    expect(run(400, { bitrate: 160_000 }).isThin).to.equal(false);
    expect(run(400, { bitrate: 140_000, queueMs: 130 }).isThin).to.equal(true);
    run(400);
    expect(run(400, { bitrate: 80_000, queueMs: 70 }).isThin).to.equal(true);
    run(400);
    expect(run(400, { bitrate: 80_000 }).isThin, 'nothing waits').to.equal(false);
  });

  it('has no redundancy while it is thin', () => {
    expect(run(400, { isVideoPaused: true, loss: 0.2 }).isRedundant).to.equal(false);
    expect(run(400).isRedundant).to.equal(true);
  });

  it('is tried in full after half a minute where there is no video, and later each time', () => {
    const alone = { sendsVideo: false };
    const thin = { ...alone, bitrate: 80_000, queueMs: 130 };
    run(400, thin);
    expect(thinFor(alone)).to.be.within(30_000, 31_200);
    run(400, thin);
    expect(thinFor(alone)).to.be.within(60_000, 61_200);
    for (let time = 0; time < 5; time += 1) {
      run(400, thin);
      expect(thinFor(alone)).to.be.at.most(301_200);
    }
  });

  it('has long packets only where a thin voice still has to wait', () => {
    const waits = { bitrate: 50_000, queueMs: 250 };
    expect(run(1_600, waits)).to.include({ isThin: true, hasLongPackets: false });
    expect(run(1_600, waits).hasLongPackets).to.equal(true);
    expect(run(10_000, { bitrate: 50_000 }).hasLongPackets, 'as long as it is thin').to.equal(true);
    expect(run(400)).to.include({ isThin: false, hasLongPackets: false });
  });
});
