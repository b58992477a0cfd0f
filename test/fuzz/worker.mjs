import { parentPort, workerData } from 'node:worker_threads';

const { fuzzParsers, fuzzRinging } = await import(workerData.file);

async function runParsers({ first, size }) {
  const totals = {};
  const failures = [];
  for (let seed = first; seed < first + size; seed += 1) {
    const round = await fuzzParsers(seed);
    for (const [name, isTaken] of Object.entries(round.taken)) {
      totals[name] = (totals[name] ?? 0) + Number(isTaken);
    }
    failures.push(...round.failures.map((failure) => ({ seed, ...failure })));
  }
  return { totals, failures };
}

async function runRinging({ first, size }) {
  const { rings, sealed, failures } = await fuzzRinging(first, size);
  return { totals: { rings, sealed }, failures: failures.map((one) => ({ seed: first, ...one })) };
}

const runs = { parsers: runParsers, ringing: runRinging };
parentPort.on('message', async (chunk) => {
  parentPort.postMessage(await runs[workerData.part](chunk));
});
