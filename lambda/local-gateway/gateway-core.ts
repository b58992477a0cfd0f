import type { Connection } from './connection.js';
import type { GatewayFaults } from './faults/gateway-faults.js';
import type { ResolvedOptions } from './gateway-options.js';
import type { StatsCounter } from './gateway-stats.js';
import type { ApiInfo } from './lambda-event.js';
import type { LambdaRunner } from './lambda-runner.js';
import type { TokenBucket } from './token-bucket.js';

/** What the two sides of a gateway, the clients' and the management API, share. */
export interface GatewayCore {
  readonly options: ResolvedOptions;
  readonly api: ApiInfo;
  readonly runner: LambdaRunner;
  /** The open connections by id. One is in here only after `$connect` has returned. */
  readonly connections: Map<string, Connection>;
  readonly accountBucket: TokenBucket;
  readonly stats: StatsCounter;
  readonly faults: GatewayFaults;
}
