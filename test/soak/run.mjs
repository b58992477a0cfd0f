// `npm run soak`, fifteen minutes; `npm run soak -- --minutes 240` for a long one.
import { parseArgs } from 'node:util';
import { median } from '../bench/figures.mjs';
import { openStage } from '../bench/reliability/stage.mjs';
import { createEvents } from './events.mjs';

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '15' },
    seed: { type: 'string', default: '1' },
  },
});
const MINUTES = Number(options.minutes);
const SAMPLE_MS = 60_000;
const MAX_GROWTH = 0.05;
/** Code is compiled and caches fill: the heap grew from 2.06 to 2.32 MB in five minutes, and to 2.40 in the next seven. */
const WARM_UP_SAMPLES = 5;
/** The last words of a call are acknowledged within moments; then nothing of it is to be left. */
const FAREWELL_MS = 12_000;
const ROTATION = { rotationMs: 20_000, rotationJitterMs: 5_000, rotationOverlapMs: 5_000 };
/** The counts of a call that goes on: one connection, microphone and camera, screen off. */
const COUNTED = ['connections', 'tracks', 'sockets', 'timers'];

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

if (!(MINUTES > 0)) {
  console.error('--minutes takes a number above 0.');
  process.exit(2);
}

const stage = await openStage();
const people = [
  await stage.newPerson({ signaling: ROTATION }),
  await stage.newPerson({ signaling: ROTATION }),
];
const [caller, callee] = people;
const before = await Promise.all(people.map((person) => person.inventory()));
await callee.ask('listen', { answers: true });
await caller.ask('place', { address: await callee.ask('address') });
for (const person of people) {
  if (await person.ask('reaches', { states: ['connected'] })) continue;
  throw new Error(`The call did not connect: ${JSON.stringify(await person.ask('state'))}`);
}

const events = createEvents(people, Number(options.seed));
const samples = [];
const problems = [];
const endsAt = Date.now() + MINUTES * 60_000;
while (Date.now() < endsAt && problems.length === 0) {
  const sampleAt = Math.min(Date.now() + SAMPLE_MS, endsAt);
  while (Date.now() < sampleAt && problems.length === 0) {
    const problem = await events.next();
    if (problem) problems.push(problem);
  }
  await events.calmDown();
  const inventories = await Promise.all(people.map((person) => person.inventory()));
  samples.push(inventories);
  const text = inventories.map(
    ({ heapBytes, ...counts }) => `${(heapBytes / 1e6).toFixed(2)} MB ${JSON.stringify(counts)}`,
  );
  console.log(`${samples.length} min: ${text.join(' | ')}`);
}

const figures = await Promise.all(people.map((person) => person.ask('figures')));
await caller.ask('hangUp');
for (const person of people) await person.ask('reaches', { states: ['ended'] });
for (const person of people) await person.ask('goOffline');
await wait(FAREWELL_MS);
const left = await Promise.all(people.map((person) => person.inventory()));

console.log(`\n${MINUTES} minutes; ${JSON.stringify(events.counts)}`);
console.log(
  `Moves of the address: ${figures.map(({ addressChanges }) => addressChanges).join(' + ')}`,
);
people.forEach((_, index) => judge(index === 0 ? 'caller' : 'callee', index));
for (const problem of problems) console.log(`PROBLEM ${problem}`);
console.log(problems.length === 0 ? 'Flat, and nothing is left.' : 'The soak failed.');
await stage.close();
process.exit(problems.length === 0 ? 0 : 1);

function judge(name, index) {
  const heaps = samples.map((sample) => sample[index].heapBytes);
  const settled = heaps.slice(heaps.length > 2 * WARM_UP_SAMPLES ? WARM_UP_SAMPLES : 0);
  const tenth = Math.max(1, Math.floor(settled.length / 10));
  const [first, last] = [median(settled.slice(0, tenth)), median(settled.slice(-tenth))];
  const growth = last / first - 1;
  const megabytes = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;
  console.log(
    `${name}: heap ${megabytes(first)} in the first tenth, ${megabytes(last)} in the last (${(growth * 100).toFixed(1)} %)`,
  );
  // A few samples are no trend.
  if (samples.length > 2 * WARM_UP_SAMPLES && growth > MAX_GROWTH)
    problems.push(`${name}: the heap has grown`);
  const ranges = COUNTED.map((key) => {
    const counts = samples.map((sample) => sample[index][key]);
    return `${key} ${Math.min(...counts)}–${Math.max(...counts)}`;
  });
  console.log(
    `${name}: in the call ${ranges.join(', ')}; afterwards ${JSON.stringify(left[index])}`,
  );
  for (const key of COUNTED) {
    if (left[index][key] > 0) problems.push(`${name}: ${left[index][key]} ${key} left`);
  }
  const { heapBytes } = left[index];
  console.log(
    `${name}: heap ${megabytes(before[index].heapBytes)} before, ${megabytes(heapBytes)} after the call`,
  );
}
