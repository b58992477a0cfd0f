import { describe, it } from 'node:test';
import { hangUp, useRig } from './support/rig-suite.mjs';
import { surviveCut, surviveCutWhileSending, surviveSwitch } from './support/survival.mjs';

describe('a call that loses its network', () => {
  const rig = useRig({ a: 'chromium', b: 'chromium' });

  for (const cutMs of [3_000, 8_000, 20_000]) {
    it(`is back after ${cutMs / 1000} s without UDP`, async (t) => {
      await rig().open();
      await rig().connect();
      await surviveCut(t, rig(), { side: 'b', what: 'udp', cutMs });
      await hangUp(rig().a, rig().b);
    });
  }

  it('is back after 8 s without any network on one side', async (t) => {
    await rig().open();
    await rig().connect();
    await surviveCut(t, rig(), { side: 'a', what: 'everything', cutMs: 8_000 });
    await hangUp(rig().b, rig().a);
  });

  it('delivers what was written meanwhile, and the rest of a file', async (t) => {
    await rig().open();
    await rig().connect();
    await surviveCutWhileSending(t, rig(), { side: 'b', what: 'everything', cutMs: 12_000 });
    await hangUp(rig().b, rig().a);
  });

  it('goes on when one side leaves its network for another, and its address with it', async (t) => {
    await rig().open();
    await rig().connect();
    await surviveSwitch(t, rig());
    await hangUp(rig().b, rig().a);
  });
});
