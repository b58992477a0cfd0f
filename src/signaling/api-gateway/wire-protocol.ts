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
 * Besides addresses the relay has services, asked for by `{"action", …, "ref"?}`: rooms and ICE servers. Every frame about a
 * room has `room`: base64url of the SHA-256 of its name, so that the relay never learns the name. See
 * {@link ServiceRequest} and {@link encodeRoomFrame}.
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

/** base64url of a SHA-256. */
const ROOM_GRAMMAR = /^[A-Za-z0-9_-]{43}$/;
/** At least 128 bits. */
const MEMBER_GRAMMAR = /^[A-Za-z0-9_-]{22,64}$/;

const MAX_TARGET_LENGTH = 128;
const MAX_REF_LENGTH = 64;
const BAD_REF = `"ref" must be a text of ${MAX_REF_LENGTH} characters at most.`;

/** Stands in a failure for the answer to `ice-servers`. */
const NO_ICE_SERVERS = { iceServers: [] } as const;

// Looser than the ids API Gateway gives today (16 characters, `=` at the end): their form is AWS's to change, and AWS
// itself refuses a malformed one. Strict enough to keep paths, lists and markup out.
const TARGET_GRAMMAR = /^[A-Za-z0-9_=-]{1,128}$/;

const RELAY_ERROR_CODES = [
  'peer-unavailable',
  'bad-request',
  'too-large',
  'rate-limited',
  'internal',
  'room-full',
  'room-refused',
  'not-supported',
  'unauthorized',
] as const;

const REFUSAL_REASONS = [
  'origin',
  'token-missing',
  'token-expired',
  'token-invalid',
  'door-failed',
  'door-new',
] as const;

/**
 * Why a connection is not let in.
 *
 * - `origin`: the page is on none of the origins that are allowed, or it is no page
 * - `token-missing`, `token-expired`: as the names say
 * - `token-invalid`: it is no token, not signed by a key of the door, for somebody else, or its claims can't be read
 * - `door-failed`: the door itself does not work, so that it has refused nobody: its keys can't be had, or it was set up wrong
 * - `door-new`: the connection is older than the door, and nobody has asked who it is
 */
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/**
 * Why the relay did not do what it was asked.
 *
 * - `peer-unavailable`: nobody has that address now
 * - `bad-request`: the request is malformed
 * - `too-large`: the envelope is above {@link MAX_ENVELOPE_BYTES}
 * - `rate-limited`: API Gateway is throttling; try again later
 * - `internal`: the relay could not reach what it needs, or got an answer it can't use
 * - `room-full`: two others are in the room
 * - `room-refused`: the sender is not in the room, or may not be
 * - `not-supported`: this relay was deployed without that service
 * - `unauthorized`: the relay does not let the sender in, and answers nothing else. Its message begins with the reason
 *   and a colon: see {@link RefusalReason}
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
  | ServiceRequest
  | {
      readonly kind: 'refused';
      readonly code: RelayErrorCode;
      readonly reason: string;
      readonly target: string | null;
      /** Only where the request was for a service. */
      readonly service?: ServiceFields;
      readonly ref?: string;
    };

/**
 * A request for one of the relay's services. On the wire `kind` is called `action`.
 *
 * - `join-room`: answered with the addresses of the others. `member` is a random text that one member keeps for as long as
 *   it is in the room: whoever joins with the same takes its own former address's place, and is still the same member.
 *   Nobody else ever sees it
 * - `leave-room`: not answered
 * - `send-to-room`: every other member gets `message`; answered only if it failed
 * - `ice-servers`: answered with STUN and TURN servers, and for how many seconds their credentials are good
 */
export type ServiceRequest =
  | {
      readonly kind: 'join-room' | 'leave-room';
      readonly room: string;
      readonly member: string;
      readonly ref?: string;
    }
  | {
      readonly kind: 'send-to-room';
      readonly room: string;
      readonly message: unknown;
      readonly ref?: string;
    }
  | { readonly kind: 'ice-servers'; readonly ref?: string };

/** What says which service a frame is about: `{room}`, `{iceServers}`, or nothing if it is about an address. */
export type ServiceFields =
  { readonly room: string } | { readonly iceServers: readonly [] } | Record<string, never>;

/**
 * What the relay tells a member about its room.
 *
 * - `members`: the addresses of all the others who are there now: the answer to `join-room`, and again at each change.
 *   `version` grows with each change of the room, since frames may overtake each other: what is older is old news
 * - `check`: somebody else wants to join. Who still is in the room says so by `join-room`, or loses its place
 */
export type RoomNews =
  { readonly members: readonly string[]; readonly version: number } | { readonly check: true };

/** One entry of the relay's answer to `ice-servers`, as `RTCIceServer` has it. */
export interface IceServer {
  readonly urls: readonly string[];
  readonly username?: string;
  readonly credential?: string;
}

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
  /** About a room or ICE servers, failures included: whoever has asked for that service reads it. */
  | { readonly kind: 'service'; readonly fields: Fields }
  | { readonly kind: 'unknown' };

/** The fields of a frame. What is in them is unchecked. */
export type Fields = Partial<Record<string, unknown>>;

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
  const fields = parseObject(text);
  const service = parseService(fields);
  if (service !== null) return service;
  const { connectionId: target, message, ref } = fields;
  if (target === undefined || message === undefined) return { kind: 'who-am-i' };
  const echo = typeof target === 'string' && target.length <= MAX_TARGET_LENGTH ? target : null;
  if (ref !== undefined && !isRef(ref)) {
    return refused('bad-request', BAD_REF, echo);
  }
  if (typeof target !== 'string' || !TARGET_GRAMMAR.test(target)) {
    return refused('bad-request', '"connectionId" must be one connection id.', echo, ref);
  }
  return { kind: 'relay', target, message, ...withRef(ref) };
}

/** `null` if the frame asks for none of the services: the tutorial's pages may have an `action` of their own. */
function parseService(fields: Fields): RelayRequest | null {
  const { action: kind, room, member, message, ref } = fields;
  const isRoomRequest = kind === 'join-room' || kind === 'leave-room' || kind === 'send-to-room';
  if (!isRoomRequest && kind !== 'ice-servers') return null;
  const isRoom = typeof room === 'string' && ROOM_GRAMMAR.test(room);
  const service = isRoomRequest ? (isRoom ? { room } : {}) : NO_ICE_SERVERS;
  const refuse = (reason: string) =>
    refused('bad-request', reason, null, isRef(ref) ? ref : undefined, service);
  if (ref !== undefined && !isRef(ref)) return refuse(BAD_REF);
  if (kind === 'ice-servers') return { kind, ...withRef(ref) };
  if (!isRoom) return refuse('"room" must be the base64url text of a SHA-256.');
  if (kind === 'send-to-room') {
    return message === undefined
      ? refuse('"message" is missing.')
      : { kind, room, message, ...withRef(ref) };
  }
  return typeof member === 'string' && MEMBER_GRAMMAR.test(member)
    ? { kind, room, member, ...withRef(ref) }
    : refuse('"member" must be a random text of 22 to 64 letters of base64url.');
}

/** Builds a request for a service. It does not measure: see {@link envelopeBytes}. */
export function encodeServiceRequest({ kind: action, ...fields }: ServiceRequest): string {
  return JSON.stringify({ action, ...fields });
}

/**
 * Builds a frame that tells a member about its room, or brings it a message of another member.
 *
 * @throws {RangeError} if the message is nested too deeply for the engine's `JSON.stringify`
 */
export function encodeRoomFrame(
  room: string,
  content: RoomNews | { readonly message: unknown; readonly from: string },
  ref?: string,
): string {
  return JSON.stringify({ room, ...content, ref });
}

/** Builds the answer to `ice-servers`. `ttl` is in seconds. */
export function encodeIceServers(
  iceServers: readonly IceServer[],
  ttl: number,
  ref?: string,
): string {
  return JSON.stringify({ iceServers, ttl, ref });
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
  service?: ServiceFields,
): string {
  return JSON.stringify({ error: { code, message }, connectionId: target, ...service, ref });
}

/** The reason that the message of an `unauthorized` failure begins with; `undefined` where it has none, or one unknown. */
export function refusalReason(message: string): RefusalReason | undefined {
  return REFUSAL_REASONS.find((reason) => message.startsWith(`${reason}:`));
}

/** Reads a frame from the relay or the gateway. It never throws: what it does not know is `unknown`. */
export function parseFrame(text: string): RelayFrame {
  const fields = parseObject(text);
  const { connectionId, message, from, error, requestId, messageId } = fields;
  // First, because the gateway's error frames have the keys of ours. The relay never sends these two.
  const failedRequest = requestId ?? messageId;
  if (typeof failedRequest === 'string') {
    return { kind: 'gateway-error', message: textOr('', message), requestId: failedRequest };
  }
  if ((fields['room'] ?? fields['iceServers']) !== undefined) return { kind: 'service', fields };
  if (error !== undefined) return parseFailure(error, connectionId);
  if (typeof from === 'string' && message !== undefined) return { kind: 'delivery', from, message };
  if (from === undefined && typeof connectionId === 'string') {
    if (message === undefined) return { kind: 'identity', connectionId };
    if (typeof message === 'string') return { kind: 'gateway-error', message, requestId: null };
  }
  return { kind: 'unknown' };
}

function parseFailure(error: unknown, target: unknown): RelayFrame {
  const failure = parseError(error);
  return failure
    ? { kind: 'failure', ...failure, target: textOr(null, target) }
    : { kind: 'unknown' };
}

/** Reads the `error` of a failure frame; `null` if it is none. */
export function parseError(
  error: unknown,
): { readonly code: RelayErrorCode; readonly message: string } | null {
  const { code, message } = fieldsOf(error);
  if (typeof code !== 'string') return null;
  // A newer relay may know more codes. The request was not fulfilled, and that must not go unnoticed.
  const known = RELAY_ERROR_CODES.find((known) => known === code) ?? 'internal';
  return { code: known, message: textOr('', message) };
}

function refused(
  code: RelayErrorCode,
  reason: string,
  target: string | null,
  ref?: string,
  service?: ServiceFields,
): RelayRequest {
  return { kind: 'refused', code, reason, target, ...(service && { service }), ...withRef(ref) };
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
