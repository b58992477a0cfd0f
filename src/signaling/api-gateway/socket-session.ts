import { Timer } from '../../internal/timer.js';
import { SignalingError } from '../signaling-error.js';
import type { ApiGatewaySignalingSettings } from './api-gateway-options.js';
import { resolveEndpoint } from './endpoint-url.js';
import { READY_STATE_OPEN, type WebSocketLike } from './web-socket-like.js';
import { parseFrame, WHO_AM_I, type RelayFrame } from './wire-protocol.js';

/**
 * - `connecting`: there is no open socket yet
 * - `asking`: the socket is open, and the server has not said yet who we are
 * - `live`: the own address is known
 * - `probing`: it is, and the server owes a sign of life
 * - `ended`: nothing happens any more, whatever the socket still says
 */
type SessionState = 'connecting' | 'asking' | 'live' | 'probing' | 'ended';

/** How many frames are kept that came before the own address was known. */
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
  #serverName = '';
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
    this.#timer = new Timer(settings.clock, () => this.#onTimer());
    this.#timer.start(settings.connectTimeoutMs);
    void this.#connect();
  }

  /** To be called once the own address is known. @returns whether the frame was handed to the socket */
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

  /** Ends the session without telling. */
  close(): void {
    this.#end(CLOSE_DONE);
  }

  async #connect(): Promise<void> {
    try {
      const url = await this.#resolveUrl();
      if (this.#state === 'ended') return;
      const { WebSocket = globalThis.WebSocket } = this.#settings;
      if (!WebSocket) {
        throw new SignalingError(
          'connect-failed',
          'There is no WebSocket here: pass a class as option `WebSocket`.',
        );
      }
      const socket: WebSocketLike = new WebSocket(url.href);
      socket.addEventListener('open', () => this.#onOpen());
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
    // For messages, so without the query, where the token is.
    this.#serverName = url.origin + url.pathname;
    if (getToken) url.searchParams.set('token', await getToken());
    return url;
  }

  /** Browsers do not tell why there is no connection. */
  #connectFailed(cause?: unknown): SignalingError {
    return new SignalingError(
      'connect-failed',
      `Could not connect to ${this.#serverName}: check the address and its stage, and, if it has an authorizer, getToken.`,
      { cause },
    );
  }

  #onOpen(): void {
    if (this.#state === 'connecting') this.#ask('asking');
  }

  #ask(state: 'asking' | 'probing'): void {
    this.#state = state;
    this.#timer.start(this.#settings.whoAmITimeoutMs);
    this.#socket?.send(WHO_AM_I);
  }

  #onMessage(data: unknown): void {
    // Binary data is no part of the protocol. The gateway closes sockets over it, so none can come from a client.
    if (this.#state === 'ended' || typeof data !== 'string') return;
    this.#postponeProbe();
    const frame = parseFrame(data);
    if (this.#state === 'asking') this.#takeBeforeIdentity(frame);
    else this.#take(frame);
  }

  #takeBeforeIdentity(frame: RelayFrame): void {
    if (frame.kind === 'identity') {
      this.#becomeLive();
      this.#onFrame(frame);
      // A listener may close the session meanwhile, which empties the list.
      for (const early of this.#early) this.#onFrame(early);
      this.#early.length = 0;
    } else if (frame.kind === 'gateway-error') {
      // Nothing but who-am-I has been sent on this socket, so this is the answer to it.
      this.#fail(gatewayError(frame));
    } else if (frame.kind !== 'unknown' && this.#early.length < MAX_EARLY_FRAMES) {
      // The answers of the gateway keep no order: these may come before the one to who-am-I.
      this.#early.push(frame);
    }
  }

  #take(frame: RelayFrame): void {
    // An error came through the same socket as an answer would, so the socket is alive. A message may have waited in
    // a buffer of this machine since long before.
    if (frame.kind === 'identity' || frame.kind === 'gateway-error') this.#becomeLive();
    if (frame.kind !== 'identity') this.#onFrame(frame);
  }

  #becomeLive(): void {
    this.#state = 'live';
    this.#postponeProbe();
  }

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
          ? `${this.#serverName} could not be reached within ${connectTimeoutMs} ms.`
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
    this.#end(CLOSE_GIVEN_UP);
    this.#onEnd(error);
  }

  #end(closeCode: number): void {
    this.#state = 'ended';
    this.#timer.stop();
    this.#early.length = 0;
    this.#socket?.close(closeCode);
  }
}

/** The gateway could not run the relay for some frame; it does not say for which. */
export function gatewayError(
  frame: Extract<RelayFrame, { kind: 'gateway-error' }>,
): SignalingError {
  return new SignalingError(
    'server-error',
    `The gateway could not run the relay: “${frame.message}” (request ${frame.requestId ?? 'unknown'}). ` +
      'Check the Lambda function’s log.',
  );
}
