import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LONG_FILES } from './long-files.mjs';
import { runCommand } from './run-command.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Some files hold a whole table of calls, or cut networks for as long as it takes. */
const FILE_TIMEOUT_MS = 900_000;

/**
 * One test runner and its files.
 *
 * @typedef {{ summaryFile: string, logFile?: string }} Output
 * @typedef {{ name: string, files: string[], run: (output: Output) => Promise<number> }} Runner
 *
 * What the runner's reporter writes.
 *
 * @typedef {{ test: string, message: string }} Failure
 * @typedef {{ passed: number, failed: number, skipped: number, failures: Failure[] }} Summary
 *
 * What came of it. `note` says what the counts don't.
 *
 * @typedef {Summary & { name: string, note: string }} Result
 */

function findTestFiles(suffix) {
  return readdirSync(join(ROOT, 'test'), { recursive: true })
    .map((file) => join('test', file))
    .filter((file) => file.endsWith(suffix))
    .sort();
}

const runNode = (args, options) => runCommand(process.execPath, args, options);

/**
 * @param {string} name
 * @param {string} config of Web Test Runner
 * @returns {Runner}
 */
function browserRunner(name, config, files) {
  const args = [
    'node_modules/@web/test-runner/dist/bin.js',
    '--config',
    config,
    '--files',
    ...files,
  ];
  return {
    name,
    files,
    run: ({ summaryFile, logFile }) =>
      runNode(args, { env: { TEST_SUMMARY_FILE: summaryFile }, logFile }),
  };
}

const chromiumRunner = (files) => browserRunner('browser', 'web-test-runner.config.mjs', files);
const firefoxRunner = (files) => browserRunner('firefox', 'web-test-runner.firefox.mjs', files);

/** The tests of the element, once more. */
const runsInFirefoxToo = (file) =>
  /^test[\\/]element[\\/]/.test(file) && !file.endsWith('.chromium.test.ts');

/**
 * @param {number} concurrency how many files at once
 * @returns {Runner}
 */
function nodeRunner(name, files, concurrency = 1) {
  return {
    name,
    files,
    run: ({ summaryFile, logFile }) =>
      runNode(
        [
          '--test',
          `--test-concurrency=${concurrency}`,
          `--test-timeout=${FILE_TIMEOUT_MS}`,
          '--test-reporter=spec',
          '--test-reporter-destination=stdout',
          '--test-reporter=./scripts/test/node-summary-reporter.mjs',
          `--test-reporter-destination=${summaryFile}`,
          ...files,
        ],
        { logFile },
      ),
  };
}

/** Where a Node test file belongs; what stands in none of these folders is `node`. */
const FOLDERS = ['e2e', 'attacks', 'senses', 'examples', 'rig'];

function kindOf(file) {
  const [, folder] = file.split(/[\\/]/);
  return FOLDERS.includes(folder) ? folder : 'node';
}

const needsFirefox = (file) => /[\\/]firefox[\\/.]/.test(file);

/**
 * All tests. Every file belongs to exactly one runner: TypeScript runs in the browser, JavaScript in Node.
 *
 * The runners of a lane run one after the other, the lanes side by side, and the stages one after the other. What takes
 * processors is one lane; two of that at once make each other late enough to fail. The rig is the other: it waits most of
 * the time, for networks that are cut as long as they are cut. The browser's tests come before it: they take both
 * processors, and on a slow machine some were late enough to fail beside it. Those that listen and look come last.
 *
 * @param {{ network: boolean, firefox: boolean }} machine what can run here besides Chromium
 * @returns {Runner[][][]}
 */
export function createStages({ network, firefox }) {
  const nodeFiles = findTestFiles('.test.mjs').filter((file) => firefox || !needsFirefox(file));
  const runner = (kind, concurrency = 1) =>
    nodeRunner(
      kind,
      nodeFiles.filter((file) => kindOf(file) === kind),
      concurrency,
    );
  const browser = chromiumRunner(findTestFiles('.test.ts'));
  const inFirefox = firefox ? [firefoxRunner(browser.files.filter(runsInFirefoxToo))] : [];
  const calls = [runner('e2e'), runner('attacks'), runner('examples'), runner('senses')];
  const busy = [runner('node', 2), ...calls];
  return [[[browser, ...inFirefox]], network ? [busy, [runner('rig')]] : [busy]];
}

/** What a contributor runs again and again: no calls between real pages, and none of the long tables. */
export function createQuickStages() {
  const missing = LONG_FILES.filter((file) => !existsSync(join(ROOT, file)));
  if (missing.length > 0)
    throw new Error(`In scripts/test/long-files.mjs, but not there: ${missing}`);
  const isShort = (file) => !LONG_FILES.includes(file.replaceAll('\\', '/'));
  const nodeFiles = findTestFiles('.test.mjs').filter((file) => kindOf(file) === 'node');
  return [
    [
      [chromiumRunner(findTestFiles('.test.ts').filter(isShort))],
      [nodeRunner('node', nodeFiles.filter(isShort))],
    ],
  ];
}

function readSummary(file) {
  const none = { passed: 0, failed: 0, skipped: 0, failures: [] };
  return existsSync(file) ? { ...none, ...JSON.parse(readFileSync(file, 'utf8')) } : none;
}

/**
 * What stands for tests that could not even begin.
 *
 * @returns {Result}
 */
export function failedResult(name, note) {
  return { name, passed: 0, failed: 1, skipped: 0, failures: [], note };
}

/**
 * Runs one runner. One that crashes or runs no test counts as one failure.
 *
 * @param {Runner} runner
 * @returns {Promise<Result>}
 */
export async function runTests({ name, files, run }, folder, logFile) {
  if (files.length === 0) return failedResult(name, 'no test files');
  const summaryFile = join(folder, `${name}.json`);
  const exitCode = await run({ summaryFile, logFile });
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
