import type { Authorizer } from './authorizer.js';
import type { Connection } from './connection.js';
import type { GatewayFaults } from './faults/gateway-faults.js';
import type { ResolvedOptions } from './gateway-options.js';
import type { ApiInfo } from './lambda-event.js';
import type { LambdaRunner } from './lambda-runner.js';
import type { Credentials } from './request-signature.js';
import type { TokenBucket } from './token-bucket.js';

/** What has passed through a local gateway since it started. */
export interface GatewayStats {
  /** Messages from clients, throttled ones included. */
  readonly framesIn: number;
  /** Messages to clients: deliveries, answers of the handler, errors of the gateway. */
  readonly framesOut: number;
  /** Messages POSTed to `@connections` and sent on to a client: what was relayed. */
  readonly relayed: number;
  /** Times the handler was invoked. */
  readonly invocations: number;
}

/** What the WebSocket endpoint and the management endpoint of a gateway share. */
export interface GatewayCore {
  readonly options: ResolvedOptions;
  readonly api: ApiInfo;
  /** Where requests to `@connections` are signed for, and with what. */
  readonly region: string;
  readonly credentials: Credentials;
  readonly runner: LambdaRunner;
  /** `null`: everybody may connect. */
  readonly authorizer: Authorizer | null;
  /** The open connections by id. A connection is added when `$connect` has returned. */
  readonly connections: Map<string, Connection>;
  readonly accountBucket: TokenBucket;
  readonly stats: { -readonly [Name in keyof GatewayStats]: number };
  readonly faults: GatewayFaults;
}
