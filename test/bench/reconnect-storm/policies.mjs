import { importTypeScript } from '../../support/import-typescript.mjs';
import { formatTable } from '../figures.mjs';
import { simulateStorm } from './storm.mjs';

const { DefaultReconnectPolicy } = await importTypeScript('src/signaling/reconnect-policy.ts');
const { createSeededRandom } = await importTypeScript('src/signaling/memory/seeded-random.ts');

const FIRST_MS = [0, 300, 1_200, 2_700, 4_800, 7_000];

/** The waits of the default policy from the seventh on replaced by others: the least, and the most that is added to it. */
function withLateDelays(...late) {
  const first = FIRST_MS.map((delayMs) => [delayMs, Math.max(1_000, delayMs)]);
  return (random) => ({
    nextDelayMs: (attempt) => {
      const [delayMs, jitterMs] = [...first, ...late][attempt] ?? late.at(-1);
      return attempt === 0 ? delayMs : delayMs + random() * jitterMs;
    },
  });
}

/** The default, and others to hold it against. Each makes a policy that takes its jitter from `random`. */
export const POLICIES = {
  'the default policy': (random) => new DefaultReconnectPolicy({ random }),
  'every 20 to 27 s': withLateDelays([15_000, 7_000], [20_000, 7_000]),
  'every 15 to 27 s': withLateDelays([15_000, 12_000]),
  'every 20 to 120 s': withLateDelays([15_000, 7_000], [20_000, 7_000], [20_000, 100_000]),
  'every 60 to 120 s': withLateDelays([15_000, 15_000], [30_000, 30_000], [60_000, 60_000]),
  'the default without jitter': (random) => new DefaultReconnectPolicy({ random, jitterMs: 0 }),
};

export const seconds = (ms) => `${(ms / 1000).toFixed(0)} s`;
export const count = (number) => number.toLocaleString('en-US');

/** One storm, always the same for the same seed. */
export function storm(name, { clients = 100_000, seed = 1, ...options }) {
  const random = createSeededRandom(seed);
  return simulateStorm({ clients, policyOf: () => POLICIES[name](random), ...options });
}

/** What happened, as a row of figures. */
export function stormFigures(result) {
  return [
    count(result.peakDials),
    count(result.peakAfter),
    count(result.laterDials),
    count(result.refused),
    seconds(result.halfBackMs),
    seconds(result.ninetyNineBackMs),
    seconds(result.allBackMs),
  ];
}

export const STORM_HEAD = [
  '',
  'most dials/s',
  'after its return',
  '30 s later',
  'refused',
  'half back',
  '99 % back',
  'all back',
];

/** For docs/cost.md: 100,000 clients, by the default policy and by one that goes on trying as often. */
export function stormTable() {
  const [current, other] = Object.keys(POLICIES);
  const rows = [
    ['gone for a minute', current, { goneMs: 60_000 }],
    ['gone for a minute, and silent', current, { goneMs: 60_000, failsAfterMs: 10_000 }],
    ['gone for ten minutes', current, { goneMs: 600_000 }],
    ['never gone, all closed at once', current, { goneMs: 0 }],
    [`gone for a minute; ${other}`, other, { goneMs: 60_000 }],
  ];
  return formatTable(
    STORM_HEAD,
    rows.map(([title, name, options]) => [title, ...stormFigures(storm(name, options))]),
  );
}

/** How many times one outage of one client is played. */
const TRIES = 1_000;
const OUTAGES_MS = [5_000, 30_000, 60_000, 90_000, 180_000];

export const ALONE_HEAD = ['', ...OUTAGES_MS.map((goneMs) => `gone for ${seconds(goneMs)}`)];

/** What one client alone waits after the return of the relay, if no event of the browser calls it: median and most. */
export function aloneFigures(name, seed = 1) {
  return OUTAGES_MS.map((goneMs) => {
    const result = storm(name, { clients: TRIES, seed, goneMs, limit: null });
    return `${seconds(result.halfBackMs)}, ${seconds(result.allBackMs)}`;
  });
}

/** For docs/cost.md: the same two policies. */
export function aloneTable() {
  const names = Object.keys(POLICIES).slice(0, 2);
  return formatTable(
    ALONE_HEAD,
    names.map((name) => [name, ...aloneFigures(name)]),
  );
}
