/**
 * The frames between a browser and the relay: how they are built, measured and guarded. Browser and relay share this
 * one file, so it imports nothing.
 *
 * Browser to relay: `{"connectionId": target, "message": any, "ref"?: string}` asks for delivery; everything else,
 * the empty text first of all, asks "who am I?".
 *
 * Relay to browser: `{"connectionId": own}` answers that question, `{"message": any, "from": sender}` is a message from
 * another address, and `{"error": {"code", "message"}, "connectionId": target, "ref"?}` says that a request failed.
 *
 * API Gateway adds frames of its own, such as `{"message": "Internal server error", "connectionId", "requestId"}`.
 */

/**
 * The largest frame either side may send, in bytes of UTF-8. API Gateway closes the socket (1009) on a frame above
 * 32,768 bytes, and no browser lets a page choose where a message is split into frames.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
 */
export const MAX_ENVELOPE_BYTES = 30_000;

/** The frame that asks the relay for the own address. It also keeps the connection from idling out. */
export const WHO_AM_I = '';

const MAX_TARGET_LENGTH = 128;
const MAX_REF_LENGTH = 64;

// Looser than the ids API Gateway gives today (16 characters, `=` at the end): their form is AWS's to change, and AWS
// itself refuses a malformed one. Strict enough to keep paths, lists and markup out.
const TARGET_GRAMMAR = /^[A-Za-z0-9_=-]{1,128}$/;

const RELAY_ERROR_CODES = [
  'peer-unavailable',
  'bad-request',
  'too-large',
  'rate-limited',
  'internal',
] as const;

/**
 * Why the relay did not deliver a message.
 *
 * - `peer-unavailable`: nobody has that address now
 * - `bad-request`: the request is malformed
 * - `too-large`: the envelope is above {@link MAX_ENVELOPE_BYTES}
 * - `rate-limited`: API Gateway is throttling; try again later
 * - `internal`: the relay could not reach API Gateway, or got an answer it can't use
 */
export type RelayErrorCode = (typeof RELAY_ERROR_CODES)[number];

/** What a browser asked the relay for. */
export type RelayRequest =
  | { readonly kind: 'who-am-i' }
  | {
      readonly kind: 'relay';
      readonly target: string;
      readonly message: unknown;
      readonly ref?: string;
    }
  | {
      readonly kind: 'refused';
      readonly code: RelayErrorCode;
      readonly reason: string;
      readonly target: string | null;
      readonly ref?: string;
    };

/** What a browser got, from the relay or from API Gateway itself. */
export type RelayFrame =
  | { readonly kind: 'identity'; readonly connectionId: string }
  | { readonly kind: 'delivery'; readonly from: string; readonly message: unknown }
  | {
      readonly kind: 'failure';
      readonly code: RelayErrorCode;
      readonly message: string;
      readonly target: string | null;
    }
  /** `requestId` is what AWS logs the failure under, where the frame has one. */
  | { readonly kind: 'gateway-error'; readonly message: string; readonly requestId: string | null }
  | { readonly kind: 'unknown' };

type Fields = Partial<Record<string, unknown>>;

/** Length of a frame in bytes of UTF-8, to be compared with {@link MAX_ENVELOPE_BYTES}. */
export function envelopeBytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

/**
 * Builds the request to deliver `message` to `target`. It does not measure: see {@link envelopeBytes}.
 *
 * @param message - a JSON value; for what `JSON.stringify` leaves out, the frame would ask "who am I?" instead
 * @param ref - at most 64 characters; comes back in the failure frame, so that the sender knows what failed
 */
export function encodeRequest(target: string, message: unknown, ref?: string): string {
  return JSON.stringify({ connectionId: target, message, ref });
}

/** Reads a frame from a browser. It never throws. */
export function parseRequest(text: string): RelayRequest {
  // A UTF-16 code unit takes at least one byte, so the cheap test first spares encoding a huge text.
  if (text.length > MAX_ENVELOPE_BYTES || envelopeBytes(text) > MAX_ENVELOPE_BYTES) {
    return refused('too-large', `A message may have ${MAX_ENVELOPE_BYTES} bytes at most.`, null);
  }
  const { connectionId: target, message, ref } = parseObject(text);
  if (target === undefined || message === undefined) return { kind: 'who-am-i' };
  const echo = typeof target === 'string' && target.length <= MAX_TARGET_LENGTH ? target : null;
  if (ref !== undefined && !isRef(ref)) {
    const reason = `"ref" must be a text of ${MAX_REF_LENGTH} characters at most.`;
    return refused('bad-request', reason, echo);
  }
  if (typeof target !== 'string' || !TARGET_GRAMMAR.test(target)) {
    return refused('bad-request', '"connectionId" must be one connection id.', echo, ref);
  }
  return { kind: 'relay', target, message, ...withRef(ref) };
}

/** Builds the answer to "who am I?". */
export function encodeIdentity(connectionId: string): string {
  return JSON.stringify({ connectionId });
}

/**
 * Builds the frame that brings `message` to its target.
 *
 * @throws {RangeError} if the message is nested too deeply for the engine's `JSON.stringify`
 */
export function encodeDelivery(message: unknown, from: string): string {
  return JSON.stringify({ message, from });
}

/** Builds the frame that tells a sender that a request failed. `target` is `null` where the relay could not read it. */
export function encodeFailure(
  code: RelayErrorCode,
  message: string,
  target: string | null,
  ref?: string,
): string {
  return JSON.stringify({ error: { code, message }, connectionId: target, ref });
}

/** Reads a frame from the relay or the gateway. It never throws: what it does not know is `unknown`. */
export function parseFrame(text: string): RelayFrame {
  const { connectionId, message, from, error, requestId, messageId } = parseObject(text);
  // First, because the gateway's error frames have the keys of ours. The relay never sends these two.
  const failedRequest = requestId ?? messageId;
  if (typeof failedRequest === 'string') {
    return { kind: 'gateway-error', message: textOr('', message), requestId: failedRequest };
  }
  if (error !== undefined) return parseFailure(error, connectionId);
  if (typeof from === 'string' && message !== undefined) return { kind: 'delivery', from, message };
  if (from === undefined && typeof connectionId === 'string') {
    if (message === undefined) return { kind: 'identity', connectionId };
    if (typeof message === 'string') return { kind: 'gateway-error', message, requestId: null };
  }
  return { kind: 'unknown' };
}

function parseFailure(error: unknown, target: unknown): RelayFrame {
  const { code, message } = fieldsOf(error);
  if (typeof code !== 'string') return { kind: 'unknown' };
  return {
    kind: 'failure',
    // A newer relay may know more codes. The message was not delivered, and that must not go unnoticed.
    code: RELAY_ERROR_CODES.find((known) => known === code) ?? 'internal',
    message: textOr('', message),
    target: textOr(null, target),
  };
}

function refused(
  code: RelayErrorCode,
  reason: string,
  target: string | null,
  ref?: string,
): RelayRequest {
  return { kind: 'refused', code, reason, target, ...withRef(ref) };
}

function withRef(ref: string | undefined): { ref?: string } {
  return ref === undefined ? {} : { ref };
}

function isRef(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_REF_LENGTH;
}

/** The fields of the object that `text` stands for; none, if it is no JSON: both callers have an answer to that. */
function parseObject(text: string): Fields {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return {};
  }
}

/**
 * The value as an object: what JSON has besides objects has no field of ours. JSON.parse makes `__proto__` a key like
 * any other, so whatever field is there is the frame's own.
 */
function fieldsOf(value: unknown): Fields {
  return Object(value) as Fields;
}

function textOr<Other>(other: Other, value: unknown): string | Other {
  return typeof value === 'string' ? value : other;
}
