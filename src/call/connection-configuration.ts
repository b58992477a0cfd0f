import type { ResolvedCallOptions } from './call-options.js';

/** What every connection of a call is made with. */
export async function createConfiguration({
  iceServers,
  iceTransportPolicy,
}: ResolvedCallOptions): Promise<RTCConfiguration> {
  return {
    iceServers: [...iceServers],
    iceTransportPolicy,
    bundlePolicy: 'max-bundle',
    // Without WebRTC an app's own `createConnection` may still know what to do.
    ...(typeof RTCPeerConnection === 'undefined'
      ? {}
      : { certificates: [await createCertificate()] }),
  };
}

/** One certificate per call (RFC 8827, section 9.2), and of the kind that every browser makes in no time. */
function createCertificate(): Promise<RTCCertificate> {
  const algorithm: EcKeyGenParams = { name: 'ECDSA', namedCurve: 'P-256' };
  return RTCPeerConnection.generateCertificate(algorithm);
}
