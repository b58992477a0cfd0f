/**
 * A recording of a call is done. The element offers to save it; `preventDefault()` keeps it from that, for a page that
 * keeps the file itself. Bubbles, and crosses shadow roots.
 */
export class CallRecordedEvent extends Event {
  /** Both pictures and all that was said. */
  readonly file: Blob;
  /** A name for it, with the time, as in `call-2026-11-28-06-45-12.mp4`. */
  readonly name: string;

  constructor(file: Blob, name: string) {
    super('call-recorded', { bubbles: true, composed: true, cancelable: true });
    this.file = file;
    this.name = name;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'call-recorded': CallRecordedEvent;
  }
}
