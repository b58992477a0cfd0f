import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const pathOf = (name) => fileURLToPath(new URL(`./${name}`, import.meta.url));

for (const name of ['call-keys', 'verification-codes']) {
  test(`${name}.json is what its script prints`, () => {
    const printed = execFileSync(process.execPath, [pathOf(`make-${name}.mjs`)], {
      encoding: 'utf8',
    });
    assert.equal(printed, readFileSync(pathOf(`${name}.json`), 'utf8'));
  });
}
