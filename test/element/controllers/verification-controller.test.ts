import { expect } from '@open-wc/testing';
import type { CallError } from '../../../src/call/terms/call-error.js';
import { VerificationController } from '../../../src/element/controllers/verification-controller.js';
import { until } from '../../support/until.js';
import { elementInCall } from '../fixtures.js';

/** The panel's file comes, or does not, when the test says so. */
async function fetching() {
  const { element, call } = await elementInCall('connected');
  const requests: { arrive: (panel: string) => void; fail: (error: Error) => void }[] = [];
  const failures: CallError[] = [];
  const controller = new VerificationController<string>(
    element,
    () => new Promise((arrive, fail) => requests.push({ arrive, fail })),
    (error) => failures.push(error),
  );
  return { element, call, controller, requests, failures };
}

describe('VerificationController', () => {
  it('says that the file with the panel can not be had, and asks for it again', async () => {
    const { controller, requests, failures } = await fetching();
    controller.toggle();
    const cause = new Error('404');
    requests[0]?.fail(cause);
    await until(() => failures.length > 0);
    expect(failures.map(({ code }) => code)).to.deep.equal(['invalid-state']);
    expect(failures[0]?.cause).to.equal(cause);
    expect(controller.isOpen).to.equal(false);

    controller.toggle();
    requests[1]?.arrive('the panel');
    await until(() => controller.isOpen);
    expect(controller.panel).to.equal('the panel');
    controller.close();
    controller.toggle();
    await until(() => controller.isOpen);
    expect(requests).to.have.length(2);
  });

  it('does not open in the next call what was asked for in the last', async () => {
    const { element, call, controller, requests } = await fetching();
    controller.toggle();
    call.end('hangup');
    element.startCall('peer-2');
    requests[0]?.arrive('the panel');
    await until(() => controller.panel !== null);
    await element.updateComplete;
    expect(controller.isOpen).to.equal(false);
  });
});
