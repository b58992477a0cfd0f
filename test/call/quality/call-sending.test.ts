import { expect } from '@open-wc/testing';
import { CallSending } from '../../../src/call/quality/call-sending.js';
import { ManualClock } from '../../support/manual-clock.js';
import { until } from '../../support/until.js';

const GOOD = { availableOutgoingBitrate: 3_000_000, currentRoundTripTime: 0.02 };
/** A voice that comes without a fault but is played so late. */
const VOICE_LATE_MS = 500;
/** The peer's description, as far as it matters here. */
const PEER = 'v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=sendrecv\r\n';
/** Some looks at the line. Later, the voice may come back because it is sent in another way. */
const AWAY_MS = 4_000;
const THIN = { availableOutgoingBitrate: 60_000, currentRoundTripTime: 0.5 };

describe('CallSending', () => {
  let connection: RTCPeerConnection;
  let clock: ManualClock;
  let sending: CallSending;
  let line: typeof GOOD;
  let told: boolean[];
  let adapted: number;
  let maxBitrate: number;
  let isVoiceLate: boolean;
  /** The peer's description as it was adapted last, and how often the browser refuses the next with the voice in it. */
  let described: string;
  let refusals: number;
  /** Since when no voice has been received. */
  let awaySinceMs: number | null;
  let track: MediaStreamTrack;

  beforeEach(() => {
    connection = new RTCPeerConnection();
    clock = new ManualClock();
    line = GOOD;
    told = [];
    adapted = 0;
    maxBitrate = 2_000_000;
    isVoiceLate = false;
    described = PEER;
    refusals = 0;
    awaySinceMs = null;
    connection.getStats = () =>
      Promise.resolve(
        new Map<string, object>([
          [
            'pair',
            {
              type: 'candidate-pair',
              id: 'pair',
              nominated: true,
              timestamp: clock.now(),
              ...line,
            },
          ],
          ['voice', voice()],
        ]),
      );
    sending = new CallSending({
      connection,
      clock,
      maxBitrate: () => maxBitrate,
      isSavingData: false,
      onAdapt: () => {
        adapted += 1;
        const text = sending.adaptLocally(PEER);
        const isRefused = hasVoice(text) && refusals > 0;
        if (isRefused) refusals -= 1;
        else described = text;
        if (!hasVoice(described)) awaySinceMs ??= clock.now();
        return Promise.resolve(!isRefused);
      },
      onPause: (isPaused) => {
        told.push(isPaused);
        sending.senders.camera!.setActive(!isPaused);
      },
    });
    for (const kind of ['audio', 'video', 'video', 'audio']) {
      sending.add(connection.addTransceiver(kind));
    }
    const canvas = Object.assign(document.createElement('canvas'), { width: 1280, height: 720 });
    canvas.getContext('2d');
    track = canvas.captureStream().getVideoTracks()[0]!;
  });

  afterEach(() => {
    sending.close();
    connection.close();
    track.stop();
    expect(clock.pending, 'timers left').to.equal(0);
  });

  const hasVoice = (sdp: string) => sdp.includes('a=sendrecv');

  const voice = () => {
    const samples = 48 * clock.now();
    const seconds = (isVoiceLate ? VOICE_LATE_MS : 40) / 1_000;
    return {
      type: 'inbound-rtp',
      kind: 'audio',
      mid: '0',
      jitterBufferDelay: seconds * samples,
      jitterBufferEmittedCount: samples,
      totalSamplesReceived: samples,
      concealedSamples: 0,
    };
  };

  const camera = () => connection.getTransceivers()[1]!.sender.getParameters().encodings[0]!;

  async function when(condition: () => boolean, what: string): Promise<void> {
    await until(() => {
      void clock.advance(200);
      return condition();
    }, what);
  }

  it('sends small first, sharp when there is room, and no more than both sides want', async () => {
    await sending.senders.camera!.replaceTrack(track);
    await until(() => camera().scaleResolutionDownBy === 4, 'a small picture');
    await sending.start();
    await when(() => camera().scaleResolutionDownBy === 1, 'a sharp picture');
    expect(camera().maxBitrate).to.equal(2_000_000);
    maxBitrate = 300_000;
    await when(() => camera().maxBitrate === 300_000 && camera().maxFramerate === 15, 'little');
  });

  it('gives way to the voice on a thin line, and is back', async () => {
    await sending.senders.camera!.replaceTrack(track);
    await sending.start();
    await clock.advance(10_000);
    line = THIN;
    await when(() => told.at(-1) === true && !camera().active, 'a pause');
    line = GOOD;
    await when(() => told.at(-1) === false && camera().active === true, 'the picture');
    expect(told).to.deep.equal([false, true, false]);
  });

  for (const times of [0, 3]) {
    it(`receives a late voice anew, and does receive it again if that fails ${times} times`, async () => {
      await sending.start();
      await clock.advance(2_000);
      expect(hasVoice(described)).to.equal(true);
      isVoiceLate = true;
      refusals = times;
      await when(() => awaySinceMs !== null, 'the receiver to begin anew');
      await when(() => hasVoice(described), 'the voice');
      expect(refusals).to.equal(0);
      expect(clock.now() - awaySinceMs!, 'without a voice').to.be.below(AWAY_MS);
    });
  }

  it('lets the browser do what it can where the peer has no such section', async () => {
    const other = new RTCPeerConnection();
    const bare = new CallSending({
      connection: other,
      clock,
      maxBitrate: () => maxBitrate,
      isSavingData: false,
      onAdapt: () => Promise.resolve(true),
      onPause: (isPaused) => told.push(isPaused),
    });
    for (const kind of ['audio', 'video']) bare.add(other.addTransceiver(kind));
    await bare.senders.camera!.replaceTrack(track);
    await bare.start();
    const scale = () => other.getSenders()[1]!.getParameters().encodings[0]!.scaleResolutionDownBy;
    await until(() => scale() === 1, 'a picture of full size');
    expect(told, 'video of the connection before may have been paused').to.deep.equal([false]);
    bare.close();
    other.close();
  });

  it('does not resend what is thrown away, and has long packets, also where there is no RED', async () => {
    const getCapabilities = Object.getOwnPropertyDescriptor(RTCRtpSender, 'getCapabilities')!;
    RTCRtpSender.getCapabilities = () => ({ codecs: [], headerExtensions: [] });
    try {
      const { sdp = '' } = await connection.createOffer();
      const withoutRed = sdp.replace(/^a=(rtpmap|fmtp):\d+ .*red\/48000.*\r\n/gm, '');
      const resent = /^a=rtcp-fb:\d+ nack\r$/m;
      await sending.senders.camera!.replaceTrack(track);
      await sending.start();
      await clock.advance(10_000);
      expect(withoutRed).to.match(resent);
      expect(sending.adaptLocally(withoutRed)).to.equal(withoutRed);
      adapted = 0;
      line = THIN;
      await when(() => told.at(-1) === true, 'a pause');
      expect(adapted).to.equal(1);
      expect(sending.adaptLocally(withoutRed)).not.to.match(resent);
      await when(() => sending.adaptLocally(withoutRed).includes('a=ptime:60'), 'long packets');
      expect(adapted).to.equal(2);
      line = GOOD;
      await when(() => told.at(-1) === false, 'the picture');
      await when(() => sending.adaptLocally(withoutRed) === withoutRed, 'all as it was');
    } finally {
      Object.defineProperty(RTCRtpSender, 'getCapabilities', getCapabilities);
    }
  });

  it('does nothing once it is closed', async () => {
    const starting = sending.start();
    sending.close();
    await starting;
    expect(told).to.deep.equal([]);
  });
});
