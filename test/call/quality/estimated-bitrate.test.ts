import { expect } from '@open-wc/testing';
import { EstimatedBitrate } from '../../../src/call/quality/estimated-bitrate.js';
import { lineSample, looks } from '../../support/line-samples.js';

const MAX = 2_000_000;
/** What a line is like for some time, in bit/s, ms and shares. */
interface Line {
  /** What the encoder may use. */
  readonly target?: number;
  /** What is sent in all. */
  readonly sent?: number;
  readonly lines?: number;
  readonly loss?: number;
  readonly queueMs?: number;
  /** Whether the peer reports on video. */
  readonly isReported?: boolean;
}

describe('EstimatedBitrate', () => {
  let estimate: EstimatedBitrate;
  let nowMs: number;
  let bytes: number;
  let targetBytes: number;
  let reportAtMs: number;

  beforeEach(() => {
    estimate = new EstimatedBitrate(MAX);
    [nowMs, bytes, targetBytes, reportAtMs] = [0, 0, 0, -Infinity];
  });

  /** @returns the estimate after so long */
  function run(ms: number, line: Line = {}): number {
    const { target = 0, sent = target, lines = 180, loss = 0, queueMs = 0 } = line;
    let bitrate = 0;
    for (const atMs of looks(nowMs, nowMs + ms, 200)) {
      bytes += (sent / 8) * 0.2;
      targetBytes += (target / 8) * 0.2;
      // About once a second.
      if (line.isReported !== false && target > 0 && atMs - reportAtMs >= 1_000) reportAtMs = atMs;
      const report = reportAtMs === -Infinity ? null : { atMs: reportAtMs, loss };
      const video = { atMs, bytes, targetBytes, lines, report };
      bitrate = estimate.add(lineSample(atMs, { availableBitrate: null, video }), queueMs);
    }
    nowMs += ms;
    return bitrate;
  }

  it('is what the browser says, where it does', () => {
    expect(estimate.add(lineSample(0, { availableBitrate: 123_000 }), 900)).to.equal(123_000);
  });

  it('is little until the peer reports that pictures arrive', () => {
    expect(run(2_000, { target: 500_000, isReported: false })).to.equal(200_000);
    expect(run(1_000, { target: 500_000 })).to.be.above(1_000_000);
  });

  it('does not believe what is counted at the beginning of a stream', () => {
    run(4_000, { target: 100_000 });
    run(4_000);
    expect(run(600, { target: 1_300_000 })).to.be.at.most(200_000);
    expect(run(3_000, { target: 100_000 })).to.be.at.most(200_000);
  });

  it('does not end video where packets neither wait nor are lost', () => {
    expect(run(9_000, { target: 10_000 })).to.equal(60_000);
  });

  it('is more as soon as the encoder may use more, but not much more than that', () => {
    expect(run(3_000, { target: 230_000 })).to.be.within(230_000, 260_000);
    expect(run(2_000, { target: 600_000, lines: 360 })).to.be.within(600_000, 700_000);
    expect(run(10_000, { target: 600_000, lines: 360 })).to.be.within(600_000, 700_000);
    expect(run(2_000, { target: 2_000_000, lines: 720 })).to.equal(MAX);
  });

  it('is less when the encoder may use less for some seconds', () => {
    run(4_000, { target: 1_900_000, lines: 720 });
    expect(run(1_000, { target: 300_000, lines: 720 })).to.equal(MAX);
    expect(run(3_000, { target: 300_000, lines: 720 }), 'no jam').to.be.within(900_000, 1_100_000);
    expect(run(6_000, { target: 300_000, lines: 720 })).to.be.within(300_000, 350_000);
  });

  it('may be far more when all is used that first pictures may, but not again', () => {
    run(2_000, { target: 500_000 });
    run(4_000, { target: 430_000 });
    expect(run(2_000, { target: 500_000 })).to.be.within(500_000, 600_000);
  });

  it('takes losses without a queue for what the browser takes them for', () => {
    run(4_000, { target: 500_000 });
    expect(run(10_000, { target: 500_000, loss: 0.2 })).to.be.above(1_000_000);
  });

  it('is what has arrived at once when packets wait and are lost', () => {
    run(4_000, { target: 2_000_000, lines: 720 });
    const bitrate = run(600, { target: 2_000_000, lines: 720, loss: 0.9, queueMs: 400 });
    expect(bitrate).to.be.within(150_000, 250_000);
  });

  it('is half at each second that packets wait, as long as the browser does not know better', () => {
    run(4_000, { target: 2_000_000, lines: 720 });
    expect(run(600, { target: 2_000_000, lines: 720, queueMs: 300 })).to.equal(1_000_000);
    expect(run(3_000, { target: 2_000_000, lines: 720, queueMs: 300 })).to.equal(1_000_000);
    expect(run(3_000, { target: 100_000, lines: 720, queueMs: 300 })).to.be.within(
      125_000,
      500_000,
    );
    expect(run(20_000, { target: 30_000, lines: 720, queueMs: 300 }), 'never less').to.equal(
      40_000,
    );
  });

  it('is not thin because of packets that wait in the other direction', () => {
    run(4_000, { target: 180_000 });
    expect(run(10_000, { target: 180_000, queueMs: 400 })).to.be.at.least(150_000);
    expect(run(10_000, { target: 90_000, queueMs: 400 })).to.be.below(100_000);
  });

  it('does not guess far while no video is sent', () => {
    run(4_000, { target: 100_000 });
    run(4_000, { target: 100_000, queueMs: 300 });
    expect(run(60_000)).to.equal(200_000);
  });

  it('is what is tried out, until it shows what of that there is', () => {
    run(4_000, { target: 100_000 });
    run(4_000);
    estimate.tryOut(300_000);
    expect(run(1_000, { target: 50_000 })).to.equal(300_000);
    expect(run(1_000, { target: 50_000 })).to.equal(60_000);
    expect(run(1_000, { target: 200_000 })).to.be.above(200_000);
    run(2_000);
    estimate.tryOut(9_000_000);
    expect(run(200)).to.equal(MAX);
  });

  it('begins to count anew with a new stream', () => {
    run(4_000, { target: 1_000_000, lines: 720 });
    [bytes, targetBytes] = [0, 0];
    expect(run(4_000, { target: 1_000_000, lines: 720 })).to.be.within(1_000_000, 1_200_000);
  });

  describe('of a browser that does not count what its encoder may use', () => {
    function add(ms: number, given: object, queueMs = 0): number {
      let bitrate = 0;
      for (const atMs of looks(nowMs, nowMs + ms)) {
        bitrate = estimate.add(lineSample(atMs, { availableBitrate: null, ...given }), queueMs);
      }
      nowMs += ms;
      return bitrate;
    }

    it('is less at each sign of congestion, and more after a time without', () => {
      expect(add(2_000, {})).to.equal(200_000);
      expect(add(20_000, {})).to.equal(MAX);
      expect(add(4_000, {}, 300)).to.be.within(125_000, 1_000_000);
      expect(add(22_000, {}, 300), 'never less').to.equal(40_000);
      expect(add(4_000, {})).to.be.above(40_000);
      expect(add(86_000, {}), 'never more').to.equal(MAX);
      expect(add(2_000, { videoLoss: 0.2 })).to.be.below(MAX);
      expect(add(2_000, { audioLoss: 0.2 })).to.be.below(MAX);
    });
  });
});
