import { CallError } from '../../../src/call/terms/call-error.js';
import { DeviceHintEvent } from '../../../src/call/terms/call-events.js';
import { findPart, part } from '../../element/fixtures.js';
import { until } from '../../support/until.js';
import { tone } from '../page-devices.js';
import { ownPicture, screenContent, theirPhonePicture, theirPicture } from '../pictures.js';
import { inCall, inCallWith, incoming, type InCall, placed, press, type Scenes } from './kit.js';

const speaks = (picture: MediaStream) =>
  new MediaStream([...picture.getTracks(), ...tone().getTracks()]);

function theirScreen({ call }: InCall): void {
  call.remoteScreenStream = screenContent();
  call.setRemoteMedia({ screen: true });
}

/** The browser does not play before the user has touched the page. */
function refuseSound(): void {
  HTMLAudioElement.prototype.play = () => Promise.reject(new DOMException('', 'NotAllowedError'));
}

const LONG_NAME = 'Prof. Dr. Wolfgang Amadeus Freiherr von und zu Hohenlohe-Schillingsfürst';

export const beforeAnswer: Scenes = {
  incoming,
  'incoming-preview': async (lang) => {
    const { element } = await incoming(lang);
    element.preview = true;
    await until(() => element.renderRoot.querySelector('.self[data-on]'), 'the self-view');
  },
  calling: async (lang) => {
    const { element, call } = await placed(lang, 'calling');
    call.setLocalStream(ownPicture());
    call.setLocalMedia({ microphone: true, camera: true });
    await element.updateComplete;
  },
  'ringing-audio': async (lang) => {
    const { call } = await placed(lang, 'ringing');
    call.setLocalMedia({ microphone: true });
    call.setPeerName(LONG_NAME);
  },
  connecting: (lang) => inCall(lang, 'connecting'),
};

export const connected: Scenes = {
  connected: (lang) => inCall(lang),
  'connected-phone': inCallWith(({ call }) => {
    call.setRemoteStream(theirPhonePicture());
    call.setPeerName(LONG_NAME);
  }),
  'connected-no-cameras': inCallWith(({ call }) => {
    call.setRemoteMedia({ microphone: false, camera: false });
    call.setLocalMedia({ microphone: false, camera: false });
  }),
  'connected-their-camera-off': inCallWith(({ call }) => {
    call.setRemoteMedia({ camera: false });
    call.setPeerName(null);
  }),
  'connected-poor': inCallWith(({ call }) => {
    call.setQuality('poor');
    call.setLocalMedia({ camera: false, paused: { camera: 'bandwidth' } });
  }),
  'connected-paused': inCallWith(({ call }) => {
    call.setQuality('lost');
    call.setRemoteMedia({ camera: false, paused: { camera: 'bandwidth' } });
  }),
  'connected-private': inCallWith(({ element, call }) => {
    element.iceTransportPolicy = 'relay';
    element.ownSignaling[0]?.move('reconnecting');
    call.setRemoteMedia({ microphone: false });
  }),
  'connected-swapped': inCallWith(({ element }) => part(element, 'tile-button').click()),
  'connected-hidden-self': inCallWith(({ element }) => press(element, 'self-view-button')),
  'connected-moved': inCallWith(({ element }) => press(element, 'move-button')),
  'connected-screen': inCallWith(theirScreen),
  'connected-screen-zoomed': inCallWith(async (made) => {
    theirScreen(made);
    await made.element.updateComplete;
    for (let times = 0; times < 3; times++) part(made.element, 'zoom-button').click();
  }),
  'connected-sharing': inCallWith(({ call }) => {
    call.localScreenStream = screenContent();
    call.setLocalMedia({ screen: true });
  }),
  'connected-speaking': async (lang) => {
    const { element, call } = await inCall(lang);
    call.setRemoteStream(speaks(theirPicture()));
    call.setLocalStream(speaks(ownPicture()));
    await until(() => element.renderRoot.querySelector('[data-speaking~=remote]'), 'the voice');
  },
  'connected-muted-talk': async (lang) => {
    const { element, call } = await inCall(lang);
    call.setLocalStream(speaks(ownPicture()));
    call.setLocalMedia({ microphone: false });
    await until(() => element.renderRoot.querySelector('.muted-talk'), 'the words');
  },
  'connected-silent': async (lang) => {
    refuseSound();
    const { element } = await inCall(lang);
    await until(() => findPart(element, 'hear-button'), 'the button');
  },
  'connected-notice': inCallWith(({ call }) =>
    call.fail(new CallError('permission-denied', '', { device: 'camera', reason: 'user' })),
  ),
  'connected-hint': inCallWith(({ call }) => {
    const track = ownPicture().getTracks()[0];
    if (track) call.dispatchEvent(new DeviceHintEvent('bluetooth', 'microphone', track));
  }),
  reconnecting: (lang) => inCall(lang, 'reconnecting'),
};
