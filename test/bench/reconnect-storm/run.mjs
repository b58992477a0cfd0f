// `node test/bench/reconnect-storm/run.mjs`, about a minute. Needs no build.
import { parseArgs } from 'node:util';
import { printTable } from '../figures.mjs';
import { count, POLICIES, seconds, storm, STORM_HEAD, stormFigures } from './policies.mjs';
import { NEW_CONNECTIONS, shortestStormMs } from './storm.mjs';

const { values: options } = parseArgs({
  options: {
    clients: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
  },
});
const [clients, seed] = [Number(options.clients), Number(options.seed)];
const names = Object.keys(POLICIES);

/** What one client alone waits after the return of the relay, over outages from half a minute to three minutes. */
function alone(name) {
  const results = [];
  for (let goneMs = 30_000; goneMs < 180_000; goneMs += 1_000)
    results.push(storm(name, { clients: 100, seed, goneMs, limit: null }));
  const mean = results.reduce((sum, { meanBackMs }) => sum + meanBackMs, 0) / results.length;
  return [seconds(mean), seconds(Math.max(...results.map(({ allBackMs }) => allBackMs)))];
}

console.log(
  `${count(clients)} clients lose the relay at once. ${NEW_CONNECTIONS.ratePerSecond} new connections a second, burst ${NEW_CONNECTIONS.burst}; seed ${seed}.\n` +
    `Nobody could bring them back sooner than ${seconds(shortestStormMs(clients))} after its return.`,
);

for (const [title, goneMs, more] of [
  ['The relay is gone for a minute, and says so at once', 60_000, {}],
  ['The same, but nothing answers: each dial waits for 10 s', 60_000, { failsAfterMs: 10_000 }],
  ['The relay closes all connections, and is there', 0, {}],
]) {
  const rows = names.map((name) => [
    name,
    ...stormFigures(storm(name, { clients, seed, goneMs, ...more })),
  ]);
  printTable(title, STORM_HEAD, rows);
}

printTable(
  'One client alone, after outages of 30 to 180 s: back after the relay is',
  ['', 'mean', 'most'],
  names.map((name) => [name, ...alone(name)]),
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
