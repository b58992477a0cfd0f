import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { CallError, type CallErrorReason } from '../../../../src/call/terms/call-error.js';
import { DeviceAvailableEvent, DeviceHintEvent } from '../../../../src/call/terms/call-events.js';
import { NO_MEDIA } from '../../../../src/call/terms/media-state.js';
import type { ElementErrorEvent } from '../../../../src/element/p2p-video-call.js';
import { loadLanguage } from '../../../../src/element/texts/languages.js';
import type { FakePeerCall } from '../../../support/fake-peer-call.js';
import { until } from '../../../support/until.js';
import { canvasStream, elementInCall, visibleText, type FakedElement } from '../../fixtures.js';

await loadLanguage('ko');

const device = (kind: MediaDeviceKind, deviceId: string, label: string, groupId = '') =>
  ({ kind, deviceId, label, groupId }) as MediaDeviceInfo;

const DESK = device('audiooutput', 'default', 'Default - Desk', 'desk');
const BUILT_IN = device('audioinput', 'built-in', 'Built-in', 'built-in');
const MICROPHONE = device('audioinput', 'headset', 'Headset mic', 'headset');
const SPEAKER = device('audiooutput', 'headset', 'Headset earphone', 'headset');
const CAMERA = device('videoinput', 'webcam', 'Webcam (046d:082d)', 'webcam');

const ON = { ...NO_MEDIA, microphone: true, camera: true };

describe('P2pVideoCallElement: a device that was plugged in', () => {
  let present: readonly MediaDeviceInfo[];
  let setSinkId: sinon.SinonStub;

  beforeEach(() => {
    present = [DESK, BUILT_IN];
    sinon.stub(navigator.mediaDevices, 'enumerateDevices').callsFake(async () => [...present]);
    setSinkId = sinon.stub(HTMLMediaElement.prototype, 'setSinkId').resolves();
    // As in a call whose devices are open: what a browser would ask for otherwise is said first.
    const granted = Object.assign(new EventTarget(), { state: 'granted' });
    sinon.stub(navigator.permissions, 'query').resolves(granted as PermissionStatus);
  });

  afterEach(() => sinon.restore());

  /** An element in a call whose chunk has had a look at the devices. */
  async function inCall(lang = 'en') {
    const looks = () => (navigator.mediaDevices.enumerateDevices as sinon.SinonStub).callCount;
    const before = looks();
    const { element, call } = await elementInCall('connected', lang);
    await until(() => looks() > before, 'a look at the devices');
    await settled(element);
    return { element, call };
  }

  /** What the browser and the call do when these are there, and no others. */
  async function plug(
    { element, call }: { element: FakedElement; call: FakePeerCall },
    devices: readonly MediaDeviceInfo[],
  ) {
    const added = devices.filter((each) => !present.includes(each));
    present = devices;
    for (const each of added) call.dispatchEvent(new DeviceAvailableEvent(each));
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
    await settled(element);
  }

  /** All looks at the devices that have begun are done. */
  async function settled(element: FakedElement) {
    await new Promise((resolve) => setTimeout(resolve));
    await element.updateComplete;
  }

  const useButton = (element: FakedElement) =>
    element.renderRoot.querySelector<HTMLButtonElement>('.notice .button');
  /** As after the words have been read. A press just after they have changed means those before. */
  function press(element: FakedElement, afterMs = 501) {
    const click = new MouseEvent('click', { bubbles: true, composed: true });
    Object.defineProperty(click, 'timeStamp', { value: performance.now() + afterMs });
    useButton(element)!.dispatchEvent(click);
  }
  const closeButton = (element: FakedElement) =>
    element.renderRoot.querySelector<HTMLButtonElement>('.notice .close')!;
  const said = (element: FakedElement) =>
    element.renderRoot.querySelector<HTMLElement>('[role="alert"]')!.innerText.replace(/\s+/g, ' ');
  const changes = (call: FakePeerCall) =>
    call.requests.filter(([name]) => /^(switch|set)/.test(name));

  function useAt(call: FakePeerCall, kind: 'audio' | 'video', settings: MediaTrackSettings) {
    const [track] = canvasStream().getTracks();
    Object.defineProperty(track, 'kind', { value: kind });
    track!.getSettings = () => settings;
    const stream = new MediaStream();
    stream.getTracks = () => [track!];
    call.setLocalStream(stream);
  }

  for (const [lang, words, button] of [
    ['en', 'Connected: Headset mic', 'Use it'],
    ['ko', '연결됨: Headset mic', '사용하기'],
  ] as const) {
    it(`is offered in words, and is accessible (${lang})`, async () => {
      const stage = await inCall(lang);
      await plug(stage, [...present, MICROPHONE]);
      const { element } = stage;
      expect(said(element)).to.contain(words);
      expect(useButton(element)!.innerText.trim()).to.equal(button);
      expect(element.renderRoot.querySelector('#notice')?.textContent).to.equal(words);
      // The name of a device comes from outside: it must not turn the words around it.
      expect(element.renderRoot.querySelector('#notice bdi')?.textContent).to.equal('Headset mic');
      await expect(element).to.be.accessible();
    });
  }

  it('is used on request, and then not offered any more', async () => {
    const stage = await inCall();
    await plug(stage, [...present, MICROPHONE]);
    useButton(stage.element)!.click();
    await settled(stage.element);
    expect(changes(stage.call)).to.deep.equal([['switchDevice', 'audioinput', 'headset']]);
    expect(said(stage.element)).to.equal('');
    await plug(stage, present);
    expect(said(stage.element)).to.equal('');
  });

  it('takes the focus from nobody, and gives it to the panel when its button is gone', async () => {
    const stage = await inCall();
    const { element } = stage;
    const hangup = element.renderRoot.querySelector<HTMLElement>('[part~="hangup-button"]')!;
    hangup.focus();
    await plug(stage, [...present, MICROPHONE]);
    expect(element.shadowRoot!.activeElement).to.equal(hangup);
    useButton(element)!.focus();
    useButton(element)!.click();
    await settled(element);
    expect(element.shadowRoot!.activeElement?.className).to.equal('panel');
  });

  it('is one thing, if it is a microphone and a loudspeaker', async () => {
    const stage = await inCall();
    // The second comes a moment later.
    await plug(stage, [...present, SPEAKER]);
    await plug(stage, [...present, MICROPHONE]);
    expect(said(stage.element)).to.contain('Headset mic');
    press(stage.element);
    await settled(stage.element);
    expect(changes(stage.call)).to.deep.equal([['switchDevice', 'audioinput', 'headset']]);
    expect(stage.element.audioOutput).to.equal('headset');
    expect(said(stage.element)).to.equal('');
  });

  it('has what it plays as a microphone (Firefox on Linux), which is left alone', async () => {
    const stage = await inCall();
    const monitor = device('audioinput', 'monitor', `Monitor of ${SPEAKER.label}`, 'headset');
    await plug(stage, [...present, monitor, SPEAKER, MICROPHONE]);
    expect(said(stage.element)).to.contain('Connected: Headset mic');
    useButton(stage.element)!.click();
    await settled(stage.element);
    expect(changes(stage.call)).to.deep.equal([['switchDevice', 'audioinput', 'headset']]);
    expect(said(stage.element)).to.equal('');
  });

  it('is used as one microphone though it has two', async () => {
    const stage = await inCall();
    const line = device('audioinput', 'line', 'Headset line in', 'headset');
    await plug(stage, [...present, MICROPHONE, line]);
    expect(said(stage.element)).to.contain('Connected: Headset mic');
    useButton(stage.element)!.click();
    await settled(stage.element);
    expect(changes(stage.call)).to.deep.equal([['switchDevice', 'audioinput', 'headset']]);
    expect(said(stage.element)).to.equal('');
  });

  it('is used once though it is told of twice', async () => {
    const stage = await inCall();
    await plug(stage, [...present, MICROPHONE]);
    stage.call.dispatchEvent(new DeviceAvailableEvent(MICROPHONE));
    await settled(stage.element);
    useButton(stage.element)!.click();
    await settled(stage.element);
    expect(changes(stage.call)).to.have.length(1);
    expect(said(stage.element)).to.equal('');
  });

  it('is not used by a press that was meant for the one before', async () => {
    const stage = await inCall();
    await plug(stage, [...present, MICROPHONE]);
    await plug(stage, [...present, CAMERA]);
    press(stage.element, 0);
    await settled(stage.element);
    expect(changes(stage.call)).to.deep.equal([]);
    expect(said(stage.element)).to.contain('Connected: Webcam');
    press(stage.element);
    await settled(stage.element);
    press(stage.element, 0);
    await settled(stage.element);
    expect(changes(stage.call), 'a double press').to.deep.equal([
      ['switchDevice', 'videoinput', 'webcam'],
    ]);
    expect(said(stage.element)).to.contain('Headset mic');
  });

  it('is not advised against when it was taken', async () => {
    const stage = await inCall();
    const hintAt = (deviceId: string) => {
      useAt(stage.call, 'audio', { deviceId });
      const [track] = stage.call.localStream!.getTracks() as [MediaStreamTrack];
      stage.call.dispatchEvent(new DeviceHintEvent('bluetooth', 'microphone', track));
    };
    await plug(stage, [...present, MICROPHONE]);
    useButton(stage.element)!.click();
    hintAt('headset');
    await settled(stage.element);
    expect(said(stage.element)).to.equal('');
    hintAt('other');
    await settled(stage.element);
    expect(said(stage.element)).to.contain('Bluetooth');
  });

  it('is offered after the one that was plugged in later', async () => {
    const stage = await inCall();
    await plug(stage, [...present, MICROPHONE]);
    await plug(stage, [...present, CAMERA]);
    expect(said(stage.element)).to.contain('Connected: Webcam Use it');
    closeButton(stage.element).click();
    await settled(stage.element);
    expect(said(stage.element)).to.contain('Headset mic');
    closeButton(stage.element).click();
    await settled(stage.element);
    expect(said(stage.element)).to.equal('');
    expect(changes(stage.call)).to.deep.equal([]);
  });

  it('is not offered any more when it is gone again', async () => {
    const stage = await inCall();
    await plug(stage, [...present, MICROPHONE, SPEAKER]);
    await plug(stage, [DESK, BUILT_IN]);
    expect(said(stage.element)).to.equal('');
  });

  it('is not offered any more when the call has ended', async () => {
    const stage = await inCall();
    await plug(stage, [...present, MICROPHONE]);
    stage.call.end('hangup');
    await settled(stage.element);
    expect(visibleText(stage.element)).to.not.contain('Headset');
    await plug(stage, present);
    expect(visibleText(stage.element)).to.not.contain('Headset');
  });

  it('is not offered any more when the app has changed to it', async () => {
    const stage = await inCall();
    await plug(stage, [...present, MICROPHONE]);
    useAt(stage.call, 'audio', { deviceId: 'headset' });
    await settled(stage.element);
    expect(said(stage.element)).to.equal('');
  });

  describe('is not offered', () => {
    it('if it is used already', async () => {
      const stage = await inCall();
      stage.element.audioOutput = 'headset';
      useAt(stage.call, 'audio', { deviceId: 'headset' });
      await plug(stage, [...present, MICROPHONE, SPEAKER]);
      expect(said(stage.element)).to.equal('');
    });

    it('if the system uses it already', async () => {
      const stage = await inCall();
      useAt(stage.call, 'audio', { deviceId: 'default', groupId: 'headset' });
      const system = device('audiooutput', 'default', 'Default - Headset', 'headset');
      await plug(stage, [system, SPEAKER, BUILT_IN, MICROPHONE]);
      expect(said(stage.element)).to.equal('');
    });

    for (const other of [
      device('audioinput', 'nameless', ''),
      device('audioinput', 'monitor', 'Monitor of Headphones', 'headphones'),
    ]) {
      it(`as “${other.label}” (${other.deviceId})`, async () => {
        const stage = await inCall();
        const headphones = device('audiooutput', 'headphones', 'Headphones', 'headphones');
        present = [headphones, device('audiooutput', 'unnamed', ''), ...present];
        await plug(stage, [...present, other]);
        expect(said(stage.element)).to.equal('');
      });
    }

    it('if it is a loudspeaker, and the browser can’t play on another one', async () => {
      const descriptor = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'setSinkId')!;
      Reflect.deleteProperty(HTMLMediaElement.prototype, 'setSinkId');
      try {
        const stage = await inCall();
        await plug(stage, [...present, SPEAKER]);
        expect(said(stage.element)).to.equal('');
        await plug(stage, [...present, MICROPHONE]);
        expect(said(stage.element)).to.contain('Headset mic');
      } finally {
        Object.defineProperty(HTMLMediaElement.prototype, 'setSinkId', descriptor);
      }
    });
  });

  describe('and was missed', () => {
    const gone = (name: 'microphone' | 'camera', reason: CallErrorReason = 'ended') =>
      new CallError('device-not-found', 'gone', { device: name, reason });

    /** As a call does it: what is gone is not wanted any more. */
    function lose(call: FakePeerCall, name: 'microphone' | 'camera') {
      call.wantedMedia = { ...call.wantedMedia, [name]: false };
      if (call.localMedia[name]) call.setLocalMedia({ [name]: false });
      call.fail(gone(name));
    }

    async function withAll() {
      const stage = await inCall();
      stage.call.wantedMedia = ON;
      stage.call.setLocalMedia(ON);
      await settled(stage.element);
      return stage;
    }

    it('is said to be back, in place of being gone', async () => {
      const stage = await withAll();
      stage.call.fail(gone('microphone', 'switched'));
      await settled(stage.element);
      expect(said(stage.element)).to.contain('Another one is used now.');
      await plug(stage, [...present, MICROPHONE]);
      expect(said(stage.element)).to.contain('Connected: Headset mic');
      useButton(stage.element)!.click();
      await settled(stage.element);
      expect(said(stage.element)).to.equal('');
      expect(changes(stage.call), 'it was replaced, not missing').to.have.length(1);
    });

    it('is on again: a camera', async () => {
      const stage = await withAll();
      lose(stage.call, 'camera');
      await plug(stage, [...present, CAMERA]);
      useButton(stage.element)!.click();
      await until(() => changes(stage.call).length === 2);
      expect(changes(stage.call)).to.deep.equal([
        ['switchDevice', 'videoinput', 'webcam'],
        ['setCameraEnabled', true],
      ]);
    });

    it('is on again: the only microphone, which no other could take over from', async () => {
      const stage = await withAll();
      const { call } = stage;
      // It is still wanted while another one is looked for.
      call.setLocalMedia({ microphone: false });
      await settled(stage.element);
      lose(call, 'microphone');
      await plug(stage, [...present, MICROPHONE]);
      useButton(stage.element)!.click();
      await until(() => changes(call).length === 2);
      expect(changes(call)[1]).to.deep.equal(['setMicrophoneEnabled', true]);
    });

    it('stays off if it was off before: nobody is heard or seen by surprise', async () => {
      const stage = await withAll();
      for (const name of ['microphone', 'camera'] as const) {
        stage.call.wantedMedia = { ...stage.call.wantedMedia, [name]: false };
        stage.call.setLocalMedia({ [name]: false });
        await settled(stage.element);
        lose(stage.call, name);
      }
      await plug(stage, [...present, CAMERA]);
      useButton(stage.element)!.click();
      await plug(stage, [...present, MICROPHONE]);
      press(stage.element);
      await settled(stage.element);
      expect(changes(stage.call).map(([name]) => name)).to.deep.equal([
        'switchDevice',
        'switchDevice',
      ]);
    });

    it('is on if there was none when the call began', async () => {
      const { element } = await elementInCall('calling');
      const call = element.lastPlaced;
      call.error = new CallError('device-not-found', 'none');
      call.moveTo('connected');
      call.fail(call.error);
      await settled(element);
      await plug({ element, call }, [...present, CAMERA]);
      await until(() => useButton(element) !== null);
      useButton(element)!.click();
      await until(() => changes(call).length === 2);
      expect(changes(call)[1]).to.deep.equal(['setCameraEnabled', true]);
    });
  });

  it('that can not be used: that is said, once', async () => {
    const stage = await inCall();
    const errors: string[] = [];
    stage.element.addEventListener('call-error', ({ error }: ElementErrorEvent) => {
      errors.push(error.code);
    });
    await plug(stage, [...present, MICROPHONE]);
    stage.call.nextFailure = new CallError('device-in-use', 'in use', { device: 'microphone' });
    useButton(stage.element)!.click();
    await settled(stage.element);
    expect(said(stage.element)).to.contain('Close other apps');
    expect(errors).to.deep.equal(['device-in-use']);
  });

  it('gives way to a failure that comes after it, and is there again when that is read', async () => {
    const stage = await inCall();
    await plug(stage, [...present, MICROPHONE]);
    stage.call.fail(new CallError('permission-denied', 'none', { device: 'screen' }));
    await settled(stage.element);
    expect(said(stage.element)).to.contain('No screen chosen.');
    closeButton(stage.element).click();
    await settled(stage.element);
    expect(said(stage.element)).to.contain('Headset mic');
  });

  describe('and was the chosen loudspeaker', () => {
    async function chosen() {
      present = [DESK, SPEAKER];
      const stage = await inCall();
      const errors: CallError[] = [];
      stage.element.addEventListener('call-error', ({ error }: ElementErrorEvent) => {
        errors.push(error as CallError);
      });
      await stage.element.setAudioOutput('headset');
      return { ...stage, errors };
    }

    it('is replaced by the system’s own when it is gone, which is said; and is offered when it is back', async () => {
      const stage = await chosen();
      await plug(stage, [DESK]);
      expect(stage.element.audioOutput).to.equal(null);
      expect(setSinkId.lastCall.args).to.deep.equal(['']);
      expect(stage.errors.map(({ code, reason }) => [code, reason])).to.deep.equal([
        ['audio-output-failed', 'switched'],
      ]);
      expect(said(stage.element)).to.contain('Your loudspeaker is gone. Another one is used now.');
      await plug(stage, [DESK, SPEAKER]);
      expect(said(stage.element)).to.contain('Connected: Headset earphone');
      useButton(stage.element)!.click();
      await settled(stage.element);
      expect(stage.element.audioOutput).to.equal('headset');
      expect(said(stage.element)).to.equal('');
      expect(stage.errors).to.have.length(1);
    });

    it('is replaced also in a call that has no permission for cameras', async () => {
      const hidden = device('videoinput', '', '');
      present = [DESK, SPEAKER, hidden];
      const stage = await inCall();
      await stage.element.setAudioOutput('headset');
      await plug(stage, [DESK, hidden]);
      expect(stage.element.audioOutput).to.equal(null);
    });

    it('is kept if the page may not know any more which ones there are', async () => {
      const stage = await chosen();
      await plug(stage, [device('audiooutput', '', '')]);
      expect(stage.element.audioOutput).to.equal('headset');
      expect(stage.errors).to.deep.equal([]);
    });

    it('is kept if it was never there as far as the page may know', async () => {
      const stage = await inCall();
      stage.element.audioOutput = 'elsewhere';
      await plug(stage, [DESK]);
      expect(stage.element.audioOutput).to.equal('elsewhere');
    });

    it('is kept for the next call if it goes after this one', async () => {
      const stage = await chosen();
      stage.call.end('hangup');
      await plug(stage, [DESK]);
      expect(stage.element.audioOutput).to.equal('headset');
      expect(stage.errors).to.deep.equal([]);
    });
  });
});
