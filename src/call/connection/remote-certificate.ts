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
export async function remoteFingerprint(connection: RTCPeerConnection): Promise<string | null> {
  const transport = connection.sctp?.transport;
  if (transport?.state !== 'connected') return null;
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
