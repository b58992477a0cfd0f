import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { CallStylesController } from '../../../src/element/controllers/call-styles-controller.js';
import { until } from '../../support/until.js';
import { elementInCall, idleElement } from '../fixtures.js';

/** Styles that come, or do not, when the test says so, and what was rendered meanwhile. */
function fetching(host: ConstructorParameters<typeof CallStylesController>[0]) {
  const requests: { arrive: () => void; fail: (error: Error) => void }[] = [];
  const controller = new CallStylesController(
    host,
    () => new Promise((arrive, fail) => requests.push({ arrive, fail })),
  );
  const rendered: string[] = [];
  const render = (name: string) => controller.whenReady(() => rendered.push(name));
  return { controller, requests, rendered, render };
}

describe('CallStylesController', () => {
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

  it('a call does not wait for long', async () => {
    const { element } = await elementInCall('calling');
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout'] });
    const { rendered, render } = fetching(element);
    render('call');
    await clock.tickAsync(1_000);
    expect(rendered).to.deep.equal(['call']);
  });
});
