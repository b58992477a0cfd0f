import { expect } from '@open-wc/testing';
import type { PeerCall } from '../../../src/call/peer-call.js';
import type { CallOptions } from '../../../src/call/terms/call-options.js';
import { NO_MEDIA, type MediaState } from '../../../src/call/terms/media-state.js';
import { CallError } from '../../../src/call/terms/call-error.js';
import {
  bothConnected,
  expectAlive,
  LOCAL,
  NO_DEVICES,
  until,
  useCalls,
  type ConnectedCalls,
} from '../../support/call-fixture.js';
import { FakeDevices } from '../../support/fake-devices.js';

const ON: MediaState = { ...NO_MEDIA, microphone: true, camera: true };

const codeOf = (promise: Promise<void>) =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof CallError ? error.code : String(error)),
  );

describe('PeerCall: media during the call', () => {
  const calls = useCalls();
  let devices: FakeDevices;
  let both: ConnectedCalls;
  let outgoing: PeerCall;
  let negotiations: number;

  beforeEach(async () => {
    devices = new FakeDevices(calls);
    both = await calls.connect(await calls.pair(), { ...LOCAL, mediaDevices: devices });
    outgoing = both.outgoing;
    await until(() => devices.live.length === 2);
    await remoteIs(ON);
    negotiations = 0;
    for (const connection of calls.guard.connections) {
      connection.addEventListener('negotiationneeded', () => (negotiations += 1));
      connection.addEventListener('signalingstatechange', () => {
        if (connection.signalingState !== 'closed') negotiations += 1;
      });
    }
  });

  afterEach(() => {
    expect(negotiations, 'renegotiations').to.equal(0);
  });

  const remoteIs = (media: MediaState) =>
    until(
      () => JSON.stringify(both.incoming.remoteMedia) === JSON.stringify(media),
      `the peer to see ${JSON.stringify(media)}`,
    );

  const senders = () => calls.guard.connections[0]!.getSenders().map(({ track }) => track);

  const sendsPictures = () =>
    calls.guard.connections[0]!.getSenders()[1]!.getParameters().encodings[0]!.active;

  async function picture(): Promise<HTMLVideoElement> {
    const video = document.createElement('video');
    Object.assign(video, { muted: true, autoplay: true });
    video.srcObject = both.incoming.remoteStream;
    document.body.append(video);
    calls.cleanUp(() => video.remove());
    await until(() => video.videoWidth > 2, 'frames');
    return video;
  }

  async function framesFlow(video: HTMLVideoElement): Promise<void> {
    const { totalVideoFrames } = video.getVideoPlaybackQuality();
    await until(() => video.getVideoPlaybackQuality().totalVideoFrames > totalVideoFrames + 1);
  }

  it('mutes the microphone at once, without closing it', async () => {
    await outgoing.setMicrophoneEnabled(false);
    expect(outgoing.localMedia).to.deep.equal({ ...ON, microphone: false });
    expect(outgoing.localStream!.getAudioTracks()[0]!.enabled).to.equal(false);
    await remoteIs({ ...ON, microphone: false });
    await outgoing.setMicrophoneEnabled(true);
    await remoteIs(ON);
    expect(devices.requests).to.have.length(1);
    expect(outgoing.localStream!.getAudioTracks()[0]!.enabled).to.equal(true);
  });

  it('stops the camera when it is turned off, and opens it again', async () => {
    const video = await picture();
    await outgoing.setCameraEnabled(false);
    expect(devices.live).to.deep.equal(['microphone-1']);
    expect(outgoing.localStream!.getVideoTracks()).to.have.length(0);
    await until(() => senders()[1] === null, 'the sender to let go of the camera');
    await until(() => !sendsPictures(), 'the encoding to be inactive');
    await remoteIs({ ...ON, camera: false });
    await outgoing.setCameraEnabled(true);
    await remoteIs(ON);
    await until(sendsPictures, 'the encoding to be active');
    expect(devices.live).to.deep.equal(['camera-1', 'microphone-1']);
    await framesFlow(video);
  });

  it('shares the screen, and stops', async () => {
    await outgoing.setScreenShareEnabled(true);
    expect(outgoing.localScreenStream!.getVideoTracks()).to.have.length(1);
    await remoteIs({ ...ON, screen: true });
    const screen = both.incoming.remoteScreenStream!;
    await until(() => !screen.getVideoTracks()[0]!.muted, 'the shared screen');
    await outgoing.setScreenShareEnabled(false);
    expect(outgoing.localScreenStream === null).to.equal(true);
    await remoteIs(ON);
    expect(both.incoming.remoteScreenStream === null).to.equal(true);
    expect(devices.live).not.to.include('screen');
  });

  it('notices that the user stopped sharing in the browser’s own bar', async () => {
    await outgoing.setScreenShareEnabled(true);
    await remoteIs({ ...ON, screen: true });
    const [track] = outgoing.localScreenStream!.getVideoTracks() as [MediaStreamTrack];
    track.stop();
    track.dispatchEvent(new Event('ended'));
    await remoteIs(ON);
    expect(outgoing.localScreenStream === null).to.equal(true);
    await outgoing.setScreenShareEnabled(true);
    await remoteIs({ ...ON, screen: true });
  });

  it('stays as it was if the user shares no screen', async () => {
    devices.refuse = () => new DOMException('no', 'NotAllowedError');
    expect(await codeOf(outgoing.setScreenShareEnabled(true))).to.equal('permission-denied');
    expect(outgoing.error?.device).to.equal('screen');
    devices.refuse = () => null;
    await outgoing.setScreenShareEnabled(true);
    await remoteIs({ ...ON, screen: true });
  });

  it('shares one screen although it is turned off and on while the user chooses', async () => {
    const release = devices.hold();
    const first = outgoing.setScreenShareEnabled(true);
    await outgoing.setScreenShareEnabled(false);
    const second = outgoing.setScreenShareEnabled(true);
    release();
    await Promise.all([first, second]);
    await remoteIs({ ...ON, screen: true });
    expect(devices.live.filter((name) => name === 'screen')).to.have.length(1);
  });

  it('shares no screen if it is turned off while the user chooses', async () => {
    const release = devices.hold();
    const choosing = outgoing.setScreenShareEnabled(true);
    await outgoing.setScreenShareEnabled(false);
    release();
    await choosing;
    expect(devices.live).not.to.include('screen');
    expect(outgoing.localMedia).to.deep.equal(ON);
  });

  it('flips the camera, and back', async () => {
    const video = await picture();
    for (const camera of ['camera-2', 'camera-1']) {
      await outgoing.flipCamera();
      expect(devices.live).to.deep.equal([camera, 'microphone-1'].sort());
      await until(
        () => outgoing.localStream!.getVideoTracks()[0] === senders()[1],
        'the sender to have it',
      );
      await framesFlow(video);
    }
    await remoteIs(ON);
  });

  it('says that there is no second camera, and keeps the first', async () => {
    for (const facing of [undefined, null, 'user']) {
      devices.devices = [
        { kind: 'audioinput', deviceId: 'microphone-1' },
        { kind: 'videoinput', deviceId: 'camera-1', ...(facing !== undefined && { facing }) },
      ];
      await outgoing.setCameraEnabled(false);
      await outgoing.setCameraEnabled(true);
      const [track] = outgoing.localStream!.getVideoTracks();
      expect(await codeOf(outgoing.flipCamera())).to.equal('device-not-found');
      expect(outgoing.error?.reason).to.equal('no-other');
      expect(outgoing.localStream!.getVideoTracks()[0] === track, 'it goes on').to.equal(true);
      expect(devices.live).to.deep.equal(['camera-1', 'microphone-1']);
    }
  });

  const FLIPS: Record<string, { facing: (string | null | undefined)[]; then: number[] }> = {
    'two that say it': { facing: ['user', 'environment'], then: [2, 1, 2, 1] },
    'several on each side': {
      facing: ['user', 'environment', 'environment', 'user'],
      then: [2, 1, 2, 1],
    },
    'several on one side': { facing: ['user', 'user', 'user'], then: [2, 3, 1, 2] },
    'one that does not say it': { facing: ['user', 'environment', null], then: [2, 3, 1, 2] },
    'none that says it': { facing: [null, null, null], then: [2, 3, 1, 2] },
    'a browser that can’t be asked': {
      facing: [undefined, undefined, undefined],
      then: [2, 3, 1, 2],
    },
    'labels that say it': {
      facing: ['Facing front', 'Facing back', 'Facing back'],
      then: [2, 1, 2, 1],
    },
  };

  for (const [name, { facing, then }] of Object.entries(FLIPS)) {
    for (const isOn of [true, false]) {
      it(`flips where it should with ${name}, while ${isOn ? 'on' : 'off'}`, async () => {
        devices.devices = facing.map((word, index) => ({
          kind: 'videoinput',
          deviceId: `camera-${index + 1}`,
          ...(word?.startsWith('Facing')
            ? { label: `Camera ${index}, ${word}, Orientation 90` }
            : word !== undefined && { facing: word }),
        }));
        const seen: string[] = [];
        if (!isOn) await outgoing.setCameraEnabled(false);
        for (let flips = 0; flips < then.length; flips += 1) {
          await outgoing.flipCamera();
          if (!isOn) await outgoing.setCameraEnabled(true);
          seen.push(...devices.live.filter((deviceId) => deviceId.startsWith('camera')));
          if (!isOn) await outgoing.setCameraEnabled(false);
        }
        expect(seen).to.deep.equal(then.map((number) => `camera-${number}`));
      });
    }
  }

  it('turns a camera that is off over twice as well', async () => {
    await outgoing.setCameraEnabled(false);
    await outgoing.flipCamera();
    await outgoing.flipCamera();
    await outgoing.setCameraEnabled(true);
    expect(devices.live).to.deep.equal(['camera-1', 'microphone-1']);
  });

  it('asks another device for what the app asks for, but not for where it faces', async () => {
    await outgoing.flipCamera();
    const { deviceId, facingMode, ...rest } = devices.requests.at(-1)!
      .video as MediaTrackConstraints;
    expect([deviceId, facingMode]).to.deep.equal([{ exact: 'camera-2' }, {}]);
    expect(rest).to.deep.equal({ width: 1280, height: 720 });
  });

  it('switches microphone and camera, and stays with the chosen one', async () => {
    await outgoing.switchDevice('audioinput', 'microphone-2');
    await outgoing.switchDevice('videoinput', 'camera-2');
    expect(devices.live).to.deep.equal(['camera-2', 'microphone-2']);
    await outgoing.setCameraEnabled(false);
    await outgoing.setCameraEnabled(true);
    expect(devices.live).to.deep.equal(['camera-2', 'microphone-2']);
    expect(await codeOf(outgoing.switchDevice('audiooutput', 'x'))).to.equal('not-supported');
  });

  it('goes back to the present device if the chosen one can’t be opened', async () => {
    expect(await codeOf(outgoing.switchDevice('videoinput', 'camera-9'))).to.equal(
      'constraints-not-met',
    );
    expect(devices.live).to.deep.equal(['camera-1', 'microphone-1']);
    await remoteIs(ON);
  });

  it('is without a camera if neither the chosen nor the present one can be opened', async () => {
    devices.refuse = ({ video }) => (video ? new DOMException('', 'NotReadableError') : null);
    expect(await codeOf(outgoing.switchDevice('videoinput', 'camera-2'))).to.equal('device-in-use');
    expect(devices.live).to.deep.equal(['microphone-1']);
    await remoteIs({ ...ON, camera: false });
    devices.refuse = () => null;
    await outgoing.setCameraEnabled(true);
    await remoteIs(ON);
  });

  it('opens no camera again that was turned off while another one failed', async () => {
    const release = devices.hold();
    const switching = codeOf(outgoing.switchDevice('videoinput', 'camera-9'));
    await until(() => devices.live.length === 1, 'the present camera to stop');
    const off = outgoing.setCameraEnabled(false);
    const { length } = devices.requests;
    release();
    expect(await switching).to.equal('constraints-not-met');
    await off;
    expect(devices.requests).to.have.length(length);
    await remoteIs({ ...ON, camera: false });
  });

  it('tells whoever turned a camera off and on at once that it can’t be opened', async () => {
    await outgoing.setCameraEnabled(false);
    devices.refuse = ({ video }) => (video ? new DOMException('', 'NotReadableError') : null);
    void outgoing.setCameraEnabled(false);
    expect(await codeOf(outgoing.setCameraEnabled(true))).to.equal('device-in-use');
    await remoteIs({ ...ON, camera: false });
  });

  it('opens no camera that is off when it is switched, and the chosen one when it goes on', async () => {
    await outgoing.setCameraEnabled(false);
    const { length } = devices.requests;
    await outgoing.switchDevice('videoinput', 'camera-2');
    expect(devices.requests).to.have.length(length);
    await outgoing.setCameraEnabled(true);
    expect(devices.live).to.deep.equal(['camera-2', 'microphone-1']);
  });

  it('ends where the last of many toggles says, with one track per device', async () => {
    const toggles: Promise<void>[] = [];
    for (let round = 0; round < 25; round += 1) {
      const on = round % 2 === 1;
      toggles.push(outgoing.setCameraEnabled(on));
      toggles.push(outgoing.setMicrophoneEnabled(on));
      toggles.push(outgoing.setScreenShareEnabled(!on));
    }
    toggles.push(outgoing.flipCamera().catch(() => undefined));
    toggles.push(outgoing.setCameraEnabled(true), outgoing.setMicrophoneEnabled(true));
    await Promise.all(toggles);
    await remoteIs({ ...ON, screen: true });
    expect(devices.live).to.have.length(3);
    await outgoing.setScreenShareEnabled(false);
    await remoteIs(ON);
    await expectAlive(both);
  });

  for (const name of ['microphone', 'camera'] as const) {
    it(`tells when the system silences the ${name}, and when it lets it go on`, async () => {
      const [track] = outgoing
        .localStream!.getTracks()
        .filter(({ kind }) => kind === (name === 'camera' ? 'video' : 'audio'));
      /** What iOS does during a telephone call. */
      const silence = (muted: boolean) => {
        Object.defineProperty(track!, 'muted', { configurable: true, value: muted });
        track!.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
      };
      silence(true);
      expect(outgoing.localMedia).to.deep.equal({ ...ON, [name]: false });
      expect(outgoing.wantedMedia).to.deep.equal(ON);
      await remoteIs({ ...ON, [name]: false });
      silence(false);
      await remoteIs(ON);
      expect(devices.requests).to.have.length(1);
      expect(outgoing.error).to.equal(null);
    });
  }

  it('reports a camera that is unplugged, and takes it back', async () => {
    const [track] = outgoing.localStream!.getVideoTracks() as [MediaStreamTrack];
    // What the browser does when a device goes away.
    track.stop();
    track.dispatchEvent(new Event('ended'));
    await remoteIs({ ...ON, camera: false });
    expect(outgoing.wantedMedia).to.deep.equal({ ...ON, camera: false });
    const { code, device, reason } = outgoing.error!;
    expect([code, device, reason]).to.deep.equal(['device-not-found', 'camera', 'ended']);
    await until(() => senders()[1] === null && !sendsPictures(), 'nothing more to be sent');
    await expectAlive(both);
    await outgoing.setCameraEnabled(true);
    await remoteIs(ON);
  });

  it('takes another camera when the chosen one was unplugged', async () => {
    await outgoing.switchDevice('videoinput', 'camera-2');
    devices.devices = devices.devices.filter(({ deviceId }) => deviceId !== 'camera-2');
    const [track] = outgoing.localStream!.getVideoTracks() as [MediaStreamTrack];
    track.stop();
    track.dispatchEvent(new Event('ended'));
    await remoteIs({ ...ON, camera: false });
    await outgoing.setCameraEnabled(true);
    expect(devices.live).to.deep.equal(['camera-1', 'microphone-1']);
  });
});

describe('PeerCall: a stream of the app', () => {
  const calls = useCalls();
  let devices: FakeDevices;

  beforeEach(() => {
    devices = new FakeDevices(calls);
  });

  const open = (options: MediaStreamConstraints) => devices.getUserMedia(options);

  async function connectWith(options: CallOptions): Promise<ConnectedCalls> {
    return calls.connect(await calls.pair(), { ...LOCAL, mediaDevices: devices, ...options });
  }

  it('is sent, and is left running when the call ends', async () => {
    const localStream = await open({ audio: true, video: true });
    const both = await connectWith({ localStream });
    await until(() => both.incoming.remoteStream!.getVideoTracks().length > 0, 'a picture');
    await both.outgoing.setCameraEnabled(false);
    expect(devices.live).to.deep.equal(['camera-1', 'microphone-1']);
    await both.outgoing.setCameraEnabled(true);
    both.outgoing.hangup();
    await until(() => both.incoming.state === 'ended');
    expect(devices.live).to.deep.equal(['camera-1', 'microphone-1']);
    for (const track of localStream.getTracks()) track.stop();
  });

  /** What the app has set, what the options say, and what is on then. */
  const STARTS = [
    { app: [true, true], options: {}, on: [true, true] },
    { app: [false, true], options: {}, on: [false, true] },
    { app: [true, false], options: {}, on: [true, false] },
    { app: [false, false], options: {}, on: [false, false] },
    { app: [true, true], options: { audio: false }, on: [false, true] },
    { app: [true, true], options: { video: false }, on: [true, false] },
    { app: [false, true], options: { audio: true, video: false }, on: [false, false] },
  ] as const;

  for (const { app, options, on } of STARTS) {
    const title = `enabled ${app.join()}, with ${JSON.stringify(options)}`;

    it(`starts as the app has it, and is given back as it was: ${title}`, async () => {
      const localStream = await open({ audio: true, video: true });
      const tracks = [...localStream.getAudioTracks(), ...localStream.getVideoTracks()];
      calls.cleanUp(() => tracks.forEach((track) => track.stop()));
      const enabled = () => tracks.map((track) => track.enabled);
      for (const [index, track] of tracks.entries()) track.enabled = app[index]!;
      const { outgoing, incoming } = await connectWith({ localStream, ...options });
      const [microphone, camera] = on;
      expect(outgoing.localMedia).to.deep.equal({ ...NO_MEDIA, microphone, camera });
      expect(incoming.remoteMedia).to.deep.equal({ ...NO_MEDIA, microphone, camera });
      expect(enabled()).to.deep.equal(on);
      await outgoing.setMicrophoneEnabled(!microphone);
      await outgoing.setCameraEnabled(!camera);
      expect(enabled()).to.deep.equal([!microphone, !camera]);
      await until(() => incoming.remoteMedia.microphone === !microphone);
      outgoing.hangup();
      expect(enabled()).to.deep.equal(app);
      expect(devices.live).to.deep.equal(['camera-1', 'microphone-1']);
    });
  }

  it('is left as the app has set it during the call', async () => {
    const localStream = await open({ audio: true });
    const [track] = localStream.getAudioTracks() as [MediaStreamTrack];
    calls.cleanUp(() => track.stop());
    const { outgoing } = await connectWith({ localStream });
    track.enabled = false;
    outgoing.hangup();
    expect(track.enabled).to.equal(false);
  });

  it('is given back as it was when the call changes to another device', async () => {
    const localStream = await open({ audio: true });
    const [track] = localStream.getAudioTracks() as [MediaStreamTrack];
    calls.cleanUp(() => track.stop());
    const { outgoing } = await connectWith({ localStream });
    await outgoing.switchDevice('audioinput', 'microphone-2');
    await outgoing.setMicrophoneEnabled(false);
    expect([track.enabled, track.readyState]).to.deep.equal([true, 'live']);
  });

  it('may have sound alone, or nothing at all, and the peer is told so', async () => {
    const localStream = await open({ audio: true });
    const sound = await connectWith({ localStream });
    expect(sound.outgoing.localMedia).to.deep.equal({ ...NO_MEDIA, microphone: true });
    expect(sound.outgoing.wantedMedia).to.deep.equal({ ...NO_MEDIA, microphone: true });
    await until(() => sound.incoming.remoteMedia.microphone && !sound.incoming.remoteMedia.camera);
    const opening = sound.outgoing.setCameraEnabled(true);
    expect(sound.outgoing.wantedMedia.camera).to.equal(true);
    await opening;
    await sound.outgoing.setCameraEnabled(false);
    expect(sound.outgoing.wantedMedia.camera).to.equal(false);
    for (const track of localStream.getTracks()) track.stop();
    const nothing = await connectWith({ localStream: new MediaStream() });
    expect(nothing.outgoing.localMedia).to.deep.equal(NO_MEDIA);
    expect(nothing.outgoing.wantedMedia).to.deep.equal(NO_MEDIA);
    expect(nothing.incoming.remoteMedia).to.deep.equal(NO_MEDIA);
    expect(devices.requests).to.have.length(2);
  });

  it('keeps its camera when the call changes to another', async () => {
    const localStream = await open({ audio: true, video: true });
    const { outgoing } = await connectWith({ localStream });
    await outgoing.switchDevice('videoinput', 'camera-2');
    expect(devices.live).to.deep.equal(['camera-1', 'camera-2', 'microphone-1']);
    for (const track of localStream.getTracks()) track.stop();
  });

  it('of sound alone: a camera that can’t be had leaves no other one open', async () => {
    const localStream = await open({ audio: true });
    const { outgoing } = await connectWith({ localStream });
    expect(await codeOf(outgoing.switchDevice('videoinput', 'camera-9'))).to.equal(
      'constraints-not-met',
    );
    const { live } = devices;
    for (const track of localStream.getTracks()) track.stop();
    expect(live).to.deep.equal(['microphone-1']);
  });

  it('is given with the answer too', async () => {
    const pair = await calls.pair();
    const both = await calls.ring(pair, NO_DEVICES);
    const localStream = await open({ video: true });
    await both.incoming.answer({ localStream, video: true });
    await bothConnected(both);
    await until(() => both.outgoing.remoteMedia.camera);
    await until(() => both.outgoing.remoteStream!.getVideoTracks().length > 0, 'a picture');
    for (const track of localStream.getTracks()) track.stop();
  });
});
