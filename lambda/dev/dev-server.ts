import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { isIPv4, type AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import {
  createLocalGateway,
  type AuthorizerOptions,
  type Faults,
} from '../local-gateway/local-gateway.js';
import type { SecurePort } from './https/secure-port.js';
import { ownAddresses } from './https/own-addresses.js';
import { KnownHosts } from './known-hosts.js';
import { forbid, serveStaticFiles } from './static-files.js';

export interface DevServerOptions {
  readonly port: number;
  readonly host: string;
  /** Whether it speaks https and wss, with a certificate for the addresses of this machine. */
  readonly https: boolean;
  /** More names that it answers to, besides those of this computer and `host`. */
  readonly allowedHosts: readonly string[];
  /** Where the keys are that tokens are checked with; `null`: everybody may connect. */
  readonly doorJwksUrl: string | null;
  /** The folder of the package, with `dist` and `examples` in it. */
  readonly packageRoot: string;
}

export interface DevServer {
  /** Address of the page. */
  readonly url: string;
  /** Address of the relay. */
  readonly relayUrl: string;
  /** With https: other addresses of the page, for the case that this machine is in more than one network. */
  readonly otherUrls: readonly string[];
  /** Starts and ends faults of the relay. */
  readonly faults: Faults;
  close(): Promise<void>;
}

const STAGE = 'relay';
const THIS_MACHINE = '127.0.0.1';
const ALL_ADDRESSES = ['0.0.0.0', '::'];

/**
 * Serves the examples and the relay on one port. With https, the relay's function reaches the relay over another one, which
 * is open to this machine alone.
 *
 * @throws the error of `listen()`, with `code` `EADDRINUSE` if the port is taken
 */
export async function startDevServer(options: DevServerOptions): Promise<DevServer> {
  const server = createServer();
  if (options.https) server.listen(0, THIS_MACHINE);
  else server.listen(options.port, options.host);
  await once(server, 'listening');
  const secure = options.https ? await openSecurely(server, options) : null;
  const { address, port } = secure?.address ?? (server.address() as AddressInfo);
  const hosts = new KnownHosts(
    address,
    [options.host, ...options.allowedHosts],
    options.https ? 'https' : 'http',
  );
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
    await secure?.close();
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  const gateway = await createLocalGateway({
    server,
    stage: STAGE,
    refusalOf,
    ...(options.doorJwksUrl === null ? {} : { authorizer: door(options.doorJwksUrl) }),
  }).catch(async (error) => {
    await stop();
    throw error;
  });

  const [host, ...otherHosts] = hostNames(options).map((name) => `${name}:${port}`);
  const [http, ws] = options.https ? ['https', 'wss'] : ['http', 'ws'];
  return {
    url: `${http}://${host}/`,
    relayUrl: `${ws}://${host}/${STAGE}`,
    otherUrls: otherHosts.map((other) => `${http}://${other}/`),
    faults: gateway.faults,
    close: async () => {
      await gateway.close();
      await stop();
    },
  };
}

/** The https port, with a certificate for each name that the server answers to. */
async function openSecurely(
  server: Server,
  { host, port, allowedHosts }: DevServerOptions,
): Promise<SecurePort> {
  try {
    // Only now, because the certificate's library takes a second to load.
    const [{ makeCertificate }, { openSecurePort }] = await Promise.all([
      import('./https/certificate.js'),
      import('./https/secure-port.js'),
    ]);
    const addresses = ['127.0.0.1', '::1', ...ownAddresses(networkInterfaces())];
    const given = ALL_ADDRESSES.includes(host) ? [] : [host];
    const names = ['localhost', ...addresses, ...given, ...allowedHosts].map(withoutBrackets);
    return await openSecurePort(server, await makeCertificate(names), host, port);
  } catch (error) {
    server.close();
    throw error;
  }
}

function door(jwksUrl: string): AuthorizerOptions {
  return {
    handler: new URL('./lambda/authorizer.mjs', import.meta.url),
    environment: { DOOR_JWKS_URL: jwksUrl },
  };
}

/** The host names for the page's URL, the best first. */
function hostNames({ host, https }: DevServerOptions): readonly string[] {
  // On 0.0.0.0 it is reached by IPv4 alone.
  const addresses = ownAddresses(networkInterfaces()).filter(
    (address) => https && (host === '::' || (host === '0.0.0.0' && isIPv4(address))),
  );
  return addresses.length > 0 ? addresses.map(hostName) : [hostName(host)];
}

function withoutBrackets(name: string): string {
  return name.replace(/^\[(.*)\]$/, '$1');
}

/** A host in a URL: without https, browsers open the camera for `localhost` only. */
function hostName(host: string): string {
  if (['127.0.0.1', '::1', '0.0.0.0', '::'].includes(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
