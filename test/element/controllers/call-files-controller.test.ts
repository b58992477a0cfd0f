import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import type { CallError } from '../../../src/call/terms/call-error.js';
import { CallFilesController } from '../../../src/element/controllers/call-files-controller.js';
import { until } from '../../support/until.js';
import { elementInCall, idleElement } from '../fixtures.js';

type Host = ConstructorParameters<typeof CallFilesController>[0];

/** Files that come, or do not, when the test says so, and what was rendered meanwhile. */
function fetching(host: Host) {
  const requests: { arrive: () => void; fail: (error: Error) => void }[] = [];
  const failures: CallError[] = [];
  const controller = new CallFilesController<string>(
    host,
    () => new Promise((resolve, fail) => requests.push({ arrive: () => resolve('files'), fail })),
    (error) => failures.push(error),
  );
  const rendered: string[] = [];
  const render = (name: string) => controller.whenReady(() => rendered.push(name));
  return { controller, requests, failures, rendered, render };
}

describe('CallFilesController', () => {
  afterEach(() => sinon.restore());

  it('fetches nothing before the first screen, and then once', async () => {
    const element = await idleElement();
    const { requests, rendered, render } = fetching(element);
    render('first screen');
    expect(requests).to.have.length(0);
    expect(rendered).to.deep.equal(['first screen']);
    element.requestUpdate();
    await element.updateComplete;
    element.requestUpdate();
    await element.updateComplete;
    expect(requests).to.have.length(1);
  });

  it('a call is shown when they are there, and at once from then on', async () => {
    const { element } = await elementInCall('calling');
    const { requests, rendered, render } = fetching(element);
    render('call');
    await element.updateComplete;
    expect(rendered).to.deep.equal([]);
    requests[0]?.arrive();
    await until(() => rendered.length > 0);
    render('call, later');
    expect(rendered).to.deep.equal(['call', 'call, later']);
    expect(requests).to.have.length(1);
  });

  it('a call does not wait for what can not be had; the next one asks for it again', async () => {
    const { element, call } = await elementInCall('calling');
    const { requests, rendered, render } = fetching(element);
    render('call');
    requests[0]?.fail(new Error('404'));
    await until(() => rendered.length === 1);
    render('call, later');
    await until(() => rendered.length === 2);
    expect(requests).to.have.length(1);

    call.end('hangup');
    element.startCall('peer-2');
    render('next call');
    expect(requests).to.have.length(2);
  });

  it('what can not be had is said once in a call, and tried again as long as that lasts', async () => {
    const { element, call } = await elementInCall('calling');
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout'] });
    const { controller, requests, failures, render } = fetching(element);
    const cause = new Error('404');
    const failNext = async () => {
      requests.at(-1)?.fail(cause);
      await clock.tickAsync(0);
    };
    render('call');
    await failNext();
    expect(failures.map(({ code }) => code)).to.deep.equal(['invalid-state']);
    expect(failures[0]?.cause).to.equal(cause);
    for (const [index, waitMs] of [2_000, 4_000, 8_000].entries()) {
      await clock.tickAsync(waitMs - 1);
      expect(requests, `before ${waitMs} ms`).to.have.length(index + 1);
      await clock.tickAsync(1);
      expect(requests, `after ${waitMs} ms`).to.have.length(index + 2);
      await failNext();
    }
    expect(failures).to.have.length(1);
    await clock.tickAsync(16_000);
    requests.at(-1)?.arrive();
    await clock.tickAsync(0);
    expect(controller.files).to.equal('files');

    call.end('hangup');
    const count = requests.length;
    await clock.tickAsync(60_000);
    expect(requests).to.have.length(count);
  });

  it('asks for nothing more once the call has ended', async () => {
    const { element, call } = await elementInCall('calling');
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout'] });
    const { requests, render } = fetching(element);
    render('call');
    requests[0]?.fail(new Error('404'));
    await clock.tickAsync(0);
    call.end('hangup');
    await clock.tickAsync(60_000);
    expect(requests).to.have.length(1);
  });

  it('a call does not wait for long', async () => {
    const { element } = await elementInCall('calling');
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout'] });
    const { rendered, render } = fetching(element);
    render('call');
    await clock.tickAsync(1_000);
    expect(rendered).to.deep.equal(['call']);
  });
});
