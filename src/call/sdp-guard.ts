import { CallError } from './call-error.js';

/** Three times what a browser makes of the fixed layout (Chromium 156: 9.5 KB, Firefox 153: 5 KB). */
const MAX_SDP_LENGTH = 28_000;

/** The media sections of every description: microphone, camera, screen, data channel. */
const LAYOUT = 'audio,video,video,application';

const SHA_256_FINGERPRINT = /^sha-256 [0-9a-f]{2}(:[0-9a-f]{2}){31}$/;

/**
 * Guards a call against descriptions that the browser would take but the call must not: browsers "make no attempt to
 * guard against SDP that might be unexpected by the application" (W3C WebRTC, "Setting SDP from remote endpoints").
 *
 * The fingerprint of the first description is pinned for the life of the call. Chromium 156 and Firefox 153 both accept
 * an offer with another fingerprint on a connected call, which hands the call to a third party.
 */
export class SdpGuard {
  #pinned: string | null = null;

  /** @throws {CallError} `protocol-error` if the description must not reach the browser */
  check(description: RTCSessionDescriptionInit): void {
    const fingerprint = readFingerprint(description.sdp ?? '');
    if (this.#pinned !== null && fingerprint !== this.#pinned) {
      refuse('another DTLS fingerprint than before');
    }
    this.#pinned = fingerprint;
  }
}

function readFingerprint(sdp: string): string {
  if (sdp.length > MAX_SDP_LENGTH) refuse('too long');
  const lines = sdp.split(/[\r\n]+/);
  const valuesOf = (prefix: RegExp) =>
    lines.filter((line) => prefix.test(line)).map((line) => line.replace(prefix, '').toLowerCase());
  const [fingerprint, ...others] = new Set(valuesOf(/^a=fingerprint: */i));
  if (
    valuesOf(/^m=/)
      .map((section) => section.split(' ')[0])
      .join() !== LAYOUT
  ) {
    refuse('not the media sections of a call');
  }
  if (valuesOf(/^a=crypto:/).length > 0) refuse('SDES keys');
  if (fingerprint === undefined || others.length > 0) refuse('not one DTLS fingerprint');
  if (!SHA_256_FINGERPRINT.test(fingerprint)) refuse('not a sha-256 fingerprint');
  return fingerprint;
}

function refuse(reason: string): never {
  throw new CallError(
    'protocol-error',
    `A session description of the peer was refused: ${reason}.`,
  );
}
