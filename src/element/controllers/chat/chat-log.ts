import type { ChatMessage } from './chat-message.js';

/** What is kept; the oldest go first. In characters, all messages together: ten of the longest, or thousands of usual ones. */
const MAX_ENTRIES = 500;
const MAX_CHARACTERS = 500_000;

/** What stands in the chat besides messages. */
export interface ChatThing {
  readonly id: string;
  readonly from: 'local' | 'remote';
  readonly timeMs: number;
  /** Whether it may not go yet: something is still to be done with it. */
  readonly isOpen: boolean;
}

/** The messages of one call, and what else stands between them, in the order in which they came. */
export class ChatLog<Thing extends ChatThing> {
  #entries: readonly (ChatMessage | Thing)[] = [];
  #characters = 0;

  get entries(): readonly (ChatMessage | Thing)[] {
    return this.#entries;
  }

  get messages(): readonly ChatMessage[] {
    return this.#entries.filter(isMessage);
  }

  /** Whether there is such a message of this side already. */
  has(from: 'local' | 'remote', id: string): boolean {
    return this.#entries.some((entry) => entry.from === from && entry.id === id);
  }

  add(entry: ChatMessage | Thing): void {
    this.#entries = [...this.#entries, entry];
    this.#characters += lengthOf(entry);
    while (this.#entries.length > MAX_ENTRIES || this.#characters > MAX_CHARACTERS) {
      const oldest = this.#entries.find((one) => isMessage(one) || !one.isOpen);
      if (oldest === undefined) return;
      this.remove(oldest);
    }
  }

  replace(old: ChatMessage, by: ChatMessage): void {
    this.#entries = this.#entries.map((entry) => (entry === old ? by : entry));
  }

  remove(gone: ChatMessage | Thing): void {
    if (!this.#entries.includes(gone)) return;
    this.#entries = this.#entries.filter((entry) => entry !== gone);
    this.#characters -= lengthOf(gone);
  }

  clear(): void {
    this.#entries = [];
    this.#characters = 0;
  }
}

export function isMessage(entry: ChatMessage | ChatThing): entry is ChatMessage {
  return 'text' in entry;
}

function lengthOf(entry: ChatMessage | ChatThing): number {
  return isMessage(entry) ? entry.text.length : 0;
}
