import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';

const HERE = fileURLToPath(new URL('.', import.meta.url));
/** So many are shown; after that nobody reads them. */
const MAX_FAILURES = 5;

/** How much of each part a worker does before it reports: parsers count messages, a walk is of so many steps. */
const CHUNKS = { parsers: 2_000, ringing: 2_000 };

/**
 * @typedef {{ seed: number, what: string, input: string }} Failure
 * @typedef {{ count: number, seconds: number, totals: Record<string, number>, failures: Failure[] }} Outcome
 */

/** Bundles the sources for Node into a folder of their own. */
export async function bundleParts() {
  const folder = mkdtempSync(join(tmpdir(), 'p2p-video-call-fuzz-'));
  await build({
    entryPoints: [join(HERE, 'parsers.ts'), join(HERE, 'ringing.ts')],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * Runs one part until `count` messages are through, or `seconds` are over, whichever comes first.
 *
 * @param {{ part: 'parsers' | 'ringing', folder: string, seed: number, count?: number, seconds?: number, workers?: number }} options
 * @returns {Promise<Outcome>}
 */
export async function fuzz({
  part,
  folder,
  seed,
  count = Infinity,
  seconds = Infinity,
  workers = availableParallelism(),
}) {
  const startedAt = performance.now();
  const elapsed = () => (performance.now() - startedAt) / 1000;
  const outcome = { count: 0, seconds: 0, totals: {}, failures: [] };
  let given = 0;

  /** The next seeds, or `null` when there is enough. A walk takes one seed, however many steps it has. */
  function nextChunk() {
    const isEnough = given >= count || elapsed() >= seconds;
    if (isEnough || outcome.failures.length >= MAX_FAILURES) return null;
    const size = Math.min(CHUNKS[part], count - given);
    const first = part === 'parsers' ? seed + given : seed + Math.floor(given / CHUNKS.ringing);
    given += size;
    return { first, size };
  }

  async function work() {
    const worker = new Worker(new URL('worker.mjs', import.meta.url), {
      workerData: { part, file: join(folder, `${part}.mjs`) },
    });
    try {
      for (let chunk = nextChunk(); chunk !== null; chunk = nextChunk()) {
        const result = await ask(worker, chunk);
        outcome.count += chunk.size;
        outcome.failures.push(...result.failures);
        for (const [name, value] of Object.entries(result.totals)) {
          outcome.totals[name] = (outcome.totals[name] ?? 0) + value;
        }
      }
    } finally {
      await worker.terminate();
    }
  }

  await Promise.all(Array.from({ length: workers }, work));
  return { ...outcome, seconds: elapsed(), failures: outcome.failures.slice(0, MAX_FAILURES) };
}

function ask(worker, chunk) {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (result) => {
      worker.off('error', reject);
      resolve(result);
    });
    worker.postMessage(chunk);
  });
}

/** What is wrong with an outcome that has no failures: it may have shown nothing. */
export async function findEmpty({ part, folder }, { count, totals }) {
  if (part === 'ringing') {
    const isEmpty = totals.rings < count / 500 || totals.sealed < count / 500;
    return isEmpty ? [`hardly anything rang: ${JSON.stringify(totals)}`] : [];
  }
  const { PARSERS } = await import(join(folder, 'parsers.mjs'));
  return Object.entries(PARSERS).flatMap(([name, least]) => {
    const share = (totals[name] ?? 0) / count;
    return share >= least && share <= 1 - least
      ? []
      : [`${name} took ${(share * 100).toFixed(1)} % of its messages: the changes show too little`];
  });
}
