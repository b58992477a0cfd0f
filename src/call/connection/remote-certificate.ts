import { CallError } from '../terms/call-error.js';

/**
 * SHA-256 of the certificate that DTLS really uses, as SDP writes it, in lower case (RFC 8122, section 5). `null` while
 * DTLS is not connected (W3C WebRTC, "RTCDtlsTransport.getRemoteCertificates").
 *
 * What a description says is not enough: Firefox 153 also takes five spellings of `a=fingerprint` that no parser of ours
 * would look for.
 *
 * @throws {CallError} `not-supported` (by rejection) if the browser does not show its certificates
 */
export async function remoteFingerprint(
  connection: Pick<RTCPeerConnection, 'sctp' | 'connectionState' | 'getStats'>,
): Promise<string | null> {
  const transport = connection.sctp?.transport;
  if (transport?.state !== 'connected') {
    // Chromium 156 now and then never tells this object of a connection that is up, nor gives it the certificate.
    return connection.connectionState === 'connected' ? fingerprintInUse(connection) : null;
  }
  // Older browsers don't have it, which the types leave out.
  if (!(transport.getRemoteCertificates as unknown)) {
    throw new CallError('not-supported', 'This browser does not show whom it has connected with.');
  }
  const [certificate] = transport.getRemoteCertificates();
  if (!certificate) return null;
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', certificate));
  const hex = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join(':');
  return `sha-256 ${hex}`;
}

/** The same from the statistics, which name the certificate that the transport has received. */
async function fingerprintInUse(
  connection: Pick<RTCPeerConnection, 'getStats'>,
): Promise<string | null> {
  const stats = (await connection.getStats()) as unknown as ReadonlyMap<unknown, CertificateStats>;
  const transport = [...stats.values()].find(({ type }) => type === 'transport');
  const certificate = stats.get(transport?.remoteCertificateId);
  return certificate?.fingerprintAlgorithm === 'sha-256' && certificate.fingerprint
    ? `sha-256 ${certificate.fingerprint.toLowerCase()}`
    : null;
}

/** https://www.w3.org/TR/webrtc-stats/#certificatestats-dict* and the transport that refers to it. */
interface CertificateStats {
  readonly type: string;
  readonly remoteCertificateId?: string;
  readonly fingerprint?: string;
  readonly fingerprintAlgorithm?: string;
}
