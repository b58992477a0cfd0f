import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { findSecrets } from './secret-patterns.mjs';

/** A log that is one long secret is one secret. */
const MAX_SHOWN = 20;
const MAX_LINE_LENGTH = 300;

/**
 * Searches what the runners have printed.
 *
 * @param {{ name: string, file: string }[]} logs
 * @returns {import('./runners.mjs').Result}
 */
export function searchOutput(logs) {
  const failures = logs.flatMap(({ name, file }) =>
    secretsIn(readFileSync(file, 'utf8')).map(({ kind, line, lineNumber }) => ({
      test: `the output of ${name}, line ${lineNumber}`,
      message: `It shows ${kind}: ${line.slice(0, MAX_LINE_LENGTH)}`,
    })),
  );
  return {
    name: 'secrets',
    passed: failures.length === 0 ? 1 : 0,
    failed: failures.length,
    skipped: 0,
    failures: failures.slice(0, MAX_SHOWN),
    note: failures.length === 0 ? 'no secret in what they print' : '',
  };
}

/** @param {string} output with the colours of a terminal, perhaps */
function secretsIn(output) {
  return findSecrets(stripVTControlCharacters(output));
}
