import type { Clock } from '../../internal/clock.js';
import { Timer } from '../../internal/timer.js';
import { SignalingError } from '../signaling-error.js';
import { displayName } from './endpoint-url.js';
import {
  READY_STATE_OPEN,
  type WebSocketConstructor,
  type WebSocketLike,
} from './web-socket-like.js';
import { parseFrame, WHO_AM_I } from './wire-protocol.js';

type Frame = ReturnType<typeof parseFrame>;
export type DeliveryFrame = Extract<Frame, { kind: 'delivery' }>;
export type FailureFrame = Extract<Frame, { kind: 'failure' }>;
export type GatewayErrorFrame = Extract<Frame, { kind: 'gateway-error' }>;

export interface SocketSessionTiming {
  /** From the start until the socket is open, fetching a token included. */
  readonly connectTimeoutMs: number;
  /** From each who-am-I until its answer. */
  readonly whoAmITimeoutMs: number;
  /** How long no frame may pass in either direction before the server is asked who-am-I again. */
  readonly keepAliveMs: number;
}

export interface SocketSessionOptions {
  /** Where to connect. It is asked once; its failure ends the session. */
  readonly resolveUrl: () => Promise<URL>;
  readonly WebSocket: WebSocketConstructor | undefined;
  readonly clock: Clock;
  readonly timing: SocketSessionTiming;
}

/** What a session tells. Nothing is told once it has ended or been closed. */
export interface SocketSessionListener {
  /** The own address on this socket; told once, before any delivery or failure. */
  onIdentity(connectionId: string): void;
  onDelivery(frame: DeliveryFrame): void;
  onFailure(frame: FailureFrame): void;
  /** The gateway could not run the relay for some frame; it does not say for which. */
  onGatewayError(frame: GatewayErrorFrame): void;
  /** The socket is gone, or counts as gone. Told once, as the last thing. */
  onEnd(error: SignalingError): void;
}

/**
 * - `connecting`: there is no open socket yet
 * - `asking`: the socket is open, and the server has not said yet who we are
 * - `live`: the own address is known
 * - `ended`: nothing happens any more, whatever the socket still says
 */
type SessionState = 'connecting' | 'asking' | 'live' | 'ended';

/** How many frames are kept that came before the own address was known. */
const MAX_EARLY_FRAMES = 64;

/** Close codes: what RFC 6455 §7.4 sets for "done", and one of those it leaves to applications. */
const CLOSE_DONE = 1_000;
const CLOSE_GIVEN_UP = 4_000;

/** The life of one socket, from connecting to its end: who-am-I, the frames, and whether it is still alive. */
export class SocketSession {
  readonly #options: SocketSessionOptions;
  readonly #listener: SocketSessionListener;
  /** Runs while the server owes something: the open socket, or the answer to who-am-I. */
  readonly #deadline: Timer;
  readonly #silence: Timer;
  #state: SessionState = 'connecting';
  #socket: WebSocketLike | null = null;
  /** For messages. Without the query, where the token is. */
  #serverName = 'the signaling server';
  #awaitsIdentity = false;
  #early: (DeliveryFrame | FailureFrame)[] = [];

  constructor(options: SocketSessionOptions, listener: SocketSessionListener) {
    this.#options = options;
    this.#listener = listener;
    this.#deadline = new Timer(options.clock, () => this.#onDeadline());
    this.#silence = new Timer(options.clock, () => this.probe());
    this.#deadline.start(options.timing.connectTimeoutMs);
    void this.#connect();
  }

  /** @returns whether the frame was handed to the socket */
  send(text: string): boolean {
    const socket = this.#socket;
    // A closing socket takes frames and drops them without a word.
    if (this.#state !== 'live' || socket === null || socket.readyState !== READY_STATE_OPEN) {
      return false;
    }
    socket.send(text);
    this.#restartSilence();
    return true;
  }

  /** Asks the server who-am-I. If no answer comes in time, the session ends with `timeout`. */
  probe(): void {
    if (this.#state !== 'live' || this.#awaitsIdentity) return;
    this.#ask();
  }

  /** Ends the session without telling. */
  close(): void {
    this.#end(CLOSE_DONE);
  }

  async #connect(): Promise<void> {
    let socket: WebSocketLike;
    try {
      const url = await this.#options.resolveUrl();
      if (this.#state === 'ended') return;
      this.#serverName = displayName(url);
      socket = this.#openSocket(url);
    } catch (error) {
      this.#fail(error instanceof SignalingError ? error : this.#connectFailed(error));
      return;
    }
    this.#socket = socket;
    socket.addEventListener('open', () => this.#onOpen());
    socket.addEventListener('message', (event) => this.#onMessage(event.data));
    socket.addEventListener('close', (event) => this.#onClose(event.code));
    // It says nothing about what went wrong, and `close` always follows. Yet without a listener the `ws` package throws.
    socket.addEventListener('error', () => {});
  }

  #openSocket(url: URL): WebSocketLike {
    const { WebSocket } = this.#options;
    if (WebSocket === undefined) {
      throw new SignalingError(
        'connect-failed',
        'There is no WebSocket here: pass a class as option `WebSocket`, for example the one of the package ws.',
      );
    }
    return new WebSocket(url.href);
  }

  #connectFailed(cause?: unknown): SignalingError {
    return new SignalingError(
      'connect-failed',
      `Could not connect to ${this.#serverName}. Browsers do not tell why: check the address, that the API is ` +
        'deployed to that stage, and, if it has an authorizer, the token.',
      cause === undefined ? undefined : { cause },
    );
  }

  #onOpen(): void {
    if (this.#state !== 'connecting') return;
    this.#become('asking');
    this.#ask();
  }

  #ask(): void {
    this.#awaitsIdentity = true;
    this.#deadline.start(this.#options.timing.whoAmITimeoutMs);
    this.#restartSilence();
    this.#socket?.send(WHO_AM_I);
  }

  #onMessage(data: unknown): void {
    // Binary data is no part of the protocol. The gateway closes sockets over it, so none can come from a client.
    if (this.#state === 'ended' || typeof data !== 'string') return;
    this.#restartSilence();
    const frame = parseFrame(data);
    switch (frame.kind) {
      case 'identity':
        this.#onIdentity(frame.connectionId);
        break;
      case 'delivery':
      case 'failure':
        // The answers of the gateway keep no order: these may come before the one to who-am-I.
        if (this.#state === 'live') this.#pass(frame);
        else if (this.#early.length < MAX_EARLY_FRAMES) this.#early.push(frame);
        break;
      case 'gateway-error':
        this.#onGatewayError(frame);
        break;
      case 'unknown':
        break;
    }
  }

  #onIdentity(connectionId: string): void {
    this.#stopAsking();
    if (this.#state !== 'asking') return;
    this.#become('live');
    this.#listener.onIdentity(connectionId);
    const early = this.#early;
    this.#early = [];
    for (const frame of early) this.#pass(frame);
  }

  #onGatewayError(frame: GatewayErrorFrame): void {
    if (this.#state === 'asking') {
      // Nothing but who-am-I has been sent on this socket, so this is the answer to it.
      this.#fail(
        new SignalingError(
          'server-error',
          `${this.#serverName} answered who-am-I with ${describeGatewayError(frame)}. ` +
            'Check the Lambda function’s log, and that the API’s $default route leads to it.',
        ),
      );
      return;
    }
    // It came through the same socket as an answer would, so the socket is alive.
    this.#stopAsking();
    this.#listener.onGatewayError(frame);
  }

  #pass(frame: DeliveryFrame | FailureFrame): void {
    // A listener may have closed the session while it heard of the frame before.
    if (this.#isEnded()) return;
    if (frame.kind === 'delivery') this.#listener.onDelivery(frame);
    else this.#listener.onFailure(frame);
  }

  #stopAsking(): void {
    this.#awaitsIdentity = false;
    this.#deadline.stop();
  }

  #onDeadline(): void {
    const { connectTimeoutMs, whoAmITimeoutMs } = this.#options.timing;
    this.#fail(
      new SignalingError(
        'timeout',
        this.#state === 'connecting'
          ? `No connection to ${this.#serverName} came about within ${connectTimeoutMs} ms.`
          : this.#state === 'asking'
            ? `${this.#serverName} accepted the connection but did not answer who-am-I within ` +
              `${whoAmITimeoutMs} ms. Check that the $default route has a route response, and the Lambda ` +
              'function’s log.'
            : `${this.#serverName} did not answer within ${whoAmITimeoutMs} ms: the connection counts as lost.`,
      ),
    );
  }

  #onClose(code: number): void {
    if (this.#state === 'ended') return;
    this.#fail(
      this.#state === 'connecting'
        ? this.#connectFailed()
        : new SignalingError(
            'connect-failed',
            this.#state === 'asking'
              ? `${this.#serverName} ended the connection (code ${code}) before it said who we are.`
              : `The connection to ${this.#serverName} was lost (code ${code}).`,
          ),
    );
  }

  #restartSilence(): void {
    this.#silence.start(this.#options.timing.keepAliveMs);
  }

  #fail(error: SignalingError): void {
    if (this.#state === 'ended') return;
    this.#end(CLOSE_GIVEN_UP);
    this.#listener.onEnd(error);
  }

  #end(closeCode: number): void {
    this.#become('ended');
    this.#deadline.stop();
    this.#silence.stop();
    this.#early = [];
    this.#socket?.close(closeCode);
  }

  /** The one place that changes the state. `ended` is final. */
  #become(state: SessionState): void {
    if (this.#state !== 'ended') this.#state = state;
  }

  /** Looked at in a call, because the compiler would otherwise rule out that listeners change it. */
  #isEnded(): boolean {
    return this.#state === 'ended';
  }
}

/** What the gateway said, for an error message. */
export function describeGatewayError({ message, requestId }: GatewayErrorFrame): string {
  return requestId === null ? `“${message}”` : `“${message}” (request ${requestId})`;
}
