// `npm test`: builds, then runs every kind of test. The last line it prints is `N passed, N failed`.
// `npm run test:quick` (`--quick`): the same without calls between real pages, Firefox, the rig, and what takes long.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from './ensure-chromium.mjs';
import { ensureRig } from './ensure-rig.mjs';
import { followFile } from './test/follow-file.mjs';
import { createQuickStages, createStages, failedResult, runTests } from './test/runners.mjs';
import { runCommand } from './test/run-command.mjs';
import { searchOutput } from './test/secrets-in-output.mjs';

const LEFT_OUT = ['calls between real pages, the rig, Firefox, and what takes long: npm test'];

function formatSeconds(startedAtMs) {
  return `${Math.round((performance.now() - startedAtMs) / 1000)} s`;
}

const logFileOf = ({ name }, folder) => join(folder, `${name}.log`);

/** @param {boolean} isShown as it runs. Else what it says is printed when it is done: two at once would talk across each other */
async function runOne(runner, folder, isShown) {
  const startedAtMs = performance.now();
  const title = `\n=== ${runner.name}: ${runner.files.length} files`;
  console.log(isShown ? title : `${title}, to be shown when they are through`);
  const logFile = logFileOf(runner, folder);
  writeFileSync(logFile, '');
  const stop = isShown ? followFile(logFile) : () => {};
  const result = await runTests(runner, folder, logFile).finally(stop);
  if (!isShown) console.log(`${title}\n${readFileSync(logFile, 'utf8')}`);
  console.log(`${runner.name}: ${formatSeconds(startedAtMs)}`);
  return result;
}

/** The first lane is shown as it runs. */
async function runLane(runners, index, folder) {
  const results = [];
  for (const runner of runners) results.push(await runOne(runner, folder, index === 0));
  return results;
}

/** @param {import('./test/runners.mjs').Runner[][][]} stages */
async function runStages(stages, folder) {
  const results = [];
  for (const lanes of stages) {
    const running = lanes.map((lane, index) => runLane(lane, index, folder));
    results.push(...(await Promise.all(running)).flat());
  }
  return results;
}

/** @param {import('./test/runners.mjs').Runner[][][]} stages */
function findSecrets(stages, folder) {
  return searchOutput(
    stages.flat(2).map((runner) => ({ name: runner.name, file: logFileOf(runner, folder) })),
  );
}

async function runAll(isQuick) {
  if ((await runCommand('npm', ['run', 'build'])) !== 0) {
    return { results: [failedResult('build', 'failed')], skipped: [] };
  }
  process.env.CHROME_PATH = ensureChromium();
  const machine = isQuick ? { skipped: LEFT_OUT } : ensureRig();
  const folder = mkdtempSync(join(tmpdir(), 'p2p-video-call-tests-'));
  try {
    const stages = isQuick ? createQuickStages() : createStages(machine);
    const results = await runStages(stages, folder);
    return { results: [...results, findSecrets(stages, folder)], skipped: machine.skipped };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Once more at the end: the log of a whole run is long, and CI may show no more than its tail. */
function printFailures(results) {
  for (const { test, message } of results.flatMap(({ failures }) => failures)) {
    console.log(`\nfailed   ${test}\n         ${String(message).replaceAll('\n', '\n         ')}`);
  }
}

function printSummary({ results, skipped }, startedAtMs) {
  printFailures(results);
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
    outcome = { results: [failedResult('setup', 'see above')], skipped: [] };
  }
  process.exitCode = printSummary(outcome, startedAtMs) ? 0 : 1;
}

await main();
