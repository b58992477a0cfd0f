import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ROOT } from './support.mjs';

const read = (file) => readFileSync(join(ROOT, file), 'utf8');
const [, section] = read('README.md').split('\n## In frameworks\n');
const [text] = section.split('\n## ');

/** The language of each snippet, and the example that it is taken from. */
const EXAMPLES = {
  tsx: 'examples/react/src/app.tsx',
  vue: 'examples/vue/src/app.vue',
  svelte: 'examples/svelte/src/app.svelte',
  'angular-html': 'examples/angular/src/app.ts',
};

const pieces = (code) => code.match(/[^\s;]+/g);

/** Whether the example has all of it in this order; it may have more in between. */
function isTakenFrom(snippet, example) {
  const there = pieces(example);
  let from = 0;
  return pieces(snippet).every((piece) => {
    from = there.indexOf(piece, from) + 1;
    return from > 0;
  });
}

describe('README, "In frameworks"', () => {
  const snippets = [...text.matchAll(/```([\w-]+)\n([^]*?)```/g)];

  it('has one snippet for each framework', () => {
    assert.deepEqual(
      snippets.map(([, language]) => language),
      Object.keys(EXAMPLES),
    );
  });

  for (const [, language, code] of snippets) {
    it(`${language}: what it shows is in the example that is tested`, () => {
      const shown = code.replaceAll(/<!--.*-->|\/\/.*/g, '');
      assert.ok(isTakenFrom(shown, read(EXAMPLES[language])), shown);
    });
  }

  it('leads to folders that are there', () => {
    for (const [, path] of text.matchAll(/\]\((?!#)([^)]+)\)/g)) {
      assert.doesNotThrow(() => read(path.replace(/\/$/, '/README.md')), path);
    }
  });
});
