import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ROOT } from './support.mjs';

/** The threats to a call over an open relay, by their numbers: titles of tests name those that they show to be met. */
const THREATS = {
  T1: 'floods of calls',
  T2: 'guessing and probing of addresses',
  T3: 'web sites that use the connection of another',
  T4: 'messages in the name of somebody else',
  T5: 'strangers who take over a call',
  T6: 'camera or connection before the user has answered',
  T7: 'a peer that turns the camera on later',
  T8: 'what is too large',
  T9: 'what is malformed',
  T10: 'keys that reach into prototypes',
  T11: 'markup and scripts in addresses',
  T12: 'own network addresses shown to the peer',
  T13: 'candidates that scan the own network',
  T14: 'stolen TURN credentials',
  T15: 'a relay that sends more than it gets',
  T16: 'a relay that asks other servers',
  T17: 'secrets in logs and errors',
  T18: 'messages once more',
  T19: 'weaker protection than both sides have',
  T20: 'memory that strangers fill',
  T21: 'floods over the data channel',
  T22: 'descriptions that a browser should not get',
  T23: 'dependencies and releases',
};

const NUMBER = /\bT\d+\b/g;
/** The text that a suite or a test begins with, in whatever quotes. */
const TITLE =
  /\b(?:describe|it|test|suite)\(\s*(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)"|`((?:\\.|[^`\\])*)`)/g;

/** By file, the titles in it. */
function titlesOfTests() {
  return readdirSync(join(ROOT, 'test'), { recursive: true })
    .filter((file) => /\.test\.(ts|mjs)$/.test(file))
    .flatMap((file) => {
      const text = readFileSync(join(ROOT, 'test', file), 'utf8');
      return [...text.matchAll(TITLE)].map(([, ...quoted]) => quoted.find(Boolean) ?? '');
    });
}

describe('the threats', () => {
  const named = new Set(titlesOfTests().flatMap((title) => title.match(NUMBER) ?? []));

  it('have a test each, whose title names it', () => {
    const missing = Object.entries(THREATS).filter(([number]) => !named.has(number));
    assert.deepEqual(
      missing.map(([number, what]) => `${number}: ${what}`),
      [],
    );
  });

  it('are these and no others', () => {
    assert.deepEqual(
      [...named].filter((number) => !(number in THREATS)),
      [],
    );
  });
});
