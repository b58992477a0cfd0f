import { createRandomText } from '../../internal/random-text.js';
import type { Clock } from '../../internal/clock.js';
import type { SignalingClient } from '../../signaling/signaling-client.js';

/** The first message may have to wait for a Lambda function to start. */
const ECHOES = 3;
/** A relay that takes longer is as good as none. */
const ECHO_MS = 5_000;

/**
 * How long a message takes over the signaling server and back, in milliseconds: the middle one of some. It is sent to the own
 * address. A transport brings it back; the relay on AWS refuses it, which is an answer as well.
 *
 * @returns `null` if none has come back in time
 */
export async function signalingEcho(
  signaling: SignalingClient,
  clock: Clock,
  signal: AbortSignal,
): Promise<number | null> {
  const times: number[] = [];
  for (let i = 0; i < ECHOES; i++) {
    const timeMs = await echo(signaling, clock, signal);
    if (timeMs === null) return null;
    times.push(timeMs);
  }
  return times.sort((one, other) => one - other)[(ECHOES - 1) / 2] ?? null;
}

function echo(
  signaling: SignalingClient,
  clock: Clock,
  signal: AbortSignal,
): Promise<number | null> {
  const { id } = signaling;
  if (id === null || signal.aborted) return Promise.resolve(null);
  const networkCheck = createRandomText();
  const sentAt = clock.now();
  return new Promise((resolve) => {
    const listening = new AbortController();
    const end = (timeMs: number | null) => {
      clock.clearTimeout(timer);
      listening.abort();
      resolve(timeMs);
    };
    const timer = clock.setTimeout(() => end(null), ECHO_MS);
    const options = { signal: listening.signal };
    const answered = () => end(clock.now() - sentAt);
    signal.addEventListener('abort', () => end(null), options);
    signaling.addEventListener(
      'message',
      ({ from, message }) => {
        const isOurs =
          (message as { networkCheck?: unknown } | null)?.networkCheck === networkCheck;
        if (from === id && isOurs) answered();
      },
      options,
    );
    signaling.addEventListener('undeliverable', ({ to }) => to === id && answered(), options);
    signaling.send(id, { networkCheck }).catch(() => end(null));
  });
}
