// Fails if the committed custom-elements.json is not what the sources say.
import { readFileSync } from 'node:fs';
import { cli } from '@custom-elements-manifest/analyzer/cli.js';

const manifest = await cli({ argv: ['analyze'], noWrite: true });
const committed = readFileSync(new URL('../custom-elements.json', import.meta.url), 'utf8');

if (`${JSON.stringify(manifest, null, 2)}\n` !== committed) {
  console.error(
    'custom-elements.json is out of date: run `npm run manifest` and commit the result.',
  );
  process.exitCode = 1;
}
