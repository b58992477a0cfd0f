import { expect } from '@open-wc/testing';
import { DelayWatch } from '../../../src/call/quality/delay-watch.js';
import { EstimatedBitrate } from '../../../src/call/quality/estimated-bitrate.js';
import { QueueWatch } from '../../../src/call/quality/queue-watch.js';
import { lineSample, looks, receivedVoice } from '../../support/line-samples.js';

describe('QueueWatch', () => {
  const add = (watch: QueueWatch, atMs: number, roundTripMs: number | null, route = 'pair') =>
    watch.add(lineSample(atMs, { roundTripMs, route }));

  it('says how much longer than the shortest round trip the present one is', () => {
    const watch = new QueueWatch();
    expect(add(watch, 0, 100)).to.equal(0);
    expect(add(watch, 400, 250)).to.equal(150);
    expect(add(watch, 800, 40)).to.equal(0);
    expect(add(watch, 1_200, 250)).to.equal(210);
    expect(add(watch, 1_600, null)).to.equal(0);
  });

  it('begins anew on another route', () => {
    const watch = new QueueWatch();
    add(watch, 0, 10);
    expect(add(watch, 400, 300, 'relay')).to.equal(0);
    expect(add(watch, 800, 320, 'relay')).to.equal(20);
    expect(add(watch, 1_200, 320), 'what was known of the first is old').to.equal(0);
  });

  it('takes a way that has become longer for that, after a while', () => {
    const watch = new QueueWatch();
    for (const atMs of looks(0, 60_000)) add(watch, atMs, 20);
    let waits = 0;
    for (const atMs of looks(60_000, 90_000)) waits = add(watch, atMs, 220);
    expect(waits).to.equal(200);
    for (const atMs of looks(90_000, 185_000)) waits = add(watch, atMs, 220);
    expect(waits).to.equal(0);
  });
});

describe('EstimatedBitrate', () => {
  const unknown = { availableBitrate: null };

  it('is what the browser says, where it does', () => {
    const estimate = new EstimatedBitrate(2_000_000);
    const sample = lineSample(0, { availableBitrate: 123_000 });
    expect(estimate.add(sample, 900)).to.equal(123_000);
  });

  it('is less at each sign of congestion, and more after a time without', () => {
    const estimate = new EstimatedBitrate(2_000_000);
    const run = (fromMs: number, toMs: number, given: object, queueMs: number) => {
      let bitrate = 0;
      for (const atMs of looks(fromMs, toMs)) {
        bitrate = estimate.add(lineSample(atMs, { ...unknown, ...given }), queueMs);
      }
      return bitrate;
    };
    expect(run(0, 4_000, {}, 0)).to.equal(2_000_000);
    expect(run(4_000, 8_000, {}, 300)).to.be.within(125_000, 1_000_000);
    expect(run(8_000, 30_000, {}, 300), 'never less').to.equal(40_000);
    expect(run(30_000, 34_000, {}, 0)).to.be.above(40_000);
    expect(run(34_000, 120_000, {}, 0), 'never more').to.equal(2_000_000);
    expect(run(120_000, 122_000, { videoLoss: 0.2 }, 0)).to.be.below(2_000_000);
    expect(run(122_000, 200_000, { audioLoss: null, videoLoss: null }, 0)).to.equal(2_000_000);
  });

  it('is no less than what is tried out, until that shows to be too much', () => {
    const estimate = new EstimatedBitrate(250_000);
    for (const atMs of looks(0, 20_000)) estimate.add(lineSample(atMs, unknown), 300);
    estimate.tryOut(300_000);
    expect(estimate.add(lineSample(20_000, unknown), 0)).to.equal(250_000);
    for (const atMs of looks(20_400, 23_000)) estimate.add(lineSample(atMs, unknown), 300);
    expect(estimate.add(lineSample(23_000, unknown), 300)).to.be.below(130_000);
  });
});

describe('DelayWatch', () => {
  /** When it wants the receiver to begin anew. */
  function run(toMs: number, voiceAt: (atMs: number) => object, queueMs = 0): number[] {
    const watch = new DelayWatch();
    let [delayMs, emitted, concealed, lastMs] = [0, 0, 0, 0];
    return [...looks(400, toMs)].filter((atMs) => {
      const one = receivedVoice(atMs - lastMs, voiceAt(atMs));
      lastMs = atMs;
      delayMs += one.delayMs;
      emitted += one.emitted;
      concealed += one.concealed;
      const voice = { ...one, delayMs, emitted, played: emitted, concealed };
      return watch.next(lineSample(atMs, { voice }), queueMs);
    });
  }

  it('finds a voice that is late after a jam, when the jam is over', () => {
    const at = run(10_000, (atMs) => ({ lateMs: 500, madeUp: atMs < 5_000 ? 0.1 : 0 }));
    expect(at).to.have.length(1);
    expect(at[0]).to.be.within(6_400, 7_200);
  });

  it('asks for it once in half a minute', () => {
    expect(run(70_000, () => ({ lateMs: 500 }))).to.have.length(3);
  });

  it('says nothing of a voice in time, in a jam, or of one that comes irregularly', () => {
    expect(run(60_000, () => ({ lateMs: 200 }))).to.deep.equal([]);
    expect(run(60_000, () => ({ lateMs: 500, jitterMs: 100 }))).to.deep.equal([]);
    expect(run(60_000, () => ({ lateMs: 500, madeUp: 0.05 }))).to.deep.equal([]);
    expect(run(60_000, () => ({ lateMs: 500 }), 150)).to.deep.equal([]);
  });

  it('says nothing where nothing is received', () => {
    const watch = new DelayWatch();
    const silent = receivedVoice(1_000, { lateMs: 900 });
    for (const atMs of looks(0, 10_000)) {
      expect(watch.next(lineSample(atMs), 0)).to.equal(false);
      expect(watch.next(lineSample(atMs, { voice: silent }), 0)).to.equal(false);
    }
  });
});
