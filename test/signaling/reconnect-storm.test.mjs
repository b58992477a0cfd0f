import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { storm } from '../bench/reconnect-storm/policies.mjs';
import { NEW_CONNECTIONS, shortestStormMs } from '../bench/reconnect-storm/storm.mjs';

const CLIENTS = 100_000;
const DEFAULT = 'the default policy';
/** What the default was before, which tries as often for ever. */
const BUSIER = 'every 20 to 27 s';

describe('A relay that was gone for a minute, and all of its clients (simulated)', () => {
  test('100,000 come back through the limit of new connections, none is left out', () => {
    const { ratePerSecond, burst } = NEW_CONNECTIONS;
    const result = storm(DEFAULT, { clients: CLIENTS, goneMs: 60_000 });
    const accepted = result.accepted.reduce((sum, count) => sum + count, 0);
    assert.equal(accepted, CLIENTS);
    for (const [second, count] of result.accepted.entries())
      assert.ok(count <= ratePerSecond + burst, `${count} in second ${second}`);
    assert.ok(
      result.accepted.slice(0, 60).every((count) => count === 0),
      'while it is gone',
    );
    const shortestMs = shortestStormMs(CLIENTS);
    assert.equal(shortestMs, 199_000);
    assert.ok(result.allBackMs >= shortestMs, `${result.allBackMs}`);
    assert.ok(result.allBackMs <= 1.25 * shortestMs, `${result.allBackMs}`);
    // Those whose ordinary waits end meanwhile: most of them are refused, nearly all only once.
    assert.ok(result.peakAfter <= 12_000, `${result.peakAfter}`);
    assert.ok(result.refused <= CLIENTS, `${result.refused}`);
    // From half a minute after its return on, they dial less often than the limit lets in.
    assert.ok(result.laterDials < ratePerSecond, `${result.laterDials}`);
  });

  test('after ten minutes they dial less than twice as often as that, as soon as it is back', () => {
    const result = storm(DEFAULT, { clients: CLIENTS, goneMs: 600_000 });
    assert.ok(result.peakAfter < 2 * NEW_CONNECTIONS.ratePerSecond, `${result.peakAfter}`);
    assert.ok(result.refused < CLIENTS / 2, `${result.refused}`);
  });

  test('one client alone is back from an outage of less than a minute as fast as before', () => {
    for (const goneMs of [5_000, 30_000, 50_000]) {
      const options = { clients: 1_000, goneMs, limit: null };
      const [now, busier] = [DEFAULT, BUSIER].map((name) => storm(name, options));
      assert.equal(now.halfBackMs, busier.halfBackMs);
      assert.equal(now.allBackMs, busier.allBackMs);
    }
  });

  test('as few as the limit takes at once come back as fast as without a limit', () => {
    for (const seed of [1, 2, 3]) {
      const clients = 2_000;
      const result = storm(DEFAULT, { clients, seed, goneMs: 60_000 });
      assert.equal(result.refused, 0);
      const free = storm(DEFAULT, { clients, seed, goneMs: 60_000, limit: null });
      assert.equal(result.allBackMs, free.allBackMs);
    }
  });

  test('without jitter they would come in waves, most of each refused', () => {
    const clients = 10_000;
    const result = storm('the default without jitter', { clients, goneMs: 60_000 });
    assert.ok(result.allBackMs > 10 * shortestStormMs(clients), `${result.allBackMs}`);
  });

  test('is the same each time for the same seed', () => {
    const options = { clients: 1_000, goneMs: 10_000, seed: 5 };
    assert.deepEqual(storm(DEFAULT, options), storm(DEFAULT, options));
  });
});
