import { setTimeout as wait } from 'node:timers/promises';

/** Pictures in flight or in a buffer still come for a moment after the network is gone. */
const AFTERGLOW_MS = 500;

/**
 * Cuts the network of one side, or of both, for a time, and waits until the call is back, or has ended, on both sides.
 *
 * @param {import('./rig.mjs').Rig} rig with a call that is connected
 * @param {{ side: 'a' | 'b' | 'lte' | 'both', what: string, cutMs: number, timeoutMs: number }} cut `what` as in `Topology.cut`;
 * `timeoutMs` counts from the end of the cut
 * @returns what each side saw, see {@link describeOutage}
 */
export async function cutNetwork(rig, { side, what, cutMs, timeoutMs }) {
  const sides = side === 'both' ? ['a', 'b'] : [side];
  const from = Date.now();
  for (const one of sides) rig.network.cut(one, what);
  await wait(cutMs);
  for (const one of sides) rig.network.heal(one);
  return observe(rig, { from, healedAt: Date.now(), timeoutMs });
}

/** Moves a to its other network, with nothing in between, and waits as {@link cutNetwork} does. */
export async function switchNetwork(rig, { to, timeoutMs }) {
  const from = Date.now();
  rig.network.switchTo(to);
  return observe(rig, { from, healedAt: from, timeoutMs });
}

async function observe(rig, { from, healedAt, timeoutMs }) {
  const people = [rig.a, rig.b];
  const after = healedAt + AFTERGLOW_MS;
  const waits = await Promise.allSettled(
    people.map((person) => person.untilOver(after, timeoutMs)),
  );
  const failures = waits.flatMap(({ reason }) => (reason ? [reason.message] : []));
  // One side's log is seldom understood without the other's.
  if (failures.length > 0) throw new Error(failures.join('\n'));
  // Who was back first may have been asked for another connection by the other side.
  await Promise.all(people.map((person) => person.untilOver(Date.now(), timeoutMs)));
  const [a, b] = await Promise.all(people.map((person) => describeOutage(person, from, healedAt)));
  return { a, b };
}

/**
 * - `state`, `endReason`: the state of the call in the end
 * - `states`: the states in between, with the milliseconds since the outage began
 * - `gapMs`: the longest time without a picture
 * - `backMs`: when pictures came again, in milliseconds since the network was restored; `null` if they did not
 */
async function describeOutage(person, from, healedAt) {
  const [{ state, endReason, connections }, log, gaps] = await Promise.all([
    person.status(),
    person.log(),
    person.gaps(),
  ]);
  const states = log
    .filter(({ what, at }) => what === 'statechange' && at >= from)
    .map(({ value, at }) => `${value} ${at - from}`);
  const [longest] = gaps.filter(({ to }) => to > from).sort((one, other) => other.ms - one.ms);
  const backMs = state === 'ended' ? null : Math.max(0, (longest?.to ?? 0) - healedAt);
  return { state, endReason, connections, states, gapMs: longest?.ms ?? 0, backMs };
}

/** One line for the log of a test or a bench. */
export function formatOutage({ a, b }) {
  const format = ({ state, endReason, gapMs, backMs, connections, states }) =>
    `${endReason ?? state}, gap ${gapMs} ms, back after ${backMs} ms, ` +
    `${connections} connection(s) [${states.join(', ')}]`;
  return `a: ${format(a)} | b: ${format(b)}`;
}
