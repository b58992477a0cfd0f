import { expect } from '@open-wc/testing';
import type { CallError } from '../../../../src/call/terms/call-error.js';
import { PanelController } from '../../../../src/element/controllers/host/panel-controller.js';
import { until } from '../../../support/until.js';
import { elementInCall } from '../../fixtures.js';

/** The files of panels come, or do not, when the test says so. */
async function fetching() {
  const { element, call } = await elementInCall('connected');
  const requests: { arrive: () => void; fail: (error: Error) => void }[] = [];
  const failures: CallError[] = [];
  const file = (panel: string) => () =>
    new Promise<string>((resolve, fail) => requests.push({ arrive: () => resolve(panel), fail }));
  const controller = new PanelController(
    element,
    { chat: file('the chat'), stats: file('the figures') },
    (error) => failures.push(error),
  );
  return { element, call, controller, requests, failures };
}

describe('PanelController', () => {
  it('says that the file of a panel can not be had, and asks for it again', async () => {
    const { controller, requests, failures } = await fetching();
    controller.toggle('chat');
    const cause = new Error('404');
    requests[0]?.fail(cause);
    await until(() => failures.length > 0);
    expect(failures.map(({ code }) => code)).to.deep.equal(['invalid-state']);
    expect(failures[0]?.cause).to.equal(cause);
    expect(controller.open).to.equal(null);

    controller.toggle('chat');
    requests[1]?.arrive();
    await until(() => controller.open === 'chat');
    expect(controller.panel).to.equal('the chat');
    controller.close();
    expect(controller.panel).to.equal(null);
    controller.toggle('chat');
    await until(() => controller.open === 'chat');
    expect(requests).to.have.length(2);
  });

  it('opens one at a time: the latest that was asked for', async () => {
    const { controller, requests } = await fetching();
    controller.toggle('chat');
    controller.toggle('stats');
    requests[1]?.arrive();
    await until(() => controller.open === 'stats');
    requests[0]?.arrive();
    controller.toggle('chat');
    await until(() => controller.open === 'chat');
    expect(controller.panel).to.equal('the chat');
    controller.toggle('chat');
    expect(controller.open).to.equal(null);
  });

  it('does not open what was closed while it was fetched', async () => {
    const { element, controller, requests } = await fetching();
    controller.toggle('chat');
    controller.close();
    requests[0]?.arrive();
    void controller.show('stats');
    requests[1]?.arrive();
    await until(() => controller.open === 'stats');
    await element.updateComplete;
    expect(controller.panel).to.equal('the figures');
  });

  it('does not open in the next call what was asked for in the last', async () => {
    const { element, call, controller, requests } = await fetching();
    controller.toggle('chat');
    call.end('hangup');
    element.startCall('peer-2');
    requests[0]?.arrive();
    await element.updateComplete;
    controller.toggle('stats');
    requests[1]?.arrive();
    await until(() => controller.open === 'stats');
    expect(controller.panel).to.equal('the figures');
  });
});
