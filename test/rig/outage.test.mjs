import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cutNetwork, formatOutage, switchNetwork } from './support/outage.mjs';
import { hangUp, useRig } from './support/rig-suite.mjs';

/** Far more than it takes: how long it takes is measured, and printed. */
const RECOVERY_TIMEOUT_MS = 40_000;

describe('a call that loses its network', () => {
  const rig = useRig({ a: 'chromium', b: 'chromium' });

  for (const cutMs of [3_000, 8_000, 20_000]) {
    it(`is back after ${cutMs / 1000} s without UDP`, async (t) => {
      await rig().open();
      await rig().connect();
      const cut = { side: 'b', what: 'udp', cutMs, timeoutMs: RECOVERY_TIMEOUT_MS };
      const outage = await cutNetwork(rig(), cut);
      t.diagnostic(formatOutage(outage));
      assert.deepEqual([outage.a.state, outage.b.state], ['connected', 'connected']);
      await hangUp(rig().a, rig().b);
    });
  }

  it('is back after 8 s without any network on one side', async (t) => {
    await rig().open();
    await rig().connect();
    const cut = { side: 'a', what: 'everything', cutMs: 8_000, timeoutMs: RECOVERY_TIMEOUT_MS };
    const outage = await cutNetwork(rig(), cut);
    t.diagnostic(formatOutage(outage));
    assert.deepEqual([outage.a.state, outage.b.state], ['connected', 'connected']);
    await hangUp(rig().b, rig().a);
  });

  it('goes on when one side leaves its network for another, and its address with it', async (t) => {
    await rig().open();
    await rig().connect();
    const outage = await switchNetwork(rig(), { to: 'lte', timeoutMs: RECOVERY_TIMEOUT_MS });
    t.diagnostic(formatOutage(outage));
    assert.deepEqual([outage.a.state, outage.b.state], ['connected', 'connected']);
    await hangUp(rig().b, rig().a);
  });
});
