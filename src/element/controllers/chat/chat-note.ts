import { isJsonObject, parseJson } from '../../../internal/json-value.js';
import { readChatText, writeChatText, type ChatMessage } from './chat-message.js';

// sessionStorage belongs to one tab, and can be written while the page unloads.
const KEY = 'p2p-video-call:chat';

/** In characters; browsers give a page 5 MB, of which most is the page's own. */
const MAX_LENGTH = 200_000;

/** How long a page may take to load again, in milliseconds. The call itself looks at that more closely. */
const MAX_AWAY_MS = 10 * 60_000;

/** Writes down what was said in a call, for the next page in this tab. */
export function keepChat(callId: string, messages: readonly ChatMessage[]): void {
  const latest = latestOf(messages);
  if (latest.length === 0) return;
  try {
    const note = { callId, atMs: Date.now(), messages: latest };
    sessionStorage.setItem(KEY, JSON.stringify(note));
  } catch {
    // A page without storage: the chat begins anew.
  }
}

function latestOf(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  let length = 0;
  const last = messages.findLastIndex(({ text }) => (length += text.length) > MAX_LENGTH);
  return messages.slice(last + 1);
}

/** Takes out what was written down of this call. What is there of another one is gone after that. */
export function takeChat(callId: string): ChatMessage[] {
  try {
    const note = parseJson(sessionStorage.getItem(KEY));
    sessionStorage.removeItem(KEY);
    if (!isJsonObject(note) || note.callId !== callId || !Array.isArray(note.messages)) return [];
    if (!isRecent(note.atMs)) return [];
    return note.messages.map(readMessage).filter((message) => message !== null);
  } catch {
    return [];
  }
}

/** Removes what nobody came back to in time. */
export function dropOldChat(): void {
  try {
    const note = parseJson(sessionStorage.getItem(KEY));
    if (isJsonObject(note) && !isRecent(note.atMs)) sessionStorage.removeItem(KEY);
  } catch {
    // There is no storage, and so nothing in it.
  }
}

function isRecent(atMs: unknown): boolean {
  const ageMs = Date.now() - Number(atMs);
  return ageMs >= 0 && ageMs < MAX_AWAY_MS;
}

/** Another version of the library, or the page itself, may have written it. */
function readMessage(value: unknown): ChatMessage | null {
  if (!isJsonObject(value)) return null;
  const { id, text, from, timeMs, state } = value;
  const read = readChatText(writeChatText({ id, text } as ChatMessage));
  if (read === null || !Number.isFinite(timeMs)) return null;
  return {
    kind: 'text',
    ...read,
    from: from === 'local' ? from : 'remote',
    timeMs: timeMs as number,
    // What waited waits in the call, which goes on.
    state: state === 'failed' || state === 'waiting' ? state : 'sent',
  };
}
