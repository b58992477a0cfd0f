import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { CallError } from '../../../../src/call/terms/call-error.js';
import {
  CallFigures,
  PLOTTED_MS,
} from '../../../../src/element/controllers/figures/call-figures.js';
import { sampleReport } from '../../../support/sample-report.js';
import { elementInCall } from '../../fixtures.js';

/** The figures of an element in a call, with the time in hand. */
async function watched() {
  const { element, call } = await elementInCall('connecting');
  const clock = sinon.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'performance'],
    shouldClearNativeTimers: true,
  });
  const looking = { on: false };
  const figures = new CallFigures(element, () => looking.on);
  const pass = async (ms: number) => {
    await clock.tickAsync(ms);
    await element.updateComplete;
  };
  await pass(0);
  const asked = async (ms: number) => {
    const before = call.reportCount;
    await pass(ms);
    return call.reportCount - before;
  };
  return { element, call, figures, looking, pass, asked };
}

describe('CallFigures', () => {
  afterEach(() => sinon.restore());

  it('asks only while connected, rarely while nobody looks, once a second while somebody does', async () => {
    const { element, call, figures, looking, pass, asked } = await watched();
    // The element has some of its own, which nobody looks at.
    const own = 20_000 / 4_000;
    expect(await asked(20_000), 'not connected').to.equal(0);
    call.moveTo('connected');
    await pass(0);
    expect((await asked(20_000)) - own).to.equal(5);
    expect(figures.samples).to.have.length(5);

    looking.on = true;
    element.requestUpdate();
    await pass(0);
    const count = figures.samples.length;
    await pass(1_000);
    expect(figures.samples.length, 'at once, though nothing was due').to.equal(count + 1);
    await pass(10_000);
    expect(figures.samples).to.have.length(count + 11);

    looking.on = false;
    call.end('hangup');
    await pass(0);
    expect(figures.samples, 'what it has come to').to.have.length(count + 12);
    expect(await asked(60_000), 'nobody asks an ended call').to.equal(0);
    expect(figures.report).to.deep.equal(sampleReport());
  });

  it('keeps two minutes, and nothing of another call', async () => {
    const { element, call, figures, looking, pass } = await watched();
    looking.on = true;
    call.moveTo('connected');
    await pass(PLOTTED_MS + 30_000);
    const [first, last] = [figures.samples[0]!, figures.samples.at(-1)!];
    expect(last.atMs - first.atMs).to.be.within(PLOTTED_MS - 1_000, PLOTTED_MS);
    call.end('hangup');
    element.startCall('peer-2');
    await pass(0);
    expect(figures.samples).to.deep.equal([]);
    expect(figures.report).to.equal(null);
    expect(figures.changes).to.deep.equal([]);
  });

  it('has what has happened to the call, and when', async () => {
    const { call, figures, pass } = await watched();
    call.moveTo('connected');
    await pass(3_000);
    call.setQuality('good');
    await pass(2_000);
    call.moveTo('reconnecting');
    await pass(1_000);
    expect(figures.changes).to.deep.equal([
      { afterMs: 0, state: 'connected', quality: null },
      { afterMs: 3_000, state: 'connected', quality: 'good' },
      { afterMs: 5_000, state: 'reconnecting', quality: 'good' },
    ]);
    for (let i = 0; i < 100; i++) {
      call.setQuality(i % 2 ? 'good' : 'poor');
      await pass(1);
    }
    expect(figures.changes).to.have.length(40);
    expect(figures.changes.at(-1)?.quality).to.equal('good');
  });

  it('says when the figures can’t be had, and goes on asking', async () => {
    const { call, figures, pass } = await watched();
    call.report = new CallError('report-failed', 'for developers');
    call.moveTo('connected');
    await pass(4_000);
    expect(figures.hasFailed).to.equal(true);
    expect(figures.report).to.equal(null);
    call.report = sampleReport();
    await pass(4_000);
    expect(figures.hasFailed).to.equal(false);
    expect(figures.samples).to.have.length(1);
  });

  it('stops when the element is gone, and goes on when it is back', async () => {
    const { element, call, figures, pass, asked } = await watched();
    call.moveTo('connected');
    await pass(4_000);
    const parent = element.parentElement!;
    element.remove();
    parent.append(element);
    await pass(0);
    expect(await asked(4_000), 'moved').to.equal(2);
    expect(figures.samples).to.have.length(2);
    element.remove();
    await pass(0);
    expect(await asked(60_000), 'gone').to.equal(0);
  });
});
