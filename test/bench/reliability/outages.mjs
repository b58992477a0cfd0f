import { cutNetwork, formatOutage } from '../../rig/support/outage.mjs';
import { finish, leftRow, measurePairs, medianAndWorst, seconds } from './rig-pairs.mjs';

export const name = 'outages';
export const measures =
  'Two browsers behind NATs of their own; the router of one drops all UDP for a time. Times of those that come back are ' +
  'from the end of the cut to the next picture, of the slower side; times of those that end are from the cut to the end.';

const CHROMIUM = ['chromium', 'chromium'];
const FIREFOX = ['firefox', 'firefox'];
const MIXED = ['chromium', 'firefox'];

const BACK_AFTER_MS = [3_000, 8_000, 20_000, 45_000];
const LOST_AFTER_MS = 120_000;
const QUICK_BACK_AFTER_MS = [3_000];
const TIMEOUT_MS = 40_000;
/** How long a call waits for its path to come back: `mediaDownMs`, from the last sign of life. */
const GIVES_UP_MS = 60_000;
/** The time between two signs of life, or by which a timer is late on a busy machine. */
const TOLERANCE_MS = 1_000;

export async function run({ quick, log }) {
  const pairs = quick ? [CHROMIUM] : [CHROMIUM, FIREFOX, MIXED];
  return measurePairs(pairs, async (rig, label) => {
    const rows = [];
    const left = [];
    const cut = async (cutMs) => {
      await rig.open();
      await rig.connect();
      const outage = await cutNetwork(rig, {
        side: 'b',
        what: 'udp',
        cutMs,
        timeoutMs: TIMEOUT_MS,
      });
      log(`${label}, ${seconds(cutMs)}: ${formatOutage(outage)}`);
      left.push(await finish(rig));
      return outage;
    };
    for (const cutMs of quick ? QUICK_BACK_AFTER_MS : BACK_AFTER_MS)
      rows.push(backRow(label, cutMs, await cut(cutMs)));
    if (!quick) rows.push(lostRow(label, await cut(LOST_AFTER_MS)));
    return [...rows, leftRow(label, left)];
  });
}

function backRow(label, cutMs, { a, b }) {
  const isBack = [a, b].every(({ state }) => state === 'connected');
  return {
    what: `${label}: UDP cut for ${cutMs / 1000} s`,
    measured: isBack
      ? `back after ${medianAndWorst([Math.max(a.backMs, b.backMs)])}, ${a.connections} connection(s)`
      : `${a.endReason ?? a.state} / ${b.endReason ?? b.state}`,
    target: 'back',
    met: isBack,
  };
}

function lostRow(label, { a, b }) {
  const endings = [a, b].map(({ states }) =>
    Number(states.find((entry) => entry.startsWith('ended'))?.split(' ')[1]),
  );
  const isLost = [a, b].every(({ endReason }) => endReason === 'connection-lost');
  return {
    what: `${label}: UDP cut for ${LOST_AFTER_MS / 1000} s`,
    measured: [a, b]
      .map(({ endReason, state }, side) => `${endReason ?? state} after ${seconds(endings[side])}`)
      .join(' / '),
    target: `connection-lost at ${GIVES_UP_MS / 1000} s`,
    met: isLost && endings.every((ms) => Math.abs(ms - GIVES_UP_MS) <= TOLERANCE_MS),
  };
}
