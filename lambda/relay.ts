import {
  encodeDelivery,
  encodeFailure,
  encodeIdentity,
  envelopeBytes,
  MAX_ENVELOPE_BYTES,
  parseRequest,
  type RelayErrorCode,
} from '../src/signaling/api-gateway/wire-protocol.js';

/** What became of a POST to `@connections`: its HTTP status, or `null` if no answer came (time-out, network failure). */
export interface PostOutcome {
  readonly status: number | null;
}

/** Sends `text` to the connection `target`. A rejection counts as "no answer". */
export type Post = (target: string, text: string) => Promise<PostOutcome>;

/** One line for the log. It has neither ids nor anything of the message: SDP holds IP addresses and secrets. */
export interface RelayRecord {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly type: 'who-am-i' | 'relay' | 'refused';
  /** Size of the request, in bytes of UTF-8. */
  readonly bytes: number;
  readonly outcome: 'answered' | 'delivered' | RelayErrorCode;
  /** HTTP status of the POST, where there was one. */
  readonly status?: number | null;
  /** What to do about it, or what exactly was wrong. */
  readonly hint?: string;
}

export interface RelayResult {
  /** The frame that the sender is to get, or `null`: a message that was delivered is answered with nothing. */
  readonly answer: string | null;
  /** The address that was asked for. It is no part of the record: hash it before logging it. */
  readonly target: string | null;
  readonly record: RelayRecord;
}

const FORBIDDEN_HINT =
  'API Gateway refused the POST (403). If this happens with every message, the function lacks the permission ' +
  'execute-api:ManageConnections on this API and stage (see iam-policy.json), or the endpoint names another stage.';

/**
 * The whole relay: reads one frame of `sender`, makes at most one POST, and says what the sender is to be answered.
 * It keeps no state and never throws.
 */
export async function relay(sender: string, body: string, post: Post): Promise<RelayResult> {
  const bytes = envelopeBytes(body);
  const request = parseRequest(body);

  if (request.kind === 'who-am-i') {
    const record = { level: 'debug', type: 'who-am-i', bytes, outcome: 'answered' } as const;
    return { answer: encodeIdentity(sender), target: null, record };
  }

  const { target, ref } = request;
  const refuse = (code: RelayErrorCode, reason: string): RelayResult => ({
    answer: encodeFailure(code, reason, target, ref),
    target,
    record: { level: 'warn', type: 'refused', bytes, outcome: code, hint: reason },
  });

  if (request.kind === 'refused') return refuse(request.code, request.reason);
  if (request.target === sender) return refuse('bad-request', 'The target is the sender itself.');

  let delivery: string;
  try {
    delivery = encodeDelivery(request.message, sender);
  } catch {
    // JSON.parse takes more levels than JSON.stringify, whose recursion ends in a RangeError.
    return refuse('bad-request', 'The message is nested too deeply.');
  }
  // A number such as 1e20 is written out in full, so a message can grow on its way through.
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
    // No answer. The cause is the adapter's to log: it may name addresses.
  }
  const failure = failureOf(status);
  if (!failure) {
    const record = { level: 'info', type: 'relay', bytes, outcome: 'delivered', status } as const;
    return { answer: null, target, record };
  }
  const { code, reason, level, hint } = failure;
  return {
    answer: encodeFailure(code, reason, target, ref),
    target,
    record: { level, type: 'relay', bytes, outcome: code, status, ...(hint ? { hint } : {}) },
  };
}

interface Failure {
  readonly code: RelayErrorCode;
  readonly reason: string;
  readonly level: RelayRecord['level'];
  readonly hint?: string;
}

function failureOf(status: number | null): Failure | null {
  if (status !== null && status >= 200 && status < 300) return null;
  switch (status) {
    case 410: // closed, or never existed
    case 400: // not an id of API Gateway's at all
      return { code: 'peer-unavailable', reason: 'Nobody has this address now.', level: 'info' };
    case 403:
      // The sender can do nothing about a missing permission, but whoever runs the relay must be able to see it.
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
