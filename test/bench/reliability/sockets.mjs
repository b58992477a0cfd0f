import { median } from '../figures.mjs';
import { openStage } from './stage.mjs';

export const name = 'sockets';
export const measures =
  'The TCP connection to the relay is reset in each phase of a call: the caller’s, the callee’s, both at once. The call ' +
  'goes on (connected, and messages pass both ways), or it ends with the true reason on both sides. Times are from the ' +
  'cut; those that wait for the answer include it.';

const ROUNDS = 10;
const QUICK_ROUNDS = 3;
const LIMIT_MS = 10_000;
/** Longer than a call rings. */
const PATIENCE_MS = 65_000;
const POLL_MS = 20;
const PHASES = ['calling', 'ringing', 'connecting', 'connected', 'reconnecting'];
const VICTIMS = { caller: [0], callee: [1], both: [0, 1] };

/** Here a silent path is noticed within a second or two, instead of after seven. */
const QUICK_NOTICE = { heartbeatMs: 150, disconnectedGraceMs: 300 };

/**
 * How a call may rightly end when the lines are cut: nobody has the dialled address any more, or both addresses have
 * changed at once and neither side knows the other's. Then the caller, who got no answer, reports that nobody is at the
 * address, and the callee, who has answered, that the connection did not come up.
 */
const TRUE_ENDS = {
  calling: { callee: ['peer-unavailable'], both: ['peer-unavailable'] },
  ringing: { both: ['peer-unavailable'] },
  connecting: { both: ['peer-unavailable'] },
  reconnecting: { both: ['connection-lost'] },
};

export async function run({ quick, log }) {
  const stage = await openStage();
  try {
    const rows = [];
    for (const phase of PHASES) {
      for (const victim of Object.keys(VICTIMS)) {
        const trials = [];
        const rounds = quick ? QUICK_ROUNDS : ROUNDS;
        for (let round = 0; round < rounds; round += 1)
          trials.push(await playTrial(stage, phase, victim, round === 0));
        const row = rowOf(phase, victim, trials);
        log(`${row.what}: ${row.measured} ${row.note ?? ''}`);
        rows.push(row);
      }
    }
    return rows;
  } finally {
    await stage.close();
  }
}

async function playTrial(stage, phase, victim, isPatient) {
  const people = [await stage.newPerson(), await stage.newPerson()];
  const [caller, callee] = people;
  const cut = () => VICTIMS[victim].forEach((index) => people[index].cutLine());
  try {
    await callee.ask('listen', { timing: QUICK_NOTICE });
    const place = () => caller.ask('place', { address: callee.address, timing: QUICK_NOTICE });
    if (phase === 'calling') {
      // Before the invitation can have arrived.
      if (victim === 'caller') {
        const placed = place();
        cut();
        await placed;
      } else {
        cut();
        await place();
      }
    } else {
      await place();
      await Promise.all([
        caller.ask('reaches', { states: ['ringing'] }),
        callee.ask('reaches', { states: ['ringing'] }),
      ]);
    }
    if (phase === 'ringing') cut();
    let cutAt = Date.now();
    if (await rings(caller, callee)) {
      await callee.ask('answer');
      if (phase === 'connecting') {
        cut();
        cutAt = Date.now();
      }
    }
    if (phase === 'connected' || phase === 'reconnecting') {
      for (const person of people) await person.ask('reaches', { states: ['connected'] });
      if (phase === 'reconnecting') {
        for (const person of people) await person.ask('mute', true);
        for (const person of people) await person.ask('reaches', { states: ['reconnecting'] });
      }
      cut();
      cutAt = Date.now();
      // When the lines are cut, the network is back already, and the channel with it.
      if (phase === 'reconnecting') for (const person of people) await person.ask('mute', false);
    }
    return await outcomeOf(people, cutAt, isPatient);
  } finally {
    await Promise.all(people.map((person) => person.leave()));
  }
}

/** Whether the call is connected on both sides in time; `false` as soon as one side has ended. */
async function settles(people, deadline) {
  while (Date.now() < deadline) {
    const states = await Promise.all(people.map((person) => person.ask('state')));
    if (states.every(({ state }) => state === 'connected')) return true;
    if (states.some(({ state }) => state === 'ended')) return false;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return false;
}

/** Whether the callee's side rings before the caller gives up. */
async function rings(caller, callee) {
  const deadline = Date.now() + LIMIT_MS;
  while (Date.now() < deadline) {
    if (await callee.ask('reaches', { states: ['ringing'], timeoutMs: 0 })) return true;
    if (await caller.ask('reaches', { states: ['ended'], timeoutMs: 100 })) return false;
  }
  return false;
}

async function outcomeOf(people, cutAt, isPatient) {
  const deadline = cutAt + LIMIT_MS;
  const left = () => Math.max(0, deadline - Date.now());
  if (await settles(people, deadline)) {
    const heard = [];
    for (const [from, to] of [people, [...people].reverse()]) {
      const number = await from.ask('sayOnce');
      heard.push(await to.ask('hears', { number, timeoutMs: left() }));
    }
    if (heard.every(Boolean)) return { outcome: 'recovered', ms: Date.now() - cutAt };
  }
  const ended = await endsOf(people, cutAt, left());
  if (ended.isOver || !isPatient) return { outcome: ended.isOver ? 'ended' : 'neither', ...ended };
  // Once, it is worth a minute to see how it ends.
  const later = await endsOf(people, cutAt, PATIENCE_MS);
  return { outcome: 'neither', ...ended, later };
}

async function endsOf(people, cutAt, timeoutMs) {
  const endTimes = await Promise.all(
    people.map(async (person) => {
      const { state } = await person.ask('state');
      if (state !== null) await person.ask('reaches', { states: ['ended'], timeoutMs });
      return Date.now() - cutAt;
    }),
  );
  const states = await Promise.all(people.map((person) => person.ask('state')));
  return {
    isOver: states.every(({ state }) => state === 'ended' || state === null),
    ms: Math.max(...endTimes),
    endTimes,
    reasons: states.map(({ state, endReason }) => endReason ?? state ?? 'no call'),
    errors: states.map(({ error }) => error ?? 'no error'),
  };
}

function atLast({ reasons, endTimes }) {
  return reasons
    .map((reason, index) => `${reason} (${Math.round(endTimes[index] / 1000)} s)`)
    .join(' / ');
}

function rowOf(phase, victim, trials) {
  const known = TRUE_ENDS[phase]?.[victim] ?? [];
  const isTrue = ({ outcome, reasons }) =>
    outcome === 'ended' &&
    reasons.every((reason) => reason === 'no call' || known.includes(reason));
  const recovered = trials.filter(({ outcome }) => outcome === 'recovered');
  const ended = trials.filter(isTrue);
  const times = [...recovered, ...ended].map(({ ms }) => ms);
  const others = trials.filter((trial) => trial.outcome !== 'recovered');
  const reasons = [
    ...new Set(
      others.map(
        ({ outcome, reasons: words, errors }) =>
          `${outcome}: ${words.join(' / ')} (${errors.join(' / ')})`,
      ),
    ),
    ...others.filter(({ later }) => later).map(({ later }) => `at last ${atLast(later)}`),
  ];
  const time =
    times.length > 0
      ? `; median ${Math.round(median(times))} ms, worst ${Math.max(...times)} ms`
      : '';
  return {
    what: `${phase}, ${victim}`,
    measured: `${recovered.length} recovered, ${ended.length} ended with the reason, of ${trials.length}${time}`,
    target: 'all, 10 s',
    met: recovered.length + ended.length === trials.length && times.every((ms) => ms <= LIMIT_MS),
    note: reasons.join('; '),
  };
}
