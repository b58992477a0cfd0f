// `node test/bench/reconnect-storm/run.mjs`, about a minute. Needs no build.
import { parseArgs } from 'node:util';
import { printTable } from '../figures.mjs';
import {
  ALONE_HEAD,
  aloneFigures,
  count,
  POLICIES,
  seconds,
  storm,
  STORM_HEAD,
  stormFigures,
} from './policies.mjs';
import { NEW_CONNECTIONS, shortestStormMs } from './storm.mjs';

const { values: options } = parseArgs({
  options: {
    clients: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
  },
});
const [clients, seed] = [Number(options.clients), Number(options.seed)];
const names = Object.keys(POLICIES);

console.log(
  `${count(clients)} clients lose the relay at once. ${NEW_CONNECTIONS.ratePerSecond} new connections a second, burst ${NEW_CONNECTIONS.burst}; seed ${seed}.\n` +
    `Nobody could bring them back sooner than ${seconds(shortestStormMs(clients))} after its return.`,
);

for (const [title, goneMs, more] of [
  ['The relay is gone for a minute, and says so at once', 60_000, {}],
  ['The same, but nothing answers: each dial waits for 10 s', 60_000, { failsAfterMs: 10_000 }],
  ['The relay is gone for ten minutes', 600_000, {}],
  ['The relay closes all connections, and is there', 0, {}],
]) {
  const rows = names.map((name) => [
    name,
    ...stormFigures(storm(name, { clients, seed, goneMs, ...more })),
  ]);
  printTable(title, STORM_HEAD, rows);
}

printTable(
  'One client alone: back so long after the relay, median and most',
  ALONE_HEAD,
  names.map((name) => [name, ...aloneFigures(name, seed)]),
);

const { dials, accepted } = storm(names[0], { clients, seed, goneMs: 60_000 });
const moments = [0, 1, 2, 3, 5, 8, 12, 20, 30, 45, 59, 60, 61, 65, 70, 80, 100, 150, 200, 250, 300];
printTable(
  'The default policy, second by second (gone from 0 to 60)',
  ['second', 'dials', 'connected'],
  moments
    .filter((second) => second < dials.length)
    .map((second) => [second, count(dials[second]), count(accepted[second] ?? 0)]),
);
