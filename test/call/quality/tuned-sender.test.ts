import { expect } from '@open-wc/testing';
import type { VideoPlan } from '../../../src/call/quality/sending-plan.js';
import { TunedSender } from '../../../src/call/quality/tuned-sender.js';
import { until } from '../../support/until.js';

const PLAN: VideoPlan = {
  lines: 180,
  maxBitrate: 500_000,
  maxFramerate: 15,
  preference: 'maintain-framerate',
  flow: 'as-wanted',
};

describe('TunedSender', () => {
  let connection: RTCPeerConnection;
  let sender: RTCRtpSender;
  let tuned: TunedSender;
  const tracks: MediaStreamTrack[] = [];

  beforeEach(() => {
    connection = new RTCPeerConnection();
    sender = connection.addTransceiver('video').sender;
    tuned = new TunedSender(sender);
  });

  afterEach(() => {
    connection.close();
    for (const track of tracks.splice(0)) track.stop();
  });

  function picture(width: number, height: number): MediaStreamTrack {
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    canvas.getContext('2d');
    const track = canvas.captureStream().getVideoTracks()[0]!;
    tracks.push(track);
    return track;
  }

  const encoding = () => sender.getParameters().encodings[0]!;

  it('makes one change after the other, and the last one counts', async () => {
    await tuned.replaceTrack(picture(320, 180));
    for (let bitrate = 1; bitrate <= 20; bitrate += 1) {
      tuned.follow({ ...PLAN, maxBitrate: bitrate * 10_000 });
      tuned.setActive(bitrate % 2 === 0);
    }
    await until(() => encoding().maxBitrate === 200_000 && encoding().active);
    tuned.follow({ ...PLAN, maxFramerate: null });
    await until(() => encoding().maxFramerate === undefined);
  });

  it('counts the shorter side as lines, also of another track', async () => {
    tuned.follow(PLAN);
    await tuned.replaceTrack(picture(720, 1280));
    tuned.follow(PLAN);
    await until(() => encoding().scaleResolutionDownBy === 4);
    await tuned.replaceTrack(picture(640, 360));
    tuned.follow(PLAN);
    await until(() => encoding().scaleResolutionDownBy === 2);
    tuned.follow({ ...PLAN, lines: 720 });
    await until(() => encoding().scaleResolutionDownBy === 1);
  });

  it('goes by the size that a track has now', async () => {
    const track = picture(1280, 720);
    await tuned.replaceTrack(track);
    tuned.follow(PLAN);
    await until(() => encoding().scaleResolutionDownBy === 4);
    track.getSettings = () => ({ width: 640, height: 360 });
    tuned.follow({ ...PLAN });
    await until(() => encoding().scaleResolutionDownBy === 2);
  });

  it('changes nothing in the moment when its track comes, which would cost a picture', async () => {
    tuned.follow(PLAN);
    await until(() => encoding().scaleResolutionDownBy === 4);
    const changes: RTCRtpSendParameters[] = [];
    const setParameters = sender.setParameters.bind(sender);
    sender.setParameters = (parameters) => {
      changes.push(parameters);
      return setParameters(parameters);
    };
    // As a device does that is attached.
    void tuned.replaceTrack(picture(640, 480));
    tuned.setActive(true);
    await until(() => tuned.track !== null);
    await tuned.getStats();
    expect(changes).to.deep.equal([]);
    tuned.follow(PLAN);
    await until(() => encoding().scaleResolutionDownBy === 480 / 180);
  });

  it('puts off what changes while there is no track', async () => {
    tuned.follow(PLAN);
    await until(() => encoding().maxFramerate === 15);
    tuned.follow({ ...PLAN, maxFramerate: 5 });
    await tuned.getStats();
    expect(encoding().maxFramerate).to.equal(15);
    await tuned.replaceTrack(picture(1280, 720));
    await until(() => encoding().maxFramerate === 5);
  });

  it('stops at once, also what has no track any more: a camera that was turned off during a trial', async () => {
    await tuned.replaceTrack(picture(320, 180));
    tuned.follow({ ...PLAN, flow: 'trial' });
    await until(() => encoding().maxFramerate === 15);
    tuned.setActive(false);
    await tuned.replaceTrack(null);
    tuned.follow({ ...PLAN, flow: 'stopped' });
    await until(() => !encoding().active);
  });

  it('tries again what the browser has refused, without a codec of its own', async () => {
    const setParameters = sender.setParameters.bind(sender);
    let refused = 0;
    sender.setParameters = (parameters) => {
      const codec = (parameters.encodings[0] as { codec?: unknown }).codec;
      if (refused > 0 && codec === undefined) return setParameters(parameters);
      refused += 1;
      return Promise.reject(new DOMException('', 'InvalidModificationError'));
    };
    await tuned.replaceTrack(picture(320, 180));
    tuned.follow(PLAN);
    await until(() => refused === 1);
    await tuned.getStats();
    tuned.follow(PLAN);
    await until(() => encoding().maxFramerate === 15);
  });

  it('is active by plan and wish', async () => {
    await tuned.replaceTrack(picture(320, 180));
    for (const [flow, isWanted, isActive] of [
      ['as-wanted', false, false],
      ['trial', false, true],
      ['stopped', false, false],
      ['as-wanted', true, true],
      ['stopped', true, false],
      ['trial', true, true],
    ] as const) {
      tuned.setActive(isWanted);
      tuned.follow({ ...PLAN, flow });
      await until(() => encoding().active === isActive, `${flow}, ${isWanted}`);
      expect(tuned.isWanted).to.equal(isWanted);
    }
  });

  it('goes by what the app says of its track', async () => {
    const track = picture(1280, 720);
    await tuned.replaceTrack(track);
    const preference = () => sender.getParameters().degradationPreference;
    tuned.follow(PLAN);
    await until(() => preference() === 'maintain-framerate');
    track.contentHint = 'text';
    tuned.follow(PLAN);
    await until(() => preference() === 'maintain-resolution');
  });

  it('limits a voice, also one whose track comes later', async () => {
    const audio = connection.addTransceiver('audio').sender;
    const voice = new TunedSender(audio);
    voice.limitAudio(16_000);
    const context = new AudioContext();
    await voice.replaceTrack(context.createMediaStreamDestination().stream.getAudioTracks()[0]!);
    const limit = () => audio.getParameters().encodings[0]!.maxBitrate;
    await until(() => limit() === 16_000);
    voice.limitAudio(null);
    await until(() => limit() === undefined);
    await context.close();
  });

  it('survives a connection that is closed', async () => {
    connection.close();
    tuned.follow(PLAN);
    tuned.setActive(false);
    await tuned.replaceTrack(null).catch(() => undefined);
    expect((await tuned.getStats().catch(() => null)) !== undefined).to.equal(true);
  });
});
