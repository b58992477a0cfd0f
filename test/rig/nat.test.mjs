import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { connectWarm, hangUp, relayProtocol, useRig } from './support/rig-suite.mjs';

describe('calls through NATs', () => {
  const rig = useRig({ a: 'chromium', b: 'chromium' });

  function setNats(a, b) {
    rig().network.setNat('a', a);
    rig().network.setNat('b', b);
  }

  it('connects directly where both have full cone', async () => {
    setNats('full-cone', 'full-cone');
    await rig().open();
    await rig().connect();
    const { local, remote } = await rig().a.pair();
    assert.ok([local, remote].every(({ type }) => ['srflx', 'prflx'].includes(type)));
    await hangUp(rig().a, rig().b);
  });

  for (const transport of ['udp', 'tcp', 'tls']) {
    it(`connects by TURN over ${transport} where both are symmetric`, async () => {
      setNats('symmetric', 'symmetric');
      const { coturn } = rig();
      await rig().open({ iceServers: [coturn.stun(), coturn.turn(transport)] });
      await rig().connect();
      assert.equal(await relayProtocol(rig()), transport);
      await hangUp(rig().b, rig().a);
    });
  }

  it('connects by TURN with servers from the relay where both are symmetric', async () => {
    setNats('symmetric', 'symmetric');
    await rig().openInRoom();
    await rig().connect();
    // UDP, TCP and TLS are offered: which is the quickest depends on the machine.
    assert.ok(['udp', 'tcp', 'tls'].includes(await relayProtocol(rig())));
    await hangUp(rig().a, rig().b);
  });

  it('connects by TURN with servers from the relay where one side has no UDP', async () => {
    setNats('udp-blocked', 'symmetric');
    await rig().openInRoom();
    await rig().connect();
    assert.ok(['tcp', 'tls'].includes((await rig().a.pair()).local.relayProtocol));
    await hangUp(rig().b, rig().a);
  });

  it('connects by TURN over TCP where one side has no UDP', async () => {
    setNats('udp-blocked', 'full-cone');
    const { coturn } = rig();
    await rig().open({ iceServers: [coturn.stun(), coturn.turn('tcp')] });
    await rig().connect();
    assert.equal((await rig().a.pair()).local.relayProtocol, 'tcp');
    await hangUp(rig().a, rig().b);
  });

  it('connects while it rings by TURN where both are symmetric', async () => {
    setNats('symmetric', 'symmetric');
    const { coturn } = rig();
    await rig().open({ iceServers: [coturn.stun(), coturn.turn('udp')], warmUp: true });
    await connectWarm(rig().a, rig().b);
    assert.equal(await relayProtocol(rig()), 'udp');
    await hangUp(rig().b, rig().a);
  });

  /** Both sides are told that there is no path, and on which side the cause is. */
  async function expectNoPath(a, b) {
    await rig().a.dial(rig().b);
    await rig().b.answer();
    for (const [person, diagnosis] of [
      [rig().a, a],
      [rig().b, b],
    ]) {
      await person.untilState('ended');
      const { endReason, error } = await person.status();
      assert.deepEqual(
        { endReason, ...error.diagnosis },
        { endReason: 'connection-failed', ...diagnosis },
      );
    }
  }

  it('says that TURN is missing where both are symmetric', async () => {
    setNats('symmetric', 'symmetric');
    await rig().open({ iceServers: [rig().coturn.stun()] });
    const diagnosis = { cause: 'no-turn', side: 'both' };
    await expectNoPath(diagnosis, diagnosis);
  });

  it('says so once it is answered, where it could not connect while it rang', async () => {
    setNats('symmetric', 'symmetric');
    const timing = { setupMs: 10_000 };
    await rig().open({ iceServers: [rig().coturn.stun()], warmUp: true, timing });
    await rig().a.dial(rig().b);
    await Promise.all([rig().a.untilFailed(), rig().b.untilFailed()]);
    assert.equal((await rig().a.status()).state, 'ringing');
    await rig().b.answer();
    for (const person of rig().people) {
      await person.untilState('ended');
      const { endReason, error } = await person.status();
      assert.equal(endReason, 'connection-failed');
      assert.equal(error.diagnosis.cause, 'no-turn');
    }
  });

  it('says which side has no UDP', async () => {
    setNats('udp-blocked', 'symmetric');
    await rig().open({ iceServers: [rig().coturn.stun()] });
    await expectNoPath(
      { cause: 'udp-blocked', side: 'local' },
      { cause: 'udp-blocked', side: 'remote' },
    );
  });

  it('says that the TURN server refuses the credentials', async () => {
    setNats('symmetric', 'symmetric');
    const { coturn } = rig();
    const turn = { ...coturn.turn('udp'), credential: 'of last week' };
    await rig().open({ iceServers: [coturn.stun(), turn] });
    const diagnosis = { cause: 'turn-refused', side: 'local' };
    await expectNoPath(diagnosis, diagnosis);
  });

  it('does not let the peer know an own address in relay-only mode (T12)', async () => {
    setNats('full-cone', 'full-cone');
    const { coturn } = rig();
    const iceServers = [coturn.stun(), coturn.turn('udp')];
    await rig().open({ iceServers, iceTransportPolicy: 'relay' }, { iceServers });
    await rig().connect();
    assert.deepEqual(await rig().b.candidateTypesHeard(), ['relay']);
    const heard = (await rig().b.heard()).join('\n');
    for (const address of ['192.168.1.2', '203.0.113.21']) {
      assert.ok(!heard.includes(address), `the peer hears nothing of ${address}`);
    }
    await hangUp(rig().a, rig().b);
  });
});
