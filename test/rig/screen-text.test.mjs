import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sharingWindow } from './support/chromium.mjs';
import { hangUp, useRig } from './support/rig-suite.mjs';

/** A page as this one takes 1.3 Mbit, whatever its quality. */
const LINE = { kbitPerSecond: 500 };
const SCROLLED_TO = 30;

describe('a shared screen full of small text', () => {
  const rig = useRig({ a: 'chromium', b: 'chromium' }, sharingWindow('A screen of text'));

  it('can be read on 500 kbit/s, with 1080 lines and beside a camera', async (t) => {
    const { a, b, network } = rig();
    await rig().open();
    network.setLine('a', LINE);
    await rig().connect();
    await a.openText();

    const sharedAtMs = Date.now();
    await a.setScreen(true);
    const { share540 } = await b.untilReadable(0);
    t.diagnostic(`readable ${Date.now() - sharedAtMs} ms after it was shared`);
    assert.ok(share540 < 0.5, 'with half the lines it could not be read');

    const scrolledAtMs = Date.now();
    await a.scrollText(SCROLLED_TO);
    await b.untilReadable(SCROLLED_TO);
    t.diagnostic(`readable ${Date.now() - scrolledAtMs} ms after it was scrolled`);
    await hangUp(a, b);
  });
});
