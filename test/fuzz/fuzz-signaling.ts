import type { JsonValue } from '../../src/internal/json-value.js';
import { SignalingClient } from '../../src/signaling/signaling-client.js';

/** The callee's way to the relay: what comes is said by the walk, what goes out is shown to it. */
export class FuzzSignaling extends SignalingClient {
  onSent: ((to: string, message: JsonValue) => void) | null = null;

  constructor(id: string) {
    super();
    this.changeId(id);
    this.changeState('open');
  }

  override open(): Promise<string> {
    return Promise.resolve(this.id ?? '');
  }

  override close(): void {
    this.changeState('closed');
  }

  override async send(to: string, message: JsonValue): Promise<void> {
    // A copy, as on every wire.
    this.onSent?.(to, JSON.parse(JSON.stringify(message)) as JsonValue);
  }

  /** A message arrives. */
  hear(from: string, message: JsonValue): void {
    this.receive(from, message);
  }
}
