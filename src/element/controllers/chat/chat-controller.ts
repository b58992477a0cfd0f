import type { ReactiveController } from 'lit';
import type { PeerCall } from '../../../call/peer-call.js';
import { systemClock } from '../../../internal/clock.js';
import { createRandomText } from '../../../internal/random-text.js';
import { RateLimit } from '../../../internal/rate-limit.js';
import { cleanText } from '../../texts/clean-text.js';
import { ChatLog, type ChatThing } from './chat-log.js';
import { ChatMessageEvent } from './chat-message-event.js';
import {
  CHAT_TOPIC,
  MAX_TEXT_LENGTH,
  readChatText,
  writeChatText,
  type ChatMessage,
} from './chat-message.js';
import { dropOldChat, keepChat, takeChat } from './chat-note.js';
import { ChatPreview } from './chat-preview.js';
import { ChatScroll } from './chat-scroll.js';
import type { PanelHost } from '../host/panel-controller.js';

export interface ChatHost extends PanelHost {
  readonly resume: boolean;
}

/** More than a call keeps while its connection is down (192), which may come at once; what comes faster is a flood. */
const MAX_INCOMING = 200;
const WINDOW_MS = 10_000;

/** The messages of the call that is shown, and what the chat shows of them. */
export class ChatController<Thing extends ChatThing> implements ReactiveController {
  readonly scroll: ChatScroll;
  readonly preview: ChatPreview<ChatMessage | Thing>;
  /** What stands in the input. It outlasts the panel. */
  draft = '';
  readonly #host: ChatHost;
  readonly #log = new ChatLog<Thing>();
  readonly #whole = new Set<string>();
  #call: PeerCall | null = null;
  /** Of the call that the log is of. */
  #callId: string | null = null;
  #listeners = new AbortController();
  #incoming = new RateLimit(systemClock, MAX_INCOMING, WINDOW_MS);
  #unread = 0;
  #isTooLong = false;
  #initialDraft = '';

  constructor(host: ChatHost) {
    this.#host = host;
    const update = () => host.requestUpdate();
    this.scroll = new ChatScroll(update);
    this.preview = new ChatPreview(
      update,
      () => !!this.#find('.chat-preview:is(:hover, :focus-within)'),
    );
    host.addController(this);
  }

  get entries(): readonly (ChatMessage | Thing)[] {
    return this.#log.entries;
  }

  /** How much of what has come was not on the screen yet. */
  get unread(): number {
    return this.#unread;
  }

  /** Whether what the user wanted to send can't be sent for its length. */
  get isTooLong(): boolean {
    return this.#isTooLong;
  }

  /** What the input has when it comes. Set again while somebody writes, it would move the caret in some browsers. */
  get initialDraft(): string {
    return this.#initialDraft;
  }

  hostConnected(): void {
    addEventListener('pagehide', this.#keep);
  }

  hostDisconnected(): void {
    removeEventListener('pagehide', this.#keep);
    this.preview.hide();
  }

  hostUpdate(): void {
    const { call } = this.#host;
    if (call !== this.#call) this.#follow(call);
    if (call?.state === 'connected') this.#settle('sent');
    if (call?.state === 'ended' && call.endReason !== 'replaced') this.#settle('failed');
    if (!this.#panel) this.#initialDraft = this.draft;
  }

  hostUpdated(): void {
    this.scroll.follow(this.#find('.chat-log'));
    if (!this.#panel) return;
    // An open chat shows neither: nothing has to be rendered again.
    this.preview.clear();
    if (this.scroll.isAtEnd) this.#unread = 0;
  }

  /** Sends what the user has written. Returns whether it stands in the list now; if not, it stays in the input. */
  send(text: string): boolean {
    const clean = cleanText(text).trim();
    if (this.#host.call === null || clean === '') return false;
    const message: ChatMessage = {
      kind: 'text',
      id: createRandomText(),
      text: clean,
      from: 'local',
      timeMs: Date.now(),
      state: 'failed',
    };
    const sent = clean.length <= MAX_TEXT_LENGTH ? this.#post(message) : 'too-long';
    this.#isTooLong = sent === 'too-long';
    this.#host.requestUpdate();
    if (sent === 'too-long') return false;
    this.#log.add(sent);
    this.scroll.toEnd();
    this.#tell(sent);
    return true;
  }

  /** Sends a message once more that has failed. */
  retry(message: ChatMessage): void {
    const sent = this.#post(message);
    if (sent === 'too-long') return;
    this.#log.replace(message, sent);
    this.#host.requestUpdate();
    this.#tell(sent);
  }

  /** Something else has come into the chat, or was put into it here. */
  place(thing: Thing): void {
    this.#log.add(thing);
    if (thing.from === 'local') this.scroll.toEnd();
    else this.#arrived(thing);
    this.#host.requestUpdate();
  }

  /** Something has become of what stands in the chat. */
  mention(thing: Thing): void {
    if (!this.#panel) this.preview.show(thing);
  }

  /** What has been written fits again, or may do so. */
  written(text: string): void {
    this.draft = text;
    if (!this.#isTooLong) return;
    this.#isTooLong = false;
    this.#host.requestUpdate();
  }

  /** Whether a long message is shown as a whole. */
  isWhole({ id }: ChatMessage): boolean {
    return this.#whole.has(id);
  }

  toggleWhole({ id }: ChatMessage): void {
    if (!this.#whole.delete(id)) this.#whole.add(id);
    this.#host.requestUpdate();
  }

  #follow(call: PeerCall | null): void {
    this.#listeners.abort();
    this.#listeners = new AbortController();
    this.#call = call;
    const noted = call ? takeChat(call.id) : [];
    // A page that comes out of the browser's cache goes on with its call.
    if (call?.id !== this.#callId) {
      this.#clear();
      for (const message of noted) this.#log.add(message);
    }
    this.#callId = call?.id ?? null;
    const { signal } = this.#listeners;
    call?.onTopic(CHAT_TOPIC, (data) => this.#take(data), { signal });
  }

  #clear(): void {
    this.#log.clear();
    this.#whole.clear();
    this.preview.hide();
    this.#incoming = new RateLimit(systemClock, MAX_INCOMING, WINDOW_MS);
    this.#unread = 0;
    this.draft = '';
    this.#isTooLong = false;
  }

  #take(data: string): void {
    if (!this.#incoming.spend()) return;
    const read = readChatText(data);
    if (read === null || this.#log.has('remote', read.id)) return;
    const message: ChatMessage = {
      kind: 'text',
      ...read,
      from: 'remote',
      timeMs: Date.now(),
      state: 'sent',
    };
    this.#log.add(message);
    this.#arrived(message);
    this.#host.requestUpdate();
    this.#tell(message);
  }

  #arrived(entry: ChatMessage | Thing): void {
    this.#unread += 1;
    if (!this.#panel) this.preview.show(entry);
  }

  #post(message: ChatMessage): ChatMessage | 'too-long' {
    const { call } = this.#host;
    try {
      call?.sendMessage(writeChatText(message), CHAT_TOPIC);
      const state = call?.state === 'reconnecting' ? 'waiting' : 'sent';
      return { ...message, state };
    } catch (error) {
      // In characters it was short enough; some need many bytes.
      const isTooLong = (error as { code?: unknown }).code === 'message-too-large';
      return isTooLong ? 'too-long' : { ...message, state: 'failed' };
    }
  }

  #tell({ text, from, state }: ChatMessage): void {
    if (state !== 'failed') this.#host.dispatchEvent(new ChatMessageEvent(text, from));
  }

  /** The connection is back, or will not come back. */
  #settle(state: 'sent' | 'failed'): void {
    for (const message of this.#log.messages) {
      if (message.state === 'waiting') this.#log.replace(message, { ...message, state });
    }
  }

  /** The page is being left. A call that the next page goes on with has ended here by then, as `replaced`. */
  readonly #keep = (): void => {
    const call = this.#call;
    // It may have another one by now: both may have dialled at once.
    this.#callId = call?.id ?? null;
    const goesOn = call && (call.state !== 'ended' || call.endReason === 'replaced');
    if (goesOn && this.#host.resume) keepChat(call.id, this.#log.messages);
    else dropOldChat();
  };

  get #panel(): HTMLElement | null {
    return this.#find('[part~=chat]');
  }

  #find(selector: string): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(selector);
  }
}
