import type { Clock } from '../../internal/clock.js';
import { createDeferred } from '../../internal/deferred.js';
import { DEADLINE_GRACE_MS, Timer } from '../../internal/timer.js';
import type { CallTiming } from '../terms/call-options.js';
import { Heartbeat } from './heartbeat.js';

/**
 * How the path to the peer has changed.
 *
 * - `up`: media and data flow: for the first time, again, or over another connection
 * - `down`: they have stopped, and the path is being repaired
 * - `setup-failed`: they did not begin within the set-up time
 * - `lost`: they have been down for too long
 */
export type PathChange = 'up' | 'down' | 'setup-failed' | 'lost';

/** After this many ICE restarts without success, the connection is replaced. */
const RESTARTS_PER_CONNECTION = 2;

/** How long the callee waits before its own repair, so that it does not collide with the caller's. */
const CALLEE_WAIT_MS = 1_500;

/** Browsers report one change of network in several events. */
const SAME_CHANGE_MS = 2_000;

export interface ConnectionMonitorOptions {
  /** The callee leaves the first repair to the caller. */
  readonly role: 'caller' | 'callee';
  readonly clock: Clock;
  readonly timing: CallTiming;
  /** Whether the present connection is known to lead to the peer. Until then its path is not up. */
  readonly isTrusted: () => boolean;
  readonly onPath: (change: PathChange) => void;
  /** Restart ICE on the present connection. */
  readonly onRestart: () => void;
  /** Replace the present connection: it can't be repaired. */
  readonly onRenew: () => void;
}

/**
 * Watches the path to the peer across all connections of a call, and decides what to do when it is down: restart ICE
 * twice, then make a new connection, and so on until the path is up or the call is lost.
 *
 * It reads `connectionState`, because in a cut of 60 s Chromium's `iceConnectionState` never became `failed`. It does
 * not wait for `failed`, which takes Firefox 28 s: the path counts as down when the connection has been `disconnected`,
 * or the heartbeat unanswered, for a short time.
 *
 * A restart by either side counts for both, and while one is under way there is no second: Firefox 153 loses its DTLS
 * session for good if ICE is restarted before the previous restart has connected.
 */
export class ConnectionMonitor {
  readonly #options: ConnectionMonitorOptions;
  /** Ends the present phase: set-up, doubt whether the path is down, or outage. */
  readonly #deadline: Timer;
  readonly #repair: Timer;
  #path: 'setup' | 'up' | 'down' = 'setup';
  /** ICE restarts on the present connection since the path went down. */
  #restarts = 0;
  #networkChangedAtMs = -Infinity;
  /** Whether `up` has been reported for the present connection. */
  #isAnnounced = false;
  /** The connection has just replaced another. If it fails at once, it is not replaced before its time is over. */
  #isFresh = false;
  #connection: RTCPeerConnection | null = null;
  #channel: RTCDataChannel | null = null;
  #heartbeat: Heartbeat | null = null;
  #listeners = new AbortController();

  constructor(options: ConnectionMonitorOptions) {
    const { clock, timing } = options;
    this.#options = options;
    this.#deadline = new Timer(clock, () => this.#expired(), DEADLINE_GRACE_MS);
    this.#repair = new Timer(clock, () => this.#repairAgain(), DEADLINE_GRACE_MS);
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

  /** Whether the peer is heard within the next two heartbeats. */
  async isPeerHeard(): Promise<boolean> {
    const { clock, timing } = this.#options;
    const heartbeat = this.#heartbeat;
    const askedAtMs = clock.now();
    const { promise, resolve } = createDeferred<undefined>();
    clock.setTimeout(() => resolve(undefined), 2 * timing.heartbeatMs);
    await promise;
    return heartbeat === this.#heartbeat && heartbeat !== null && heartbeat.heardAtMs > askedAtMs;
  }

  /** Watches this connection instead of the one before. */
  watch(connection: RTCPeerConnection, channel: RTCDataChannel): void {
    this.#unwatch();
    const { clock, timing, isTrusted } = this.#options;
    const onChange = () => this.#look();
    const { signal } = this.#listeners;
    this.#connection = connection;
    this.#channel = channel;
    connection.addEventListener('connectionstatechange', onChange, { signal });
    channel.addEventListener('open', onChange, { signal });
    const intervalMs = timing.heartbeatMs;
    const beat = { connection, channel, clock, intervalMs, isTrusted, onChange };
    this.#heartbeat = new Heartbeat(beat);
    this.#isAnnounced = false;
    if (this.#path !== 'setup') this.#tryFresh();
    // A connection that still works on this side is replaced: by the peer, or because of another network.
    if (this.#path === 'up') this.#deadline.start(timing.disconnectedGraceMs);
  }

  /** The present connection is known to lead to the peer now. */
  trusted(): void {
    this.#heartbeat?.begin();
    this.#look();
  }

  /** The network of this device has changed: the chosen route may be dead although the connection looks well. */
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

  /** The call continues after a reload: the previous page's connection is gone, so the path is down. */
  resume(): void {
    this.#path = 'down';
    this.#deadline.start(this.#options.timing.mediaDownMs);
    this.#renew();
  }

  /** The peer's page is being left. It may be back soon after a reload. */
  peerLeft(): void {
    if (this.#path === 'up') this.#down(() => this.#waitForRepair());
    this.#deadline.start(this.#options.timing.resumeMs);
  }

  /** The present connection can't be repaired. */
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
    const isOpen = this.#channel?.readyState === 'open' && this.#options.isTrusted();
    if (state === 'connected' && isOpen && !isSilent) {
      this.#path = 'up';
      this.#deadline.stop();
      this.#repair.stop();
      this.#restarts = 0;
      this.#isFresh = false;
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

  /** Once DTLS has failed, an ICE restart can't help. */
  get #isBeyondRepair(): boolean {
    return this.#connection?.sctp?.transport.state === 'failed';
  }

  get #courtesyMs(): number {
    return this.#options.role === 'callee' ? CALLEE_WAIT_MS : 0;
  }

  #down(repair = () => this.#repairFirst()): void {
    this.#path = 'down';
    // The outage began when the peer was heard last, not when it was noticed.
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
    // A repair is under way already if the peer, or a change of network, was first.
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

  /** A new connection counts as a first ICE restart, whichever side has asked for it. */
  #tryFresh(): void {
    this.#restarts = 1;
    this.#isFresh = true;
    this.#waitForRepair();
  }

  #waitForRepair(): void {
    this.#repair.start(this.#options.timing.restartIntervalMs);
  }
}
