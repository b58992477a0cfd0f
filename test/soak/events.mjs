import { createSeededRandom } from '../../dist/signaling/memory/seeded-random.js';

/** After what happens to a call, the other side is to be heard within this. */
const HEAR_MS = 20_000;
const RECOVERY_MS = 60_000;
const MAX_PAUSE_MS = 4_000;

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** What happens to a long call, as chance wants it: each time, it is to be well afterwards. */
export function createEvents(people, seed) {
  const random = createSeededRandom(seed);
  const counts = {};
  const on = people.map(() => ({ microphone: true, camera: true, screen: false }));
  const pick = (list) => list[Math.floor(random() * list.length)];

  const toggle = async (device) => {
    const index = random() < 0.5 ? 0 : 1;
    const isOn = (on[index][device] = !on[index][device]);
    await people[index].ask('toggle', { device, on: isOn });
  };
  const happenings = {
    microphone: () => toggle('microphone'),
    camera: () => toggle('camera'),
    screen: () => toggle('screen'),
    network: () => pick(people).ask('changeNetwork'),
    networkOfBoth: () => Promise.all(people.map((person) => person.ask('changeNetwork'))),
    socket: () => pick(people).cutLine(),
  };

  /** A message each way, over whichever path there is. */
  const isWell = async () => {
    for (const [from, to] of [people, [...people].reverse()]) {
      if (!(await from.ask('reaches', { states: ['connected'], timeoutMs: RECOVERY_MS })))
        return false;
      const number = await from.ask('sayOnce');
      if (!(await to.ask('hears', { number, timeoutMs: HEAR_MS }))) return false;
    }
    return true;
  };

  return {
    counts,
    /** Lets one thing happen. Resolves with what is wrong then, or `null`. */
    async next() {
      const name = pick(Object.keys(happenings));
      counts[name] = (counts[name] ?? 0) + 1;
      await happenings[name]();
      const isFine = await isWell();
      await wait(random() * MAX_PAUSE_MS);
      if (isFine) return null;
      const states = await Promise.all(people.map((person) => person.ask('state')));
      return `after ${name}: ${JSON.stringify(states)}`;
    },
    /** Microphone and camera on, screen off, so that counts can be compared. */
    async calmDown() {
      for (const [index, person] of people.entries()) {
        for (const [device, isOn] of [
          ['microphone', true],
          ['camera', true],
          ['screen', false],
        ]) {
          if (on[index][device] !== isOn) await person.ask('toggle', { device, on: isOn });
          on[index][device] = isOn;
        }
      }
      await isWell();
    },
  };
}
