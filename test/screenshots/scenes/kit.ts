import type { Language } from '../../../src/element/texts/strings.js';
import { createMemorySignaling } from '../../../src/signaling/memory/memory-signaling.js';
import { until } from '../../support/until.js';
import type { FakePeerCall } from '../../support/fake-peer-call.js';
import { type FakedElement, findPart, idleElement, part } from '../../element/fixtures.js';
import { MeetingElement } from '../../element/meeting-stage.js';
import { pass } from '../page-clock.js';
import { ownPicture, theirPicture } from '../pictures.js';

/** Makes one state of the element, in one language, as it fills the page. */
export type Scene = (lang: Language) => Promise<unknown>;

export type Scenes = Readonly<Record<string, Scene>>;

export type InCall = { element: FakedElement; call: FakePeerCall };

type Live = 'calling' | 'ringing' | 'connecting' | 'connected' | 'reconnecting';

/** About as long as those of AWS. */
export const ADDRESS = 'QzNjYeFCoAMCJZQ=';

const OWN_ADDRESS = 'JjmqyfcILPECG_Q=';

const TALK_MS = 754_000;

/** An element that waits for a call. */
export async function online(lang: Language): Promise<FakedElement> {
  const element = await idleElement(lang);
  element.ownSignaling[0]?.become(OWN_ADDRESS);
  await element.updateComplete;
  return element;
}

/** A call that was placed. */
export async function placed(lang: Language, state: Live): Promise<InCall> {
  const element = await online(lang);
  element.startCall(ADDRESS);
  const call = element.lastPlaced;
  if (state !== 'calling') call.moveTo(state);
  await element.updateComplete;
  return { element, call };
}

/** A call of two with their cameras on. */
export async function inCall(lang: Language, state: Live = 'connected'): Promise<InCall> {
  const { element, call } = await placed(lang, state);
  call.setLocalStream(ownPicture());
  call.setLocalMedia({ microphone: true, camera: true });
  call.setRemoteStream(theirPicture());
  call.setRemoteMedia({ microphone: true, camera: true });
  call.setPeerName('Minji Kim');
  call.setQuality('excellent');
  await element.updateComplete;
  pass(TALK_MS);
  element.requestUpdate();
  await element.updateComplete;
  return { element, call };
}

/** The same with a change. */
export const inCallWith =
  (change: (made: InCall) => unknown): Scene =>
  async (lang) => {
    const made = await inCall(lang);
    await change(made);
    await made.element.updateComplete;
  };

export async function incoming(lang: Language): Promise<InCall> {
  const element = await online(lang);
  const call = element.ring({ peerId: ADDRESS });
  call.setPeerName('Minji Kim');
  await element.updateComplete;
  return { element, call };
}

/** Presses a button, in the menu where the toolbar has no room for it. */
export async function press(element: FakedElement, name: string): Promise<void> {
  if (!findPart(element, name)) part(element, 'more-button').click();
  await until(() => findPart(element, name), name);
  part(element, name).click();
  await element.updateComplete;
}

export async function open(element: FakedElement, panel: string): Promise<void> {
  await press(element, `${panel}-button`);
  await until(() => findPart(element, panel), panel);
}

/** A call with a panel open. */
export async function opened(lang: Language, panel: string): Promise<InCall> {
  const made = await inCall(lang);
  await open(made.element, panel);
  return made;
}

/** An element that is online and meets in rooms. */
export async function meeting(lang: Language, properties: Partial<MeetingElement> = {}) {
  history.replaceState(null, '', location.pathname);
  const element = new MeetingElement();
  Object.assign(element, { network: createMemorySignaling(), iceServers: [], lang, ...properties });
  document.body.append(element);
  const ready = properties.room ? 'join-button' : 'meeting-button';
  await until(() => findPart(element, ready), ready);
  return element;
}
