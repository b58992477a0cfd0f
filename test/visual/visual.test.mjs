// The main screens look as they did. A change that is meant: `npm run visual:renew`, then look at the pictures before they
// are committed.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { compare } from './compare.mjs';
import { REFERENCES, SCREENS } from './screens.mjs';
import { startStillPages, takePicture } from './still-pages.mjs';

/** What differs is written there, to look at. */
const OUTPUT = 'screenshots/visual';

/** What stands at these points of the element, by their parts or classes: that with the most points first. */
const namesAt = (page, points) =>
  page.evaluate((all) => {
    const { shadowRoot } = document.querySelector('faked-video-call');
    const counts = new Map();
    for (const { x, y } of all) {
      const node = shadowRoot.elementFromPoint(x, y)?.closest('[part], [class]');
      const name = node?.getAttribute('part') ?? node?.getAttribute('class') ?? 'nothing';
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    const sorted = [...counts].sort(([, one], [, other]) => other - one);
    return sorted.slice(0, 4).map(([name]) => name);
  }, points);

describe('The main screens look as in their reference pictures', () => {
  let pages;
  before(async () => {
    pages = await startStillPages();
  });
  after(() => pages?.close());

  for (const screen of SCREENS) {
    const { scene } = screen;
    it(scene, async () => {
      const page = await pages.open(screen);
      const actual = await takePicture(page);
      const found = compare(readFileSync(join(REFERENCES, `${scene}.png`)), actual);
      if (found) {
        mkdirSync(OUTPUT, { recursive: true });
        writeFileSync(join(OUTPUT, `${scene}.png`), actual);
        if (found.picture) writeFileSync(join(OUTPUT, `${scene}-difference.png`), found.picture);
        const names = await namesAt(page, found.points);
        assert.fail(
          `${found.words} (${names.join(', ')}). Look at ${OUTPUT}/${scene}-difference.png; if it is meant: npm run visual:renew`,
        );
      }
      await page.context().close();
    });
  }
});
