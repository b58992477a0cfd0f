import type { CuttableCall } from './cuttable-call.js';

export const NO_ANSWER = 'does not answer';

/** Many times what the browser takes for it. */
const ANSWER_MS = 5_000;

/** The browser does not answer about one of the connections, whatever the call does. */
export class StuckConnectionError extends Error {}

/**
 * A test that is tried once more if the browser, and nothing else, has failed it. In one of a thousand calls, and only beside
 * many others, Chromium 156 delivers no packet, and `getStats()` of the connection never settles.
 */
export function onceMoreIfStuck(test: () => Promise<void>): Mocha.AsyncFunc {
  return async function () {
    try {
      await test();
    } catch (error) {
      if (error instanceof StuckConnectionError) this.retries(1);
      throw error;
    }
  };
}

/** For what is waited for in vain: how the connections of a call stand, and what the browser still answers about them. */
export async function describeConnections({
  direction,
  state,
  connections,
}: CuttableCall): Promise<string> {
  const lines = connections.map(async (connection) => {
    const [transceiver] = connection.getTransceivers();
    const asked = {
      connection: connection.getStats(),
      sender: transceiver?.sender.getStats(),
      receiver: transceiver?.receiver.getStats(),
    };
    const answers = Object.entries(asked).map(async ([what, answer]) => {
      const isAnswered = await Promise.race([answer?.then(Boolean), after(ANSWER_MS)]);
      return `${what} ${isAnswered ? 'answers' : NO_ANSWER}`;
    });
    return [
      connection.connectionState,
      `ICE ${connection.iceConnectionState}`,
      `DTLS ${transceiver?.sender.transport?.state}`,
      `signaling ${connection.signalingState}`,
      `voice ${transceiver?.currentDirection}, own ${transceiver?.sender.track?.readyState}`,
      ...(await Promise.all(answers)),
    ].join(', ');
  });
  return `${direction} call, ${state}: ${(await Promise.all(lines)).join('; ')}`;
}

function after(delayMs: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), delayMs));
}
