import type { Clock } from '../internal/clock.js';
import type { CallTiming } from './call-options.js';

export interface ConnectionMonitorOptions {
  readonly connection: RTCPeerConnection;
  readonly channel: RTCDataChannel;
  readonly clock: Clock;
  readonly timing: CallTiming;
  /** Media and data flow, for the first time or again. */
  readonly onUp: () => void;
  /** The path is down; ICE is being restarted. */
  readonly onDown: () => void;
  /** The path never came up within the setup time. */
  readonly onSetupFailed: () => void;
  /** The path has been down for too long. */
  readonly onLost: () => void;
}

/**
 * Watches the path to the peer, and restarts ICE when it is down.
 *
 * It goes by `connectionState`: during a cut of 60 s, Chromium's `iceConnectionState` never became `failed`. And it
 * does not wait for `failed`, which takes Firefox 28 s: `disconnected` counts after a short grace.
 */
export class ConnectionMonitor {
  readonly #options: ConnectionMonitorOptions;
  readonly #listeners = new AbortController();
  readonly #timers = new Set<unknown>();
  #path: 'setup' | 'up' | 'doubtful' | 'down' = 'setup';

  constructor(options: ConnectionMonitorOptions) {
    this.#options = options;
    const { connection, channel, timing } = options;
    const { signal } = this.#listeners;
    connection.addEventListener('connectionstatechange', () => this.#look(), { signal });
    channel.addEventListener('open', () => this.#look(), { signal });
    this.#after(timing.setupRestartMs, () => connection.restartIce());
    this.#after(timing.setupMs, () => options.onSetupFailed());
  }

  close(): void {
    this.#listeners.abort();
    this.#clearTimers();
  }

  #look(): void {
    const { connection, channel } = this.#options;
    switch (connection.connectionState) {
      case 'connected':
        if (channel.readyState === 'open') this.#up();
        break;
      case 'disconnected':
        this.#doubt();
        break;
      case 'failed':
        if (this.#path === 'setup') connection.restartIce();
        else this.#down();
        break;
      default:
      // `new`, `connecting`: on the way. `closed`: our own doing.
    }
  }

  #up(): void {
    if (this.#path === 'up') return;
    const wasDoubtful = this.#path === 'doubtful';
    this.#path = 'up';
    this.#clearTimers();
    if (!wasDoubtful) this.#options.onUp();
  }

  #doubt(): void {
    if (this.#path !== 'up') return;
    this.#path = 'doubtful';
    this.#after(this.#options.timing.disconnectedGraceMs, () => this.#down());
  }

  #down(): void {
    if (this.#path === 'down') return;
    this.#path = 'down';
    this.#clearTimers();
    this.#after(this.#options.timing.mediaDownMs, () => this.#options.onLost());
    this.#options.onDown();
    this.#restartUntilUp();
  }

  #restartUntilUp(): void {
    this.#options.connection.restartIce();
    this.#after(this.#options.timing.restartIntervalMs, () => this.#restartUntilUp());
  }

  #after(delayMs: number, callback: () => void): void {
    const timer = this.#options.clock.setTimeout(() => {
      this.#timers.delete(timer);
      callback();
    }, delayMs);
    this.#timers.add(timer);
  }

  #clearTimers(): void {
    for (const timer of this.#timers) this.#options.clock.clearTimeout(timer);
    this.#timers.clear();
  }
}
