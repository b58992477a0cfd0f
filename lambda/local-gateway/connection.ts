import type { WebSocket } from 'ws';
import type { DelayQueue } from './delay-queue.js';

/** Who is at the other end, as events and the management API tell it. */
export interface ConnectionInfo {
  readonly id: string;
  readonly connectedAt: number;
  readonly sourceIp: string;
  readonly userAgent: string | null;
}

export interface ConnectionTimes {
  readonly idleTimeoutMs: number;
  readonly connectionDurationMs: number;
}

const GOING_AWAY = 1001;

/** One client's connection, from the end of the handshake until it is closed. */
export class Connection {
  readonly info: ConnectionInfo;
  /** Holds back the invocations for this connection's messages. */
  readonly invocations: DelayQueue;
  readonly #socket: WebSocket;
  readonly #idleTimer: NodeJS.Timeout;
  readonly #durationTimer: NodeJS.Timeout;
  #lastActiveAt: number;

  constructor(
    info: ConnectionInfo,
    socket: WebSocket,
    times: ConnectionTimes,
    invocations: DelayQueue,
  ) {
    this.info = info;
    this.invocations = invocations;
    this.#socket = socket;
    this.#lastActiveAt = info.connectedAt;
    const leave = (): void => this.close(GOING_AWAY, 'Going away');
    this.#idleTimer = setTimeout(leave, times.idleTimeoutMs);
    this.#durationTimer = setTimeout(leave, times.connectionDurationMs);
  }

  /** Whether frames are still taken from this client, and sent to it. */
  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  /** When the last message passed, in milliseconds since 1970. */
  get lastActiveAt(): number {
    return this.#lastActiveAt;
  }

  /** A message passed, in whichever direction: the idle time begins anew. */
  touch(): void {
    this.#lastActiveAt = Date.now();
    this.#idleTimer.refresh();
  }

  /** Sends one text frame. Whether it arrives nobody knows, as on AWS. */
  send(text: string): void {
    this.touch();
    this.#socket.send(text, { binary: false });
  }

  close(code: number, reason = ''): void {
    this.#stopTimers();
    this.#socket.close(code, reason);
  }

  /** To be called when the socket has closed, or is to be dropped without a closing handshake. */
  dispose(): void {
    this.#stopTimers();
    this.invocations.clear();
    this.#socket.terminate();
  }

  #stopTimers(): void {
    clearTimeout(this.#idleTimer);
    clearTimeout(this.#durationTimer);
  }
}
