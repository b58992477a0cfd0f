import { expect } from '@open-wc/testing';
import type { PeerCall } from '../../../src/call/peer-call.js';
import type { CallError } from '../../../src/call/terms/call-error.js';
import type { ScreenShareOptions } from '../../../src/call/terms/call-options.js';
import {
  LOCAL,
  NO_DEVICES,
  until,
  useCalls,
  type ConnectedCalls,
} from '../../support/call-fixture.js';
import { FakeDevices, type FakeScreen } from '../../support/fake-devices.js';

const TAB: FakeScreen = { displaySurface: 'browser', hasSound: true };

describe('PeerCall: a shared screen', () => {
  const calls = useCalls();
  let devices: FakeDevices;
  let both: ConnectedCalls;
  let outgoing: PeerCall;
  let incoming: PeerCall;
  let negotiations: number;
  let errors: CallError[];

  beforeEach(async () => {
    devices = new FakeDevices(calls);
    both = await calls.connect(await calls.pair(), { ...NO_DEVICES, mediaDevices: devices });
    ({ outgoing, incoming } = both);
    negotiations = 0;
    errors = [];
    outgoing.addEventListener('error', ({ error }) => errors.push(error));
    for (const connection of calls.guard.connections) {
      connection.addEventListener('negotiationneeded', () => (negotiations += 1));
    }
  });

  afterEach(() => expect(negotiations, 'renegotiations').to.equal(0));

  const kinds = () => {
    const tracks = incoming.remoteScreenStream?.getTracks() ?? [];
    return tracks.map(({ kind }) => kind).sort();
  };
  const senders = () => calls.guard.connections[0]!.getSenders();
  const share = (screen: FakeScreen, options?: ScreenShareOptions) => {
    devices.screen = screen;
    return outgoing.setScreenShareEnabled(true, options);
  };

  it('comes with its sound, which is in the stream only while it is sent', async () => {
    await share(TAB);
    expect(outgoing.localMedia).to.include({ screen: true, screenSound: true });
    await until(() => kinds().join() === 'audio,video', 'picture and sound');
    const stream = incoming.remoteScreenStream;
    await outgoing.setScreenShareEnabled(false);
    expect(outgoing.localMedia).to.include({ screen: false, screenSound: false });
    expect(devices.live).to.deep.equal([]);
    await until(() => incoming.remoteScreenStream === null);
    expect(stream!.getAudioTracks()).to.have.length(0);
    expect(senders().map(({ track }) => track)).to.deep.equal([null, null, null, null]);
    expect(errors).to.have.length(0);
  });

  it('is heard where it is played', async () => {
    await share(TAB);
    await until(() => kinds().includes('audio'));
    const audio = document.createElement('audio');
    Object.assign(audio, { srcObject: incoming.remoteScreenStream, autoplay: true });
    document.body.append(audio);
    const context = new AudioContext();
    calls.cleanUp(() => {
      audio.remove();
      return context.close();
    });
    const analyser = context.createAnalyser();
    const heard = new MediaStream(incoming.remoteScreenStream!.getAudioTracks());
    context.createMediaStreamSource(heard).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    await until(() => {
      analyser.getFloatTimeDomainData(samples);
      return samples.some((sample) => Math.abs(sample) > 0.05);
    }, 'the tone of the screen');
    await until(() => audio.currentTime > 0, 'the element to play');
  });

  it('may have none: nothing is different, and nothing is wrong', async () => {
    await share({ displaySurface: 'monitor', hasSound: false });
    await until(() => kinds().join() === 'video', 'the picture');
    expect(outgoing.localMedia).to.include({ screen: true, screenSound: false });
    expect(incoming.remoteMedia).to.include({ screen: true, screenSound: false });
    expect(errors).to.have.length(0);
  });

  it('goes on without its sound when that ends by itself', async () => {
    await share(TAB);
    await until(() => kinds().includes('audio'));
    const [track] = devices.opened.filter(({ deviceId }) => deviceId === 'screen-sound');
    track!.track.stop();
    track!.track.dispatchEvent(new Event('ended'));
    await until(() => kinds().join() === 'video');
    expect(outgoing.localMedia).to.include({ screen: true, screenSound: false });
    expect(senders()[3]!.track).to.equal(null);
    expect(errors).to.have.length(0);
  });

  it('ends with its sound when the user stops it in the browser’s own bar', async () => {
    await share(TAB);
    await until(() => kinds().includes('audio'));
    const [track] = outgoing.localScreenStream!.getVideoTracks();
    track!.stop();
    track!.dispatchEvent(new Event('ended'));
    await until(() => !incoming.remoteMedia.screen && !incoming.remoteMedia.screenSound);
    expect(devices.live).to.deep.equal([]);
  });

  it('is not heard at home', async () => {
    await share(TAB);
    expect(outgoing.localScreenStream!.getAudioTracks()).to.have.length(0);
  });

  it('is not shared with sound if it is ended while the user chooses', async () => {
    const release = devices.hold();
    const sharing = share(TAB);
    await until(() => devices.screenRequests === 1);
    const ending = outgoing.setScreenShareEnabled(false);
    release();
    await Promise.all([sharing, ending]);
    expect(devices.live).to.deep.equal([]);
    expect(outgoing.localMedia).to.include({ screen: false, screenSound: false });
  });

  describe('is shared without its sound', () => {
    const echoes: Record<string, FakeScreen> = {
      'of the system, where the browser knows no better': {
        displaySurface: 'monitor',
        hasSound: true,
      },
      'of the system, where the browser says that the call is in it': {
        displaySurface: 'monitor',
        hasSound: true,
        restrictOwnAudio: false,
      },
      'of a window, likewise': {
        displaySurface: 'window',
        hasSound: true,
        restrictOwnAudio: false,
      },
      'of a tab that may be its own': { ...TAB, isOld: true },
    };
    for (const [name, screen] of Object.entries(echoes)) {
      it(`${name}: the peer would hear itself`, async () => {
        await share(screen);
        await until(() => kinds().join() === 'video');
        expect(outgoing.localMedia).to.include({ screen: true, screenSound: false });
        expect(devices.live).to.deep.equal(['screen']);
        expect(errors.map(({ code, device, reason }) => [code, device, reason])).to.deep.equal([
          ['not-supported', 'screen', 'own-sound'],
        ]);
      });
    }

    it('if the app wants none', async () => {
      await share(TAB, { audio: false });
      expect(devices.screenOptions).to.include({ audio: false });
      expect(outgoing.localMedia).to.include({ screen: true, screenSound: false });
      expect(errors).to.have.length(0);
    });
  });

  it('has the sound of the system where the browser leaves the call out', async () => {
    await share({ displaySurface: 'monitor', hasSound: true, restrictOwnAudio: true });
    await until(() => kinds().join() === 'audio,video');
    expect(devices.screenOptions).to.deep.include({
      audio: {
        restrictOwnAudio: true,
        echoCancellation: false,
        noiseSuppression: false,
        autoGainControl: false,
      },
      selfBrowserSurface: 'exclude',
      systemAudio: 'include',
      windowAudio: 'system',
    });
  });

  it('is asked for the sound of tabs alone where the browser can’t leave the call out', async () => {
    const { mediaDevices } = navigator;
    const { restrictOwnAudio: _unknown, ...others } =
      mediaDevices.getSupportedConstraints() as Record<string, boolean>;
    mediaDevices.getSupportedConstraints = () => others;
    try {
      await share(TAB);
    } finally {
      Reflect.deleteProperty(mediaDevices, 'getSupportedConstraints');
    }
    expect(devices.screenOptions).to.include({ systemAudio: 'exclude', windowAudio: 'exclude' });
    expect(outgoing.localMedia.screenSound).to.equal(true);
  });

  it('keeps text readable on a thin line, or motion on request', async () => {
    const preference = () => senders()[2]!.getParameters().degradationPreference;
    const hint = () => outgoing.localScreenStream!.getVideoTracks()[0]!.contentHint;
    await share(TAB);
    await until(() => preference() === 'maintain-resolution');
    expect(hint()).to.equal('detail');
    await outgoing.setScreenShareEnabled(true, { contentHint: 'motion' });
    await until(() => preference() === 'maintain-framerate');
    expect(hint()).to.equal('motion');
    await outgoing.setScreenShareEnabled(true);
    expect(hint(), 'as it was').to.equal('motion');
    expect(devices.screenRequests).to.equal(1);
    await outgoing.setScreenShareEnabled(false);
    await share(TAB, { contentHint: 'text' });
    await until(() => preference() === 'maintain-resolution');
    expect(hint()).to.equal('text');
  });

  it('is not shared with a hint that does not exist', async () => {
    const hints = ['sharp', 'toString', ''] as unknown as 'text'[];
    for (const contentHint of hints.slice(0, 2)) {
      const error = await share(TAB, { contentHint }).catch((cause: unknown) => cause);
      expect(error).to.include({ code: 'invalid-argument', device: 'screen' });
      expect(outgoing.localMedia.screen).to.equal(false);
    }
    expect(devices.screenRequests).to.equal(0);
  });

  it('has its sound again in a new call, beside a microphone that is muted', async () => {
    outgoing.hangup();
    both = await calls.connect(await calls.pair(), {
      ...LOCAL,
      video: false,
      mediaDevices: devices,
    });
    ({ outgoing, incoming } = both);
    await until(() => incoming.remoteMedia.microphone);
    await outgoing.setMicrophoneEnabled(false);
    await share(TAB);
    await until(() => kinds().includes('audio'));
    expect(outgoing.localMedia).to.include({ microphone: false, screenSound: true });
    const voices = incoming.remoteStream!.getAudioTracks();
    expect(voices[0]!.id).not.to.equal(incoming.remoteScreenStream!.getAudioTracks()[0]!.id);
  });
});
