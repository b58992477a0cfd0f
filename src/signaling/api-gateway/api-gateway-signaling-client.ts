import { createDeferred, type Deferred } from '../../internal/deferred.js';
import type { JsonValue } from '../../internal/json-value.js';
import { Timer } from '../../internal/timer.js';
import { WakeWatch, type WakeCause } from '../../internal/wake-watch.js';
import { assertFits, assertSendable } from '../outgoing-message.js';
import { Outbox } from '../outbox.js';
import { SignalingClient, type IceServerGrant } from '../signaling-client.js';
import type { RoomOptions } from '../room-options.js';
import type { Room } from '../room.js';
import { SignalingError } from '../signaling-error.js';
import {
  resolveOptions,
  type ApiGatewaySignalingOptions,
  type ApiGatewaySignalingSettings,
} from './api-gateway-options.js';
import { RotatingSession } from './rotating-session.js';
import { gatewayError } from './socket-session.js';
import type { ServicePort } from './service-request.js';
import { encodeRequest, type RelayFrame } from './wire-protocol.js';

export type { ApiGatewaySignalingOptions } from './api-gateway-options.js';

/** A network that comes and goes must not make a client dial in a tight loop. */
const MIN_DIAL_GAP_MS = 1_000;

/**
 * Signaling over the WebSocket relay on AWS API Gateway, or over the local gateway, which behaves alike.
 *
 * The first `open()` either succeeds or fails; after it has succeeded, a lost connection is made again by the
 * reconnect policy, by default until `close()`. Each reconnect brings a new address (`idchange`), and so does each
 * rotation: before API Gateway cuts the connection (2 h), a new one takes its place, without a gap.
 *
 * A relay with a door may refuse a client: at `open()`, or later, when the token has expired. The client then connects
 * again with a new token, and goes on as long as only the token's age is the trouble. Anything else closes it, with an
 * `error` event: it is refused the same way again. A door that does not work has refused nobody, and is an outage.
 *
 * `open()` fails with `connect-failed` (no connection, an unusable endpoint, or a failed `getToken`, then with its error
 * as `cause`), `timeout`, `server-error` or `unauthorized`, the last with its `reason`; it may be called again after that.
 * `send()` waits while the client connects or reconnects.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api.html
 */
export class ApiGatewaySignalingClient extends SignalingClient {
  readonly #settings: ApiGatewaySignalingSettings;
  readonly #reconnectTimer: Timer;
  readonly #wakeWatch: WakeWatch;
  readonly #outbox = new Outbox<string>();
  readonly #services: ServicePort;
  /** `null` while closed, and while waiting to reconnect. */
  #session: RotatingSession | null = null;
  /** What `open()` returns. While reconnecting, it is made only if somebody asks: else nobody would see it rejected. */
  #opened: Deferred<string> | null = null;
  #openedAtMs = 0;
  #dialedAtMs = 0;
  /** When the next attempt is due, while it waits to reconnect. */
  #dueAtMs = 0;
  /** Reconnects since the last connection that held. */
  #reconnects = 0;
  /** Refusals, one after the other, that another token might not change. */
  #refusals = 0;
  #isClosed = false;

  /** @param options the endpoint alone, or all options; see {@link ApiGatewaySignalingOptions} */
  constructor(options: string | ApiGatewaySignalingOptions) {
    super();
    this.#settings = resolveOptions(typeof options === 'string' ? { endpoint: options } : options);
    const { clock } = this.#settings;
    const send = (text: string) => this.#hand(text);
    this.#services = {
      client: this,
      clock,
      takers: new Set(),
      rooms: new Map(),
      send,
      iceServers: null,
    };
    this.#reconnectTimer = new Timer(this.#settings.clock, () => this.#dial());
    this.#wakeWatch = new WakeWatch(this.#settings.clock, (cause) => this.#onWake(cause));
  }

  override open(): Promise<string> {
    if (this.#isClosed) return Promise.reject(closedError());
    this.#opened ??= createDeferred<string>();
    const { promise } = this.#opened;
    if (this.state === 'closed') {
      this.#wakeWatch.start();
      this.#dial();
      this.changeState('connecting');
    }
    return promise;
  }

  override close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#disconnect(closedError());
  }

  override async send(to: string, message: JsonValue): Promise<void> {
    assertSendable(to, message);
    const envelope = encodeRequest(to, message);
    assertFits(envelope);
    await this.#hand(envelope);
  }

  override async joinRoom(
    name: string,
    options?: RoomOptions | null,
  ): Promise<Room<SignalingClient>> {
    this.#dialNow();
    const { joinRelayRoom } = await import('./relay-room.js').catch(notFetched);
    return joinRelayRoom(this.#services, name, options);
  }

  override async fetchIceServers(): Promise<IceServerGrant | null> {
    const { fetchRelayIceServers } = await import('./relay-ice-servers.js').catch(notFetched);
    return fetchRelayIceServers(this.#services);
  }

  /**
   * Asks the server for a sign of life, for example after the computer woke up. If none comes within
   * `whoAmITimeoutMs`, the client reconnects. One that waits to reconnect tries at once.
   */
  override probe(): void {
    this.#session?.probe();
    this.#dialNow();
  }

  override keepAddress(durationMs: number): void {
    this.#session?.keepAddress(durationMs);
  }

  /** Sends `text`, at once or when there is a connection. */
  async #hand(text: string): Promise<void> {
    if (this.#isClosed) throw closedError();
    if (this.state === 'closed') {
      throw new SignalingError('not-open', 'Call open() before sending.');
    }
    if (this.state === 'open' && this.#session?.send(text)) return;
    await this.#outbox.add(text);
  }

  #dial(): void {
    this.#dialedAtMs = this.#settings.clock.now();
    this.#session = new RotatingSession(
      this.#settings,
      (frame) => this.#onFrame(frame),
      (error) => this.#onSessionEnd(error),
    );
  }

  #onWake(cause: WakeCause): void {
    if (cause === 'network') this.#session?.networkChanged();
    else this.#session?.wake();
    this.#dialNow();
  }

  /** It may work now, or somebody needs it: what is waited for ends, and the waits after it are short ones again. */
  #dialNow(): void {
    const dialAtMs = this.#dialedAtMs + MIN_DIAL_GAP_MS;
    if (!this.#reconnectTimer.isRunning || this.#dueAtMs < dialAtMs) return;
    this.#reconnects = 1;
    this.#waitUntil(dialAtMs);
  }

  #waitUntil(dueAtMs: number): void {
    this.#dueAtMs = dueAtMs;
    this.#reconnectTimer.start(Math.max(0, dueAtMs - this.#settings.clock.now()));
  }

  #onFrame(frame: RelayFrame): void {
    switch (frame.kind) {
      case 'identity':
        this.#onIdentity(frame.connectionId);
        break;
      case 'delivery':
        // It was parsed from JSON a moment ago.
        this.receive(frame.from, frame.message as JsonValue);
        break;
      case 'failure':
        if (frame.target === null) this.reportError(refusal(frame));
        else this.reportUndeliverable(frame.target, frame.code);
        break;
      case 'gateway-error':
        this.reportError(gatewayError(frame));
        break;
      case 'service':
        for (const take of [...this.#services.takers]) take(frame.fields);
        break;
      default: // A frame that a newer relay may send: it asks nothing of this client.
    }
  }

  #onIdentity(connectionId: string): void {
    this.#refusals = 0;
    this.changeId(connectionId);
    const session = this.#session;
    // A listener of `idchange` may have closed the client.
    if (!session) return;
    // While the state still is the old one, so that nothing sent by a listener can overtake what waits.
    this.#outbox.flush((envelope) => session.send(envelope));
    // After a rotation, `open()` gives the new address.
    if (this.state === 'open') this.#opened = null;
    this.#opened ??= createDeferred<string>();
    this.#opened.resolve(connectionId);
    if (this.state !== 'open') this.#openedAtMs = this.#settings.clock.now();
    this.changeState('open');
  }

  #onSessionEnd(error: SignalingError): void {
    this.#session = null;
    if (this.state === 'connecting') {
      this.#disconnect(error);
      return;
    }
    const { clock, minUptimeMs, reconnectPolicy } = this.#settings;
    if (this.state === 'open') {
      this.#opened = null;
      if (clock.now() - this.#openedAtMs >= minUptimeMs) this.#reconnects = 0;
    }
    const delayMs = this.#isFinal(error) ? null : reconnectPolicy.nextDelayMs(this.#reconnects);
    if (delayMs === null) {
      this.#disconnect(error);
      if (!this.#isClosed) this.reportError(error);
      return;
    }
    this.#reconnects += 1;
    this.#waitUntil(clock.now() + delayMs);
    this.changeState('reconnecting');
  }

  #isFinal({ code, reason }: SignalingError): boolean {
    if (code !== 'unauthorized') return false;
    if (reason === 'token-expired' && this.#settings.getToken) return false;
    return ++this.#refusals > 1 || reason === 'origin';
  }

  /** Back to where the client started: unless it is closed for good, `open()` may be called again. */
  #disconnect(error: SignalingError): void {
    this.#wakeWatch.stop();
    this.#reconnectTimer.stop();
    this.#session?.close();
    this.#session = null;
    this.#opened?.reject(error);
    this.#opened = null;
    this.#outbox.rejectAll(error);
    this.#reconnects = this.#refusals = 0;
    this.changeId(null);
    this.changeState('closed');
  }
}

/** The relay could not even read for whom the message was. */
function refusal({ code, message }: Extract<RelayFrame, { kind: 'failure' }>): SignalingError {
  return new SignalingError('server-error', `The relay refused a message: ${message} (${code}).`);
}

function notFetched(cause: unknown): never {
  const sentence =
    'A file of the library could not be fetched. Is it beside the others on your server?';
  throw new SignalingError('not-supported', sentence, { cause });
}

function closedError(): SignalingError {
  return new SignalingError('closed', 'This client was closed: make a new one.');
}
