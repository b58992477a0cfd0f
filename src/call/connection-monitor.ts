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
  #path: 'setup' | 'up' | 'doubtful' | 'down' = 'setup';

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
    this.#stopTimers();
  }

  #look(): void {
    const { connection, channel, timing } = this.#options;
    switch (connection.connectionState) {
      case 'connected':
        if (channel.readyState === 'open') this.#up();
        break;
      case 'disconnected':
        if (this.#path === 'up') {
          this.#path = 'doubtful';
          this.#deadline.start(timing.disconnectedGraceMs);
        }
        break;
      case 'failed':
        if (this.#path === 'setup') connection.restartIce();
        else if (this.#path !== 'down') this.#down();
        break;
      default:
      // `new`, `connecting`: on the way. `closed`: our own doing.
    }
  }

  #up(): void {
    const previous = this.#path;
    this.#path = 'up';
    this.#stopTimers();
    if (previous === 'setup' || previous === 'down') this.#options.onPath('up');
  }

  #down(): void {
    this.#path = 'down';
    this.#deadline.start(this.#options.timing.mediaDownMs);
    this.#options.onPath('down');
    this.#restartIce();
  }

  #expired(): void {
    if (this.#path === 'doubtful') this.#down();
    else this.#options.onPath(this.#path === 'setup' ? 'setup-failed' : 'lost');
  }

  #restartIce(): void {
    this.#options.connection.restartIce();
    this.#restart.start(this.#options.timing.restartIntervalMs);
  }

  #stopTimers(): void {
    this.#deadline.stop();
    this.#restart.stop();
  }
}
