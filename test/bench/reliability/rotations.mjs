import { openStage } from './stage.mjs';

export const name = 'rotations';
export const measures =
  'A call of two Chromium pages over the local gateway while the relay sockets are replaced again and again; numbered ' +
  'messages all the time, over the call (`sendMessage`) and over the relay (`signaling.send`). A media gap is more than ' +
  '1 s without a new picture at either side.';

const ROTATIONS = 200;
const QUICK_ROTATIONS = 12;
const SETTINGS = { rotationMs: 1_500, rotationJitterMs: 300, rotationOverlapMs: 700 };
/** Longer than a call: no rotation by itself. */
const NEVER = { rotationMs: 3_600_000 };
const TALK_MS = 50;
const POLL_MS = 250;
const MAX_MS_PER_ROTATION = 10_000;
/** The time for messages that are in flight when the talking stops. */
const DRAIN_MS = 3_000;

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export async function run({ quick, log }) {
  const stage = await openStage();
  try {
    const total = quick ? QUICK_ROTATIONS : ROTATIONS;
    // A side puts its own rotation off while the other rotates: so first one, then the other, then whichever is first.
    const parts = [
      await playCall(stage, { caller: SETTINGS, callee: NEVER, wanted: Math.floor(total / 3) }),
      await playCall(stage, { caller: NEVER, callee: SETTINGS, wanted: Math.floor(total / 3) }),
      await playCall(stage, {
        caller: SETTINGS,
        callee: SETTINGS,
        wanted: total - 2 * Math.floor(total / 3),
      }),
    ];
    for (const part of parts) log(JSON.stringify(part));
    const quiet = await playCall(stage, {
      caller: NEVER,
      callee: NEVER,
      wanted: 0,
      quietMs: quick ? 5_000 : 60_000,
    });
    return rowsOf(parts, quiet);
  } finally {
    await stage.close();
  }
}

async function playCall(stage, { caller: ofCaller, callee: ofCallee, wanted, quietMs = 0 }) {
  const caller = await stage.newPerson({ signaling: ofCaller });
  const callee = await stage.newPerson({ signaling: ofCallee });
  const both = [caller, callee];
  try {
    await callee.ask('listen', { answers: true });
    await caller.ask('place', { address: await callee.ask('address') });
    for (const person of both) {
      if (await person.ask('reaches', { states: ['connected'] })) continue;
      throw new Error(`no call: ${JSON.stringify(await person.ask('state'))}`);
    }
    // The last messages of the set-up, and the first pictures.
    await wait(1_500);
    for (const person of both) await person.ask('forgetSignaling');
    const relayedBefore = stage.relay.stats.relayed;
    const startedAt = Date.now();
    if (wanted > 0) for (const person of both) await person.ask('talk', { intervalMs: TALK_MS });
    const rotations = async () =>
      (await caller.ask('figures')).addressChanges + (await callee.ask('figures')).addressChanges;
    const deadline = startedAt + Math.max(quietMs, wanted * MAX_MS_PER_ROTATION);
    if (wanted > 0)
      while ((await rotations()) < wanted && Date.now() < deadline) await wait(POLL_MS);
    else await wait(quietMs);
    const sent =
      wanted > 0 ? await Promise.all(both.map((person) => person.ask('stopTalking'))) : [];
    await wait(wanted > 0 ? DRAIN_MS : 0);
    const heard = await Promise.all(both.map((person) => person.ask('heard')));
    const figures = await Promise.all(both.map((person) => person.ask('figures')));
    const states = await Promise.all(both.map((person) => person.ask('state')));
    const sum = (values) => values.reduce((total, value) => total + value, 0);
    const bySignaling = sum(heard.map((each) => each.signaling + each.repeatedBySignaling));
    return {
      rotations: await rotations(),
      wanted,
      seconds: (Date.now() - startedAt) / 1000,
      messages: sum(sent.map((each) => each.messages)),
      lostMessages:
        sum(sent.map((each) => each.messages)) - sum(heard.map((each) => each.messages)),
      isInOrder: heard.every((each) => each.isInOrder),
      bySignaling: sum(sent.map((each) => each.signaling)),
      lostBySignaling:
        sum(sent.map((each) => each.signaling)) - sum(heard.map((each) => each.signaling)),
      outages: sum(figures.map((each) => each.outages)),
      gaps: sum(figures.map((each) => each.gaps)),
      longestGapMs: Math.round(Math.max(...figures.map((each) => each.longestGapMs))),
      relayedOfCall: stage.relay.stats.relayed - relayedBefore - bySignaling,
      isConnected: states.every(({ state }) => state === 'connected'),
    };
  } finally {
    await Promise.all(both.map((person) => person.leave()));
  }
}

function rowsOf(parts, quiet) {
  const sum = (key) => parts.reduce((total, part) => total + part[key], 0);
  const rotations = sum('rotations');
  return [
    {
      what: 'forced rotations (caller, callee, both)',
      measured: parts.map((part) => part.rotations).join(' + '),
      target: String(sum('wanted')),
      met: parts.every((part) => part.rotations >= part.wanted && part.isConnected),
    },
    {
      what: 'messages of the call lost, or out of order',
      measured: `${sum('lostMessages')} of ${sum('messages')}${parts.every((part) => part.isInOrder) ? '' : ', out of order'}`,
      target: '0',
      met: sum('lostMessages') === 0 && parts.every((part) => part.isInOrder),
    },
    {
      what: 'messages over the relay lost',
      measured: `${sum('lostBySignaling')} of ${sum('bySignaling')}`,
      target: '0',
      met: sum('lostBySignaling') === 0,
    },
    {
      what: 'media gaps; longest time without a picture',
      measured: `${sum('gaps')}; ${Math.max(...parts.map((part) => part.longestGapMs))} ms`,
      target: '0',
      met: sum('gaps') === 0,
    },
    {
      what: 'times that signaling was not open',
      measured: String(sum('outages')),
      target: '0',
      met: sum('outages') === 0,
    },
    {
      what: 'relayed messages of the call, per rotation',
      measured: (sum('relayedOfCall') / Math.max(1, rotations)).toFixed(2),
    },
    {
      what: `relayed messages of a call that is up, in ${Math.round(quiet.seconds)} s without rotation`,
      measured: String(quiet.relayedOfCall),
      target: '0',
      met: quiet.relayedOfCall === 0,
    },
  ];
}
