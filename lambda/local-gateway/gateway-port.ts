import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Answers the requests to a stage. */
export interface StageHandler {
  request(request: IncomingMessage, response: ServerResponse, path: string): void;
  upgrade(request: IncomingMessage, socket: Socket, head: Buffer, path: string): void;
}

type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** The HTTP server of a gateway: its own, or one that it shares. */
export interface GatewayPort {
  readonly address: AddressInfo;
  close(): Promise<void>;
}

/** Starts an HTTP server for the gateway alone. */
export async function ownPort(
  host: string,
  port: number,
  handler: StageHandler,
): Promise<GatewayPort> {
  const server = createServer((request, response) => {
    handler.request(request, response, pathOf(request));
  });
  server.on('upgrade', (request, socket, head) => {
    handler.upgrade(request, socket as Socket, head, pathOf(request));
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    address: addressOf(server),
    close: async () => {
      server.close();
      // closeAllConnections() leaves out sockets that were upgraded, or are about to be.
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}

/**
 * Takes over the requests to `/{stage}` of a server that is listening already, and leaves the others to its own
 * listeners. After `close()` those get all requests again.
 *
 * @throws {Error} if the server does not listen yet
 */
export function sharedPort(server: Server, stage: string, handler: StageHandler): GatewayPort {
  const address = addressOf(server);
  let isClosed = false;
  const isOurs = (path: string): boolean =>
    !isClosed && (path === `/${stage}` || path.startsWith(`/${stage}/`));

  const onRequest = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const path = pathOf(request);
    if (isOurs(path)) handler.request(request, response, path);
    else for (const other of onRequest) other.call(server, request, response);
  });

  const onUpgrade = server.listeners('upgrade') as UpgradeListener[];
  server.removeAllListeners('upgrade');
  server.on('upgrade', (request, socket, head) => {
    const path = pathOf(request);
    if (isOurs(path)) handler.upgrade(request, socket as Socket, head, path);
    else if (onUpgrade.length === 0)
      socket.destroy(); // Node itself would leave it open for ever.
    else for (const other of onUpgrade) other.call(server, request, socket, head);
  });

  return {
    address,
    close: () => {
      isClosed = true;
      return Promise.resolve();
    },
  };
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error(
      'The server has no port yet: call its listen() and wait for "listening" first.',
    );
  }
  return address;
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/';
}
