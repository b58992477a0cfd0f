// `npm test`: builds, then runs every kind of test. The last line it prints is `N passed, N failed`.
// `npm run test:quick` (`--quick`): the same without what needs root on Linux or Firefox.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from './ensure-chromium.mjs';
import { ensureRig } from './ensure-rig.mjs';
import { createRunners, runTests } from './test/runners.mjs';
import { runCommand } from './test/run-command.mjs';

const QUICK = { network: false, firefox: false, skipped: ['the rig and Firefox: npm test'] };

function formatSeconds(startedAtMs) {
  return `${Math.round((performance.now() - startedAtMs) / 1000)} s`;
}

async function runOne(runner, folder) {
  const startedAtMs = performance.now();
  console.log(`\n=== ${runner.name}: ${runner.files.length} files`);
  const result = await runTests(runner, folder);
  console.log(`${runner.name}: ${formatSeconds(startedAtMs)}`);
  return result;
}

async function runAll(isQuick) {
  if ((await runCommand('npm', ['run', 'build'])) !== 0) {
    return { results: [failure('build', 'failed')], skipped: [] };
  }
  process.env.CHROME_PATH = ensureChromium();
  const machine = isQuick ? QUICK : ensureRig();
  const folder = mkdtempSync(join(tmpdir(), 'p2p-video-call-tests-'));
  try {
    const results = [];
    for (const runner of createRunners(machine)) results.push(await runOne(runner, folder));
    return { results, skipped: machine.skipped };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function failure(name, note) {
  return { name, passed: 0, failed: 1, skipped: 0, note };
}

function printSummary({ results, skipped }, startedAtMs) {
  console.log('');
  for (const { name, passed, failed, skipped: left, note } of results) {
    const counts = `${passed} passed, ${failed} failed, ${left} skipped`;
    console.log(`${name.padEnd(8)} ${counts}${note && ` (${note})`}`);
  }
  for (const part of skipped) console.log(`skipped  ${part}`);
  console.log(`It took ${formatSeconds(startedAtMs)}.`);
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0 && sum('passed') > 0;
}

async function main() {
  const startedAtMs = performance.now();
  let outcome;
  try {
    outcome = await runAll(process.argv.includes('--quick'));
  } catch (error) {
    console.error(error.message);
    outcome = { results: [failure('setup', 'see above')], skipped: [] };
  }
  process.exitCode = printSummary(outcome, startedAtMs) ? 0 : 1;
}

await main();
