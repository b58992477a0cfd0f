import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Authorizer } from './authorizer.js';
import type { Connection, ConnectionInfo } from './connection.js';
import { GatewayFaults, type Faults } from './faults/gateway-faults.js';
import type { GatewayCore, GatewayStats } from './gateway-core.js';
import {
  resolveOptions,
  type LocalGatewayOptions,
  type ResolvedOptions,
} from './gateway-options.js';
import { ownPort, sharedPort, type StageHandler } from './gateway-port.js';
import { LambdaRunner } from './lambda-runner.js';
import { forbid, ManagementEndpoint } from './management-endpoint.js';
import { newCredentials, type Credentials } from './request-signature.js';
import { TokenBucket } from './token-bucket.js';
import { refuseUpgrade, WebSocketEndpoint } from './websocket-endpoint.js';

export type { ConnectionInfo } from './connection.js';
export type { Fault, FaultKind } from './faults/fault.js';
export { readFaultScript, type FaultStep } from './faults/fault-script.js';
export type { Faults } from './faults/gateway-faults.js';
export type { ActiveFault } from './faults/running-fault.js';
export type { FaultScript } from './faults/script-run.js';
export type { GatewayClock } from './gateway-clock.js';
export type {
  AuthorizerOptions,
  LocalGatewayOptions,
  ManagementMethod,
  RouteOptions,
} from './gateway-options.js';
export type { Credentials } from './request-signature.js';
export type { GatewayStats } from './gateway-core.js';

/** API Gateway and Lambda on this machine. */
export interface LocalGateway {
  /** The endpoint for clients: `ws://host:port/stage`. */
  readonly url: string;
  /** The base of the management API, `http://host:port/stage`, to which `@connections/{id}` is appended. */
  readonly managementUrl: string;
  /**
   * What requests to the management API have to be signed with, for the service `execute-api` in `region`. The handler
   * has them in its environment; a test that calls the API itself gives them to its SDK client. Made at each start.
   */
  readonly credentials: Credentials;
  readonly region: string;
  readonly port: number;
  readonly stats: GatewayStats;
  /** The open connections, the oldest first. */
  readonly connections: readonly ConnectionInfo[];
  /** Starts and ends faults. There are none at first. */
  readonly faults: Faults;
  /** Drops every connection and stops the handler. A server that was passed in stays open. */
  close(): Promise<void>;
}

const REGION = 'us-east-1';
const API_ID = 'localrelay';
/** Names under `localhost` never leave the machine (RFC 6761), even if a handler posts to its `domainName`. */
const DOMAIN_NAME = `${API_ID}.execute-api.localhost`;

/**
 * Starts an API Gateway WebSocket API on this machine, as strict as the one of AWS: its quotas, close codes, error
 * frames, management API and unordered invocations. It runs the handler through the real AWS SDK.
 *
 * @throws {TypeError} if the name of the stage can't be a path
 * @throws {TemplateError} if its template would not work on AWS; each line of the message says why
 * @throws {Error} if the port is taken, or the handler can't be loaded
 */
export async function createLocalGateway(options: LocalGatewayOptions = {}): Promise<LocalGateway> {
  const resolved = resolveOptions(options);
  const { stage } = resolved;
  // The handler needs to know the port before it starts, so requests may come before it is ready: they wait.
  const endpoints = deferred<Endpoints>();
  const handler = stageHandler(resolved, endpoints.promise);
  const port = resolved.server
    ? sharedPort(resolved.server, stage, handler)
    : await ownPort(resolved.host, resolved.port, handler);

  const base = `${hostInUrl(port.address)}:${port.address.port}/${stage}`;
  const managementUrl = `http://${base}`;
  const { handler: handlerFile, environment, onLog, authorizer, integrationTimeoutMs } = resolved;
  const connections = new Map<string, Connection>();
  const credentials = newCredentials();
  const runnerOptions = { managementUrl, region: REGION, credentials, onLog };
  const core: GatewayCore = {
    options: resolved,
    api: { region: REGION, apiId: API_ID, domainName: DOMAIN_NAME, stage },
    region: REGION,
    credentials,
    runner: new LambdaRunner({ ...runnerOptions, handler: handlerFile, environment }),
    authorizer: authorizer
      ? new Authorizer(
          new LambdaRunner({ ...runnerOptions, environment: {}, ...authorizer }),
          authorizer,
          integrationTimeoutMs,
          onLog,
        )
      : null,
    connections,
    accountBucket: new TokenBucket(resolved.accountThrottle),
    stats: { framesIn: 0, framesOut: 0, relayed: 0, invocations: 0 },
    faults: new GatewayFaults(resolved, connections),
  };
  const webSockets = new WebSocketEndpoint(core);

  try {
    await startHandler(handlerFile, core.runner);
    if (authorizer && core.authorizer) await startHandler(authorizer.handler, core.authorizer);
  } catch (error) {
    endpoints.reject(error as Error);
    await core.runner.stop();
    await port.close();
    throw error;
  }
  endpoints.resolve({ webSockets, management: new ManagementEndpoint(core) });

  return {
    url: `ws://${base}`,
    managementUrl,
    credentials,
    region: REGION,
    port: port.address.port,
    stats: core.stats,
    get connections() {
      return [...connections.values()].filter(({ isOpen }) => isOpen).map(({ info }) => info);
    },
    faults: core.faults,
    close: async () => {
      core.faults.close();
      webSockets.close();
      await core.runner.stop();
      await core.authorizer?.stop();
      await port.close();
    },
  };
}

async function startHandler(file: string | URL, runner: LambdaRunner | Authorizer): Promise<void> {
  try {
    await runner.start();
  } catch (cause) {
    throw new Error(`The handler ${String(file)} could not be started.`, { cause });
  }
}

interface Endpoints {
  readonly webSockets: WebSocketEndpoint;
  readonly management: ManagementEndpoint;
}

/** Passes each request to the endpoint that its path names. */
function stageHandler(
  { stage, refusalOf }: ResolvedOptions,
  endpoints: Promise<Endpoints>,
): StageHandler {
  const isEndpoint = (path: string): boolean => path === `/${stage}` || path === `/${stage}/`;

  const request = async (
    incoming: IncomingMessage,
    response: ServerResponse,
    path: string,
  ): Promise<void> => {
    const refusal = refusalOf(incoming);
    if (refusal !== null) return forbid(response, refusal);
    const { management } = await endpoints;
    if (isEndpoint(path)) {
      response.writeHead(426, { Upgrade: 'websocket', Connection: 'Upgrade' }).end();
      return;
    }
    const id = connectionIdIn(path, stage);
    if (id === null) forbid(response);
    else await management.handle(incoming, response, id);
  };

  const upgrade = async (
    incoming: IncomingMessage,
    socket: Socket,
    head: Buffer,
    path: string,
  ): Promise<void> => {
    const refusal = refusalOf(incoming);
    if (refusal !== null) return refuseUpgrade(socket, 403, refusal);
    const { webSockets } = await endpoints;
    if (isEndpoint(path)) await webSockets.handleUpgrade(incoming, socket, head);
    else refuseUpgrade(socket, 403);
  };

  return {
    // The client went away in the middle of its request: there is nobody left to answer.
    request: (incoming, response, path) =>
      void request(incoming, response, path).catch(() => response.destroy()),
    upgrade: (incoming, socket, head, path) => {
      // Before the handshake is over nobody else listens, and an `error` event without a listener ends the process.
      socket.on('error', () => {});
      void upgrade(incoming, socket, head, path).catch(() => socket.destroy());
    },
  };
}

/** The id in `/{stage}/@connections/{id}`, where `@` may be percent-encoded, or `null` if it is another path. */
function connectionIdIn(path: string, stage: string): string | null {
  const [, first, collection, id, ...rest] = path.split('/').map(decode);
  const isCollection = first === stage && collection === '@connections' && rest.length === 0;
  return isCollection && id ? id : null;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // not a valid encoding, so not a valid id either
  }
}

/** A host name by which this machine can reach `address`. */
function hostInUrl({ address, family }: AddressInfo): string {
  // For `::` Node listens on IPv4 as well, and some containers have no IPv6 loopback.
  if (address === '0.0.0.0' || address === '::') return '127.0.0.1';
  return family === 'IPv6' ? `[${address}]` : address;
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

function deferred<T>(): Deferred<T> {
  let resolve: (value: T) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  // A rejection while nobody waits would end the process. Whoever waits later still gets it.
  promise.catch(() => {});
  return { promise, resolve, reject };
}
