import { isJsonObject, parseJson } from '../../../internal/json-value.js';
import { cleanText, cutText } from '../../texts/clean-text.js';

/** The topic that both sides send it under. */
export const CHAT_TOPIC = 'chat';

/** The most that one message has, in characters (UTF-16). */
export const MAX_TEXT_LENGTH = 10_000;

const MAX_ID_LENGTH = 64;

/** What goes over the wire. */
export interface ChatText {
  /** Tells the messages of one side apart. */
  readonly id: string;
  readonly text: string;
}

/**
 * What the user sees of it. `waiting`: the connection is down, and it goes out when that is back. `sent`: it is on its way,
 * and arrives unless the call ends first.
 */
export type ChatMessageState = 'waiting' | 'sent' | 'failed';

export interface ChatMessage extends ChatText {
  readonly kind: 'text';
  readonly from: 'local' | 'remote';
  /** When it was written here, or has come: milliseconds since 1970. */
  readonly timeMs: number;
  readonly state: ChatMessageState;
}

export function writeChatText({ id, text }: ChatText): string {
  return JSON.stringify({ id, text });
}

/** Rebuilds what the peer has sent; `null` if it is none. */
export function readChatText(data: unknown): ChatText | null {
  const value = parseJson(data);
  if (!isJsonObject(value)) return null;
  const { id, text } = value;
  if (typeof id !== 'string' || id === '' || id.length > MAX_ID_LENGTH) return null;
  if (typeof text !== 'string') return null;
  const clean = cutText(cleanText(text).trim(), MAX_TEXT_LENGTH);
  return clean === '' ? null : { id, text: clean };
}
