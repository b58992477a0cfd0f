import assert from 'node:assert/strict';
import { cutNetwork, formatOutage, switchNetwork } from './outage.mjs';

/** Far longer than needed: the time is measured and printed, not asserted. */
const TIMEOUT_MS = 80_000;

/** Cuts the network of one side of a connected call for a time; afterwards both sides must be connected again. */
export async function surviveCut(t, rig, cut) {
  expectBack(t, await cutNetwork(rig, { ...cut, timeoutMs: TIMEOUT_MS }));
}

/** Moves side a to its other network during a connected call; afterwards both sides must be connected again. */
export async function surviveSwitch(t, rig) {
  expectBack(t, await switchNetwork(rig, { to: 'lte', timeoutMs: TIMEOUT_MS }));
}

function expectBack(t, outage) {
  t.diagnostic(formatOutage(outage));
  assert.deepEqual([outage.a.state, outage.b.state], ['connected', 'connected']);
}
