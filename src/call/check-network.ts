import type { SignalingClient } from '../signaling/signaling-client.js';
import { notFetched } from './terms/call-error.js';
import type { NetworkCheckOptions, NetworkReport } from './terms/network-report.js';

/**
 * Finds out before a call what this network lets one do: whether the signaling server, a STUN and a TURN server are reached, and
 * how good the line to the TURN server is, which takes up to 2 MB. It opens no camera and no microphone, and no other side
 * hears of it. It takes about five seconds; up to 20 where something does not answer.
 *
 * @param signaling an open client, or `null` to leave that out; servers are asked of it as a call does
 * @throws {CallError} (by rejection) `invalid-argument` for an option with a wrong value, `not-supported` without WebRTC or if the
 * file with the check could not be fetched
 */
export async function checkNetwork(
  signaling: SignalingClient | null,
  options?: NetworkCheckOptions | null,
): Promise<NetworkReport> {
  const { runNetworkCheck } = await import('./network-check/network-check.js').catch(
    (cause: unknown) => {
      throw notFetched('not-supported', cause);
    },
  );
  return runNetworkCheck(signaling, options ?? {});
}
