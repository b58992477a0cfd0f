import { systemClock, type Clock } from '../../internal/clock.js';
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
}

/** All durations are in milliseconds. */
export interface ApiGatewaySignalingOptions extends Partial<ApiGatewaySignalingTiming> {
  /**
   * The relay: the WebSocket URL of the API's stage (`wss://….execute-api.….amazonaws.com/prod`), a `ws:`, `https:` or
   * `http:` URL, or a path on the server that the page came from (`/relay`).
   */
  readonly endpoint: string;
  /**
   * Asked before every attempt to connect; what it returns is sent as query parameter `token`, which an authorizer on
   * the `$connect` route can check. Query strings appear in access logs: let tokens live shortly.
   */
  readonly getToken?: () => string | Promise<string>;
  /** `DefaultReconnectPolicy` where it is left out. */
  readonly reconnectPolicy?: ReconnectPolicy;
  /** The class of the sockets; the platform's own where it is left out. */
  readonly WebSocket?: WebSocketConstructor;
  /** For tests: the time that the client lives by. */
  readonly clock?: Clock;
  /** For tests: the source of the reconnect delays' jitter. */
  readonly random?: () => number;
}

/** The options with the defaults filled in. */
export type ApiGatewaySignalingSettings = Pick<
  ApiGatewaySignalingOptions,
  'endpoint' | 'getToken' | 'WebSocket'
> &
  ApiGatewaySignalingTiming & { readonly clock: Clock; readonly reconnectPolicy: ReconnectPolicy };

/** Fills the defaults in, also for an option that is there but `undefined`. */
export function resolveOptions(options: ApiGatewaySignalingOptions): ApiGatewaySignalingSettings {
  const {
    connectTimeoutMs = 10_000,
    whoAmITimeoutMs = 5_000,
    // API Gateway ends a connection after 10 minutes without a frame; each who-am-I costs one Lambda call.
    keepAliveMs = 4 * 60_000,
    // A server that lets clients in and drops them at once would otherwise be dialled in a tight loop.
    minUptimeMs = 5_000,
    clock = systemClock,
    // It takes `random` from them.
    reconnectPolicy = new DefaultReconnectPolicy(options),
  } = options;
  return {
    ...options,
    connectTimeoutMs,
    whoAmITimeoutMs,
    keepAliveMs,
    minUptimeMs,
    clock,
    reconnectPolicy,
  };
}
