import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';
import { Rig } from './rig.mjs';

/**
 * Starts the rig for the tests of one `describe`. After each test the calls are over, nothing of them is left, and no
 * page has had an error.
 *
 * @param {readonly string[]} [more] arguments for Chromium
 * @returns {() => Rig}
 */
export function useRig(browsers, more) {
  let rig;
  before(async () => {
    rig = await Rig.start(browsers, more);
  });
  afterEach(async () => {
    rig.network.reset();
    await Promise.all(rig.people.map(nothingIsLeft));
  });
  after(() => rig?.stop());
  return () => rig;
}

async function nothingIsLeft(person) {
  const status = await person.status();
  // A test that failed in the middle, or before there was a page, has reported its own error.
  if (status?.state !== 'ended') return person.leave();
  assert.deepEqual(await person.remains(), { tracks: 0, connections: 0 }, 'nothing is left');
  assert.deepEqual(await person.problems(), [], 'the page had no error');
}

/** Hangs up on one side, and waits until the call has ended on both. */
export async function hangUp(who, other) {
  await who.hangup();
  await Promise.all([who.untilState('ended'), other.untilState('ended')]);
  for (const person of [who, other]) assert.equal((await person.status()).endReason, 'hangup');
}

/**
 * A calls b, whose calls connect while they ring: then nothing is opened at b, and no media flow. After the answer both see
 * each other over the same connection.
 */
export async function connectWarm(caller, callee) {
  await caller.dial(callee);
  await Promise.all([caller.untilWarm(), callee.untilWarm()]);
  assert.deepEqual(await callee.media(), { bytes: 0, opened: 0 });
  assert.equal((await caller.media()).bytes, 0);
  await callee.answer();
  await Promise.all([caller.untilState('connected'), callee.untilState('connected')]);
  await Promise.all([caller.untilPictures(), callee.untilPictures()]);
  for (const person of [caller, callee]) assert.equal((await person.status()).connections, 1);
}

/**
 * Two who are both behind symmetric NATs meet by an invite link: the relay gives them TURN credentials, coturn carries
 * their pictures both ways, and the secret of the link verifies them.
 */
export async function meetThroughTurn(rig, options) {
  for (const side of ['a', 'b']) rig.network.setNat(side, 'symmetric');
  await rig.meetByInvite(options);
  for (const person of rig.people) {
    const { local, remote } = await person.pair();
    assert.ok(
      [local.type, remote.type].includes('relay'),
      `${person.browser} uses the TURN server`,
    );
    assert.equal(await person.path(), 'relayed');
    await person.untilVerified('secret');
    // Of those that come from now on: the path was looked at, and still carries them.
    await person.untilPictures();
  }
  assert.notEqual(await relayProtocol(rig), null, 'one side has an address at the TURN server');
  await hangUp(rig.a, rig.b);
}

/** How the side that uses a relay candidate reaches its TURN server, or `null` if neither side does. */
export async function relayProtocol(rig) {
  const [a, b] = await Promise.all([rig.a.pair(), rig.b.pair()]);
  return [a, b].find(({ local }) => local.type === 'relay')?.local.relayProtocol ?? null;
}
