import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { ROOT } from './support.mjs';
import { join } from 'node:path';

const page = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8');
const links = [...page.matchAll(/\]\(([^)#]+)\)/g)].map(([, target]) => target);

describe('SECURITY.md', () => {
  it('proves its claims by tests that are there', () => {
    const tests = links.filter((target) => target.startsWith('test/'));
    assert.ok(new Set(tests).size >= 15, `${new Set(tests).size} tests`);
    assert.deepEqual(
      links.filter((target) => !existsSync(join(ROOT, target))),
      [],
    );
  });

  it('has a claim with a test for everybody who is trusted with something', () => {
    const parts = page.split('\n**').slice(1);
    const named = [
      'The relay',
      'A third party',
      'Strangers',
      'The person',
      'Network',
      'Storage',
      'Logs',
    ];
    for (const name of named) {
      const part = parts.find((text) => text.startsWith(name));
      assert.match(part ?? '', /\]\(test\//, name);
    }
  });
});
