// What can happen in a call: each step says what is done, what is on afterwards, and what may be interrupted by it.
import { otherSide } from './support/stage.mjs';

const ALL = ['voice', 'picture', 'self-view'];
const inPage =
  (side, method, ...values) =>
  (stage) =>
    stage.people[side].does((name, ...rest) => globalThis.senses[name](...rest), method, ...values);

export const fresh = {
  name: 'fresh',
  act: (stage) => stage.connect(),
  mayReload: { caller: ALL, callee: ALL },
};

/** Turns a camera or a microphone on or off, by the button on the page. */
export function turn(side, device, isOn) {
  return {
    name: `${side} turns the ${device} ${isOn ? 'on' : 'off'}`,
    act: (stage) => stage.people[side].turns(device, isOn),
    turns: { [side]: { [device]: isOn } },
    mayReload: device === 'camera' ? { [side]: ['self-view'], [otherSide(side)]: ['picture'] } : {},
  };
}

export const iceRestart = (side) => ({
  name: `after an ICE restart by the ${side}`,
  act: inPage(side, 'restartIce'),
});

/** All tracks that come from the peer are new. */
export const newConnection = (side) => ({
  name: `after a new connection, missed by the ${side}`,
  act: inPage(side, 'renew'),
  mayReload: { caller: ['voice', 'picture'], callee: ['voice', 'picture'] },
});

/** The peer's camera must be on: its picture is there before this side trusts the connection, and shows anything of it. */
export const lateConnection = (side) => ({
  name: `after a new connection with pictures before the ${side} trusts it`,
  act: inPage(side, 'renewLate'),
  mayReload: { caller: ['voice', 'picture'], callee: ['voice', 'picture'] },
});

/** Needs the attribute `resume`. */
export const resume = (side) => ({
  name: `after a resume: the ${side} has reloaded the page`,
  async act(stage) {
    await stage.people[side].page.reload();
    await stage.people[side].until(() => globalThis.senses.call()?.state === 'connected');
  },
  mayReload: { [side]: ALL, [otherSide(side)]: ['voice', 'picture'] },
});

/** In a room: the other side is in another call by that, too. */
export const rejoined = (side) => ({
  name: `after the ${side} has reloaded the page, which joins again by itself`,
  async act(stage) {
    const { people } = stage;
    const before = await people[otherSide(side)].does(() => globalThis.senses.call().id);
    await people[side].page.reload();
    const isAnother = (id) => {
      const call = globalThis.senses.call();
      return call?.state === 'connected' && call.id !== id;
    };
    await Promise.all([side, otherSide(side)].map((name) => people[name].until(isAnother, before)));
  },
  mayReload: { caller: ALL, callee: ALL },
});

export const switchDevice = (side, device) => ({
  name: `after the ${side} has switched to another ${device}`,
  act: inPage(side, 'switchDevice', device === 'camera' ? 'videoinput' : 'audioinput'),
  mayReload: { [side]: device === 'camera' ? ['self-view'] : [] },
});

export const moved = (side) => ({
  name: `after the element of the ${side} has moved in its document`,
  act: inPage(side, 'move'),
});

/** Chromium loads the media of an element anew when it comes into another document. */
export const intoFrame = (side) => ({
  name: `after the element of the ${side} has moved into a frame`,
  act: inPage(side, 'moveIntoFrame'),
  mayReload: { [side]: ALL },
});

export const intoWindow = (side) => ({
  name: `after the element of the ${side} has moved into another window`,
  act: inPage(side, 'moveIntoWindow'),
  mayReload: { [side]: ALL },
});

export const CHANGES = 60;

/**
 * As many changes as a call of a minute may have, one after the other: whatever the page changes around the media and
 * is no change of the media.
 */
export const changes = {
  name: `through ${CHANGES} changes: mutes, \`strings\`, \`lang\`, \`peer-id\`, quality`,
  async act(stage) {
    for (let number = 0; number < CHANGES; number += 1) {
      for (const side of ['caller', 'callee']) {
        await stage.people[side].does((value) => globalThis.senses.change(value), number);
      }
    }
  },
};
