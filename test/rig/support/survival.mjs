import assert from 'node:assert/strict';
import { cutNetwork, formatOutage, switchNetwork } from './outage.mjs';

/** Far longer than needed: the time is measured and printed, not asserted. */
const TIMEOUT_MS = 80_000;

/** Cuts the network of one side of a connected call for a time; afterwards both sides must be connected again. */
export async function surviveCut(t, rig, cut) {
  expectBack(t, await cutNetwork(rig, { ...cut, timeoutMs: TIMEOUT_MS }));
}

/** On a line of this many kbit/s a file of so many bytes takes some seconds. */
const FILE = { bytes: 6_000_000, kbitPerSecond: 16_000 };

/**
 * Cuts the network of one side while a sends a file. What both write meanwhile arrives afterwards, once, and the file goes on
 * from where it was and comes as it is.
 */
export async function surviveCutWhileSending(t, rig, cut) {
  const { a, b, network } = rig;
  network.setLine('b', FILE);
  const hash = await a.startFile(FILE.bytes);
  await a.untilFile(0.2);
  const over = cutNetwork(rig, { ...cut, timeoutMs: TIMEOUT_MS });
  // Before anybody knows, and once both do.
  for (const person of [a, b]) await person.send('written as it went down');
  for (const person of [a, b]) {
    await person.untilState('reconnecting');
    await person.send('written while it was down');
  }
  expectBack(t, await over);
  for (const person of [a, b]) {
    await person.untilMessage('written while it was down');
    const messages = (await person.log()).filter(({ what }) => what === 'message');
    assert.deepEqual(
      messages.map(({ value }) => value),
      ['written as it went down', 'written while it was down'],
    );
  }
  assert.deepEqual(await a.fileOver(), { state: 'complete', error: null });
  assert.equal(await b.incomingHash(), hash);
}

/** Moves side a to its other network during a connected call; afterwards both sides must be connected again. */
export async function surviveSwitch(t, rig) {
  expectBack(t, await switchNetwork(rig, { to: 'lte', timeoutMs: TIMEOUT_MS }));
}

function expectBack(t, outage) {
  t.diagnostic(formatOutage(outage));
  assert.deepEqual([outage.a.state, outage.b.state], ['connected', 'connected']);
}
