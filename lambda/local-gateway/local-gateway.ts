import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Connection, ConnectionInfo } from './connection.js';
import { deferred } from './deferred.js';
import { GatewayFaults, type Faults } from './faults/gateway-faults.js';
import type { GatewayCore } from './gateway-core.js';
import { resolveOptions, type LocalGatewayOptions } from './gateway-options.js';
import { ownPort, sharedPort, type StageHandler } from './gateway-port.js';
import { StatsCounter, type GatewayStats } from './gateway-stats.js';
import { LambdaRunner } from './lambda-runner.js';
import { forbid, ManagementFront } from './management-front.js';
import { TokenBucket } from './token-bucket.js';
import { refuseUpgrade, WebSocketFront } from './websocket-front.js';

export type { ConnectionInfo } from './connection.js';
export type { Fault, FaultKind } from './faults/fault.js';
export { readFaultScript, type FaultStep } from './faults/fault-script.js';
export type { Faults } from './faults/gateway-faults.js';
export type { ActiveFault } from './faults/running-fault.js';
export type { FaultScript } from './faults/script-run.js';
export type { GatewayClock } from './gateway-clock.js';
export type { LocalGatewayOptions, ManagementMethod, RouteOptions } from './gateway-options.js';
export type { GatewayStats } from './gateway-stats.js';

/** API Gateway and Lambda on this machine. */
export interface LocalGateway {
  /** The endpoint for clients: `ws://host:port/stage`. */
  readonly url: string;
  /** What `@connections/{id}` is appended to: `http://host:port/stage`. */
  readonly managementUrl: string;
  readonly port: number;
  readonly stats: GatewayStats;
  /** Who is connected now, in the order in which they came. */
  readonly connections: readonly ConnectionInfo[];
  /** What goes wrong on purpose. Nothing does until it is started here. */
  readonly faults: Faults;
  /** Drops every connection and stops the handler. A server that was passed in goes on listening. */
  close(): Promise<void>;
}

const REGION = 'us-east-1';
const API_ID = 'localrelay';
/** The names under `localhost` never leave the machine (RFC 6761), should a handler post to its `domainName`. */
const DOMAIN_NAME = `${API_ID}.execute-api.localhost`;

/**
 * Starts an API Gateway WebSocket API on this machine, as strict as the one of AWS: its quotas, close codes, error
 * frames, management API and unordered invocations. It runs the handler through the real AWS SDK.
 *
 * @throws {TypeError} if the name of the stage can't be a path
 * @throws {Error} if the port is taken, or the handler can't be loaded
 */
export async function createLocalGateway(options: LocalGatewayOptions = {}): Promise<LocalGateway> {
  const resolved = resolveOptions(options);
  const { stage } = resolved;
  // The port must be known before the handler starts, so requests may come while it does: they wait for it.
  const fronts = deferred<Fronts>();
  const handler = stageHandler(stage, fronts.promise);
  const port = resolved.server
    ? sharedPort(resolved.server, stage, handler)
    : await ownPort(resolved.host, resolved.port, handler);

  const base = `${hostInUrl(port.address)}:${port.address.port}/${stage}`;
  const managementUrl = `http://${base}`;
  const { handler: handlerFile, environment, onLog } = resolved;
  const connections = new Map<string, Connection>();
  const core: GatewayCore = {
    options: resolved,
    api: { apiId: API_ID, domainName: DOMAIN_NAME, stage },
    runner: new LambdaRunner({
      handler: handlerFile,
      environment,
      managementUrl,
      region: REGION,
      onLog,
    }),
    connections,
    accountBucket: new TokenBucket(resolved.accountThrottle),
    stats: new StatsCounter(),
    faults: new GatewayFaults(resolved, connections),
  };
  const webSockets = new WebSocketFront(core);

  try {
    await core.runner.start();
  } catch (error) {
    const failure = new Error(`The handler ${String(handlerFile)} could not be started.`, {
      cause: error,
    });
    fronts.reject(failure);
    await port.close();
    throw failure;
  }
  fronts.resolve({ webSockets, management: new ManagementFront(core) });

  return {
    url: `ws://${base}`,
    managementUrl,
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
      await port.close();
    },
  };
}

interface Fronts {
  readonly webSockets: WebSocketFront;
  readonly management: ManagementFront;
}

/** Sorts what comes in by its path. */
function stageHandler(stage: string, fronts: Promise<Fronts>): StageHandler {
  const isEndpoint = (path: string): boolean => path === `/${stage}` || path === `/${stage}/`;

  const request = async (
    incoming: IncomingMessage,
    response: ServerResponse,
    path: string,
  ): Promise<void> => {
    const { management } = await fronts;
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
    const { webSockets } = await fronts;
    if (isEndpoint(path)) await webSockets.handleUpgrade(incoming, socket, head);
    else refuseUpgrade(socket, 403);
  };

  return {
    // A client that goes away in the middle of its request needs no answer any more.
    request: (incoming, response, path) =>
      void request(incoming, response, path).catch(() => response.destroy()),
    upgrade: (incoming, socket, head, path) => {
      // Until the handshake is over nobody else listens, and an error without a listener ends the process.
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
    return segment; // no valid encoding, so no valid id either
  }
}

/** A host by which this machine itself reaches `address`. */
function hostInUrl({ address, family }: AddressInfo): string {
  // Node listens on both families for `::`, and not every container has the loopback of IPv6.
  if (address === '0.0.0.0' || address === '::') return '127.0.0.1';
  return family === 'IPv6' ? `[${address}]` : address;
}
