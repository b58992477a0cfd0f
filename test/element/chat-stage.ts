import { writeChatText } from '../../src/element/controllers/chat/chat-message.js';
import type { FakePeerCall } from '../support/fake-peer-call.js';
import { until } from '../support/until.js';
import { elementInCall, findPart, part, type FakedElement } from './fixtures.js';

/** The chat as its user meets it. */
export class ChatStage {
  readonly element: FakedElement;
  readonly call: FakePeerCall;
  #said = 0;

  constructor(element: FakedElement, call: FakePeerCall) {
    this.element = element;
    this.call = call;
  }

  get button(): HTMLButtonElement {
    return part<HTMLButtonElement>(this.element, 'chat-button');
  }

  get panel(): HTMLElement {
    return part(this.element, 'chat');
  }

  get input(): HTMLTextAreaElement {
    return part<HTMLTextAreaElement>(this.element, 'chat-input');
  }

  get list(): HTMLElement {
    return this.panel.querySelector<HTMLElement>('[role=log]')!;
  }

  get messages(): HTMLElement[] {
    return [...this.panel.querySelectorAll<HTMLElement>('li')];
  }

  /** What is written in the messages, one after the other. */
  get texts(): string[] {
    return this.messages.map((message) => message.querySelector('.words')?.textContent ?? '');
  }

  get badge(): string | null {
    return this.button.querySelector('.badge')?.textContent ?? null;
  }

  get preview(): HTMLElement {
    return this.element.renderRoot.querySelector<HTMLElement>('.chat-preview')!;
  }

  get focused(): Element | null | undefined {
    return this.element.shadowRoot?.activeElement;
  }

  /** What was sent to the other side. */
  get sent(): string[] {
    return this.call.requests
      .filter(([name, , topic]) => name === 'sendMessage' && topic === 'chat')
      .map(([, data]) => (JSON.parse(String(data)) as { text: string }).text);
  }

  async open(): Promise<void> {
    this.button.focus();
    this.button.click();
    await until(() => findPart(this.element, 'chat-input'), 'the panel');
    await this.element.updateComplete;
  }

  async close(): Promise<void> {
    this.button.click();
    await this.element.updateComplete;
  }

  /** The other side writes. */
  async hears(text: string, id = `peer-${(this.#said += 1)}`): Promise<void> {
    this.call.receive('chat', writeChatText({ id, text }));
    await this.settled();
  }

  async types(text: string): Promise<void> {
    this.input.focus();
    this.input.value = text;
    this.input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await this.settled();
  }

  async presses(key: string, init: KeyboardEventInit = {}): Promise<KeyboardEvent> {
    const all = { key, bubbles: true, composed: true, cancelable: true, ...init };
    const event = new KeyboardEvent('keydown', all);
    (this.focused ?? this.element).dispatchEvent(event);
    await this.settled();
    return event;
  }

  async writes(text: string): Promise<void> {
    await this.types(text);
    await this.presses('Enter');
  }

  /** An update may bring another one with it. */
  async settled(): Promise<void> {
    while (!(await this.element.updateComplete));
  }
}

export async function chatStage(lang = 'en'): Promise<ChatStage> {
  const { element, call } = await elementInCall('connected', lang);
  // The first call of a page waits for its files, but not for ever.
  await until(() => findPart(element, 'chat-button'), 'the files of a call');
  return new ChatStage(element, call);
}

/** With the panel open. */
export async function openChat(lang = 'en'): Promise<ChatStage> {
  const stage = await chatStage(lang);
  await stage.open();
  return stage;
}
