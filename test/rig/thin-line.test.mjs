import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { hangUp, useRig } from './support/rig-suite.mjs';

/** A line that flaps: what it carries in the bad half of each ten seconds, in kbit/s. */
const FLAPS = [60, 120, 90, 60, 100, 80];
const FLAP_MS = 5_000;
const MINUTE_MS = 60_000;
const MAX_TOLD = 6;
/** On a line that is thin from the start: paused, and back once, if the first guess was wrong. */
const MAX_TOLD_AT_START = 2;
/** Measured: 1 to 4 %. The voice would not be understood any more with this much. */
const MAX_MADE_UP = 0.2;
/** So many packets of 60 ms, the longest, come in three of five seconds. */
const SOME_PACKETS = 50;

/** When this side was told that the peer's picture is paused for the line, or that it is not any more. */
async function told(person) {
  const changes = [];
  let wasPaused = false;
  for (const { at, what, value } of await person.log()) {
    if (what !== 'remotemedia') continue;
    const isPaused = value.paused.camera === 'bandwidth';
    if (isPaused !== wasPaused) changes.push(at);
    wasPaused = isPaused;
  }
  return changes;
}

/** The most that fall into one minute. */
function mostInAMinute(times) {
  return Math.max(
    0,
    ...times.map((from) => times.filter((at) => at >= from && at < from + MINUTE_MS).length),
  );
}

const shareMadeUp = (before, now) => (now.madeUp - before.madeUp) / (now.played - before.played);

describe('a call over a thin line', () => {
  const rig = useRig({ a: 'chromium', b: 'chromium' });

  it('goes on without a dance while the line flaps every five seconds', async (t) => {
    await rig().open();
    await rig().connect();
    const { people, network } = rig();
    const voices = () => Promise.all(people.map((person) => person.voice()));
    const before = await voices();
    for (const kbitPerSecond of FLAPS) {
      for (const line of [{ kbitPerSecond }, {}]) {
        const earlier = await voices();
        network.setLine('a', line);
        await wait(FLAP_MS);
        const packets = (await voices()).map(
          (voice, index) => voice.packets - earlier[index].packets,
        );
        t.diagnostic(`${JSON.stringify(line)}: ${packets.join(' and ')} packets of the voices`);
        assert.ok(Math.min(...packets) >= SOME_PACKETS, 'the voices go on');
      }
    }
    for (const [index, person] of people.entries()) {
      const changes = mostInAMinute(await told(person));
      const madeUp = shareMadeUp(before[index], await person.voice());
      t.diagnostic(`told of ${changes} changes, ${(100 * madeUp).toFixed(1)} % made up`);
      assert.ok(changes <= MAX_TOLD, `${changes} changes in a minute`);
      assert.ok(madeUp <= MAX_MADE_UP, `${madeUp} of the voice is made up`);
    }
    await hangUp(rig().a, rig().b);
  });

  it('begins with a voice, whatever becomes of the picture', async (t) => {
    rig().network.setLine('a', { kbitPerSecond: 60 });
    await rig().open();
    await rig().a.dial(rig().b);
    await rig().b.answer();
    const { people } = rig();
    await Promise.all(people.map((person) => person.untilState('connected')));
    await Promise.all(people.map((person) => person.untilVoice(SOME_PACKETS)));
    const before = await Promise.all(people.map((person) => person.voice()));
    await Promise.all(
      people.map((person, index) => person.untilVoice(before[index].packets + 5 * SOME_PACKETS)),
    );
    for (const [index, person] of people.entries()) {
      const changes = (await told(person)).length;
      const madeUp = shareMadeUp(before[index], await person.voice());
      t.diagnostic(`told of ${changes} changes, ${(100 * madeUp).toFixed(1)} % made up`);
      assert.ok(changes <= MAX_TOLD_AT_START, `${changes} changes`);
      assert.ok(madeUp <= MAX_MADE_UP, `${madeUp} of the voice is made up`);
    }
    await hangUp(rig().a, rig().b);
  });
});
