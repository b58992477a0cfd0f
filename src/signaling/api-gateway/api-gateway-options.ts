import { systemClock, type Clock } from '../../internal/clock.js';
import { given, type Lenient } from '../../internal/given.js';
import { DefaultReconnectPolicy, type ReconnectPolicy } from '../reconnect-policy.js';
import type { WebSocketConstructor } from './web-socket-like.js';

export interface ApiGatewaySignalingTiming {
  /** From the start until the socket is open, fetching a token included. Default: 10 s. */
  readonly connectTimeoutMs: number;
  /** From each who-am-I until its answer. Default: 5 s. */
  readonly whoAmITimeoutMs: number;
  /** How long no frame may pass in either direction before the server is asked who-am-I again. Default: 4 min. */
  readonly keepAliveMs: number;
  /** How long a new connection must hold for the reconnect delays to start from the first again. Default: 5 s. */
  readonly minUptimeMs: number;
  /** Age at which a connection is replaced by a new one, without a gap. API Gateway ends it at 2 h. Default: 1 h 50. */
  readonly rotationMs: number;
  /** Up to this much earlier or later, so that two clients do not change their addresses together. Default: 5 min. */
  readonly rotationJitterMs: number;
  /** How long a connection that was replaced goes on delivering what is on its way to the old address. Default: 30 s. */
  readonly rotationOverlapMs: number;
}

/** All durations are in milliseconds. An option that is `undefined` or `null` counts as left out. */
export interface ApiGatewaySignalingOptions extends Lenient<ApiGatewaySignalingTiming> {
  /**
   * The relay: the WebSocket URL of the API's stage (`wss://….execute-api.….amazonaws.com/prod`), a `ws:`, `https:` or
   * `http:` URL, or a path on the server that the page came from (`/relay`).
   */
  readonly endpoint: string;
  /**
   * Asked before every attempt to connect; what it returns is sent as query parameter `token`, which an authorizer on
   * the `$connect` route can check. Query strings appear in access logs: let tokens live shortly.
   */
  readonly getToken?: (() => string | Promise<string>) | null | undefined;
  /** `DefaultReconnectPolicy` where it is left out. */
  readonly reconnectPolicy?: ReconnectPolicy | null | undefined;
  /** The class of the sockets; the platform's own where it is left out. */
  readonly WebSocket?: WebSocketConstructor | null | undefined;
  /** For tests: the time that the client lives by. */
  readonly clock?: Clock | null | undefined;
  /** For tests: the source of all jitter. */
  readonly random?: (() => number) | null | undefined;
}

/** The options with the defaults filled in. */
export interface ApiGatewaySignalingSettings extends ApiGatewaySignalingTiming {
  readonly endpoint: string;
  readonly getToken?: () => string | Promise<string>;
  readonly WebSocket?: WebSocketConstructor;
  readonly clock: Clock;
  readonly random: () => number;
  readonly reconnectPolicy: ReconnectPolicy;
}

/**
 * Fills the defaults in.
 *
 * @throws {SignalingError} `invalid-argument` for a duration that is none
 */
export function resolveOptions(options: ApiGatewaySignalingOptions): ApiGatewaySignalingSettings {
  return {
    connectTimeoutMs: 10_000,
    whoAmITimeoutMs: 5_000,
    // API Gateway ends a connection after 10 minutes without a frame; each who-am-I costs one Lambda call.
    keepAliveMs: 4 * 60_000,
    // A server that lets clients in and drops them at once would otherwise be dialled in a tight loop.
    minUptimeMs: 5_000,
    rotationMs: 110 * 60_000,
    rotationJitterMs: 5 * 60_000,
    rotationOverlapMs: 30_000,
    clock: systemClock,
    random: Math.random,
    // It takes `random` from them, and looks at the numbers.
    reconnectPolicy: new DefaultReconnectPolicy(options),
    ...given(options),
  } as ApiGatewaySignalingSettings;
}
