import type { LineSample, ReceivedVoice } from '../../src/call/quality/line-sample.js';

/** What is told of a perfect line. */
export function lineSample(atMs: number, given: Partial<LineSample> = {}): LineSample {
  return {
    atMs,
    availableBitrate: 3_000_000,
    roundTripMs: 20,
    audioLoss: 0,
    videoLoss: 0,
    isProcessorLimited: false,
    voice: null,
    video: null,
    encodedPictures: atMs,
    route: 'pair',
    ...given,
  };
}

/** A voice that has been received for so long, played so late. */
export function receivedVoice(
  forMs: number,
  { lateMs = 40, madeUp = 0, jitterMs = 5 } = {},
): ReceivedVoice {
  const samples = forMs * 48;
  return {
    delayMs: lateMs * samples,
    emitted: samples,
    played: samples,
    concealed: madeUp * samples,
    jitterMs,
  };
}

/** The moments at which a line is looked at. */
export function* looks(fromMs: number, toMs: number, stepMs = 400): Generator<number> {
  for (let atMs = fromMs; atMs < toMs; atMs += stepMs) yield atMs;
}
