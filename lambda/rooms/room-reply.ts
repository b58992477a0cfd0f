import {
  encodeFailure,
  type RelayErrorCode,
  type ServiceRequest,
} from '../../src/signaling/api-gateway/wire-protocol.js';
import { failureName } from '../failure-name.js';
import type { RelayRecord } from '../relay.js';
import type { RoomScope } from './room-scope.js';
import { RoomsError, type RoomsErrorCode } from './room-store.js';

/** A request about a room. */
export type RoomRequest = Extract<ServiceRequest, { readonly room: string }>;

/** What comes of a request; the scope knows what it took. */
export interface RoomReply {
  readonly answer: string | null;
  readonly level: RelayRecord['level'];
  readonly outcome: RelayRecord['outcome'];
  readonly failure?: string;
  readonly hint?: string;
}

const LEVELS: readonly RelayRecord['level'][] = ['debug', 'info', 'warn', 'error'];

const FOREIGN_HINT = 'An item in the table is none that this relay writes. It counts as absent.';
const TABLE_HINT =
  'See ROOMS_TABLE, the region, and whether the role may dynamodb:GetItem, PutItem and DeleteItem (see iam-policy.json).';

const ERRORS: Readonly<
  Record<RoomsErrorCode, { code: RelayErrorCode; reason: string; level: RelayRecord['level'] }>
> = {
  throttled: {
    code: 'rate-limited',
    reason: 'The rooms have too much to do now; try again in a moment.',
    level: 'warn',
  },
  contended: {
    code: 'rate-limited',
    reason: 'Too many come and go in this room now; try again in a moment.',
    level: 'warn',
  },
  unavailable: {
    code: 'internal',
    reason: 'The relay can not reach its rooms now. Calls by address still work.',
    level: 'error',
  },
  slow: {
    code: 'internal',
    reason: 'The rooms took too long; it is not known what came of it. Try again.',
    level: 'error',
  },
};

export function refuse(
  { room, ref }: RoomRequest,
  code: RelayErrorCode,
  reason: string,
  level: RelayRecord['level'] = 'warn',
): RoomReply {
  return { answer: encodeFailure(code, reason, null, ref, { room }), level, outcome: code };
}

/** What the sender hears if the table failed, and what the operator reads. */
export function replyToError(error: unknown, request: RoomRequest | null): RoomReply {
  const kind = error instanceof RoomsError ? error.code : 'unavailable';
  const { code, reason, level } = ERRORS[kind];
  return {
    answer: request && refuse(request, code, reason).answer,
    level,
    outcome: code,
    failure: causeOf(error),
    ...(kind === 'unavailable' ? { hint: TABLE_HINT } : {}),
  };
}

/** Adds to a reply what happened on the way. */
export function recordOf(
  type: RelayRecord['type'],
  { answer: _, ...reply }: RoomReply,
  { posts, tableCalls, postFailure, hasForeignItem, lapse }: RoomScope,
): RelayRecord {
  const levels = [
    reply.level,
    ...(hasForeignItem || lapse !== null ? ['warn' as const] : []),
    ...(postFailure ? [postFailure.level] : []),
  ];
  const hint = reply.hint ?? postFailure?.hint ?? (hasForeignItem ? FOREIGN_HINT : undefined);
  return {
    ...(lapse === null ? {} : { failure: causeOf(lapse) }),
    ...reply,
    level: LEVELS.findLast((level) => levels.includes(level)) ?? reply.level,
    type,
    ...(postFailure ? { status: postFailure.status } : {}),
    ...(hint === undefined ? {} : { hint }),
    posts,
    tableCalls,
  };
}

function causeOf(error: unknown): string {
  return error instanceof RoomsError ? failureName(error.cause ?? error) : failureName(error);
}
