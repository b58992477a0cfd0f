import type { Clock } from '../internal/clock.js';
import { Timer } from '../internal/timer.js';
import type { CallTiming } from './call-options.js';

/**
 * What becomes of the path to the peer.
 *
 * - `up`: media and data flow, for the first time or again
 * - `down`: they do not; ICE is being restarted
 * - `setup-failed`: they never did within the setup time
 * - `lost`: they have not for too long
 */
export type PathChange = 'up' | 'down' | 'setup-failed' | 'lost';

export interface ConnectionMonitorOptions {
  readonly connection: RTCPeerConnection;
  readonly channel: RTCDataChannel;
  readonly clock: Clock;
  readonly timing: CallTiming;
  readonly onPath: (change: PathChange) => void;
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
  /** Ends the phase that the path is in: set-up, doubt or outage. */
  readonly #deadline: Timer;
  readonly #restart: Timer;
  #path: 'setup' | 'up' | 'down' = 'setup';

  constructor(options: ConnectionMonitorOptions) {
    this.#options = options;
    const { connection, channel, clock, timing } = options;
    const { signal } = this.#listeners;
    connection.addEventListener('connectionstatechange', () => this.#look(), { signal });
    channel.addEventListener('open', () => this.#look(), { signal });
    this.#deadline = new Timer(clock, () => this.#expired());
    this.#restart = new Timer(clock, () => this.#restartIce());
    this.#deadline.start(timing.setupMs);
    this.#restart.start(timing.setupRestartMs);
  }

  close(): void {
    this.#listeners.abort();
    this.#deadline.stop();
    this.#restart.stop();
  }

  #look(): void {
    const { connection, channel, timing, onPath } = this.#options;
    const path = this.#path;
    const { connectionState } = connection;
    if (connectionState === 'connected' && channel.readyState === 'open') {
      this.#path = 'up';
      this.#deadline.stop();
      this.#restart.stop();
      if (path !== 'up') onPath('up');
    } else if (connectionState === 'disconnected' && path === 'up' && !this.#deadline.isRunning) {
      this.#deadline.start(timing.disconnectedGraceMs);
    } else if (connectionState === 'failed' && path !== 'down') {
      if (path === 'setup') this.#restartIce();
      else this.#down();
    }
  }

  #down(): void {
    this.#path = 'down';
    this.#deadline.start(this.#options.timing.mediaDownMs);
    this.#restartIce();
    this.#options.onPath('down');
  }

  #expired(): void {
    if (this.#path === 'up') this.#down();
    else this.#options.onPath(this.#path === 'setup' ? 'setup-failed' : 'lost');
  }

  #restartIce(): void {
    this.#options.connection.restartIce();
    this.#restart.start(this.#options.timing.restartIntervalMs);
  }
}
