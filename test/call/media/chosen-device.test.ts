import { expect } from '@open-wc/testing';
import { LocalMedia } from '../../../src/call/media/local-media.js';
import type { CallError } from '../../../src/call/terms/call-error.js';
import { resolveCallOptions, type CallOptions } from '../../../src/call/terms/call-options.js';
import { LOCAL, until, useCalls } from '../../support/call-fixture.js';
import { FakeDevices } from '../../support/fake-devices.js';

const BUILT_IN = { kind: 'audioinput', deviceId: 'built-in' } as const;
const HEADSET = { kind: 'audioinput', deviceId: 'headset' } as const;
const CAMERA = { kind: 'videoinput', deviceId: 'camera' } as const;
const WEBCAM = { kind: 'videoinput', deviceId: 'webcam' } as const;

const withId = (exact: string) => ({ deviceId: { exact } });

describe('LocalMedia: a device that is chosen while it is off', () => {
  const calls = useCalls();
  let devices: FakeDevices;
  let media: LocalMedia;
  let errors: CallError[];

  async function start(options: CallOptions = {}): Promise<void> {
    media = new LocalMedia({
      options: resolveCallOptions({ ...LOCAL, mediaDevices: devices, ...options }),
      open: (constraints) => media.openDevices(constraints),
      onStream: () => undefined,
      onChange: () => undefined,
      onError: (error) => errors.push(error),
      onAvailable: () => undefined,
      onHint: () => undefined,
    });
    calls.cleanUp(() => media.stop());
    await media.start();
  }

  beforeEach(() => {
    devices = new FakeDevices(calls);
    devices.devices = [BUILT_IN, HEADSET, CAMERA, WEBCAM];
    errors = [];
  });

  const codeOf = (change: Promise<void>) =>
    change.then(
      () => null,
      (error: CallError) => error.code,
    );

  it('is the microphone that is heard when it is unmuted, and is muted until then', async () => {
    await start({ video: false });
    await media.setEnabled('microphone', false);
    await media.switchTo('microphone', withId('headset'));
    expect(devices.live).to.deep.equal(['headset']);
    expect(media.media.microphone).to.equal(false);
    expect(media.stream!.getAudioTracks().map(({ enabled }) => enabled)).to.deep.equal([false]);
    await media.setEnabled('microphone', true);
    expect(devices.live).to.deep.equal(['headset']);
    expect(media.media.microphone).to.equal(true);
  });

  it('leaves the microphone that there is if it can’t be had', async () => {
    await start({ video: false });
    await media.setEnabled('microphone', false);
    devices.refuse = () => new DOMException('in use', 'NotReadableError');
    expect(await codeOf(media.switchTo('microphone', withId('headset')))).to.equal('device-in-use');
    await media.setEnabled('microphone', true);
    expect(devices.live).to.deep.equal(['built-in']);
  });

  it('is the camera that is shown when it goes on, in place of the app’s own', async () => {
    const localStream = await devices.getUserMedia({ audio: true, video: true });
    await start({ localStream });
    await media.setEnabled('camera', false);
    await media.switchTo('camera', withId('webcam'));
    expect(devices.live, 'its light stays out').to.deep.equal(['built-in', 'camera']);
    await media.setEnabled('camera', true);
    expect(devices.live).to.deep.equal(['built-in', 'camera', 'webcam']);
    expect(media.media.camera).to.equal(true);
    for (const each of localStream.getTracks()) each.stop();
  });

  it('was unplugged by then: another camera is used, and that is said', async () => {
    await start();
    await media.switchTo('camera', withId('webcam'));
    await media.setEnabled('camera', false);
    devices.plug([BUILT_IN, CAMERA]);
    await media.setEnabled('camera', true);
    expect(devices.live).to.deep.equal(['built-in', 'camera']);
    expect(media.media.camera).to.equal(true);
    expect(errors.map(({ code, device, reason }) => [code, device, reason])).to.deep.equal([
      ['device-not-found', 'camera', 'switched'],
    ]);
  });

  it('was unplugged by then, and there is no other', async () => {
    await start();
    await media.switchTo('camera', withId('webcam'));
    await media.setEnabled('camera', false);
    devices.plug([BUILT_IN]);
    expect(await codeOf(media.setEnabled('camera', true))).to.equal('device-not-found');
    expect(media.wanted.camera).to.equal(false);
    devices.plug([BUILT_IN, CAMERA]);
    await media.setEnabled('camera', true);
    await until(() => media.media.camera);
    expect(errors).to.deep.equal([]);
  });

  it('is not replaced where the app asks for that very camera', async () => {
    await start({ video: withId('webcam') });
    await media.setEnabled('camera', false);
    devices.plug([BUILT_IN, CAMERA]);
    const { length } = devices.requests;
    expect(await codeOf(media.setEnabled('camera', true))).to.equal('constraints-not-met');
    expect(devices.requests).to.have.length(length + 1);
  });
});
