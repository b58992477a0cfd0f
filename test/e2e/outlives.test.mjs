import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchBrowser } from '../support/browser.mjs';
import { startDevServer } from '../support/dev-server.mjs';
import { connect, invite } from './support/person.mjs';

const PAGE = 'test/e2e/pages/resume.html';

describe('a call outlives', () => {
  let server;
  let browser;
  before(async () => {
    [server, browser] = await Promise.all([startDevServer(), launchBrowser()]);
  });
  after(() => Promise.all([server?.stop(), browser?.close()]));

  async function inviteTwo(t, isExpected) {
    const { newPerson } = invite(t, browser, isExpected);
    const people = await Promise.all([newPerson(), newPerson()]);
    const url = new URL(PAGE, server.url).href;
    return Promise.all(people.map((person) => person.open(url)));
  }

  for (const who of ['caller', 'callee']) {
    test(`the reload of the page of the ${who}`, async (t) => {
      const [caller, callee] = await inviteTwo(t);
      await connect(caller, callee);
      const [leaver, other] = who === 'caller' ? [caller, callee] : [callee, caller];
      await leaver.presses('Microphone');
      const mutedMark = other.page.getByRole('img', { name: 'Their microphone is off' });
      await mutedMark.waitFor();

      for (const reload of [1, 2]) {
        await leaver.page.reload();
        await Promise.all([leaver.seesAndHearsPeer(), other.seesMotion('remote-video')]);
        await Promise.all([leaver.reads('Connected'), other.reads('Connected')]);
        assert.ok(await mutedMark.isVisible(), `still muted after reload ${reload}`);
      }
      await leaver.presses('Microphone');
      await other.seesAndHearsPeer();
      await other.presses('Hang up');
      await leaver.reads('Call ended');

      await leaver.page.reload();
      await leaver.reads('Ready for calls');
    });
  }

  test('its sockets, and its relay', async (t) => {
    // What the browser itself says of a relay that is gone.
    const [caller, callee] = await inviteTwo(t, (text) => text.startsWith('WebSocket connection'));
    const address = await caller.address();
    await caller.dials(await callee.address());
    await caller.reads('Ringing…');
    server.faults.start({ kind: 'kill', connections: address });
    await callee.presses('Answer');
    await Promise.all([caller.seesAndHearsPeer(), callee.seesAndHearsPeer()]);

    const states = watchStates(caller.page);
    const gone = server.faults.start({ kind: 'gone' });
    await caller.page.getByText('Reconnecting to server').waitFor();
    await Promise.all([caller.seesAndHearsPeer(), callee.seesAndHearsPeer()]);
    gone.heal();
    await caller.page.getByText('Reconnecting to server').waitFor({ state: 'detached' });
    await Promise.all([caller.seesAndHearsPeer(), callee.seesAndHearsPeer()]);
    assert.deepEqual(await states(), [], 'the call itself was never in doubt');
    await caller.presses('Hang up');
    await callee.reads('Call ended');
  });
});

/** Notes the states of the element from now on; gives them out when asked. */
function watchStates(page) {
  const started = page.evaluate(() => {
    globalThis.states = [];
    addEventListener('call-statechange', ({ state }) => globalThis.states.push(state));
  });
  return () => started.then(() => page.evaluate(() => globalThis.states));
}
