import type { Clock } from '../../internal/clock.js';
import { Timer } from '../../internal/timer.js';
import type { CallTiming } from '../terms/call-options.js';
import { Heartbeat } from './heartbeat.js';

/**
 * What becomes of the path to the peer.
 *
 * - `up`: media and data flow, for the first time, again, or over another connection
 * - `down`: they do not, and are being repaired
 * - `setup-failed`: they never did within the setup time
 * - `lost`: they have not for too long
 */
export type PathChange = 'up' | 'down' | 'setup-failed' | 'lost';

/** After two failed tries a connection is given up. */
const RESTARTS_PER_CONNECTION = 2;

const CALLEE_WAIT_MS = 1_500;

/** Browsers tell of one change of network in several events. */
const SAME_CHANGE_MS = 2_000;

export interface ConnectionMonitorOptions {
  /** The callee leaves the first try to the caller, so that the two don't come in each other's way. */
  readonly role: 'caller' | 'callee';
  readonly clock: Clock;
  readonly timing: CallTiming;
  readonly onPath: (change: PathChange) => void;
  /** ICE is to be restarted on the present connection. */
  readonly onRestart: () => void;
  /** The present connection is beyond repair: another one is to take its place. */
  readonly onRenew: () => void;
}

/**
 * Watches the path to the peer over all connections of a call, and says what is to be done when it is down: restart
 * ICE, once more, and then make a new connection, on and on until the call is lost.
 *
 * It goes by `connectionState`: during a cut of 60 s, Chromium's `iceConnectionState` never became `failed`. And it
 * does not wait for `failed`, which takes Firefox 28 s: `disconnected` counts after a short grace, and so does a
 * heartbeat that stays out.
 *
 * A restart of either side is a try of both: while it is under way there is no other. Firefox 153 loses its DTLS session
 * for good when ICE is restarted again before the restart before it has connected.
 */
export class ConnectionMonitor {
  readonly #options: ConnectionMonitorOptions;
  /** Ends the phase that the path is in: set-up, doubt or outage. */
  readonly #deadline: Timer;
  readonly #repair: Timer;
  #path: 'setup' | 'up' | 'down' = 'setup';
  /** ICE restarts on the present connection since the path went down. */
  #restarts = 0;
  #networkChangedAtMs = -Infinity;
  /** Whether the present connection has been told of as `up`. */
  #isAnnounced = false;
  /** The connection was made in place of another a moment ago: one that fails at once is not replaced at once. */
  #isFresh = false;
  #connection: RTCPeerConnection | null = null;
  #channel: RTCDataChannel | null = null;
  #heartbeat: Heartbeat | null = null;
  #listeners = new AbortController();

  constructor(options: ConnectionMonitorOptions) {
    const { clock, timing } = options;
    this.#options = options;
    this.#deadline = new Timer(clock, () => this.#expired());
    this.#repair = new Timer(clock, () => this.#repairAgain());
    this.#deadline.start(timing.setupMs);
    this.#repair.start(timing.setupRestartMs + this.#courtesyMs);
  }

  /** Whether media and data flow, as far as is known. */
  get isUp(): boolean {
    return this.#path === 'up' && !this.#deadline.isRunning;
  }

  get hasBeenUp(): boolean {
    return this.#path !== 'setup';
  }

  /** From now on this connection is the path. */
  watch(connection: RTCPeerConnection, channel: RTCDataChannel): void {
    this.#unwatch();
    const { clock, timing } = this.#options;
    const onChange = () => this.#look();
    const { signal } = this.#listeners;
    this.#connection = connection;
    this.#channel = channel;
    connection.addEventListener('connectionstatechange', onChange, { signal });
    channel.addEventListener('open', onChange, { signal });
    const intervalMs = timing.heartbeatMs;
    this.#heartbeat = new Heartbeat({ connection, channel, clock, intervalMs, onChange });
    this.#isAnnounced = false;
    if (this.#path !== 'setup') this.#tryFresh();
    // The peer has replaced a connection that worked for us.
    if (this.#path === 'up') this.#deadline.start(timing.disconnectedGraceMs);
  }

  /** The network has changed: what was chosen may not lead anywhere any more, whatever it looks like. */
  networkChanged(): void {
    const nowMs = this.#options.clock.now();
    const isNews = nowMs - this.#networkChangedAtMs >= SAME_CHANGE_MS;
    this.#networkChangedAtMs = nowMs;
    if (this.#path === 'setup' || !isNews) return;
    if (this.#repair.isRunning) this.#renew();
    else this.#restartIce();
  }

  /** The peer restarts ICE. */
  peerRestarts(): void {
    this.#restarts += 1;
    this.#waitForRepair();
  }

  /** There was a connection, on a page that is gone. */
  resume(): void {
    this.#path = 'down';
    this.#deadline.start(this.#options.timing.mediaDownMs);
    this.#renew();
  }

  /** The peer's page has gone, and will perhaps be back soon. */
  peerLeft(): void {
    if (this.#path === 'up') this.#down(() => this.#waitForRepair());
    this.#deadline.start(this.#options.timing.resumeMs);
  }

  /** Nothing can mend the present connection. */
  broken(): void {
    if (this.#path === 'up') this.#down(() => this.#renew());
    else this.#renew();
  }

  close(): void {
    this.#unwatch();
    this.#deadline.stop();
    this.#repair.stop();
  }

  #unwatch(): void {
    this.#listeners.abort();
    this.#listeners = new AbortController();
    this.#heartbeat?.close();
  }

  #look(): void {
    const { timing, onPath } = this.#options;
    const path = this.#path;
    const state = this.#connection?.connectionState;
    const isSilent = this.#heartbeat?.isSilent;
    if (state === 'connected' && this.#channel?.readyState === 'open' && !isSilent) {
      this.#path = 'up';
      this.#deadline.stop();
      this.#repair.stop();
      this.#restarts = 0;
      const isNews = path !== 'up' || !this.#isAnnounced;
      this.#isAnnounced = true;
      if (isNews) onPath('up');
    } else if (state === 'failed' && this.#isBeyondRepair && !this.#isFresh) {
      this.broken();
    } else if (state === 'failed' && path !== 'down') {
      if (path === 'setup') this.#restartIce();
      else this.#down();
    } else if ((state === 'disconnected' || isSilent) && this.isUp) {
      this.#deadline.start(timing.disconnectedGraceMs);
    }
  }

  /** Without DTLS there is nothing that other candidates could carry. */
  get #isBeyondRepair(): boolean {
    return this.#connection?.sctp?.transport.state === 'failed';
  }

  get #courtesyMs(): number {
    return this.#options.role === 'callee' ? CALLEE_WAIT_MS : 0;
  }

  #down(repair = () => this.#repairFirst()): void {
    this.#path = 'down';
    // It has been down for longer than it is known to be.
    const silenceMs = this.#heartbeat?.silenceMs ?? 0;
    this.#deadline.start(Math.max(0, this.#options.timing.mediaDownMs - silenceMs));
    repair();
    this.#options.onPath('down');
  }

  #expired(): void {
    if (this.#path === 'up') this.#down();
    else this.#options.onPath(this.#path === 'setup' ? 'setup-failed' : 'lost');
  }

  #repairFirst(): void {
    // A try is under way if the peer, or a change of network, has noticed first.
    if (this.#repair.isRunning) return;
    this.#restarts = 0;
    if (this.#courtesyMs > 0) this.#repair.start(this.#courtesyMs);
    else this.#restartIce();
  }

  #repairAgain(): void {
    this.#isFresh = false;
    if (this.#path === 'up') return;
    const isHopeless = this.#path === 'down' && this.#restarts >= RESTARTS_PER_CONNECTION;
    if (isHopeless || this.#isBeyondRepair) this.#renew();
    else this.#restartIce();
  }

  #restartIce(): void {
    this.#restarts += 1;
    this.#waitForRepair();
    this.#options.onRestart();
  }

  #renew(): void {
    this.#tryFresh();
    this.#options.onRenew();
  }

  /** A new connection counts as its own first try, whichever side has asked for it. */
  #tryFresh(): void {
    this.#restarts = 1;
    this.#isFresh = true;
    this.#waitForRepair();
  }

  #waitForRepair(): void {
    this.#repair.start(this.#options.timing.restartIntervalMs);
  }
}
