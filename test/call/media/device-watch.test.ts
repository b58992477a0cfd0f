import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { LocalMedia } from '../../../src/call/media/local-media.js';
import type { MediaSender } from '../../../src/call/media/media-sender.js';
import { CallError } from '../../../src/call/terms/call-error.js';
import { resolveCallOptions, type CallOptions } from '../../../src/call/terms/call-options.js';
import { eachSource, NO_MEDIA, type MediaState } from '../../../src/call/terms/media-state.js';
import { advanceUntil, LOCAL, until, useCalls } from '../../support/call-fixture.js';
import { FakeDevices } from '../../support/fake-devices.js';
import type { ManualClock } from '../../support/manual-clock.js';

const ON: MediaState = { ...NO_MEDIA, microphone: true, camera: true };
const HEADSET = { kind: 'audioinput', deviceId: 'headset' } as const;
const BUILT_IN = { kind: 'audioinput', deviceId: 'built-in' } as const;
const CAMERA = { kind: 'videoinput', deviceId: 'camera-1' } as const;

describe('LocalMedia: the devices in a call', () => {
  const calls = useCalls();
  let clock: ManualClock;
  let devices: FakeDevices;
  let media: LocalMedia;
  let told: MediaState[];
  let errors: CallError[];
  let available: string[];
  let hints: string[];
  let visibility: DocumentVisibilityState;

  async function start(options: CallOptions = {}): Promise<void> {
    media = new LocalMedia({
      options: resolveCallOptions({ ...LOCAL, mediaDevices: devices, clock, ...options }),
      open: (constraints) => media.openDevices(constraints),
      onStream: () => undefined,
      onChange: (state) => told.push(state),
      onError: (error) => errors.push(error),
      onAvailable: ({ deviceId }) => available.push(deviceId),
      onHint: (hint, device, { label }) => hints.push(`${hint} ${device}: ${label}`),
    });
    calls.cleanUp(() => media.stop());
    await media.start();
  }

  beforeEach(() => {
    clock = calls.clock();
    devices = new FakeDevices(calls);
    devices.devices = [HEADSET, BUILT_IN, CAMERA];
    told = [];
    errors = [];
    available = [];
    hints = [];
    // Test pages are tabs in the background now and then.
    visibility = 'visible';
    sinon.stub(document, 'visibilityState').get(() => visibility);
  });

  afterEach(() => sinon.restore());

  const track = (kind: 'audio' | 'video') =>
    media.stream!.getTracks().find((each) => each.kind === kind)!;
  const reasons = () => errors.map(({ code, device, reason }) => [code, device, reason]);

  for (const [name, kind] of [
    ['microphone', 'audio'],
    ['camera', 'video'],
  ] as const) {
    describe(`a ${name} that the system mutes`, () => {
      const silent = { ...ON, [name]: false };
      const paused = { ...silent, paused: { [name]: 'system' } };

      beforeEach(() => start());

      it('is told at once, and as paused after 3 s; it goes on when the system lets it', async () => {
        FakeDevices.mute(track(kind), true);
        expect(media.media).to.deep.equal(silent);
        await clock.advance(2_999);
        expect(media.media).to.deep.equal(silent);
        await clock.advance(1);
        expect(media.media).to.deep.equal(paused);
        expect(media.wanted).to.deep.equal(ON);
        FakeDevices.mute(track(kind), false);
        expect(media.media).to.deep.equal(ON);
        await clock.advance(10_000);
        expect(told).to.deep.equal([silent, paused, ON]);
        expect(devices.requests).to.have.length(1);
      });

      it('is not spoken of if that lasts for a moment', async () => {
        for (let round = 0; round < 5; round += 1) {
          FakeDevices.mute(track(kind), true);
          await clock.advance(2_000);
          FakeDevices.mute(track(kind), false);
          await clock.advance(500);
        }
        expect(told.filter(({ paused: pauses }) => Object.keys(pauses).length > 0)).to.have.length(
          0,
        );
      });

      it('is opened anew if it is never unmuted', async () => {
        const before = track(kind);
        FakeDevices.mute(before, true);
        await clock.advance(3_000);
        const refusal = new DOMException('in a telephone call', 'NotReadableError');
        devices.refuse = () => refusal;
        await clock.advance(10_000);
        expect(media.media, 'it can’t be had yet').to.deep.equal(paused);
        devices.refuse = () => null;
        visibility = 'hidden';
        const { length } = devices.requests;
        await clock.advance(20_000);
        expect(devices.requests, 'in the background').to.have.length(length);
        visibility = 'visible';
        await advanceUntil(clock, () => media.media[name], 'the device');
        expect(media.media).to.deep.equal(ON);
        expect(track(kind)).not.to.equal(before);
        expect(before.readyState).to.equal('ended');
        expect(devices.live).to.have.length(2);
        expect(errors).to.have.length(0);
      });

      for (const [who, refusal] of [
        ['the user', new DOMException('no', 'NotAllowedError')],
        ['the app', new CallError('permission-denied', 'no')],
      ] as const) {
        it(`is not asked for again if ${who} refuses it, but when it is muted anew`, async () => {
          FakeDevices.mute(track(kind), true);
          await clock.advance(3_000);
          devices.refuse = () => refusal;
          await advanceUntil(clock, () => devices.requests.length === 2, 'the first question');
          await clock.advance(60_000);
          expect(devices.requests).to.have.length(2);
          expect(media.media).to.deep.equal(paused);
          expect(errors).to.have.length(0);
          FakeDevices.mute(track(kind), false);
          expect(media.media).to.deep.equal(ON);
          FakeDevices.mute(track(kind), true);
          await clock.advance(3_000);
          await advanceUntil(clock, () => devices.requests.length === 3, 'the next question');
          await clock.advance(60_000);
          expect(devices.requests).to.have.length(3);
        });
      }

      it('is off when the user turns it off', async () => {
        FakeDevices.mute(track(kind), true);
        await clock.advance(3_000);
        await media.setEnabled(name, false);
        expect(media.media).to.deep.equal(silent);
        const { length } = devices.requests;
        await clock.advance(20_000);
        expect(devices.requests).to.have.length(length);
      });
    });
  }

  it('the app’s own track is not opened anew', async () => {
    const localStream = await devices.getUserMedia({ audio: true, video: true });
    await start({ localStream });
    FakeDevices.mute(localStream.getAudioTracks()[0]!, true);
    await clock.advance(30_000);
    expect(media.media.paused).to.deep.equal({ microphone: 'system' });
    expect(devices.requests).to.have.length(1);
    for (const each of localStream.getTracks()) each.stop();
  });

  it('a headset that is gone: the next microphone takes over, and that is said', async () => {
    await start();
    expect(devices.live).to.deep.equal(['camera-1', 'headset']);
    devices.plug([BUILT_IN, CAMERA]);
    await until(() => media.media.microphone, 'the next microphone');
    expect(devices.live).to.deep.equal(['built-in', 'camera-1']);
    expect(reasons()).to.deep.equal([['device-not-found', 'microphone', 'switched']]);
    expect(media.media).to.deep.equal(ON);
  });

  it('a headset that was the only microphone is missed', async () => {
    await start();
    devices.plug([CAMERA]);
    await until(() => errors.length > 0);
    expect(reasons()).to.deep.equal([['device-not-found', 'microphone', 'ended']]);
    expect(media.media).to.deep.equal({ ...ON, microphone: false });
    expect(media.wanted.microphone).to.equal(false);
  });

  it('a headset that is gone while it is muted opens no other microphone', async () => {
    await start();
    await media.setEnabled('microphone', false);
    devices.plug([BUILT_IN, CAMERA]);
    await until(() => errors.length > 0);
    expect(devices.live).to.deep.equal(['camera-1']);
    expect(reasons()).to.deep.equal([['device-not-found', 'microphone', 'ended']]);
  });

  it('a headset that comes back is offered, and nothing else', async () => {
    await start();
    devices.plug([BUILT_IN, CAMERA]);
    await until(() => devices.live.includes('built-in'));
    devices.plug([BUILT_IN, CAMERA, HEADSET]);
    await until(() => available.length > 0);
    devices.dispatchEvent(new Event('devicechange'));
    await devices.enumerateDevices();
    expect(available).to.deep.equal(['headset']);
    expect(devices.live).to.deep.equal(['built-in', 'camera-1']);
  });

  it('is offered also if the devices got their ids in this call', async () => {
    devices.devices = [{ ...BUILT_IN, deviceId: '' }];
    devices.refuse = () => {
      devices.devices = [BUILT_IN];
      return null;
    };
    await start({ video: false });
    await devices.enumerateDevices();
    devices.plug([BUILT_IN, HEADSET]);
    await until(() => available.length > 0);
    expect(available).to.deep.equal(['headset']);
  });

  it('the only device there is is offered when it comes back', async () => {
    devices.devices = [HEADSET];
    await start({ video: false });
    devices.plug([]);
    await until(() => errors.length > 0);
    devices.plug([HEADSET]);
    await until(() => available.length > 0);
    expect(available).to.deep.equal(['headset']);
  });

  it('the names of the system for a device are none of their own', async () => {
    await start();
    const system = ['default', 'communications'].map((deviceId) => ({ ...HEADSET, deviceId }));
    devices.plug([...system, ...devices.devices, { ...HEADSET, deviceId: 'other' }]);
    await until(() => available.length > 0);
    expect(available).to.deep.equal(['other']);
  });

  it('devices that have no ids before a permission are not offered when they get them', async () => {
    devices.devices = [{ ...BUILT_IN, deviceId: '' }];
    await start({ audio: false, video: false });
    devices.plug([BUILT_IN, CAMERA]);
    await devices.enumerateDevices();
    devices.plug([BUILT_IN, CAMERA, HEADSET]);
    await until(() => available.length > 0);
    expect(available).to.deep.equal(['headset']);
  });

  it('cameras that get their ids when the first of them is turned on were not plugged in', async () => {
    devices.devices = [BUILT_IN, { ...CAMERA, deviceId: '' }];
    await start({ video: false });
    await devices.enumerateDevices();
    devices.devices = [BUILT_IN, CAMERA, { ...CAMERA, deviceId: 'camera-2' }];
    await media.setEnabled('camera', true);
    await devices.enumerateDevices();
    devices.plug([...devices.devices, HEADSET, { ...CAMERA, deviceId: 'camera-3' }]);
    await until(() => available.length > 0);
    expect(available).to.deep.equal(['headset', 'camera-3']);
  });

  it('a look that fails makes no device a new one', async () => {
    await start();
    const look = sinon.stub(devices, 'enumerateDevices').rejects(new DOMException('no'));
    devices.dispatchEvent(new Event('devicechange'));
    await new Promise((resolve) => setTimeout(resolve));
    look.restore();
    devices.plug([...devices.devices, { ...HEADSET, deviceId: 'other' }]);
    await until(() => available.length > 0);
    expect(available).to.deep.equal(['other']);
  });

  describe('a Bluetooth microphone lowers the sound', () => {
    const AIRPODS = { ...HEADSET, label: 'AirPods Pro (Bluetooth)' };
    const HINT = 'bluetooth microphone: AirPods Pro (Bluetooth)';

    it('which is told once, also if it is opened again', async () => {
      devices.devices = [AIRPODS, BUILT_IN, CAMERA];
      await start();
      expect(hints).to.deep.equal([HINT]);
      await media.setEnabled('microphone', false);
      await media.setEnabled('microphone', true);
      const deviceId = (exact: string) => ({ deviceId: { exact } });
      await media.switchTo('microphone', deviceId('built-in'));
      await media.switchTo('microphone', deviceId('headset'));
      expect(hints).to.deep.equal([HINT]);
      expect(errors).to.deep.equal([]);
    });

    it('which is told when it is changed to, or when it takes over', async () => {
      devices.devices = [BUILT_IN, AIRPODS, CAMERA];
      await start();
      expect(hints).to.deep.equal([]);
      devices.plug([AIRPODS, CAMERA]);
      await until(() => hints.length > 0);
      expect(hints).to.deep.equal([HINT]);
    });

    it('which is told of the app’s own stream, too', async () => {
      devices.devices = [AIRPODS];
      const localStream = await devices.getUserMedia({ audio: true });
      await start({ localStream });
      expect(hints).to.deep.equal([HINT]);
      for (const each of localStream.getTracks()) each.stop();
    });

    for (const [label, sampleRate, isTold] of [
      ['Headset (WH-1000XM4 Hands-Free AG Audio)', undefined, true],
      ['Bluetooth headset', undefined, true],
      ['Galaxy Buds2 Pro', undefined, true],
      ['Headset', 16_000, true],
      ['Headset', 48_000, false],
      ['Headset', undefined, false],
      ['Headset (Jabra EVOLVE 20) (0b0e:0300)', 16_000, false],
      ['AirPods Max USB Audio', 48_000, false],
      ['Built-in microphone', 16_000, false],
      ['', undefined, false],
    ] as const) {
      it(`${isTold ? 'so does' : 'not so'} “${label}” with ${sampleRate} samples/s`, async () => {
        devices.devices = [{ ...HEADSET, label, ...(sampleRate && { sampleRate }) }];
        await start({ video: false });
        expect(hints.length > 0).to.equal(isTold);
      });
    }
  });

  describe('a microphone', () => {
    let figures: object;

    beforeEach(async () => {
      figures = { totalAudioEnergy: 1, totalSamplesDuration: 0 };
      await start({ video: false });
      const source = () => ({ type: 'media-source', ...figures });
      const microphone = {
        replaceTrack: () => Promise.resolve(),
        setActive: () => undefined,
        getStats: () => Promise.resolve(new Map([['source', source()]])),
      } as unknown as MediaSender;
      media.connect({ ...eachSource(() => null), microphone });
    });

    const listen = async (totalAudioEnergy: number, totalSamplesDuration: number) => {
      figures = { totalAudioEnergy, totalSamplesDuration };
      await clock.advance(5_000);
      // Its figures are asked for.
      await new Promise((resolve) => setTimeout(resolve));
    };

    it('that gives nothing but zeros for 5 s is told of, once', async () => {
      await listen(1, 5);
      await listen(1.2, 10);
      expect(errors).to.have.length(0);
      await listen(1.2, 15);
      expect(reasons()).to.deep.equal([['no-audio-input', 'microphone', null]]);
      await listen(1.2, 20);
      expect(errors).to.have.length(1);
    });

    it('is not told of while it is muted, or gives no samples', async () => {
      await listen(1, 5);
      await listen(1, 5);
      await media.setEnabled('microphone', false);
      await listen(1, 10);
      await listen(1, 15);
      expect(errors).to.have.length(0);
    });

    it('is not judged by a browser that has no figures (Firefox)', async () => {
      figures = {};
      await clock.advance(30_000);
      expect(errors).to.have.length(0);
    });
  });
});
