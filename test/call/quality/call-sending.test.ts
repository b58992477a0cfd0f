import { expect } from '@open-wc/testing';
import { CallSending } from '../../../src/call/quality/call-sending.js';
import { ManualClock } from '../../support/manual-clock.js';
import { until } from '../../support/until.js';

const GOOD = { availableOutgoingBitrate: 3_000_000, currentRoundTripTime: 0.02 };
const THIN = { availableOutgoingBitrate: 60_000, currentRoundTripTime: 0.5 };

describe('CallSending', () => {
  let connection: RTCPeerConnection;
  let clock: ManualClock;
  let sending: CallSending;
  let line: typeof GOOD;
  let told: boolean[];
  let maxBitrate: number;
  let track: MediaStreamTrack;

  beforeEach(() => {
    connection = new RTCPeerConnection();
    clock = new ManualClock();
    line = GOOD;
    told = [];
    maxBitrate = 2_000_000;
    connection.getStats = () =>
      Promise.resolve(
        new Map([
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
        ]),
      );
    sending = new CallSending({
      connection,
      clock,
      maxBitrate: () => maxBitrate,
      isSavingData: false,
      onAdapt: () => Promise.resolve(),
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

  it('does nothing once it is closed', async () => {
    const starting = sending.start();
    sending.close();
    await starting;
    expect(told).to.deep.equal([]);
  });
});
