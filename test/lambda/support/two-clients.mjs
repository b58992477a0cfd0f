import { startGateway } from './gateway.mjs';
import { ManualClock } from './manual-clock.mjs';

/**
 * A gateway with the relay behind it, whose time stands still, and two clients that know each other's address.
 *
 * @param {import('node:test').TestContext} test
 */
export async function startTwoClients(test, options = {}) {
  const clock = new ManualClock();
  const { gateway, connect, log } = await startGateway(test, { clock, ...options });
  const [a, b] = [await connect(), await connect()];
  const [idA, idB] = [await a.whoAmI(), await b.whoAmI()];
  return { gateway, faults: gateway.faults, clock, log, connect, a, b, idA, idB };
}

/** A message of a call as the library sends it: in an envelope, as JSON text. */
export function callMessage(type) {
  return { v: 1, callId: 'call', seq: 1, ack: 0, payload: JSON.stringify({ type }) };
}
