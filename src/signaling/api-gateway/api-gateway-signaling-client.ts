import { systemClock, type Clock } from '../../internal/clock.js';
import { createDeferred, type Deferred } from '../../internal/deferred.js';
import type { JsonValue } from '../../internal/json-value.js';
import { Timer } from '../../internal/timer.js';
import { assertFits, assertSendable } from '../outgoing-message.js';
import { Outbox } from '../outbox.js';
import { DefaultReconnectPolicy, type ReconnectPolicy } from '../reconnect-policy.js';
import { SignalingClient } from '../signaling-client.js';
import { SignalingError } from '../signaling-error.js';
import type { SignalingState } from '../signaling-events.js';
import {
  DEFAULT_API_GATEWAY_TIMING,
  type ApiGatewaySignalingOptions,
  type ApiGatewaySignalingTiming,
} from './api-gateway-options.js';
import { resolveEndpoint } from './endpoint-url.js';
import { SentReferences } from './sent-references.js';
import {
  describeGatewayError,
  SocketSession,
  type FailureFrame,
  type GatewayErrorFrame,
  type SocketSessionListener,
} from './socket-session.js';
import { encodeRequest } from './wire-protocol.js';

export type { ApiGatewaySignalingOptions } from './api-gateway-options.js';

/**
 * What the client is doing. `failures` counts the attempts since the connection was lost; `opened` is what `open()`
 * returns meanwhile.
 */
type Phase =
  | { readonly name: 'idle' }
  | {
      readonly name: 'opening';
      readonly session: SocketSession;
      readonly opened: Deferred<string>;
    }
  | {
      readonly name: 'open';
      readonly session: SocketSession;
      readonly opened: Deferred<string>;
      readonly failures: number;
      readonly sinceMs: number;
    }
  | { readonly name: 'waiting'; readonly opened: Deferred<string>; readonly failures: number }
  | {
      readonly name: 'redialling';
      readonly session: SocketSession;
      readonly opened: Deferred<string>;
      readonly failures: number;
    }
  | { readonly name: 'closed' };

const PUBLIC_STATES: Readonly<Record<Phase['name'], SignalingState>> = {
  idle: 'closed',
  opening: 'connecting',
  open: 'open',
  waiting: 'reconnecting',
  redialling: 'reconnecting',
  closed: 'closed',
};

/** How many messages may wait for the connection. A call needs a handful; what comes later would be stale anyway. */
const MAX_WAITING_MESSAGES = 64;

/**
 * Signaling over the WebSocket relay on AWS API Gateway, or over the local gateway, which behaves alike.
 *
 * The first `open()` either succeeds or fails; after it has succeeded, a lost connection is made again by the
 * reconnect policy, by default until `close()`. Each reconnect brings a new address (`idchange`).
 *
 * `open()` fails with `connect-failed` (no connection, an unusable endpoint, or a failed `getToken`, then with its error
 * as `cause`), `timeout` or `server-error`; it may be called again after that. `send()` waits while the client
 * connects or reconnects.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api.html
 */
export class ApiGatewaySignalingClient extends SignalingClient {
  readonly #options: ApiGatewaySignalingOptions;
  readonly #timing: ApiGatewaySignalingTiming;
  readonly #clock: Clock;
  readonly #reconnectPolicy: ReconnectPolicy;
  readonly #reconnectTimer: Timer;
  readonly #outbox = new Outbox<string>(MAX_WAITING_MESSAGES);
  readonly #references = new SentReferences();
  #phase: Phase = { name: 'idle' };

  /** @param options the endpoint alone, or all options; see {@link ApiGatewaySignalingOptions} */
  constructor(options: string | ApiGatewaySignalingOptions) {
    super();
    this.#options = typeof options === 'string' ? { endpoint: options } : options;
    this.#timing = {
      connectTimeoutMs:
        this.#options.connectTimeoutMs ?? DEFAULT_API_GATEWAY_TIMING.connectTimeoutMs,
      whoAmITimeoutMs: this.#options.whoAmITimeoutMs ?? DEFAULT_API_GATEWAY_TIMING.whoAmITimeoutMs,
      keepAliveMs: this.#options.keepAliveMs ?? DEFAULT_API_GATEWAY_TIMING.keepAliveMs,
      minUptimeMs: this.#options.minUptimeMs ?? DEFAULT_API_GATEWAY_TIMING.minUptimeMs,
    };
    this.#clock = this.#options.clock ?? systemClock;
    this.#reconnectPolicy =
      this.#options.reconnectPolicy ??
      new DefaultReconnectPolicy(this.#options.random ? { random: this.#options.random } : {});
    this.#reconnectTimer = new Timer(this.#clock, () => this.#redial());
  }

  override open(): Promise<string> {
    const phase = this.#phase;
    if (phase.name === 'closed') return Promise.reject(closedError());
    if (phase.name !== 'idle') return phase.opened.promise;
    const opened = createDeferred<string>();
    this.#enter({ name: 'opening', session: this.#dial(), opened });
    return opened.promise;
  }

  override close(): void {
    const phase = this.#phase;
    if (phase.name === 'closed') return;
    this.#reconnectTimer.stop();
    if ('session' in phase) phase.session.close();
    this.changeId(null);
    this.#enter({ name: 'closed' });
    const error = closedError();
    if ('opened' in phase) phase.opened.reject(error);
    this.#outbox.rejectAll(error);
  }

  override async send(to: string, message: JsonValue): Promise<void> {
    assertSendable(to, message);
    const phase = this.#phase;
    if (phase.name === 'closed') throw closedError();
    if (phase.name === 'idle') {
      throw new SignalingError('not-open', 'Call open() before sending.');
    }
    const envelope = encodeRequest(to, message, this.#references.next(to));
    assertFits(envelope);
    if (phase.name === 'open' && phase.session.send(envelope)) return;
    await this.#outbox.add(envelope);
  }

  /**
   * Asks the server for a sign of life, for example after the computer woke up. If none comes within
   * `whoAmITimeoutMs`, the client reconnects. It does nothing unless the client is open.
   */
  probe(): void {
    if (this.#phase.name === 'open') this.#phase.session.probe();
  }

  /** The one place that changes what the client is doing. */
  #enter(phase: Phase): void {
    this.#phase = phase;
    this.changeState(PUBLIC_STATES[phase.name]);
  }

  #isClosed(): boolean {
    return this.#phase.name === 'closed';
  }

  #dial(): SocketSession {
    const { endpoint, getToken } = this.#options;
    const listener: SocketSessionListener = {
      onIdentity: (connectionId) => this.#onIdentity(connectionId),
      // It was parsed from JSON a moment ago.
      onDelivery: ({ from, message }) => this.receive(from, message as JsonValue),
      onFailure: (frame) => this.#onFailure(frame),
      onGatewayError: (frame) => this.#onGatewayError(frame),
      onEnd: (error) => this.#onSessionEnd(error),
    };
    const resolveUrl = async (): Promise<URL> => {
      // Before the token is asked for: an endpoint that can't be used is not worth one.
      const url = resolveEndpoint(endpoint);
      return getToken ? resolveEndpoint(endpoint, await callGetToken(getToken)) : url;
    };
    return new SocketSession(
      {
        resolveUrl,
        WebSocket: this.#options.WebSocket ?? globalThis.WebSocket,
        clock: this.#clock,
        timing: this.#timing,
      },
      listener,
    );
  }

  #onIdentity(connectionId: string): void {
    const phase = this.#phase;
    if (phase.name !== 'opening' && phase.name !== 'redialling') return;
    this.changeId(connectionId);
    // A listener of `idchange` may have closed the client.
    if (this.#phase !== phase) return;
    // While the phase still is the old one, so that nothing sent by a listener can overtake what waits.
    this.#outbox.flush((envelope) => phase.session.send(envelope));
    phase.opened.resolve(connectionId);
    this.#enter({
      name: 'open',
      session: phase.session,
      opened: phase.opened,
      failures: phase.name === 'redialling' ? phase.failures + 1 : 0,
      sinceMs: this.#clock.now(),
    });
  }

  #onSessionEnd(error: SignalingError): void {
    const phase = this.#phase;
    switch (phase.name) {
      case 'opening':
        this.#giveUp(phase.opened, error);
        break;
      case 'open': {
        const held = this.#clock.now() - phase.sinceMs >= this.#timing.minUptimeMs;
        const opened = createDeferred<string>();
        // Nobody may ever ask for it; then its rejection by close() is no news to anyone.
        opened.promise.catch(() => {});
        this.#reconnect(opened, held ? 0 : phase.failures, error);
        break;
      }
      case 'redialling':
        this.#reconnect(phase.opened, phase.failures + 1, error);
        break;
      case 'idle':
      case 'waiting':
      case 'closed':
        break;
    }
  }

  #reconnect(opened: Deferred<string>, failures: number, error: SignalingError): void {
    const delayMs = this.#reconnectPolicy.nextDelayMs(failures);
    if (delayMs === null) {
      this.#giveUp(opened, error);
      if (!this.#isClosed()) this.reportError(error);
      return;
    }
    this.#reconnectTimer.start(delayMs);
    this.#enter({ name: 'waiting', opened, failures });
  }

  #redial(): void {
    const phase = this.#phase;
    if (phase.name !== 'waiting') return;
    const { opened, failures } = phase;
    this.#enter({ name: 'redialling', session: this.#dial(), opened, failures });
  }

  /** Back to where the client started: `open()` may be called again. */
  #giveUp(opened: Deferred<string>, error: SignalingError): void {
    opened.reject(error);
    this.#outbox.rejectAll(error);
    this.changeId(null);
    this.#enter({ name: 'idle' });
  }

  #onFailure(frame: FailureFrame): void {
    const to = frame.target ?? this.#references.take(frame.ref);
    if (to === null) {
      this.reportError(
        new SignalingError(
          'server-error',
          `The relay refused a message, and did not say which: ${frame.message} (${frame.code}).`,
        ),
      );
      return;
    }
    this.reportUndeliverable(to, frame.code);
  }

  #onGatewayError(frame: GatewayErrorFrame): void {
    this.reportError(
      new SignalingError(
        'server-error',
        `The gateway could not run the relay for a message: ${describeGatewayError(frame)}. ` +
          'Check the Lambda function’s log.',
      ),
    );
  }
}

async function callGetToken(getToken: () => string | Promise<string>): Promise<string> {
  try {
    return await getToken();
  } catch (cause) {
    throw new SignalingError(
      'connect-failed',
      'There is no token to connect with: getToken failed; see `cause`.',
      { cause },
    );
  }
}

function closedError(): SignalingError {
  return new SignalingError(
    'closed',
    'This signaling client was closed: make a new one to connect again.',
  );
}
