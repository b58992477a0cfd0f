// `npm test`: builds, then runs every kind of test. The last line it prints is `N passed, N failed`.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureChromium } from './ensure-chromium.mjs';
import { ensureRig } from './ensure-rig.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const NODE_TEST_TIMEOUT_MS = 300_000;
/** Of a file; the cuts themselves take most of it. */
const RIG_TEST_TIMEOUT_MS = 600_000;

/** Runs a command with its output on ours; resolves with the exit code. */
function run(command, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
      // npm is a batch file on Windows
      shell: process.platform === 'win32' && command === 'npm',
    });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

const runNode = (args, env) => run(process.execPath, args, env);

function findTestFiles(suffix) {
  return readdirSync(join(ROOT, 'test'), { recursive: true })
    .map((file) => join('test', file))
    .filter((file) => file.endsWith(suffix))
    .sort();
}

const nodeFiles = findTestFiles('.test.mjs');
const isEndToEnd = (file) => file.startsWith(join('test', 'e2e'));
const isRig = (file) => file.startsWith(join('test', 'rig'));
const isFirefox = (file) => file.startsWith(join('test', 'rig', 'firefox'));

const browserRunner = {
  name: 'browser',
  files: findTestFiles('.test.ts'),
  run: (summaryFile) =>
    runNode(['node_modules/@web/test-runner/dist/bin.js'], { TEST_SUMMARY_FILE: summaryFile }),
};

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

/** Every test file belongs to exactly one: TypeScript runs in the browser, JavaScript in Node. */
const RUNNERS = [
  browserRunner,
  nodeRunner(
    'node',
    nodeFiles.filter((file) => !isEndToEnd(file) && !isRig(file)),
  ),
  nodeRunner('e2e', nodeFiles.filter(isEndToEnd)),
];

/** The tests that need root on Linux, or Firefox: what of them can run here. */
function rigRunners({ network, firefox }) {
  const files = nodeFiles.filter((file) => isRig(file) && (firefox || !isFirefox(file)));
  return network ? [nodeRunner('rig', files, RIG_TEST_TIMEOUT_MS)] : [];
}

function readSummary(file) {
  const none = { passed: 0, failed: 0, skipped: 0 };
  return existsSync(file) ? { ...none, ...JSON.parse(readFileSync(file, 'utf8')) } : none;
}

/** Runs one runner. One that crashes or runs no test counts as one failure. */
async function runTests({ name, files, run }, folder) {
  console.log(`\n=== ${name}: ${files.length} files`);
  if (files.length === 0) return { name, passed: 0, failed: 1, skipped: 0, note: 'no test files' };
  const summaryFile = join(folder, `${name}.json`);
  const exitCode = await run(summaryFile);
  const summary = readSummary(summaryFile);
  if (summary.failed === 0 && exitCode !== 0) {
    return { name, ...summary, failed: 1, note: `exited with ${exitCode}` };
  }
  if (summary.failed === 0 && summary.passed === 0) {
    return { name, ...summary, failed: 1, note: 'ran no test' };
  }
  return { name, ...summary, note: '' };
}

function printSummary(results, skippedParts) {
  console.log('');
  for (const { name, passed, failed, skipped, note } of results) {
    const counts = `${passed} passed, ${failed} failed, ${skipped} skipped`;
    console.log(`${name.padEnd(8)} ${counts}${note && ` (${note})`}`);
  }
  for (const part of skippedParts) console.log(`skipped  ${part}`);
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0 && sum('passed') > 0;
}

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'p2p-video-call-tests-'));
  const results = [];
  let skipped = [];
  try {
    const built = (await run('npm', ['run', 'build'])) === 0;
    if (!built) results.push({ name: 'build', passed: 0, failed: 1, skipped: 0, note: 'failed' });
    else {
      process.env.CHROME_PATH = ensureChromium();
      const rig = ensureRig();
      skipped = rig.skipped;
      for (const runner of [...RUNNERS, ...rigRunners(rig)]) {
        results.push(await runTests(runner, folder));
      }
    }
  } catch (error) {
    console.error(error.message);
    results.push({ name: 'setup', passed: 0, failed: 1, skipped: 0, note: 'see above' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  process.exitCode = printSummary(results, skipped) ? 0 : 1;
}

await main();
