import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { run } from './installed-examples.mjs';

const FIXTURES = new URL('../fixtures/', import.meta.url);

/** As in `src/wrong.tsx(3,34): error`, `src/wrong.ts:9:61 - error` and `ERROR "src/wrong.svelte" 5:19`. */
const PLACE = /\bwrong\.\w+(?:\((\d+),\d+\): error|:(\d+):\d+ - error|" (\d+):\d+)/g;

/**
 * Puts a file of right and wrong lines into an example, and lets its own type checker look at it.
 *
 * @param {string} folder of the example
 * @param {string} fixture in `fixtures`; every line that is wrong says so
 * @param {string[]} command a program in `node_modules/.bin`, and its arguments
 * @returns {Promise<{ wrong: number[], found: number[] }>} numbers of lines
 */
export async function typeComplaints(folder, fixture, [program, ...args]) {
  const source = fileURLToPath(new URL(fixture, FIXTURES));
  const copy = join(folder, 'src', fixture);
  copyFileSync(source, copy);
  let output;
  try {
    output = await run(join(folder, 'node_modules/.bin', program), args, { cwd: folder });
  } catch (error) {
    output = error.stdout + error.stderr;
  } finally {
    rmSync(copy);
  }
  const matches = stripVTControlCharacters(output).matchAll(PLACE);
  const places = [...matches].map(([, ...lines]) => Number(lines.find(Boolean)));
  const lines = readFileSync(source, 'utf8').split('\n');
  return {
    wrong: lines.flatMap((line, index) => (line.includes('wrong:') ? [index + 1] : [])),
    found: [...new Set(places)].sort((a, b) => a - b),
  };
}
