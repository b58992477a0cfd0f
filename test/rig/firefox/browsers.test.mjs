import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  connectWarm,
  hangUp,
  meetThroughTurn,
  relayProtocol,
  useRig,
} from '../support/rig-suite.mjs';
import { surviveCut, surviveCutWhileSending, surviveSwitch } from '../support/survival.mjs';

describe('Chromium and Firefox', () => {
  const rig = useRig({ a: 'chromium', b: 'firefox' });

  it('meet in a room by an invite link', async () => {
    await rig().meet({}, { hasNoScreen: true });
    for (const person of [rig().a, rig().b]) {
      await person.untilVerified('secret');
    }
    await hangUp(rig().a, rig().b);
  });

  it('meet by an invite link, both behind symmetric NATs, through the TURN server', async () => {
    await meetThroughTurn(rig(), { hasNoScreen: true });
  });

  for (const callerSide of ['a', 'b']) {
    const calleeSide = callerSide === 'a' ? 'b' : 'a';
    const browsers = { a: 'Chromium', b: 'Firefox' };

    describe(`${browsers[callerSide]} calls ${browsers[calleeSide]}`, () => {
      const both = () => [rig()[callerSide], rig()[calleeSide]];

      async function connect() {
        // Without a display, Firefox has no screen to share.
        await rig().open({}, { hasNoScreen: true });
        await rig().connect(...both());
      }

      it('lets each side see what the other turns off and on', async () => {
        await connect();
        const [caller, callee] = both();
        for (const [one, other] of [
          [caller, callee],
          [callee, caller],
        ]) {
          await one.setMicrophone(false);
          await other.untilRemoteMedia({ microphone: false, camera: true, screen: false });
          await one.setCamera(false);
          await other.untilRemoteMedia({ microphone: false, camera: false, screen: false });
          await one.setMicrophone(true);
          await one.setCamera(true);
          await one.setScreen(true);
          await other.untilRemoteMedia({ microphone: true, camera: true, screen: true });
          await one.setScreen(false);
          await other.untilRemoteMedia({ microphone: true, camera: true, screen: false });
          await other.untilPictures();
          await one.send(`from ${one.browser}`);
          await other.untilMessage(`from ${one.browser}`);
        }
        await hangUp(caller, callee);
      });

      it('sends files both ways, for which nothing is negotiated', async () => {
        await connect();
        for (const side of both()) {
          // The first has the other side make its channel, the others find it.
          for (const size of [0, 300_000, 5_000_000]) {
            const went = await side.sendFile(size);
            assert.deepEqual(went, { state: 'complete', error: null, negotiations: 0 });
          }
        }
        await hangUp(...both());
      });

      it('connects by TURN with servers from the relay where both are symmetric', async () => {
        const { network } = rig();
        for (const side of ['a', 'b']) network.setNat(side, 'symmetric');
        await rig().openInRoom({ hasNoScreen: true });
        await rig().connect(...both());
        // UDP, TCP and TLS are offered: which is the quickest depends on the machine.
        assert.ok(['udp', 'tcp', 'tls'].includes(await relayProtocol(rig())));
        await hangUp(...both());
      });

      it('connects while it rings, and no media flow before the answer', async () => {
        await rig().open({ warmUp: true });
        await connectWarm(...both());
        await hangUp(...both());
      });

      it('ends when the callee hangs up', async () => {
        await connect();
        const [caller, callee] = both();
        await hangUp(callee, caller);
      });

      it('ends when the callee declines', async () => {
        await rig().open();
        const [caller, callee] = both();
        await caller.dial(callee);
        await callee.reject();
        await endBoth(both(), 'declined');
      });

      it('ends when the caller cancels', async () => {
        await rig().open();
        const [caller, callee] = both();
        await caller.dial(callee);
        await callee.untilState('ringing');
        await caller.hangup();
        await endBoth(both(), 'cancelled');
      });

      for (const cutMs of [3_000, 20_000]) {
        it(`is back after ${cutMs / 1000} s without UDP`, async (t) => {
          await connect();
          await surviveCut(t, rig(), { side: 'b', what: 'udp', cutMs });
          await hangUp(...both());
        });
      }
    });
  }
});

describe('Firefox and Firefox', () => {
  const rig = useRig({ a: 'firefox', b: 'firefox' });

  it('connect, and are back after 12 s without UDP', async (t) => {
    await rig().open();
    await rig().connect();
    await surviveCut(t, rig(), { side: 'a', what: 'udp', cutMs: 12_000 });
    await hangUp(rig().a, rig().b);
  });

  it('deliver what was written without a network, and the rest of a file', async (t) => {
    await rig().open();
    await rig().connect();
    await surviveCutWhileSending(t, rig(), { side: 'b', what: 'everything', cutMs: 12_000 });
    await hangUp(rig().a, rig().b);
  });

  for (const transport of ['udp', 'tcp', 'tls']) {
    it(`connect by TURN over ${transport} where both are symmetric`, async () => {
      const { coturn, network } = rig();
      for (const side of ['a', 'b']) network.setNat(side, 'symmetric');
      await rig().open({ iceServers: [coturn.stun(), coturn.turn(transport)] });
      await rig().connect();
      assert.equal(await relayProtocol(rig()), transport);
      await hangUp(rig().b, rig().a);
    });
  }

  it('meet by an invite link, both behind symmetric NATs, through the TURN server', async () => {
    await meetThroughTurn(rig(), { hasNoScreen: true });
  });

  it('go on when one side leaves its network for another', async (t) => {
    await rig().open();
    await rig().connect();
    await surviveSwitch(t, rig());
    await hangUp(rig().b, rig().a);
  });
});

async function endBoth(people, reason) {
  for (const person of people) {
    await person.untilState('ended');
    assert.equal((await person.status()).endReason, reason);
  }
}
