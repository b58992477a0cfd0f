// `npm run bench:element`, or a part of it: `npm run bench:element -- --only paint` (`fetched`, `shift`, `cpu`); more rounds: `--rounds 20`.
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { measureFirstPaint } from './first-paint.mjs';
import { listFetched } from './fetched.mjs';
import { measureIdleCpu } from './idle-cpu.mjs';
import { measureLayoutShift } from './layout-shift.mjs';
import { openStage } from './stage.mjs';

const PARTS = {
  fetched: (stage) => listFetched(stage),
  paint: (stage, rounds) => measureFirstPaint(stage, rounds ?? 15),
  shift: (stage) => measureLayoutShift(stage),
  cpu: (stage, rounds) => measureIdleCpu(stage, rounds ?? 16),
};

const { values: options } = parseArgs({
  options: { only: { type: 'string', multiple: true }, rounds: { type: 'string' } },
});
const parts = options.only ?? Object.keys(PARTS);
if (!parts.every((name) => name in PARTS)) {
  throw new Error(`--only takes one of: ${Object.keys(PARTS).join(', ')}.`);
}

const stage = await openStage();
try {
  console.log(`Date      ${new Date().toISOString().slice(0, 10)}`);
  console.log(
    `Machine   ${availableParallelism()} × ${cpus()[0].model}, Node ${process.versions.node}`,
  );
  for (const name of parts) {
    await PARTS[name](stage, options.rounds && Number(options.rounds));
  }
} finally {
  await stage.close();
}
