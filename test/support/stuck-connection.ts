import type { CuttableCall } from './cuttable-call.js';

/** Many times what the browser takes for it. */
const ANSWER_MS = 5_000;

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
      return `${what} ${isAnswered ? 'answers' : 'does not answer'}`;
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
