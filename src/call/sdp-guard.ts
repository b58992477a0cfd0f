import { CallError } from './call-error.js';

/** Three times what a browser makes of the fixed layout (Chromium 156: 9.5 KB, Firefox 153: 5 KB). */
const MAX_SDP_LENGTH = 28_000;

/** The media sections of every description: microphone, camera, screen, data channel. */
const LAYOUT = ['audio', 'video', 'video', 'application'];

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
      refuse('its DTLS fingerprint is not the one that this call started with');
    }
    this.#pinned = fingerprint;
  }
}

function readFingerprint(sdp: string): string {
  if (sdp.length > MAX_SDP_LENGTH) refuse(`it has ${sdp.length} characters`);
  const lines = sdp.split(/\r\n|\r|\n/);
  const kinds = lines
    .filter((line) => line.startsWith('m='))
    .map((line) => line.slice(2).split(' ')[0]);
  if (kinds.join() !== LAYOUT.join()) refuse('its media sections are not those of a call');
  if (lines.some((line) => line.startsWith('a=crypto:'))) refuse('it asks for SDES keys');
  const fingerprints = new Set(
    lines
      .filter((line) => line.toLowerCase().startsWith('a=fingerprint:'))
      .map((line) => line.slice('a=fingerprint:'.length).trim().toLowerCase()),
  );
  const [fingerprint] = fingerprints;
  if (fingerprint === undefined || fingerprints.size !== 1) {
    refuse(`it has ${fingerprints.size} DTLS fingerprints where one is expected`);
  }
  if (!SHA_256_FINGERPRINT.test(fingerprint)) refuse('its DTLS fingerprint is not sha-256');
  return fingerprint;
}

function refuse(reason: string): never {
  throw new CallError(
    'protocol-error',
    `A session description of the peer was refused: ${reason}.`,
  );
}
