import { DEADLINE_GRACE_MS, Timer } from '../../internal/timer.js';
import { SignalingError } from '../signaling-error.js';
import type { ApiGatewaySignalingSettings } from './api-gateway-options.js';
import { resolveEndpoint } from './endpoint-url.js';
import { READY_STATE_OPEN, type WebSocketLike } from './web-socket-like.js';
import { parseFrame, refusalReason, WHO_AM_I, type RelayFrame } from './wire-protocol.js';

/**
 * - `connecting`: there is no open socket yet
 * - `asking`: the socket is open, and the server has not said yet who we are
 * - `live`: the own address is known
 * - `probing`: it is, and the server owes a sign of life
 * - `ended`: nothing happens any more, whatever the socket still says
 */
type SessionState = 'connecting' | 'asking' | 'live' | 'probing' | 'ended';

/** How many frames are kept until the own address is known. */
const MAX_EARLY_FRAMES = 64;

/** Close codes: what RFC 6455 §7.4 sets for "done", and one of those it leaves to applications. */
const CLOSE_DONE = 1_000;
const CLOSE_GIVEN_UP = 4_000;

/** The life of one socket, from connecting to its end: who-am-I, the frames, and whether it is still alive. */
export class SocketSession {
  readonly #settings: ApiGatewaySignalingSettings;
  readonly #onFrame: (frame: RelayFrame) => void;
  readonly #onEnd: (error: SignalingError) => void;
  /** Runs until the server counts as gone; while it is `live`, until it is to be asked for a sign of life. */
  readonly #timer: Timer;
  #state: SessionState = 'connecting';
  #socket: WebSocketLike | null = null;
  /** For messages. Without the query, where the token is. */
  #serverName = '';
  /** The frame with the own address, once that is known. */
  identity: RelayFrame | null = null;
  /** What came before the own address was known. */
  readonly #early: RelayFrame[] = [];

  /**
   * Connects at once. Nothing is told before this has returned, or once the session has ended or been closed.
   *
   * @param onFrame gets the frames of the server: first, and once, the one with the own address
   * @param onEnd is told, as the last thing, that the socket is gone, or counts as gone
   */
  constructor(
    settings: ApiGatewaySignalingSettings,
    onFrame: (frame: RelayFrame) => void,
    onEnd: (error: SignalingError) => void,
  ) {
    this.#settings = settings;
    this.#onFrame = onFrame;
    this.#onEnd = onEnd;
    this.#timer = new Timer(settings.clock, () => this.#onTimer(), DEADLINE_GRACE_MS);
    this.#timer.start(settings.connectTimeoutMs);
    void this.#connect();
  }

  /**
   * To be called once the own address is known.
   *
   * @returns whether the frame was handed to the socket
   */
  send(text: string): boolean {
    const socket = this.#socket;
    // A closing socket takes frames and drops them without a word.
    if (socket?.readyState !== READY_STATE_OPEN) return false;
    socket.send(text);
    this.#postponeProbe();
    return true;
  }

  /** Asks the server who-am-I. If no answer comes in time, the session ends with `timeout`. */
  probe(): void {
    if (this.#state === 'live') this.#ask('probing');
  }

  async #connect(): Promise<void> {
    try {
      // `await`, so that also a bad endpoint is told of only after the constructor has returned.
      const url = await this.#resolveUrl();
      if (this.#state === 'ended') return;
      const { WebSocket = globalThis.WebSocket } = this.#settings;
      if (!WebSocket) {
        throw new SignalingError(
          'connect-failed',
          'No WebSocket here: pass a class as option `WebSocket`.',
        );
      }
      const socket: WebSocketLike = new WebSocket(url.href);
      socket.addEventListener('open', () => {
        if (this.#state === 'connecting') this.#ask('asking');
      });
      socket.addEventListener('message', (event) => this.#onMessage(event.data));
      socket.addEventListener('close', (event) => this.#onClose(event.code));
      // It says nothing about what went wrong, and `close` always follows. Yet without a listener the `ws` package throws.
      socket.addEventListener('error', () => {});
      this.#socket = socket;
    } catch (error) {
      this.#fail(error instanceof SignalingError ? error : this.#connectFailed(error));
    }
  }

  async #resolveUrl(): Promise<URL> {
    const { endpoint, getToken } = this.#settings;
    const url = resolveEndpoint(endpoint);
    this.#serverName = url.origin + url.pathname;
    if (getToken) url.searchParams.set('token', await getToken());
    return url;
  }

  /** Browsers do not tell why there is no connection. */
  #connectFailed(cause?: unknown): SignalingError {
    return new SignalingError(
      'connect-failed',
      `Could not connect to ${this.#serverName}: check the address, the stage and the authorizer (getToken).`,
      { cause },
    );
  }

  #ask(state: 'asking' | 'probing'): void {
    this.#state = state;
    this.#timer.start(this.#settings.whoAmITimeoutMs);
    this.#socket?.send(WHO_AM_I);
  }

  #onMessage(data: unknown): void {
    // Binary data is no part of the protocol. The gateway closes sockets over it, so none can come from a client.
    if (this.#state === 'ended' || typeof data !== 'string') return;
    const frame = parseFrame(data);
    if (frame.kind === 'failure' && frame.code === 'unauthorized') {
      // Nothing else is ever answered on this connection.
      const reason = refusalReason(frame.message);
      // These two have refused nobody: a later attempt may succeed.
      const isRefused = reason !== 'door-failed' && reason !== 'door-new';
      const code = isRefused ? frame.code : 'server-error';
      this.#fail(new SignalingError(code, frame.message, { reason }));
      return;
    }
    const isAsking = this.#state === 'asking';
    switch (frame.kind) {
      case 'gateway-error':
        if (isAsking) {
          // Nothing but who-am-I has been sent on this socket, so this is the answer to it.
          this.#fail(gatewayError(frame));
          break;
        }
        // It came through the same socket as an answer would, so the socket is alive.
        this.#state = 'live';
        this.#onFrame(frame);
        break;
      case 'identity':
        this.#state = 'live';
        if (isAsking) this.#onFrame((this.identity = frame));
        // A listener may close the session meanwhile, which empties the list.
        for (const early of this.#early) this.#onFrame(early);
        this.#early.length = 0;
        break;
      default:
        // It does not prove that the socket is alive: it may have waited in a buffer of this machine.
        if (!isAsking) this.#onFrame(frame);
        // The answers of the gateway keep no order: this may come before the one to who-am-I.
        else if (this.#early.length < MAX_EARLY_FRAMES) this.#early.push(frame);
    }
    this.#postponeProbe();
  }

  /** A frame has just passed, in either direction. */
  #postponeProbe(): void {
    if (this.#state === 'live') this.#timer.start(this.#settings.keepAliveMs);
  }

  #onTimer(): void {
    if (this.#state === 'live') {
      this.probe();
      return;
    }
    const { connectTimeoutMs, whoAmITimeoutMs } = this.#settings;
    this.#fail(
      new SignalingError(
        'timeout',
        this.#state === 'connecting'
          ? `No connection to ${this.#serverName} within ${connectTimeoutMs} ms.`
          : `${this.#serverName} did not answer within ${whoAmITimeoutMs} ms. If it never does, its $default route lacks a route response.`,
      ),
    );
  }

  #onClose(code: number): void {
    this.#fail(
      this.#state === 'connecting'
        ? this.#connectFailed()
        : new SignalingError(
            'connect-failed',
            `${this.#serverName} ended the connection (code ${code}).`,
          ),
    );
  }

  #fail(error: SignalingError): void {
    if (this.#state === 'ended') return;
    this.close(CLOSE_GIVEN_UP);
    this.#onEnd(error);
  }

  /** Ends the session without calling `onEnd`. */
  close(code = CLOSE_DONE): void {
    this.#state = 'ended';
    this.#timer.stop();
    this.#early.length = 0;
    this.#socket?.close(code);
  }
}

/** The gateway could not run the relay for some frame; it does not say for which. */
export function gatewayError(
  frame: Extract<RelayFrame, { kind: 'gateway-error' }>,
): SignalingError {
  return new SignalingError(
    'server-error',
    `The relay failed: ${frame.message} (request ${frame.requestId ?? 'unknown'}). Check the Lambda log.`,
  );
}
