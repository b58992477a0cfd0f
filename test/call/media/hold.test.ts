import { expect } from '@open-wc/testing';
import { LocalMedia } from '../../../src/call/media/local-media.js';
import { resolveCallOptions } from '../../../src/call/terms/call-options.js';
import { eachSource, NO_MEDIA, type MediaState } from '../../../src/call/terms/media-state.js';
import { LOCAL, until, useCalls } from '../../support/call-fixture.js';
import { TunedSender } from '../../../src/call/quality/tuned-sender.js';
import { FakeDevices } from '../../support/fake-devices.js';

const ON: MediaState = { ...NO_MEDIA, microphone: true, camera: true };
const HELD: MediaState = { ...ON, camera: false, paused: { camera: 'bandwidth' } };

describe('LocalMedia: a device that is held back', () => {
  const calls = useCalls();
  let devices: FakeDevices;
  let media: LocalMedia;
  let told: MediaState[];
  let camera: RTCRtpSender;
  let errors: string[];

  /** Senders of a connection of its own. */
  function connect(): void {
    const connection = new RTCPeerConnection();
    calls.cleanUp(() => connection.close());
    const microphone = new TunedSender(connection.addTransceiver('audio').sender);
    camera = connection.addTransceiver('video').sender;
    media.connect({ ...eachSource(() => null), microphone, camera: new TunedSender(camera) });
  }

  const isSent = () => camera.getParameters().encodings[0]!.active;

  beforeEach(async () => {
    devices = new FakeDevices(calls);
    told = [];
    errors = [];
    media = new LocalMedia({
      options: resolveCallOptions({ ...LOCAL, mediaDevices: devices }),
      open: (constraints) => media.openDevices(constraints),
      onStream: () => undefined,
      onAvailable: () => undefined,
      onHint: () => undefined,
      onChange: (state) => told.push(state),
      onError: (error) => errors.push(error.code),
    });
    calls.cleanUp(() => media.stop());
    connect();
    await media.start();
    await until(isSent, 'an active encoding');
    media.hold('camera', 'bandwidth');
    await until(() => !isSent(), 'an inactive encoding');
  });

  it('stays open and in the self-view, and the peer is told why it is not sent', () => {
    expect(devices.live).to.deep.equal(['camera-1', 'microphone-1']);
    expect(camera.track?.readyState).to.equal('live');
    expect(media.stream!.getVideoTracks()[0]).to.include({ readyState: 'live', enabled: true });
    expect(media.media).to.deep.equal(HELD);
    expect(media.wanted, 'it is meant to be on').to.deep.equal(ON);
    expect(told.at(-1)).to.deep.equal(HELD);
  });

  it('is sent again when that is over', async () => {
    media.hold('camera', null);
    await until(isSent);
    expect(media.media).to.deep.equal(ON);
    expect(devices.requests).to.have.length(1);
  });

  it('is told of once', () => {
    const { length } = told;
    media.hold('camera', 'bandwidth');
    expect(told).to.have.length(length);
  });

  it('is simply off when the user turns it off, and held again when it is turned on', async () => {
    await media.setEnabled('camera', false);
    expect(media.media).to.deep.equal({ ...ON, camera: false });
    await media.setEnabled('camera', true);
    expect(media.media).to.deep.equal(HELD);
    await until(() => camera.track?.readyState === 'live');
    expect(isSent()).to.equal(false);
    media.hold('camera', null);
    await until(isSent);
  });

  for (const [name, change] of [
    ['a switch', () => media.switchTo('camera', { deviceId: { exact: 'camera-2' } })],
    ['a flip', () => media.flipCamera()],
  ] as const) {
    it(`stays held over ${name}`, async () => {
      await change();
      expect(devices.live).to.deep.equal(['camera-2', 'microphone-1']);
      expect(media.media).to.deep.equal(HELD);
      await until(() => camera.track === media.stream!.getVideoTracks()[0], 'the new camera');
      expect(isSent()).to.equal(false);
    });
  }

  it('stays held in a new connection, which begins with an active encoding', async () => {
    connect();
    expect(isSent()).to.equal(true);
    await until(() => camera.track && !isSent());
    expect(media.media).to.deep.equal(HELD);
  });

  it('may be the microphone, which goes on after it', async () => {
    media.hold('camera', null);
    media.hold('microphone', 'system');
    expect(media.media).to.deep.equal({
      ...ON,
      microphone: false,
      paused: { microphone: 'system' },
    });
    await media.setEnabled('microphone', false);
    expect(media.media).to.deep.equal({ ...ON, microphone: false });
    await media.setEnabled('microphone', true);
    media.hold('microphone', null);
    expect(media.media).to.deep.equal(ON);
  });

  it('is not told of as paused once it has ended', async () => {
    const [track] = media.stream!.getVideoTracks() as [MediaStreamTrack];
    track.stop();
    // What the browser does when a device goes away.
    track.dispatchEvent(new Event('ended'));
    expect(errors).to.deep.equal(['device-not-found']);
    expect(media.media).to.deep.equal({ ...ON, camera: false });
  });
});
