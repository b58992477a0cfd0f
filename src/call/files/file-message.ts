import { isJsonObject, parseJson } from '../../internal/json-value.js';

/** Files are hashed, and gone on with, by blocks of so many bytes. */
export const BLOCK_SIZE = 256 * 1024;

const STOP_REASONS = [
  'declined',
  'cancelled',
  'too-large',
  'too-many',
  'not-supported',
  'unreadable',
  'damaged',
  'gone',
] as const;

/** Why a transfer is over before it is complete. The end of the call needs no word. */
export type StopReason = (typeof STOP_REASONS)[number] | 'call-ended';

/**
 * What the two sides say about files, under the topic `files`. The receiver leads: it says from where on it wants the bytes,
 * when it has accepted, and again whenever its connection is another one. Each such request is a run with a number of its own.
 */
export type FileMessage =
  | {
      readonly type: 'offer';
      readonly id: number;
      readonly name: string;
      readonly size: number;
      readonly mime: string;
    }
  /** The offer has arrived. */
  | { readonly type: 'seen'; readonly id: number }
  | {
      readonly type: 'send';
      readonly id: number;
      readonly run: number;
      readonly offset: number;
    }
  /** The sender's connection is another one: where does the receiver stand? */
  | { readonly type: 'resume'; readonly id: number }
  | { readonly type: 'complete'; readonly id: number }
  | {
      readonly type: 'stop';
      readonly id: number;
      readonly reason: StopReason;
      /** Of `too-large`: the most that this side takes, in bytes. */
      readonly limit?: number | undefined;
    };

/** Rebuilds a message from what the peer has sent; `null` if it is none. */
export function parseFileMessage(text: string): FileMessage | null {
  const message = parseJson(text);
  if (!isJsonObject(message)) return null;
  const { type, id, name, size, mime, run, offset, reason, limit } = message;
  if (!isNumber(id)) return null;
  switch (type) {
    case 'offer':
      return typeof name === 'string' && typeof mime === 'string' && isCount(size)
        ? { type, id, name, size, mime }
        : null;
    case 'send':
      return isNumber(run) && isCount(offset) && offset % BLOCK_SIZE === 0
        ? { type, id, run, offset }
        : null;
    case 'seen':
    case 'resume':
    case 'complete':
      return { type, id };
    case 'stop': {
      const known = STOP_REASONS.find((word) => word === reason);
      const isLimit = known === 'too-large' && isCount(limit);
      return { type, id, reason: known ?? 'cancelled', limit: isLimit ? limit : undefined };
    }
    default:
      return null;
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** 32 bits: it goes with every piece of the file. */
function isNumber(value: unknown): value is number {
  return isCount(value) && value < 2 ** 32;
}
