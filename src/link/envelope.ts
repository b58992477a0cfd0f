import { given } from '../internal/given.js';
import { isJsonObject } from '../internal/json-value.js';
import { utf8Length } from '../internal/utf8.js';
import { isCallId } from './call-id.js';

/** Version of the envelope. An envelope of another version is ignored. */
export const ENVELOPE_VERSION = 2;

/**
 * The most bytes of UTF-8 that an envelope may have as JSON. A relay frame holds 30,000. Encrypted for the relay, the text
 * becomes four thirds as long; the rest is room for the frame's own fields and the seal: two addresses, a public key and
 * four MACs.
 */
export const MAX_ENVELOPE_BYTES = 21_500;

/** As for every transport. API Gateway's connection ids have 16 characters. */
const MAX_ADDRESS_LENGTH = 128;

/** No conversation has more messages than this in one direction; a larger number is garbage. */
const MAX_NUMBER = 2 ** 31;

/**
 * An uncompressed P-256 point is 65 bytes that begin with 4, an HMAC-SHA-256 is 32: 87 and 43 characters of base64url, of
 * which the last has two bits to spare. They have to be zero, so that there is but one way to write a key.
 */
const KEY_PATTERN = /^B[\w-]{85}[AEIMQUYcgkosw048]$/;
const MAC_PATTERN = /^[\w-]{42}[AEIMQUYcgkosw048]$/;

/** At least a nonce and a tag (12 and 16 bytes). */
const CIPHER_PATTERN = /^[\w-]{38,40000}$/;

/** What an envelope carries besides its numbers. */
export interface EnvelopeContent {
  /** The message as JSON text: exact bytes, so that a signature over them needs no canonical form. */
  readonly payload?: string;
  /** The same, encrypted: over the relay, everything that is said after the answer. */
  readonly cipher?: string;
  /** Number of a notice in its direction, from 1: what is sent outside the sequence has one, and is heard once. */
  readonly notice?: number;
  /** The sender's own address. */
  readonly address?: string;
  /** The sender's final message. It counts at once, even if earlier messages are still missing. It can only hang up. */
  readonly final?: boolean;
  /** Asks whoever is at this address to answer from there, with the same number as `echo`. */
  readonly probe?: number;
  readonly echo?: number;
}

/** What {@link EnvelopeSeal} adds to an envelope. */
export interface EnvelopeProof {
  /** The sender's public key (ECDH P-256, uncompressed, base64url), until the peer has shown that it has it. */
  readonly key?: string;
  /** HMAC-SHA-256 over the envelope, base64url; in a final message the sender's token for that. */
  readonly mac?: string;
  /** In an invitation: HMAC-SHA-256 with the secret of both sides, … */
  readonly bySecret?: string;
  /** … with the token in the address that was dialled, … */
  readonly byToken?: string;
  /** … and with the ticket of an earlier call. */
  readonly byTicket?: string;
}

/**
 * What the two links of a call send each other, on either path.
 *
 * Without `seq` it is an acknowledgement, perhaps with a notice as `payload`. With `seq` but without `payload` it only
 * asks to be acknowledged.
 */
export interface Envelope extends EnvelopeContent, EnvelopeProof {
  readonly v: typeof ENVELOPE_VERSION;
  readonly callId: string;
  /** Number of this message in its direction, from 1. Absent: outside the sequence. */
  readonly seq?: number;
  /** Cumulative acknowledgement: the sender has received everything up to this number of the other direction. */
  readonly ack: number;
}

/** Rebuilds an envelope from what came off the wire, or returns `null` if that is not one. */
export function parseEnvelope(value: unknown): Envelope | null {
  if (!isJsonObject(value)) return null;
  const { v, callId, seq, ack, payload, cipher, notice, address, final, probe, echo } = value;
  const { key, mac, bySecret, byToken, byTicket } = value;
  if (v !== ENVELOPE_VERSION || !isCallId(callId) || !isNumberFrom(0, ack)) return null;
  const isWellFormed =
    [seq, notice, probe, echo].every((number) => number === undefined || isNumberFrom(1, number)) &&
    [mac, bySecret, byToken, byTicket].every((text) => isOptionalText(text, MAC_PATTERN)) &&
    isOptionalText(key, KEY_PATTERN) &&
    isOptionalText(cipher, CIPHER_PATTERN) &&
    (payload === undefined || typeof payload === 'string') &&
    (address === undefined || isAddress(address)) &&
    (final === undefined || typeof final === 'boolean');
  if (!isWellFormed) return null;
  const content = { seq, payload, cipher, notice, address, final, probe, echo };
  return {
    v,
    callId,
    ack,
    ...given({ ...content, key, mac, bySecret, byToken, byTicket }),
  } as Envelope;
}

/** Size of the envelope as JSON, in bytes of UTF-8. */
export function envelopeLength(envelope: Envelope): number {
  return utf8Length(JSON.stringify(envelope));
}

/** Whether a message can be sent to this address. */
export function isAddress(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_ADDRESS_LENGTH;
}

function isOptionalText(value: unknown, pattern: RegExp): value is string | undefined {
  return value === undefined || (typeof value === 'string' && pattern.test(value));
}

function isNumberFrom(least: number, value: unknown): value is number {
  const number = value as number;
  return Number.isInteger(value) && number >= least && number <= MAX_NUMBER;
}
