import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { packageJson, ROOT } from './support.mjs';

it('the version that diagnostics tell is that of the package', () => {
  const source = readFileSync(join(ROOT, 'src/internal/version.ts'), 'utf8');
  assert.match(source, new RegExp(`VERSION = '${packageJson.version.replaceAll('.', '\\.')}'`));
});
