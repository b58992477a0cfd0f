// `npm run visual:renew [scene…]`: takes the reference pictures anew. Look at what has changed before it is committed.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packPicture } from './compare.mjs';
import { REFERENCES, SCREENS } from './screens.mjs';
import { startStillPages, takePicture } from './still-pages.mjs';

const wanted = process.argv.slice(2);
const pages = await startStillPages();
try {
  mkdirSync(REFERENCES, { recursive: true });
  for (const screen of SCREENS) {
    const { scene } = screen;
    if (wanted.length > 0 && !wanted.includes(scene)) continue;
    const page = await pages.open(screen);
    const picture = packPicture(await takePicture(page));
    writeFileSync(join(REFERENCES, `${scene}.png`), picture);
    console.log(`${scene}: ${Math.ceil(picture.length / 1_024)} KB`);
    await page.context().close();
  }
} finally {
  await pages.close();
}
