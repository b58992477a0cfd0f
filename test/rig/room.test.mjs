import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hangUp, meetThroughTurn, useRig } from './support/rig-suite.mjs';
import { surviveCut } from './support/survival.mjs';

describe('two who meet in a room', () => {
  const rig = useRig({ a: 'chromium', b: 'chromium' });
  const people = () => [rig().a, rig().b];

  it('are in a call without a ring, verified by the secret of their link', async () => {
    await rig().meet();
    const [a, b] = await Promise.all(people().map((person) => person.status()));
    assert.equal(a.callId, b.callId);
    await Promise.all(people().map((person) => person.untilVerified('secret')));
    await hangUp(...people());
  });

  it('by an invite link, both behind symmetric NATs, see each other through the TURN server', async () => {
    await meetThroughTurn(rig());
  });

  it('are in the same call again after both had no network at all for 30 s', async (t) => {
    await rig().meet();
    const before = await Promise.all(people().map((person) => person.address()));
    const [{ callId }] = await Promise.all(people().map((person) => person.status()));
    await surviveCut(t, rig(), { side: 'both', what: 'everything', cutMs: 30_000 });
    // The call may be back before the relay is.
    for (const [index, person] of people().entries()) await person.untilOtherAddress(before[index]);
    for (const person of people()) assert.equal((await person.status()).callId, callId);
    await hangUp(...people());
  });

  it('are in a call again after one has reloaded the page', async () => {
    const invite = await rig().meet();
    const [{ callId }] = await Promise.all(people().map((person) => person.status()));
    await rig().b.open({ iceServers: [rig().coturn.stun()], ...invite });
    await Promise.all(people().map((person) => person.untilState('connected')));
    await Promise.all(people().map((person) => person.untilPictures()));
    const [a, b] = await Promise.all(people().map((person) => person.status()));
    assert.equal(a.callId, b.callId);
    assert.notEqual(a.callId, callId);
    await hangUp(...people());
  });
});
