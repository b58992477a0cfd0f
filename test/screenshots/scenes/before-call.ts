import { SignalingError } from '../../../src/signaling/signaling-error.js';
import type { Language } from '../../../src/element/texts/strings.js';
import { FakeSignaling } from '../../element/fake-signaling.js';
import { FakedElement, findPart, part } from '../../element/fixtures.js';
import { until } from '../../support/until.js';
import { refuseDevices } from '../page-devices.js';
import { meeting, online, open, type Scenes } from './kit.js';

async function unopened(lang: Language, signaling: Partial<FakeSignaling> | null) {
  const element = new FakedElement();
  element.lang = lang;
  if (signaling) {
    element.nextSignaling = () => Object.assign(new FakeSignaling(), signaling);
    element.endpoint = 'wss://example.test';
  }
  document.body.append(element);
  await element.updateComplete;
  return element;
}

async function failed(lang: Language, failure: SignalingError) {
  const element = await unopened(lang, { failure });
  await until(() => findPart(element, 'retry-button'), 'the failure');
}

export const beforeCall: Scenes = {
  'no-endpoint': (lang) => unopened(lang, null),
  opening: (lang) => unopened(lang, { opens: false }),
  'offline-failed': (lang) => failed(lang, new SignalingError('timeout', '')),
  'offline-refused': (lang) =>
    failed(lang, new SignalingError('unauthorized', '', { reason: 'token-expired' })),
  idle: (lang) => online(lang),
  'idle-notice': async (lang) => {
    const element = await online(lang);
    element.startCall(element.connectionId ?? '');
  },
  'idle-private': async (lang) => {
    const element = await online(lang);
    element.iceTransportPolicy = 'relay';
    element.ownSignaling[0]?.move('reconnecting');
  },
  'idle-name': async (lang) => {
    const element = await online(lang);
    element.askName = true;
    element.displayName = 'Minji Kim';
    element.notify = true;
  },
  'idle-preview': async (lang) => {
    const element = await online(lang);
    element.preview = true;
    await until(() => element.renderRoot.querySelector('.self[data-on]'), 'the self-view');
  },
  'idle-refused': async (lang) => {
    refuseDevices();
    const element = await online(lang);
    element.preview = true;
    await until(() => findPart(element, 'notice'), 'the notice');
  },
  'idle-devices': async (lang) => {
    const element = await online(lang);
    await open(element, 'devices');
  },
  'network-check': async (lang) => {
    const element = await online(lang);
    element.iceServers = () => [];
    const [signaling] = element.ownSignaling;
    if (signaling) signaling.send = async (to, message) => signaling.deliver(to, message);
    await open(element, 'network-check');
    const again = () => element.renderRoot.querySelector<HTMLButtonElement>('.sheet > .button');
    await until(() => again()?.disabled === false, 'the result');
  },
  'room-lobby': (lang) => meeting(lang, { room: 'standup', preview: true }),
  'meeting-started': async (lang) => {
    const element = await meeting(lang);
    part(element, 'meeting-button').click();
    await until(() => findPart(element, 'meeting-link'), 'the link');
    element.renderRoot.querySelector('details')?.setAttribute('open', '');
  },
  'room-waiting': async (lang) => {
    const element = await meeting(lang, { room: 'standup', preview: true });
    part(element, 'join-button').click();
    await until(() => findPart(element, 'leave-button'), 'the room');
  },
};
