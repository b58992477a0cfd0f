import { fixture, fixtureSync, html } from '@open-wc/testing';
import { CallError } from '../../src/call/terms/call-error.js';
import type { P2pVideoCallElement } from '../../src/element/p2p-video-call.js';
import { SignalingError } from '../../src/signaling/signaling-error.js';
import { createMemorySignaling } from '../../src/signaling/memory/memory-signaling.js';
import { verificationCode } from '../support/fake-peer-call.js';
import { until } from '../support/until.js';
import { FakeSignaling } from './fake-signaling.js';
import {
  canvasStream,
  elementInCall,
  type FakedElement,
  findPart,
  idleElement,
  part,
  reaches,
} from './fixtures.js';
import { MeetingElement } from './meeting-stage.js';

// A meeting puts its link into the page's address.
afterEach(() => history.replaceState(null, '', location.pathname + location.search));

/** An address that is about as long as those of AWS. */
export const ADDRESS = 'JjmqyfcILPECG_Q=';

export interface ScreenCase {
  readonly name: string;
  readonly make: (lang: string) => Promise<P2pVideoCallElement>;
}

async function offline(lang: string, failure: SignalingError | null): Promise<FakedElement> {
  const element = await fixture<FakedElement>(
    html`<faked-video-call lang=${lang}></faked-video-call>`,
  );
  element.nextSignaling = () => Object.assign(new FakeSignaling(), { failure, opens: false });
  element.endpoint = 'wss://example.test';
  await element.updateComplete;
  await element.updateComplete;
  return element;
}

export async function calling(lang: string) {
  const element = await idleElement(lang);
  element.startCall(ADDRESS);
  const call = element.lastPlaced;
  await element.updateComplete;
  return { element, call };
}

export async function connected(lang: string) {
  const { element, call } = await calling(lang);
  call.setLocalStream(canvasStream());
  call.setLocalMedia({ microphone: true, camera: true });
  call.setRemoteStream(canvasStream());
  call.setRemoteMedia({ microphone: true, camera: true });
  call.moveTo('connected');
  call.setQuality('good');
  await element.updateComplete;
  return { element, call };
}

export async function meeting(lang: string): Promise<MeetingElement> {
  const element = new MeetingElement();
  Object.assign(element, { network: createMemorySignaling(), iceServers: [], lang });
  fixtureSync<HTMLElement>(html`<div></div>`).append(element);
  await reaches(element, 'idle');
  return element;
}

/** Every screen and panel of the element, each as full as it gets. */
export const SCREENS: readonly ScreenCase[] = [
  {
    name: 'no endpoint',
    make: (lang) => fixture(html`<faked-video-call lang=${lang}></faked-video-call>`),
  },
  { name: 'opening', make: (lang) => offline(lang, null) },
  { name: 'offline', make: (lang) => offline(lang, new SignalingError('timeout', '')) },
  {
    name: 'refused',
    make: (lang) =>
      offline(lang, new SignalingError('unauthorized', '', { reason: 'token-invalid' })),
  },
  { name: 'idle', make: idleElement },
  {
    name: 'idle, an address in the input',
    make: async (lang) => {
      const element = await idleElement(lang);
      Object.assign(element, { peerId: ADDRESS, iceTransportPolicy: 'relay' });
      element.ownSignaling[0]?.move('reconnecting');
      await element.updateComplete;
      return element;
    },
  },
  {
    name: 'a room, before it is joined',
    make: async (lang) => {
      const element = await meeting(lang);
      element.room = 'standup';
      await until(() => findPart(element, 'join-button'), 'the join button');
      return element;
    },
  },
  {
    name: 'a meeting that was started',
    make: async (lang) => {
      const element = await meeting(lang);
      part(element, 'meeting-button').click();
      await until(() => findPart(element, 'join-button'), 'the join button');
      element.renderRoot.querySelector('details')?.setAttribute('open', '');
      return element;
    },
  },
  { name: 'calling', make: async (lang) => (await calling(lang)).element },
  {
    name: 'ringing there, with a self-view',
    make: async (lang) => {
      const { element, call } = await calling(lang);
      call.setLocalStream(canvasStream());
      call.setLocalMedia({ microphone: false, camera: true });
      call.moveTo('ringing');
      await element.updateComplete;
      return element;
    },
  },
  {
    name: 'ringing here',
    make: async (lang) => {
      const element = await idleElement(lang);
      element.iceTransportPolicy = 'relay';
      element.ring({ peerId: ADDRESS });
      await element.updateComplete;
      return element;
    },
  },
  {
    name: 'connecting',
    make: async (lang) => (await elementInCall('connecting', lang)).element,
  },
  { name: 'connected', make: async (lang) => (await connected(lang)).element },
  {
    name: 'their screen',
    make: async (lang) => {
      const { element, call } = await connected(lang);
      call.setRemoteMedia({ microphone: true, camera: true, screen: true });
      call.remoteScreenStream = canvasStream();
      await element.updateComplete;
      return element;
    },
  },
  {
    name: 'a bad line, and no pictures',
    make: async (lang) => {
      const { element, call } = await connected(lang);
      call.setLocalMedia({ microphone: false, camera: false, paused: { camera: 'bandwidth' } });
      call.setRemoteMedia({ camera: false, microphone: false });
      call.setQuality('poor');
      element.ownSignaling[0]?.move('reconnecting');
      await element.updateComplete;
      return element;
    },
  },
  {
    name: 'a failure in a call',
    make: async (lang) => {
      const { element, call } = await connected(lang);
      call.fail(new CallError('permission-denied', '', { device: 'camera' }));
      await element.updateComplete;
      return element;
    },
  },
  {
    name: 'comparing the code',
    make: async (lang) => {
      const { element, call } = await connected(lang);
      // The longest names there are: butterfly, sunflower, turtle, umbrella, snowman.
      call.setVerification(verificationCode([14, 16, 11, 62, 25]));
      await element.updateComplete;
      part(element, 'verify-button').click();
      await until(() => findPart(element, 'verification'), 'the panel');
      return element;
    },
  },
  {
    name: 'reconnecting',
    make: async (lang) => {
      const { element, call } = await connected(lang);
      call.moveTo('reconnecting');
      await element.updateComplete;
      return element;
    },
  },
  {
    name: 'ended, with advice',
    make: async (lang) => {
      const { element, call } = await connected(lang);
      const diagnosis = { cause: 'udp-blocked', side: 'remote' } as const;
      call.end('connection-failed', new CallError('connection-failed', '', { diagnosis }));
      await element.updateComplete;
      return element;
    },
  },
];

export function screen(name: string): ScreenCase {
  const found = SCREENS.find((one) => one.name === name);
  if (!found) throw new Error(`There is no screen “${name}”.`);
  return found;
}
