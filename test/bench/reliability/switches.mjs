import { formatOutage, switchNetwork } from '../../rig/support/outage.mjs';
import { finish, leftRow, measurePairs, medianAndWorst } from './rig-pairs.mjs';

export const name = 'switches';
export const measures =
  'One side leaves its network for another, and with it loses its address, its path and its socket to the relay. Times ' +
  'are from the switch to the next picture, of the slower side.';

const ROUNDS = 5;
const TIMEOUT_MS = 40_000;
const CASES = [
  { pair: ['chromium', 'chromium'], targetMs: 8_000 },
  { pair: ['firefox', 'firefox'], targetMs: 12_000 },
];

export async function run({ quick, log }) {
  const rows = [];
  for (const { pair, targetMs } of CASES) {
    const measured = await measurePairs([pair], async (rig, label) => {
      const backMs = [];
      const left = [];
      const lost = [];
      for (let round = 0; round < (quick ? 1 : ROUNDS); round += 1) {
        await rig.open();
        await rig.connect();
        const outage = await switchNetwork(rig, { to: 'lte', timeoutMs: TIMEOUT_MS });
        log(`${label}: ${formatOutage(outage)}`);
        const { a, b } = outage;
        if ([a, b].every(({ state }) => state === 'connected'))
          backMs.push(Math.max(a.backMs, b.backMs));
        else lost.push(a.endReason ?? b.endReason);
        left.push(await finish(rig));
      }
      return [switchRow(label, targetMs, backMs, lost), leftRow(label, left)];
    });
    rows.push(...measured);
  }
  return rows;
}

function switchRow(label, targetMs, backMs, lost) {
  const times = backMs.length > 0 ? `: ${medianAndWorst(backMs)}` : '';
  return {
    what: `${label}: another network`,
    measured: `${backMs.length} of ${backMs.length + lost.length} back${times}`,
    target: `all, ${targetMs / 1000} s`,
    met: lost.length === 0 && backMs.every((ms) => ms <= targetMs),
    note: lost.join('; '),
  };
}
