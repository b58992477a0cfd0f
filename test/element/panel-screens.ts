import sinon from 'sinon';
import { CallError } from '../../src/call/terms/call-error.js';
import { DeviceAvailableEvent, DeviceHintEvent } from '../../src/call/terms/call-events.js';
import type { P2pVideoCallElement } from '../../src/element/p2p-video-call.js';
import { verificationCode, type FakePeerCall } from '../support/fake-peer-call.js';
import { until } from '../support/until.js';
import { chatScreens } from './chat-screens.js';
import {
  canvasStream,
  findPart,
  idleElement,
  part,
  reaches,
  visibleText,
  type FakedElement,
} from './fixtures.js';
import { FRONT, HEADSET, PageDevices } from './page-devices.js';
import { ADDRESS, calling, connected, meeting, type ScreenCase } from './screens.js';

/** Presses the button of a panel, in the menu where the toolbar has no room for it, and waits for the panel. */
export async function open(element: P2pVideoCallElement, panel: string): Promise<void> {
  const button = `${panel}-button`;
  await until(() => findPart(element, button) ?? findPart(element, 'more-button'), button);
  if (!findPart(element, button)) part(element, 'more-button').click();
  await until(() => findPart(element, button), button);
  part(element, button).click();
  await until(() => findPart(element, panel), panel);
  await element.updateComplete;
}

async function withPanel(lang: string, panel: string) {
  const made = await connected(lang);
  await open(made.element, panel);
  return made;
}

/** Of a call that was up for a while. */
async function ended(lang: string): Promise<FakedElement> {
  const { element, call } = await connected(lang);
  await until(() => findPart(element, 'time'), 'the time of the call');
  call.end('hangup');
  await until(() => findPart(element, 'rating'), 'the stars');
  return element;
}

/** The call records, once the other side allows it. */
async function recording(lang: string) {
  const made = await connected(lang);
  made.call.localStream = made.call.remoteStream = new MediaStream();
  await open(made.element, 'more');
  part(made.element, 'record-button').click();
  await made.element.updateComplete;
  return made;
}

async function refused(lang: string, device?: 'camera'): Promise<FakedElement> {
  const { element, call } = await connected(lang);
  await until(() => findPart(element, 'microphone-button'), 'the tools');
  call.fail(new CallError('permission-denied', '', { ...(device && { device }), reason: 'user' }));
  await until(() => findPart(element, 'notice'), 'the notice');
  return element;
}

async function networkCheck(lang: string, answers: boolean): Promise<FakedElement> {
  const element = await idleElement(lang);
  element.iceServers = () => [];
  const [signaling] = element.ownSignaling;
  if (!signaling) throw new Error('There is no signaling.');
  signaling.send = async (to, message) => {
    if (answers) signaling.deliver(to, message);
  };
  await open(element, 'network-check');
  const again = part(element, 'network-check').querySelector<HTMLButtonElement>('.button');
  if (answers) await until(() => again?.disabled === false, 'the result');
  return element;
}

/** A call with this `change` made to it. */
const inCall =
  (change: (call: FakePeerCall, element: FakedElement) => unknown): ScreenCase['make'] =>
  async (lang) => {
    const { element, call } = await connected(lang);
    await until(() => findPart(element, 'microphone-button'), 'the tools');
    await change(call, element);
    await element.updateComplete;
    return element;
  };

/** Every panel and note that can be on a screen, besides those of `SCREENS`. Devices are the page's own: `PageDevices`. */
export const PANEL_SCREENS: readonly ScreenCase[] = [
  ...chatScreens,
  {
    name: 'idle, with a name to give and a self-view',
    make: async (lang) => {
      new PageDevices();
      const element = await idleElement(lang);
      Object.assign(element, { askName: true, notify: true, preview: true });
      await until(() => findPart(element, 'own-name'), 'the field');
      return element;
    },
  },
  {
    name: 'idle, with a notice',
    make: async (lang) => {
      const element = await idleElement(lang);
      element.startCall(element.connectionId ?? '');
      await until(() => findPart(element, 'notice'), 'the notice');
      return element;
    },
  },
  {
    name: 'the devices, before a call',
    make: async (lang) => {
      new PageDevices();
      const element = await idleElement(lang);
      await open(element, 'devices');
      await until(() => element.renderRoot.querySelector('[role=meter]'), 'the level');
      return element;
    },
  },
  {
    name: 'the devices, before they are allowed',
    make: async (lang) => {
      new PageDevices().permissions = { camera: 'prompt', microphone: 'prompt' };
      const element = await idleElement(lang);
      await open(element, 'devices');
      await until(() => findPart(element, 'panel-button'), 'the button that allows them');
      return element;
    },
  },
  {
    name: 'the devices, of which the chosen one is gone',
    make: async (lang) => {
      const page = new PageDevices();
      const { element } = await withPanel(lang, 'devices');
      const menu = () => element.renderRoot.querySelector<HTMLSelectElement>('#devices-audioinput');
      await until(() => menu()?.options.length === 2, 'the microphones');
      Object.assign(menu()!, { value: HEADSET.deviceId });
      menu()!.dispatchEvent(new Event('change'));
      page.plug([FRONT]);
      await until(() => element.renderRoot.querySelector('[id$=-gone]'), 'that it is gone');
      return element;
    },
  },
  {
    name: 'the figures',
    make: async (lang) => {
      const { element } = await withPanel(lang, 'stats');
      await until(() => part(element, 'stats').querySelector('table'), 'the table');
      return element;
    },
  },
  {
    name: 'the figures, before there are any',
    make: inCall(async (call, element) => {
      call.getReport = () => new Promise(() => {});
      await open(element, 'stats');
    }),
  },
  {
    name: 'the figures, which can’t be had',
    make: inCall(async (call, element) => {
      call.report = new CallError('invalid-state', '');
      await open(element, 'stats');
      await until(() => findPart(element, 'copy-diagnostics-button'), 'the button');
    }),
  },
  { name: 'the menu', make: async (lang) => (await withPanel(lang, 'more')).element },
  { name: 'the network check, done', make: (lang) => networkCheck(lang, true) },
  { name: 'the network check, under way', make: (lang) => networkCheck(lang, false) },
  {
    name: 'they ask to record',
    make: inCall((call) => call.receive('recording', '{"type":"ask","id":1}')),
  },
  {
    name: 'they record',
    make: inCall(async (call, element) => {
      call.receive('recording', '{"type":"ask","id":1}');
      await element.updateComplete;
      element.renderRoot.querySelectorAll<HTMLElement>('[part=record-note-button]')[1]?.click();
      call.receive('recording', '{"type":"start","id":1}');
    }),
  },
  { name: 'asking to record', make: async (lang) => (await recording(lang)).element },
  {
    name: 'recording',
    make: async (lang) => {
      const { element, call } = await recording(lang);
      call.receive('recording', '{"type":"allow","id":1}');
      await until(() => element.renderRoot.querySelector('.note.runs'), 'the note');
      return element;
    },
  },
  {
    name: 'recorded, and ended',
    make: async (lang) => {
      const { element, call } = await recording('en');
      call.receive('recording', '{"type":"allow","id":1}');
      await until(() => / [1-9]\d* (kB|MB)/.test(visibleText(element)), 'something recorded');
      call.end('hangup');
      await until(() => element.renderRoot.querySelector('.note:not(.runs)'), 'the file');
      element.lang = lang;
      await element.updateComplete;
      return element;
    },
  },
  {
    name: 'they have refused to be recorded',
    make: async (lang) => {
      const { element, call } = await recording(lang);
      call.receive('recording', '{"type":"refuse","id":1}');
      await element.updateComplete;
      return element;
    },
  },
  { name: 'ended, to be rated', make: ended },
  {
    name: 'ended, and rated',
    make: async (lang) => {
      const element = await ended(lang);
      part(element, 'star-button').click();
      await element.updateComplete;
      return element;
    },
  },
  {
    name: 'missed',
    make: async (lang) => {
      const element = await idleElement(lang);
      element.ring({ peerId: ADDRESS }).end('timeout');
      await element.updateComplete;
      return element;
    },
  },
  { name: 'refused devices', make: (lang) => refused(lang) },
  { name: 'a refused camera', make: (lang) => refused(lang, 'camera') },
  {
    name: 'the browser asks for devices',
    make: async (lang) => {
      new PageDevices().permissions = { camera: 'prompt', microphone: 'prompt' };
      const { element, call } = await calling(lang);
      await until(() => findPart(element, 'microphone-button'), 'the tools');
      call.wantedMedia = { ...call.wantedMedia, microphone: true, camera: true };
      element.requestUpdate();
      await until(() => findPart(element, 'notice'), 'why');
      return element;
    },
  },
  {
    name: 'a device was plugged in',
    make: async (lang) => {
      const page = new PageDevices();
      page.devices = [FRONT];
      const { element, call } = await connected(lang);
      await until(() => findPart(element, 'microphone-button'), 'the tools');
      page.plug([FRONT, HEADSET]);
      const added = await navigator.mediaDevices.enumerateDevices();
      for (const device of added.slice(1)) call.dispatchEvent(new DeviceAvailableEvent(device));
      await until(() => findPart(element, 'offer-button'), 'the offer');
      return element;
    },
  },
  {
    name: 'a hint about Bluetooth',
    make: inCall((call) => {
      const [track] = canvasStream().getTracks();
      call.dispatchEvent(new DeviceHintEvent('bluetooth', 'microphone', track!));
    }),
  },
  {
    name: 'silenced by the browser',
    make: inCall(async (call, element) => {
      const refusal = new DOMException('', 'NotAllowedError');
      const play = sinon.stub(HTMLMediaElement.prototype, 'play').rejects(refusal);
      call.setRemoteStream(canvasStream());
      await until(() => findPart(element, 'hear-button'), 'the button');
      play.restore();
    }),
  },
  {
    name: 'their screen, made larger',
    make: inCall(async (call, element) => {
      call.setRemoteMedia({ screen: true });
      call.remoteScreenStream = canvasStream();
      element.requestUpdate();
      await until(() => findPart(element, 'zoom-button'), 'the buttons');
      part(element, 'zoom-button').click();
      await until(() => element.renderRoot.querySelector('.percent'), 'the third one');
    }),
  },
  {
    name: 'the own screen is shared',
    make: inCall((call) => {
      call.localScreenStream = canvasStream();
      call.setLocalMedia({ screen: true });
    }),
  },
  {
    name: 'the self-view is hidden',
    make: inCall(async (_call, element) => {
      await until(() => findPart(element, 'tile-button'), 'the small picture');
      part(element, 'self-view-button').click();
      await until(() => element.renderRoot.querySelector('.tile-stub'), 'what is left of it');
    }),
  },
  {
    name: 'paused by the system, on a lost line',
    make: inCall((call) => {
      call.setQuality('lost');
      call.setLocalMedia({ microphone: false, paused: { microphone: 'system' } });
      call.setRemoteMedia({ camera: false, paused: { camera: 'bandwidth' } });
    }),
  },
  {
    name: 'private, verified by link, with a name',
    make: inCall((call, element) => {
      element.iceTransportPolicy = 'relay';
      call.setPeerName('Ada Lovelace');
      call.setVerification(verificationCode(), 'secret');
    }),
  },
  {
    name: 'the code was compared',
    make: inCall(async (call, element) => {
      call.setVerification(verificationCode(), 'user');
      part(element, 'verify-button').click();
      await until(() => findPart(element, 'verification'), 'the panel');
    }),
  },
  {
    name: 'waiting in a room',
    make: async (lang) => {
      const element = await meeting(lang);
      element.room = 'standup';
      await until(() => findPart(element, 'join-button'), 'the join button');
      part(element, 'join-button').click();
      await reaches(element, 'waiting');
      return element;
    },
  },
];
