import { utf8 } from '../internal/utf8.js';
import type { Envelope } from './envelope.js';

/** All fields of an envelope that a MAC covers, in a fixed order. The direction is in the key already. */
export function signedBytes(envelope: Envelope): Uint8Array<ArrayBuffer> {
  const { v, callId, seq, ack, payload, cipher, notice, address, probe, echo, key } = envelope;
  return utf8(
    JSON.stringify([v, callId, seq, ack, payload, cipher, notice, address, probe, echo, key]),
  );
}
