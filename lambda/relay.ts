import {
  encodeDelivery,
  encodeFailure,
  encodeIdentity,
  envelopeBytes,
  MAX_ENVELOPE_BYTES,
  type RelayErrorCode,
  type RelayRequest,
  type ServiceRequest,
} from '../src/signaling/api-gateway/wire-protocol.js';

/** The outcome of a POST to `@connections`: its HTTP status, or `null` if no answer came (timeout, network failure). */
export interface PostOutcome {
  readonly status: number | null;
}

/** Sends `text` to the connection `target`. A rejection counts as "no answer". */
export type Post = (target: string, text: string) => Promise<PostOutcome>;

/** What is no request for a service. */
export type AddressedRequest = Exclude<RelayRequest, ServiceRequest>;

/**
 * One line for the log. It contains no ids, no rooms and nothing of the message: SDP has IP addresses and secrets in it.
 * The adapter adds the size of the request, and hashes of the ids.
 */
export interface RelayRecord {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly type: 'who-am-i' | 'relay' | 'refused' | 'disconnect' | ServiceRequest['kind'];
  readonly outcome: 'answered' | 'delivered' | 'done' | RelayErrorCode;
  /** HTTP status of the POST, if there was one. */
  readonly status?: number | null;
  /** How many frames were posted, and how often the table was asked: what a request for a room costs. */
  readonly posts?: number;
  readonly tableCalls?: number;
  /** Name of the error behind it, if there was one. */
  readonly failure?: string;
  /** What to do about it, or what exactly is wrong. */
  readonly hint?: string;
}

export interface RelayResult {
  /** The frame for the sender, or `null`: a delivered message gets no answer. */
  readonly answer: string | null;
  /** The address that the message was for. It is not in the record: hash it before logging it. */
  readonly target: string | null;
  readonly record: RelayRecord;
}

const FORBIDDEN_HINT =
  'API Gateway refused the POST (403). If this happens with every message, the function lacks the permission ' +
  'execute-api:ManageConnections on this API and stage (see iam-policy.json), or the endpoint names another stage.';

/**
 * The relay of addressed messages: makes at most one POST for a request from `sender`, and returns the answer for the
 * sender. It keeps no state and never throws.
 */
export async function relay(
  sender: string,
  request: AddressedRequest,
  post: Post,
): Promise<RelayResult> {
  if (request.kind === 'who-am-i') {
    const record = { level: 'debug', type: 'who-am-i', outcome: 'answered' } as const;
    return { answer: encodeIdentity(sender), target: null, record };
  }

  const { target, ref } = request;
  const service = request.kind === 'refused' ? request.service : undefined;
  const refuse = (code: RelayErrorCode, reason: string): RelayResult => ({
    answer: encodeFailure(code, reason, target, ref, service),
    target,
    record: { level: 'warn', type: 'refused', outcome: code, hint: reason },
  });

  if (request.kind === 'refused') return refuse(request.code, request.reason);
  if (request.target === sender) return refuse('bad-request', 'The target is the sender itself.');

  let delivery: string;
  try {
    delivery = encodeDelivery(request.message, sender);
  } catch {
    // JSON.parse accepts more levels than JSON.stringify, which fails with a RangeError.
    return refuse('bad-request', 'The message is nested too deeply.');
  }
  // JSON.stringify writes a number such as 1e20 out in full, so a message can grow on its way through the relay.
  if (envelopeBytes(delivery) > MAX_ENVELOPE_BYTES) {
    return refuse(
      'too-large',
      `Written out, the message has more than ${MAX_ENVELOPE_BYTES} bytes.`,
    );
  }

  let status: number | null = null;
  try {
    ({ status } = await post(request.target, delivery));
  } catch {
    // No answer came. The adapter logs the cause, which may contain addresses.
  }
  const failure = failureOf(status);
  if (!failure) {
    const record = { level: 'info', type: 'relay', outcome: 'delivered', status } as const;
    return { answer: null, target, record };
  }
  const { code, reason, level, hint } = failure;
  return {
    answer: encodeFailure(code, reason, target, ref),
    target,
    record: { level, type: 'relay', outcome: code, status, ...(hint ? { hint } : {}) },
  };
}

/** What a POST that was not taken means to the sender, and to the relay's operator. */
export interface Failure {
  readonly code: RelayErrorCode;
  readonly reason: string;
  readonly level: RelayRecord['level'];
  readonly hint?: string;
}

/** Judges a POST by its status (see {@link PostOutcome}); `null` if it was taken. */
export function failureOf(status: number | null): Failure | null {
  if (status !== null && status >= 200 && status < 300) return null;
  switch (status) {
    case 410: // closed, or never existed
    case 400: // not a connection id
      return { code: 'peer-unavailable', reason: 'Nobody has this address now.', level: 'info' };
    case 403:
      // The sender can do nothing about a missing permission, but the relay's operator must be able to see it.
      return {
        code: 'peer-unavailable',
        reason: 'Nobody has this address now.',
        level: 'error',
        hint: FORBIDDEN_HINT,
      };
    case 413:
      return {
        code: 'too-large',
        reason: 'API Gateway found the message too large.',
        level: 'warn',
      };
    case 429:
      return { code: 'rate-limited', reason: 'Too many messages; try again later.', level: 'warn' };
    case null:
      return {
        code: 'internal',
        reason: 'The relay got no answer from API Gateway.',
        level: 'error',
        hint: 'No answer from the management API: see AWS_REGION, AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI and the network.',
      };
    default:
      return {
        code: 'internal',
        reason: 'API Gateway could not deliver the message.',
        level: 'error',
      };
  }
}
