// Writes the version of package.json into the source: `npm version` runs it.
import { readFileSync, writeFileSync } from 'node:fs';

const ROOT = new URL('../', import.meta.url);
const FILE = new URL('src/internal/version.ts', ROOT);

const { version } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8'));
const source = readFileSync(FILE, 'utf8');
writeFileSync(FILE, source.replace(/VERSION = '.*'/, `VERSION = '${version}'`));
