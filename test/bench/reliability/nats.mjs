import { relayProtocol } from '../../rig/support/rig-suite.mjs';
import { finish, leftRow, measurePairs, seconds } from './rig-pairs.mjs';

export const name = 'nats';
export const measures =
  'Both sides behind symmetric NATs, where there is no direct path. TURN is Debian’s coturn, with credentials that an ' +
  'endpoint makes for a time. Times are from the answer until both sides are connected, or have ended.';

const TRANSPORTS = ['udp', 'tcp', 'tls'];
const LIMIT_MS = 30_000;
const PAIRS = [
  ['chromium', 'chromium'],
  ['firefox', 'firefox'],
  ['chromium', 'firefox'],
];

export async function run({ quick, log }) {
  return measurePairs(quick ? PAIRS.slice(0, 1) : PAIRS, async (rig, label) => {
    const rows = [];
    const left = [];
    for (const transport of TRANSPORTS) {
      const { coturn } = rig;
      await open(rig, [coturn.stun(), coturn.turn(transport)]);
      await rig.connect();
      const ms = await settledAfter(rig, 'connected');
      const protocol = await relayProtocol(rig);
      rows.push({
        what: `${label}: TURN over ${transport.toUpperCase()}`,
        measured: `connected over ${protocol?.toUpperCase() ?? 'no relay'} after ${seconds(ms)}`,
        target: 'connected',
        met: protocol === transport,
      });
      left.push(await finish(rig));
    }
    await open(rig, [rig.coturn.stun()]);
    await rig.a.dial(rig.b);
    await rig.b.answer();
    await Promise.all(rig.people.map((person) => person.untilState('ended', 2 * LIMIT_MS)));
    const endings = await Promise.all(rig.people.map((person) => person.status()));
    for (const { endReason, error } of endings) log(`${label}: ${endReason}: ${error?.message}`);
    const ms = await settledAfter(rig, 'ended');
    rows.push({
      what: `${label}: no TURN`,
      measured: `${endings.map(({ endReason }) => endReason).join(' / ')} after ${seconds(ms)}`,
      target: `ended with the reason, ${LIMIT_MS / 1000} s`,
      // The sentence of diagnosis `no-turn`: both networks, and what to do about it.
      met:
        ms <= LIMIT_MS &&
        endings.every(({ error }) => /no TURN server.*Side: both/.test(error?.message)),
      note: [...new Set(endings.map(({ error }) => `“${error?.message}”`))].join(' / '),
    });
    left.push(await finish(rig));
    return [...rows, leftRow(label, left)];
  });
}

function open(rig, iceServers) {
  for (const side of ['a', 'b']) rig.network.setNat(side, 'symmetric');
  return rig.open({ iceServers });
}

/** From the answer until both have reached that state. */
async function settledAfter(rig, state) {
  const logs = await Promise.all(rig.people.map((person) => person.log()));
  const times = (value) =>
    logs.flatMap((entries) =>
      entries.filter((entry) => entry.what === 'statechange' && entry.value === value),
    );
  const at = (entries) => entries.map((entry) => entry.at);
  return Math.max(...at(times(state))) - Math.min(...at(times('connecting')));
}
