import type { WebSocketConstructor } from '../../src/signaling/api-gateway/web-socket-like.js';
import { FakeRooms } from './fake-rooms.js';
import {
  encodeDelivery,
  encodeFailure,
  encodeIdentity,
  parseRequest,
} from '../../src/signaling/api-gateway/wire-protocol.js';

const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;

/** The client's end of a connection to a {@link FakeRelay}. It behaves as a browser's, without a network. */
export class FakeWebSocket extends EventTarget {
  readonly url: string;
  /** Its address at the relay; the client learns it only by asking. */
  readonly connectionId: string;
  readonly sent: string[] = [];
  readyState = CONNECTING;
  /** The code with which the client closed it, or `null` if the client did not. */
  closedWith: number | null = null;
  /** A half-open connection: nothing passes in either direction, and no event tells of it. */
  isHalfOpen = false;
  readonly #onSend: (socket: FakeWebSocket, text: string) => void;
  readonly #onGone: (socket: FakeWebSocket) => void;

  constructor(
    url: string,
    connectionId: string,
    onSend: (socket: FakeWebSocket, text: string) => void,
    onGone: (socket: FakeWebSocket) => void,
  ) {
    super();
    this.url = url;
    this.connectionId = connectionId;
    this.#onSend = onSend;
    this.#onGone = onGone;
  }

  send(text: string): void {
    if (this.readyState === CONNECTING) {
      throw new DOMException('Still in CONNECTING state', 'InvalidStateError');
    }
    if (this.readyState !== OPEN) return;
    this.sent.push(text);
    if (!this.isHalfOpen) this.#onSend(this, text);
  }

  close(code = 1_000): void {
    if (this.readyState === CLOSING || this.readyState === CLOSED) return;
    this.closedWith = code;
    this.readyState = CLOSING;
    this.#onGone(this);
    queueMicrotask(() => this.drop(code));
  }

  /** The server accepts the connection. */
  accept(): void {
    if (this.readyState !== CONNECTING) return;
    this.readyState = OPEN;
    this.dispatchEvent(new Event('open'));
  }

  /** Something arrives from the server, now. */
  deliver(data: unknown): void {
    if (this.isHalfOpen || this.readyState !== OPEN) return;
    this.dispatchEvent(new MessageEvent('message', { data }));
  }

  /** Ends the connection, from either side. */
  drop(code = 1_006): void {
    if (this.readyState === CLOSED) return;
    this.readyState = CLOSED;
    this.#onGone(this);
    if (code === 1_006) this.dispatchEvent(new Event('error'));
    this.dispatchEvent(new CloseEvent('close', { code }));
  }

  /** A message event that was already queued when the socket was dropped, as can happen with a real one. */
  dispatchLate(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
}

/** A relay without a server: it accepts sockets and answers their frames by the rules of the real one. */
export class FakeRelay {
  /** Every socket that was ever made, the latest last. */
  readonly sockets: FakeWebSocket[] = [];
  /** Whether new sockets open by themselves; otherwise the test calls `accept()`. */
  acceptsSockets = true;
  /** Whether who-am-I is answered. */
  answersWhoAmI = true;
  /** The class to hand to the client. */
  readonly WebSocket: WebSocketConstructor;
  readonly #connected = new Map<string, FakeWebSocket>();
  readonly rooms = new FakeRooms((id, frame) => this.#connected.get(id)?.deliver(frame));

  constructor() {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- a constructor function has a `this` of its own
    const relay = this;
    this.WebSocket = function (url: string) {
      return relay.#connect(url);
    } as unknown as WebSocketConstructor;
  }

  get latest(): FakeWebSocket {
    const latest = this.sockets.at(-1);
    if (!latest) throw new Error('Nobody has made a socket yet.');
    return latest;
  }

  #connect(url: string): FakeWebSocket {
    const connectionId = `fake${String(this.sockets.length + 1).padStart(11, '0')}=`;
    const socket = new FakeWebSocket(
      url,
      connectionId,
      (sender, text) => queueMicrotask(() => this.#handle(sender, text)),
      ({ connectionId: gone }) => {
        if (this.#connected.delete(gone)) queueMicrotask(() => this.rooms.gone(gone));
      },
    );
    this.sockets.push(socket);
    this.#connected.set(connectionId, socket);
    if (this.acceptsSockets) queueMicrotask(() => socket.accept());
    return socket;
  }

  #handle(sender: FakeWebSocket, text: string): void {
    const request = parseRequest(text);
    switch (request.kind) {
      case 'who-am-i':
        if (this.answersWhoAmI) sender.deliver(encodeIdentity(sender.connectionId));
        break;
      case 'relay': {
        const target = this.#connected.get(request.target);
        if (target) target.deliver(encodeDelivery(request.message, sender.connectionId));
        else {
          sender.deliver(
            encodeFailure(
              'peer-unavailable',
              'Nobody has that address.',
              request.target,
              request.ref,
            ),
          );
        }
        break;
      }
      case 'refused':
        sender.deliver(encodeFailure(request.code, request.reason, request.target, request.ref));
        break;
      default:
        this.rooms.handle(sender.connectionId, request);
    }
  }
}
