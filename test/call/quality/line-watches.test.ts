import { expect } from '@open-wc/testing';
import { DelayWatch } from '../../../src/call/quality/delay-watch.js';
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
