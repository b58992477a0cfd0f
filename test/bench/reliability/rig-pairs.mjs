import { ensureRig } from '../../../scripts/ensure-rig.mjs';
import { median } from '../figures.mjs';
import { Rig } from '../../rig/support/rig.mjs';

const LABELS = { chromium: 'Chromium', firefox: 'Firefox' };

/**
 * Two browsers in network namespaces of their own, behind NATs, for each pair.
 *
 * @param {readonly (readonly ['chromium' | 'firefox', 'chromium' | 'firefox'])[]} pairs
 * @param {(rig: Rig, label: string) => Promise<object[]>} measure resolves with rows
 * @returns {Promise<object[]>} the rows of all pairs, and one for each pair that this machine can't run
 */
export async function measurePairs(pairs, measure) {
  const { network, firefox, skipped } = ensureRig();
  const rows = [];
  for (const [a, b] of pairs) {
    const label = `${LABELS[a]}–${LABELS[b]}`;
    const isPossible = network && (firefox || ![a, b].includes('firefox'));
    if (!isPossible) {
      rows.push({ what: label, skipped: skipped.join('; ') });
      continue;
    }
    const rig = await Rig.start({ a, b });
    try {
      rows.push(...(await measure(rig, label)));
    } finally {
      await rig.stop();
    }
  }
  return rows;
}

/** Ends the call, restores the network, and counts what is left of the call on both pages. */
export async function finish(rig) {
  const states = await Promise.all(rig.people.map((person) => person.status()));
  if (states.some(({ state }) => state !== 'ended')) await rig.a.hangup();
  await Promise.all(rig.people.map((person) => person.untilState('ended')));
  rig.network.reset();
  const remains = await Promise.all(rig.people.map((person) => person.remains()));
  return remains.reduce((sum, { tracks, connections }) => sum + tracks + connections, 0);
}

export function leftRow(label, left) {
  return {
    what: `${label}: live tracks and open connections after the end`,
    measured: `${left.reduce((sum, count) => sum + count, 0)} after ${left.length} calls`,
    target: '0',
    met: left.every((count) => count === 0),
  };
}

export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

export function medianAndWorst(values) {
  return values.length === 1
    ? seconds(values[0])
    : `median ${seconds(median(values))}, worst ${seconds(Math.max(...values))}`;
}
