import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CODES } from './support/simulated-call.mjs';
import { SimulatedMiddleman } from './support/simulated-middleman.mjs';

const RUNS = 10_000;
const CONTROL_RUNS = 100;
const AT_ONCE = 50;
const EXPECTED = RUNS / CODES;
/** Five standard deviations: beyond them is one result in some million. */
const MAX_DEVIATION = 5 * Math.sqrt(EXPECTED * (1 - 1 / CODES));

/** How often the two show the same code although somebody is between, or more than `enough`. */
async function countSuccesses(t, runs, attempt, enough = Infinity) {
  const middleman = await SimulatedMiddleman.create();
  let successes = 0;
  let done = 0;
  for (; done < runs && successes <= enough; done += AT_ONCE) {
    const results = await Promise.all(Array.from({ length: AT_ONCE }, () => attempt(middleman)));
    successes += results.filter(Boolean).length;
  }
  t.diagnostic(`${successes} of ${done}: ${(successes / done).toFixed(4)}`);
  return successes;
}

describe('T5: codes of 8 bits with somebody in the middle', () => {
  for (const [order, attempt] of [
    ['the callee’s leg is finished first', (middleman) => middleman.finishCalleeFirst()],
    ['the caller’s leg is finished first', (middleman) => middleman.finishCallerFirst()],
  ]) {
    it(`are the same as often as by chance, if ${order}`, async (t) => {
      const most = EXPECTED + MAX_DEVIATION;
      const successes = await countSuccesses(t, RUNS, attempt, most);
      assert.ok(successes <= most && successes >= EXPECTED - MAX_DEVIATION);
    });
  }

  for (const [fault, attempt] of [
    ['nobody checks the commitment', (one) => one.finishCallerFirst({ isChecked: false })],
    ['the nonce lies open', (one) => one.finishCalleeFirst({ isOpen: true })],
  ]) {
    it(`are always the same if ${fault}`, async (t) => {
      assert.equal(await countSuccesses(t, CONTROL_RUNS, attempt), CONTROL_RUNS);
    });
  }
});
