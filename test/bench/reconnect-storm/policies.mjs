import { importTypeScript } from '../../support/import-typescript.mjs';
import { formatTable } from '../figures.mjs';
import { simulateStorm } from './storm.mjs';

const { DefaultReconnectPolicy } = await importTypeScript('src/signaling/reconnect-policy.ts');
const { createSeededRandom } = await importTypeScript('src/signaling/memory/seeded-random.ts');

const FIRST_MS = [0, 300, 1_200, 2_700, 4_800, 7_000];

/** The waits of the default policy from the seventh on, and the most that is added to one, replaced by others. */
function withLateDelays(lateMs, maxJitterMs) {
  return (random) => ({
    nextDelayMs: (attempt) => {
      const delayMs = [...FIRST_MS, ...lateMs][attempt] ?? lateMs.at(-1);
      const jitterMs = Math.min(Math.max(1_000, delayMs), maxJitterMs);
      return attempt === 0 ? delayMs : delayMs + random() * jitterMs;
    },
  });
}

/** The default, and others to hold it against. Each makes a policy that takes its jitter from `random`. */
export const POLICIES = {
  'the default policy': (random) => new DefaultReconnectPolicy({ random }),
  'later 15 s + up to 12 s': withLateDelays([15_000], 12_000),
  'later 15 s + up to 15 s': withLateDelays([15_000], 15_000),
  'later 20 s + up to 20 s': withLateDelays([20_000], 20_000),
  'later 60 s + up to 60 s': withLateDelays([15_000, 30_000, 60_000], 60_000),
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
  'refused',
  'half back',
  '99 % back',
  'all back',
];

/** For docs/cost.md: 100,000 clients, by the default policy and by the one that would be quickest. */
export function stormTable() {
  const [current, other] = Object.keys(POLICIES);
  const rows = [
    ['gone for a minute', current, { goneMs: 60_000 }],
    ['gone for a minute, and silent', current, { goneMs: 60_000, failsAfterMs: 10_000 }],
    ['never gone, all closed at once', current, { goneMs: 0 }],
    [`gone for a minute; ${other}`, other, { goneMs: 60_000 }],
  ];
  return formatTable(
    STORM_HEAD,
    rows.map(([title, name, options]) => [title, ...stormFigures(storm(name, options))]),
  );
}
