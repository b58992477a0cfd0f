import type { JsonValue } from '../../src/internal/json-value.js';
import { SignalingClient } from '../../src/signaling/signaling-client.js';
import type { SignalingError } from '../../src/signaling/signaling-error.js';
import type { SignalingState } from '../../src/signaling/signaling-events.js';

/** Signaling that opens, fails and reconnects when the test says so. By default it opens at once as `own-1`. */
export class FakeSignaling extends SignalingClient {
  openCount = 0;
  closeCount = 0;
  /** `open()` is rejected with this while it is set. */
  failure: SignalingError | null = null;
  /** `false`: `open()` stays under way. */
  opens = true;

  async open(): Promise<string> {
    this.openCount++;
    this.changeState('connecting');
    if (this.failure) {
      this.changeState('closed');
      throw this.failure;
    }
    if (!this.opens) return new Promise(() => {});
    this.become('own-1');
    return 'own-1';
  }

  close(): void {
    this.closeCount++;
    this.changeState('closed');
  }

  async send(_to: string, _message: JsonValue): Promise<void> {}

  become(id: string): void {
    this.changeId(id);
    this.changeState('open');
  }

  /** A message has come. */
  deliver(from: string, message: JsonValue): void {
    this.receive(from, message);
  }

  move(state: SignalingState): void {
    this.changeState(state);
  }
}
