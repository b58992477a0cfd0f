import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:tls';
import type { Certificate } from './certificate.js';

/** A port on which a server is reached over TLS. */
export interface SecurePort {
  readonly address: AddressInfo;
  close(): Promise<void>;
}

/**
 * Opens a port over which `server` gets https and wss, besides the one that it listens on itself, over which the relay
 * reaches itself without TLS.
 *
 * @throws the error of `listen()`, with `code` `EADDRINUSE` if the port is taken
 */
export async function openSecurePort(
  server: Server,
  { key, cert }: Certificate,
  host: string,
  port: number,
): Promise<SecurePort> {
  const tls = createServer({ key, cert, ALPNProtocols: ['http/1.1'] });
  const sockets = new Set<Socket>();
  tls.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  tls.on('secureConnection', (socket) => server.emit('connection', socket));
  // Each browser that is asked whether to go on ends its first connections so. Who fails here has got nothing.
  tls.on('tlsClientError', (_error, socket) => socket.destroy());
  tls.listen(port, host);
  await once(tls, 'listening');
  return {
    address: tls.address() as AddressInfo,
    close: async () => {
      tls.close();
      for (const socket of sockets) socket.destroy();
      await once(tls, 'close');
    },
  };
}
