// `npm run bench:cold-start`: process start to handler ready, beside the tutorial's handler. See README.md in this folder.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'yaml';

/** An even number. */
const ROUNDS = 20;
/** What the first round reads from the disk, all later ones find in memory. */
const WARM_UP_ROUNDS = 1;
/** Of the tutorial's time, with the SDK v2. */
const GOAL = 0.5;

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const root = (path) => here(`../../../${path}`);

/** The functions of the built template, each in a folder beside the SDK, as in Lambda. */
function writeInlined(folder) {
  symlinkSync(root('node_modules'), join(folder, 'node_modules'));
  const template = parseDocument(readFileSync(root('dist/relay.template.yaml'), 'utf8'), {
    logLevel: 'silent',
  });
  const file = join(folder, 'index.js');
  writeFileSync(file, template.getIn(['Resources', 'Relay', 'Properties', 'Code', 'ZipFile']));
  return file;
}

const { env } = process;
const environment = {
  PATH: env.PATH,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  // Lambda has both set; the notices of the two SDKs about themselves are no part of a start.
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE: '1',
};

/** A process that starts, answers one message, and ends. */
function coldStart(file) {
  const { status, output } = spawnSync(process.execPath, [here('contestant.cjs'), file], {
    encoding: 'utf8',
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const [, , errors, result] = output;
  if (status !== 0) throw new Error(`${file}: ${errors}`);
  return JSON.parse(result);
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return (sorted[ROUNDS / 2 - 1] + sorted[ROUNDS / 2]) / 2;
}

const folder = mkdtempSync(join(tmpdir(), 'p2p-video-call-cold-start-'));
try {
  const contestants = [
    { name: "the tutorial's handler, aws-sdk v2", file: here('aws-sdk-v2.cjs') },
    { name: 'dist/lambda/handler.mjs, SDK bundled', file: root('dist/lambda/handler.mjs') },
    { name: 'inlined index.js, SDK of the runtime', file: writeInlined(folder) },
  ].map((contestant) => ({ ...contestant, samples: [] }));

  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
    // In turns, and every other round the other way, so that a busy moment meets each of them alike.
    const order = round % 2 === 0 ? contestants : contestants.toReversed();
    for (const { file, samples } of order) {
      const sample = coldStart(file);
      if (round >= WARM_UP_ROUNDS) samples.push(sample);
    }
  }

  console.log(`Date      ${new Date().toISOString().slice(0, 10)}`);
  console.log(
    `Machine   ${availableParallelism()} × ${cpus()[0].model}, Node ${process.versions.node}`,
  );
  console.log(`Medians of ${ROUNDS}, in milliseconds\n`);
  const medianOf = ({ samples }, part) => median(samples.map((sample) => sample[part]));
  const base = medianOf(contestants[0], 'total');
  const cells = (...values) => `| ${values.join(' | ')} |`;
  console.log(cells('', 'all', 'Node itself', 'loading', 'first answer', 'to the tutorial'));
  console.log(cells('---', '---:', '---:', '---:', '---:', '---:'));
  for (const contestant of contestants) {
    const parts = ['total', 'node', 'load', 'answer'].map((part) =>
      medianOf(contestant, part).toFixed(1),
    );
    const ratio = medianOf(contestant, 'total') / base;
    console.log(cells(contestant.name, ...parts, `${ratio.toFixed(2)} ×`));
    if (contestant !== contestants[0] && ratio > GOAL) process.exitCode = 1;
  }
  console.log(`\nGoal: ${GOAL.toFixed(2)} × the tutorial, for both.`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
