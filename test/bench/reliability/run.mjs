// `npm run bench:reliability`; `-- --quick` for a slice of everything, `-- --only seeds,rotations` for some sections.
import { parseArgs } from 'node:util';
import { existsSync } from 'node:fs';
import * as calls from './calls.mjs';
import * as nats from './nats.mjs';
import * as outages from './outages.mjs';
import { Report } from './report.mjs';
import * as rotations from './rotations.mjs';
import * as seeds from './seeds.mjs';
import * as sockets from './sockets.mjs';
import * as switches from './switches.mjs';

/** Each exports `name`, what it `measures`, and `run(options)`, which resolves with the rows of the table. */
const SECTIONS = [seeds, rotations, sockets, outages, switches, nats, calls];

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    write: { type: 'boolean', default: false },
    seed: { type: 'string' },
    from: { type: 'string' },
    count: { type: 'string' },
    minutes: { type: 'string' },
    browser: { type: 'string' },
  },
});

if (!existsSync(new URL('../../../dist/core.js', import.meta.url))) {
  console.error('There is nothing built to measure: npm run build');
  process.exit(2);
}

const wanted = values.only?.split(',') ?? SECTIONS.map(({ name }) => name);
const unknown = wanted.filter((name) => !SECTIONS.some((section) => section.name === name));
if (unknown.length > 0) {
  console.error(
    `No such section: ${unknown.join()}. There are ${SECTIONS.map(({ name }) => name).join()}.`,
  );
  process.exit(2);
}

const number = (text) => (text === undefined ? undefined : Number(text));
const options = {
  quick: values.quick,
  seed: number(values.seed),
  from: number(values.from),
  count: number(values.count),
  minutes: number(values.minutes),
  browser: values.browser,
  log: (text) => console.log(`  ${text}`),
};

// The arguments that measure one section again.
const given = ['quick', 'seed', 'from', 'count', 'minutes', 'browser'].filter(
  (name) => values[name],
);
const argumentsOfRun = given.map((name) =>
  values[name] === true ? `--${name}` : `--${name} ${values[name]}`,
);

const report = await Report.create(argumentsOfRun);
for (const section of SECTIONS.filter(({ name }) => wanted.includes(name))) {
  console.log(`\n${section.name}: ${section.measures}`);
  await report.measure(section, options);
  // After each section, so that an interrupted run has results.
  if (values.write) report.write(SECTIONS.map(({ name }) => name));
}
// Anything that browsers and servers left open must not keep this process alive.
process.exit(report.isMet ? 0 : 1);
