import type { ReactiveController } from 'lit';
import { isUp } from '../../call-phase.js';
import type { ToolsHost } from '../host/tools-host.js';

/** Keeps the screen on while a call is up, where browsers can do that. */
export class ScreenWakeLock implements ReactiveController {
  readonly #host: ToolsHost;
  #lock: WakeLockSentinel | null = null;
  #isAsking = false;
  #listeners = new AbortController();

  constructor(host: ToolsHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    const { ownerDocument } = this.#host;
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    // Browsers take it away from a page that is not seen, and give it to none.
    ownerDocument.addEventListener('visibilitychange', () => this.hostUpdated(), { signal });
  }

  hostUpdated(): void {
    if (!this.#isWanted) this.#release();
    else if (this.#lock === null && !this.#isAsking) void this.#ask();
  }

  hostDisconnected(): void {
    this.#listeners.abort();
    this.#release();
  }

  get #isWanted(): boolean {
    const { call, isConnected, ownerDocument } = this.#host;
    return (
      isConnected && call !== null && isUp(call) && ownerDocument.visibilityState === 'visible'
    );
  }

  async #ask(): Promise<void> {
    const { navigator } = this.#host.ownerDocument.defaultView ?? {};
    if (!navigator || !('wakeLock' in navigator)) return;
    this.#isAsking = true;
    try {
      const lock = await navigator.wakeLock.request('screen');
      this.#lock = lock;
      lock.addEventListener('release', () => {
        if (lock === this.#lock) this.#lock = null;
      });
    } catch {
      // The battery is low, or the page may not: the screen goes out as it always does.
    }
    this.#isAsking = false;
    // The call may have ended meanwhile.
    if (!this.#isWanted) this.#release();
  }

  #release(): void {
    void this.#lock?.release().catch(() => undefined);
    this.#lock = null;
  }
}
