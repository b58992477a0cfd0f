import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from './run-command.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const NODE_TEST_TIMEOUT_MS = 300_000;
/** For files that hold a whole table of calls, or cut networks for as long as it takes. */
const LONG_FILE_TIMEOUT_MS = 900_000;

/**
 * One test runner and its files.
 *
 * @typedef {{ name: string, files: string[], run: (summaryFile: string) => Promise<number> }} Runner
 *
 * What came of it. `note` says what the counts don't.
 *
 * @typedef {{ name: string, passed: number, failed: number, skipped: number, note: string }} Result
 */

function findTestFiles(suffix) {
  return readdirSync(join(ROOT, 'test'), { recursive: true })
    .map((file) => join('test', file))
    .filter((file) => file.endsWith(suffix))
    .sort();
}

const runNode = (args, env) => runCommand(process.execPath, args, env);

/** @returns {Runner} */
function browserRunner() {
  return {
    name: 'browser',
    files: findTestFiles('.test.ts'),
    run: (summaryFile) =>
      runNode(['node_modules/@web/test-runner/dist/bin.js'], { TEST_SUMMARY_FILE: summaryFile }),
  };
}

/** @returns {Runner} */
function nodeRunner(name, files, timeoutMs = NODE_TEST_TIMEOUT_MS) {
  return {
    name,
    files,
    run: (summaryFile) =>
      runNode([
        '--test',
        '--test-concurrency=1',
        `--test-timeout=${timeoutMs}`,
        '--test-reporter=spec',
        '--test-reporter-destination=stdout',
        '--test-reporter=./scripts/test/node-summary-reporter.mjs',
        `--test-reporter-destination=${summaryFile}`,
        ...files,
      ]),
  };
}

/** Where a Node test file belongs; what stands in none of these folders is `node`. */
const FOLDERS = ['e2e', 'senses', 'rig'];

function kindOf(file) {
  const [, folder] = file.split(/[\\/]/);
  return FOLDERS.includes(folder) ? folder : 'node';
}

const needsFirefox = (file) => /[\\/]firefox[\\/.]/.test(file);

/**
 * Every test file belongs to exactly one runner: TypeScript runs in the browser, JavaScript in Node. They run one after the
 * other: two at once, on a machine with two cores, make each other late enough to fail.
 *
 * @param {{ network: boolean, firefox: boolean }} machine what can run here besides Chromium
 * @returns {Runner[]}
 */
export function createRunners({ network, firefox }) {
  const nodeFiles = findTestFiles('.test.mjs').filter((file) => firefox || !needsFirefox(file));
  const runner = (kind, timeoutMs) =>
    nodeRunner(
      kind,
      nodeFiles.filter((file) => kindOf(file) === kind),
      timeoutMs,
    );
  return [
    browserRunner(),
    runner('node'),
    runner('e2e'),
    runner('senses', LONG_FILE_TIMEOUT_MS),
    ...(network ? [runner('rig', LONG_FILE_TIMEOUT_MS)] : []),
  ];
}

function readSummary(file) {
  const none = { passed: 0, failed: 0, skipped: 0 };
  return existsSync(file) ? { ...none, ...JSON.parse(readFileSync(file, 'utf8')) } : none;
}

/**
 * Runs one runner. One that crashes or runs no test counts as one failure.
 *
 * @param {Runner} runner
 * @returns {Promise<Result>}
 */
export async function runTests({ name, files, run }, folder) {
  if (files.length === 0) return { name, passed: 0, failed: 1, skipped: 0, note: 'no test files' };
  const summaryFile = join(folder, `${name}.json`);
  const exitCode = await run(summaryFile);
  const summary = readSummary(summaryFile);
  const isSilent = summary.failed === 0 && (exitCode !== 0 || summary.passed === 0);
  if (!isSilent) return { name, ...summary, note: '' };
  return {
    name,
    ...summary,
    failed: 1,
    note: exitCode === 0 ? 'ran no test' : `exited with ${exitCode}`,
  };
}
