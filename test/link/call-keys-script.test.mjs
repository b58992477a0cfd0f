import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const pathOf = (name) => fileURLToPath(new URL(`../vectors/${name}`, import.meta.url));

test('call-keys.json is what its script prints', () => {
  const printed = execFileSync(process.execPath, [pathOf('make-call-keys.mjs')], {
    encoding: 'utf8',
  });
  assert.equal(printed, readFileSync(pathOf('call-keys.json'), 'utf8'));
});
