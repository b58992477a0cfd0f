import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ROOT } from './support.mjs';

const PAGE = readFileSync(join(ROOT, 'docs/element.md'), 'utf8');
/** `[name](../file 'title of a test')` */
const LINK = /\[[^\]]+\]\(\.\.\/(test\/[^\s)]+)(?: '([^']+)')?\)/g;

describe('docs/element.md', () => {
  const links = [...PAGE.matchAll(LINK)];

  it('has tests for what it says', () => {
    assert.ok(links.length > 50, `${links.length} links`);
  });

  for (const [, file, title] of links) {
    it(`${file}: ${title ?? 'is there'}`, () => {
      const text = readFileSync(join(ROOT, file), 'utf8');
      assert.ok(title === undefined || text.includes(title));
    });
  }
});
