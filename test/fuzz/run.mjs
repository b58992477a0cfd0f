// `npm run fuzz`: a million changed messages for every parser, and a million more for a call that rings.
// `--seed N` sees the same again, `--count N` takes another number, `--seconds S` stops after so long (each part).
// `--part parsers` or `--part ringing` runs one of them.
import { parseArgs } from 'node:util';
import { bundleParts, findEmpty, fuzz } from './fuzz.mjs';

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    count: { type: 'string' },
    seconds: { type: 'string' },
    part: { type: 'string' },
  },
});

function readNumber(name, otherwise) {
  if (options[name] === undefined) return otherwise;
  const number = Number(options[name]);
  if (Number.isInteger(number) && number >= 0) return number;
  console.error(`--${name} takes a whole number.`);
  process.exit(2);
}

const seed = readNumber('seed', 0);
const seconds = readNumber('seconds', Infinity);
// With a limit of time alone, the number is open.
const count = readNumber('count', seconds === Infinity ? 1_000_000 : Infinity);
const parts = options.part === undefined ? ['parsers', 'ringing'] : [options.part];
if (parts.some((part) => !['parsers', 'ringing'].includes(part))) {
  console.error('--part takes parsers or ringing.');
  process.exit(2);
}

const { folder, remove } = await bundleParts();
let hasFailed = false;
try {
  for (const part of parts) {
    const outcome = await fuzz({ part, folder, seed, count, seconds });
    const rate = Math.round(outcome.count / outcome.seconds);
    const what = part === 'parsers' ? 'messages for each parser' : 'messages for a call that rings';
    console.log(
      `${part}: ${outcome.count} ${what} in ${outcome.seconds.toFixed(0)} s, ${rate}/s, from seed ${seed}`,
    );
    for (const [name, total] of Object.entries(outcome.totals)) {
      console.log(`  ${name}: ${total}${part === 'parsers' ? ' taken' : ''}`);
    }
    for (const failure of outcome.failures) {
      hasFailed = true;
      const size = part === 'parsers' ? 1 : 2_000;
      console.log(`FAILED ${failure.what}\n  message: ${failure.input}`);
      console.log(`  again: npm run fuzz -- --part ${part} --seed ${failure.seed} --count ${size}`);
    }
    // A single message is taken or not.
    if (outcome.count < 2_000 || outcome.failures.length > 0) continue;
    for (const problem of await findEmpty({ part, folder }, outcome)) {
      hasFailed = true;
      console.log(`FAILED ${problem}`);
    }
  }
} finally {
  remove();
}
process.exitCode = hasFailed ? 1 : 0;
