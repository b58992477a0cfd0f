// `npm run bench:security`, about eight minutes; `-- --only floods,strangers,answer` for a part of it.
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { measureAnswer } from './answer.mjs';
import { measureFloods } from './floods.mjs';
import { openStage } from './stage.mjs';
import { measureStrangers } from './strangers.mjs';

const PARTS = { floods: measureFloods, strangers: measureStrangers, answer: measureAnswer };

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(PARTS).join() },
    /** The state of the repository that the answer is compared with. */
    base: { type: 'string', default: '22d9446' },
    /** How many calls of each are compared, and how often a flood is repeated. */
    rounds: { type: 'string', default: '20' },
    runs: { type: 'string', default: '3' },
    /** How long a flood lasts. */
    seconds: { type: 'string', default: '10' },
  },
});

const chosen = options.only.split(',');
const unknown = chosen.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  console.error(`--only takes ${Object.keys(PARTS).join(', ')}; not ${unknown.join(', ')}.`);
  process.exit(2);
}

const stage = await openStage();
try {
  console.log(`Date      ${new Date().toISOString().slice(0, 10)}`);
  console.log(
    `Machine   ${availableParallelism()} × ${cpus()[0].model}, Node ${process.versions.node}`,
  );
  console.log(
    `Browser   Chromium ${stage.victimBrowser.version()}, headless, fake camera and microphone`,
  );
  for (const name of chosen) {
    await PARTS[name](stage, {
      base: options.base,
      rounds: Number(options.rounds),
      runs: Number(options.runs),
      floodMs: Number(options.seconds) * 1_000,
    });
  }
} finally {
  await stage.close();
}
