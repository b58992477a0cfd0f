import type { WebSocket } from 'ws';
import type { DelayQueue } from './delay-queue.js';
import type { GatewayClock } from './gateway-clock.js';

/** What an authorizer said of a connection, as it comes with each of its events: its context as texts, and who it is. */
export type AuthorizerContext = Readonly<Record<string, string | number>>;

/** A client's connection, as events and the management API describe it. */
export interface ConnectionInfo {
  readonly id: string;
  /** 1 for the first connection since the gateway started. */
  readonly number: number;
  readonly connectedAt: number;
  readonly sourceIp: string;
  readonly userAgent: string | null;
  /** What the authorizer said of it; `null` without an authorizer. */
  readonly authorizer: AuthorizerContext | null;
}

export interface ConnectionTimes {
  readonly idleTimeoutMs: number;
  readonly connectionDurationMs: number;
}

const GOING_AWAY = 1001;
/** The close code of a connection that broke off without a close frame (RFC 6455, section 7.1.5). */
const ABNORMAL_CLOSURE = 1006;

export interface ConnectionInit {
  readonly info: ConnectionInfo;
  readonly socket: WebSocket;
  readonly times: ConnectionTimes;
  readonly clock: GatewayClock;
  /** Delays the invocations for this connection's messages. */
  readonly invocations: DelayQueue;
  /** Every frame to the client passes through here, where faults may apply, before `deliver`. */
  readonly passFrame: (text: string, deliver: () => void) => void;
  /** Called once, when the connection has ended; not after `dispose()`. */
  readonly onEnd: (code: number, reason: string) => void;
}

/** One client's connection, from the end of the handshake until it is closed. */
export class Connection {
  readonly info: ConnectionInfo;
  readonly invocations: DelayQueue;
  /** Whether `$disconnect` is invoked at its end. */
  runsDisconnect = true;
  readonly #init: ConnectionInit;
  readonly #openedAt: number;
  #times: ConnectionTimes;
  #touchedAt: number;
  #lastActiveAt: number;
  #cancelIdle = (): void => {};
  #cancelDuration = (): void => {};
  #isFrozen = false;
  #isOver = false;

  constructor(init: ConnectionInit) {
    this.#init = init;
    this.info = init.info;
    this.invocations = init.invocations;
    this.#openedAt = init.clock.now();
    this.#touchedAt = this.#openedAt;
    this.#lastActiveAt = init.info.connectedAt;
    this.#times = init.times;
    this.setTimes(init.times);
    init.socket.once('close', (code, reason) => this.#end(code, reason.toString()));
  }

  /** Whether frames are still taken from this client and sent to it. */
  get isOpen(): boolean {
    const { socket } = this.#init;
    return !this.#isOver && socket.readyState === socket.OPEN;
  }

  /** The time of the last message in either direction, in milliseconds since 1970. */
  get lastActiveAt(): number {
    return this.#lastActiveAt;
  }

  /** Changes the limits. The time that has passed already counts. */
  setTimes(times: ConnectionTimes): void {
    if (!this.isOpen) return;
    this.#stopTimers();
    this.#times = times;
    this.#waitForIdle();
    const leftMs = this.#openedAt + times.connectionDurationMs - this.#init.clock.now();
    this.#cancelDuration = this.#init.clock.after(leftMs, () => this.goAway());
  }

  /** A message passed, in either direction: the idle time starts again. */
  touch(): void {
    this.#lastActiveAt = Date.now();
    this.#touchedAt = this.#init.clock.now();
    this.#cancelIdle();
    this.#waitForIdle();
  }

  /** Sends one text frame. As on AWS, nothing tells whether it arrives. */
  send(text: string): void {
    this.touch();
    this.#init.passFrame(text, () => {
      if (this.isOpen && !this.#isFrozen) this.#init.socket.send(text, { binary: false });
    });
  }

  close(code: number, reason = ''): void {
    this.#stopTimers();
    // A close frame would not get through, so only the gateway's side ends.
    if (this.#isFrozen) this.#end(code, reason);
    else this.#init.socket.close(code, reason);
  }

  /** Ends the connection as AWS does when one of the limits is reached. */
  goAway(): void {
    this.close(GOING_AWAY, 'Going away');
  }

  /** From now on nothing passes in either direction, and the client is not told. Only `drop()` ends this. */
  freeze(): void {
    this.#isFrozen = true;
    this.#init.socket.pause();
  }

  /** Ends the connection without a close frame. */
  drop(): void {
    this.#stopTimers();
    this.#init.socket.terminate();
    // Now, because a paused socket emits `close` only when it is resumed.
    this.#end(ABNORMAL_CLOSURE, '');
  }

  /** To be called when the gateway closes. */
  dispose(): void {
    this.#isOver = true;
    this.#stopTimers();
    this.invocations.clear();
    this.#init.socket.terminate();
  }

  #end(code: number, reason: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#stopTimers();
    // What the client sent before it left is still handled.
    this.invocations.runAll();
    this.#init.onEnd(code, reason);
  }

  #waitForIdle(): void {
    const leftMs = this.#touchedAt + this.#times.idleTimeoutMs - this.#init.clock.now();
    this.#cancelIdle = this.#init.clock.after(leftMs, () => this.goAway());
  }

  #stopTimers(): void {
    this.#cancelIdle();
    this.#cancelDuration();
  }
}
