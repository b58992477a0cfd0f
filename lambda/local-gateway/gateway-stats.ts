/** What has passed through a local gateway since it started. */
export interface GatewayStats {
  /** Messages from clients, throttled ones included. */
  readonly framesIn: number;
  /** Messages to clients: deliveries, answers of the handler, errors of the gateway. */
  readonly framesOut: number;
  /** Messages POSTed to `@connections` that were handed to a client: what was relayed. */
  readonly relayed: number;
  /** Times the handler was invoked. */
  readonly invocations: number;
}

export class StatsCounter implements GatewayStats {
  framesIn = 0;
  framesOut = 0;
  relayed = 0;
  invocations = 0;
}
