import { CallError } from '../terms/call-error.js';

/** In characters. Three times what browsers make of this layout (Chromium 156: 9.5 KB, Firefox 153: 5 KB). */
const MAX_SDP_LENGTH = 28_000;

/** The media sections of every description: microphone, camera, screen, data channel. */
const LAYOUT = 'm=audio,m=video,m=video,m=application';

const SHA_256_FINGERPRINT = /^a=fingerprint:sha-256 [\da-f]{2}(:[\da-f]{2}){31}$/;

/**
 * Refuses descriptions that a browser would accept but a call must not: browsers "make no attempt to guard against SDP
 * that might be unexpected by the application" (W3C WebRTC, "Setting SDP from remote endpoints").
 *
 * The fingerprint of the first description is pinned for the life of the call. Chromium 156 and Firefox 153 both accept
 * an offer with another fingerprint on a connected call, which hands the call to a third party.
 */
export class SdpGuard {
  #pinned: string | null;

  /** @param pinned the fingerprint, for a call that continues after a reload */
  constructor(pinned: string | null = null) {
    this.#pinned = pinned;
  }

  get pinned(): string | null {
    return this.#pinned;
  }

  /** @throws {CallError} `protocol-error` if the description must not reach the browser */
  check({ sdp = '' }: RTCSessionDescriptionInit): void {
    const text = sdp.toLowerCase();
    const sections = text.match(/^m=\S*/gm);
    const fingerprint = [...new Set(text.match(/^a=fingerprint:.*/gm))].join();
    const refuse = (reason: string) => {
      throw new CallError('protocol-error', `The peer's description was refused: ${reason}.`);
    };
    if (text.length > MAX_SDP_LENGTH) refuse('too long');
    if (sections?.join() !== LAYOUT) refuse('other media');
    if (/^a=crypto:/m.test(text)) refuse('SDES keys');
    if (!SHA_256_FINGERPRINT.test(fingerprint)) refuse('not one sha-256 fingerprint');
    this.#pinned ??= fingerprint;
    if (fingerprint !== this.#pinned) refuse('another fingerprint');
  }
}
