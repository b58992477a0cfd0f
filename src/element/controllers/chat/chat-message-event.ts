/**
 * There is a new message in the chat. Bubbles. It is made in a file that is fetched, so that `instanceof` says nothing: the
 * class is here for its type.
 */
export class ChatMessageEvent extends Event {
  /** As it is shown: without control characters, and at most 10,000 characters long. Of `remote`, the peer's word. */
  readonly text: string;
  readonly from: 'local' | 'remote';

  constructor(text: string, from: 'local' | 'remote') {
    super('chat-message', { bubbles: true, composed: true });
    this.text = text;
    this.from = from;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'chat-message': ChatMessageEvent;
  }
}
