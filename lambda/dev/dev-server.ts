import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLocalGateway, type Faults } from '../local-gateway/local-gateway.js';
import { KnownHosts } from './known-hosts.js';
import { forbid, serveStaticFiles } from './static-files.js';

export interface DevServerOptions {
  readonly port: number;
  readonly host: string;
  /** More names that it answers to, besides those of this computer and `host`. */
  readonly allowedHosts: readonly string[];
  /** The folder of the package, with `dist` and `examples` in it. */
  readonly packageRoot: string;
}

export interface DevServer {
  /** Address of the page. */
  readonly url: string;
  /** Address of the relay. */
  readonly relayUrl: string;
  /** Starts and ends faults of the relay. */
  readonly faults: Faults;
  close(): Promise<void>;
}

const STAGE = 'relay';

/**
 * Serves the examples and the relay on one port.
 *
 * @throws the error of `listen()`, with `code` `EADDRINUSE` if the port is taken
 */
export async function startDevServer(options: DevServerOptions): Promise<DevServer> {
  const server = createServer();
  server.listen(options.port, options.host);
  await once(server, 'listening');
  const { address, port } = server.address() as AddressInfo;
  const hosts = new KnownHosts(address, [options.host, ...options.allowedHosts]);
  const refusalOf = ({ headers }: IncomingMessage): string | null => hosts.refusalOf(headers);
  const serveFile = serveStaticFiles({
    root: options.packageRoot,
    folders: ['dist', 'examples'],
    home: '/examples/index.html',
  });
  server.on('request', (request, response) => {
    const refusal = refusalOf(request);
    if (refusal === null) serveFile(request, response);
    else forbid(response, refusal);
  });
  const stop = async (): Promise<void> => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  const gateway = await createLocalGateway({ server, stage: STAGE, refusalOf }).catch(
    async (error) => {
      await stop();
      throw error;
    },
  );

  const host = `${hostName(options.host)}:${port}`;
  return {
    url: `http://${host}/`,
    relayUrl: `ws://${host}/${STAGE}`,
    faults: gateway.faults,
    close: async () => {
      await gateway.close();
      await stop();
    },
  };
}

/** The host name for the page's URL: without https, browsers open the camera for `localhost` only. */
function hostName(host: string): string {
  if (['127.0.0.1', '::1', '0.0.0.0', '::'].includes(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
