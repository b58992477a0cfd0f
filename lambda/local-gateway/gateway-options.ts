import type { IncomingMessage, Server } from 'node:http';
import { realClock, type GatewayClock } from './gateway-clock.js';
import { readTemplateApi } from './template-api.js';
import type { TokenBucketOptions } from './token-bucket.js';

/** A route of the WebSocket API. */
export interface RouteOptions {
  /**
   * Whether the route has a route response. Without one, the handler's result is not sent to the client.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-response.html
   */
  readonly routeResponse?: boolean;
}

/** A Lambda authorizer of the route `$connect`. */
export interface AuthorizerOptions {
  /** The ES module that exports `handler`. */
  readonly handler: string | URL;
  /** More environment variables for it. */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * What a request has to have for the authorizer to be asked, such as `route.request.querystring.token`; it gets 401
   * otherwise. Default: nothing.
   */
  readonly identitySource?: readonly string[];
}

export type ManagementMethod = 'POST' | 'GET' | 'DELETE';

/** How the API is set up. The defaults are what the template of the relay says, with the quotas of AWS. */
export interface LocalGatewayOptions {
  /** A listening server to share the port with. Requests outside `/{stage}` stay with its own listeners. */
  readonly server?: Server;
  /** Address to listen on, without `server`. Default `127.0.0.1`. */
  readonly host?: string;
  /** Port to listen on, without `server`. Default 0: any free one. */
  readonly port?: number;
  /** Name of the stage, which is the path of the endpoint. Default `local`. */
  readonly stage?: string;
  /** The ES module that exports `handler`. Default: the relay. */
  readonly handler?: string | URL;
  /** The CloudFormation template that routes and environment are read from. Default: the one of the package. */
  readonly template?: string | URL;
  /** The parameters of the template that have other values than their defaults. */
  readonly parameters?: Readonly<Record<string, string>>;
  /**
   * More environment variables for the handler than the template has, or other values for them. Rooms are in the function's
   * memory unless `ROOMS_TABLE` is among them.
   */
  readonly environment?: Readonly<Record<string, string>>;
  /** Decides who may connect. Default: everybody may. */
  readonly authorizer?: AuthorizerOptions;
  /** The routes by route key. Default: those of the template. */
  readonly routes?: Readonly<Record<string, RouteOptions>>;
  /** Default: that of the template. */
  readonly routeSelectionExpression?: string;
  /** Each invocation starts up to this many milliseconds late, so that messages can overtake each other. Default 0. */
  readonly jitterMs?: number;
  /** The same seed gives the same delays, and the same faults. Default 1. */
  readonly seed?: number;
  /** Default 29 s, as on AWS. */
  readonly integrationTimeoutMs?: number;
  /** A connection is closed after this time without a message in either direction. Default 10 min, as on AWS. */
  readonly idleTimeoutMs?: number;
  /** Every connection is closed after this time. Default 2 h, as on AWS. */
  readonly connectionDurationMs?: number;
  /** What the function's IAM role permits on `@connections`. Default: all three. */
  readonly managementPermissions?: readonly ManagementMethod[];
  /** Messages and `@connections` calls together. Default 10,000 per second and a burst of 5,000, as on AWS. */
  readonly accountThrottle?: TokenBucketOptions;
  /** Messages of each route. Default: only the account's limit. */
  readonly routeThrottle?: TokenBucketOptions;
  /**
   * Says in one sentence why a request gets 403 before anything is done with it, or `null` to take it. Both endpoints
   * ask it. Default: every request is taken.
   */
  readonly refusalOf?: (request: IncomingMessage) => string | null;
  /** The clock for the connections' limits and for faults. Default: that of this machine. */
  readonly clock?: GatewayClock;
  /** Gets what the handler logs, line by line. Default: errors and warnings go to standard error. */
  readonly onLog?: (line: string, stream: 'stdout' | 'stderr') => void;
}

/** The options with every default filled in. */
export type ResolvedOptions = Readonly<
  Required<
    Omit<LocalGatewayOptions, 'server' | 'template' | 'parameters' | 'routeThrottle' | 'authorizer'>
  > & {
    server: Server | undefined;
    authorizer: AuthorizerOptions | undefined;
    routeThrottle: TokenBucketOptions | undefined;
  }
>;

// AWS quotas: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
const INTEGRATION_TIMEOUT_MS = 29_000;
const IDLE_TIMEOUT_MS = 10 * 60_000;
const CONNECTION_DURATION_MS = 2 * 60 * 60_000;
const ACCOUNT_THROTTLE = { ratePerSecond: 10_000, burst: 5_000 };

const STAGE = /^[A-Za-z0-9_-]{1,128}$/;

/**
 * @throws {TypeError} if the stage name can't be part of a path
 * @throws {TemplateError} if the relay would not work with this template
 */
export function resolveOptions(options: LocalGatewayOptions): ResolvedOptions {
  const stage = options.stage ?? 'local';
  if (!STAGE.test(stage)) {
    throw new TypeError(`"${stage}" is no name of a stage: use letters, digits, "-" and "_".`);
  }
  const api = readTemplateApi(options.template, options.parameters);
  return {
    server: options.server,
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    stage,
    handler: options.handler ?? new URL('./lambda/handler.mjs', import.meta.url),
    environment: environmentOf(api.environment, options),
    authorizer: options.authorizer,
    routes: options.routes ?? api.routes,
    routeSelectionExpression: options.routeSelectionExpression ?? api.routeSelectionExpression,
    jitterMs: options.jitterMs ?? 0,
    seed: options.seed ?? 1,
    integrationTimeoutMs: options.integrationTimeoutMs ?? INTEGRATION_TIMEOUT_MS,
    idleTimeoutMs: options.idleTimeoutMs ?? IDLE_TIMEOUT_MS,
    connectionDurationMs: options.connectionDurationMs ?? CONNECTION_DURATION_MS,
    managementPermissions: options.managementPermissions ?? ['POST', 'GET', 'DELETE'],
    accountThrottle: options.accountThrottle ?? ACCOUNT_THROTTLE,
    routeThrottle: options.routeThrottle,
    refusalOf: options.refusalOf ?? (() => null),
    clock: options.clock ?? realClock,
    onLog: options.onLog ?? writeErrors,
  };
}

/** A table for rooms that is given takes the place of the memory, and a door is one that is asked here. */
function environmentOf(
  { ROOM_STORE: store, DOOR: _, ...template }: Readonly<Record<string, string>>,
  { environment: given = {}, authorizer }: LocalGatewayOptions,
): Readonly<Record<string, string>> {
  const hasTable = store === undefined || given['ROOMS_TABLE'] !== undefined;
  return {
    ...template,
    ...(hasTable ? {} : { ROOM_STORE: store }),
    ...(authorizer ? { DOOR: '1' } : {}),
    ...given,
  };
}

function writeErrors(line: string, stream: 'stdout' | 'stderr'): void {
  if (stream === 'stderr') process.stderr.write(`${line}\n`);
}
