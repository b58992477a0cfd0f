import { CallError } from '../terms/call-error.js';

/** In characters. More than twice what browsers make of this layout (Chromium 156: 10.6 KB, Firefox 153: 5.8 KB). */
const MAX_SDP_LENGTH = 28_000;

/** The media sections of every description: microphone, camera, screen, its sound, data channel. */
const LAYOUT = 'm=audio,m=video,m=video,m=audio,m=application';

/**
 * A line as browsers write them (RFC 8866, sections 5 and 9): printable ASCII; an attribute's name directly after `a=`,
 * then a colon or the end. Firefox 153 reads `a= fingerprint:` and four more spellings as fingerprints, and names in any
 * case, which no check of a well-formed line would find.
 */
const STRICT_LINE = /^(?:[b-z]=[ -~]*|a=[a-z\d!#$%&'*+.^_`{|}~-]+(?::[ -~]*)?)$/;

const SHA_256_FINGERPRINT = /^a=fingerprint:(sha-256 [\da-f]{2}(:[\da-f]{2}){31})$/;

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

  /** `sha-256 ab:cd:…` in lower case; `null` before the first description. */
  get pinned(): string | null {
    return this.#pinned;
  }

  /** @throws {CallError} `protocol-error` if the description must not reach the browser */
  check({ sdp = '' }: RTCSessionDescriptionInit): void {
    if (sdp.length > MAX_SDP_LENGTH) refuse('too long');
    const lines = sdp.split('\r\n');
    const isStrict = lines.pop() === '' && lines.every((line) => STRICT_LINE.test(line));
    if (!isStrict) refuse('not as browsers write it');
    const text = sdp.toLowerCase();
    const sections = text.match(/^m=\S*/gm);
    const [line = '', ...others] = new Set(text.match(/^a=fingerprint:.*/gm));
    const [, fingerprint] = SHA_256_FINGERPRINT.exec(line) ?? [];
    if (sections?.join() !== LAYOUT) refuse('other media');
    if (/^a=crypto:/m.test(text)) refuse('SDES keys');
    if (!fingerprint || others.length > 0) refuse('not one sha-256 fingerprint');
    this.#pinned ??= fingerprint;
    if (fingerprint !== this.#pinned) refuse('another fingerprint');
  }
}

function refuse(reason: string): never {
  throw new CallError('protocol-error', `The peer's description was refused: ${reason}.`);
}
