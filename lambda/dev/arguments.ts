import { parseArgs } from 'node:util';
import { UsageError } from './command-error.js';
import { readHostName } from './known-hosts.js';

/** Of `p2p-video-call dev`. */
export const HELP = `Usage: p2p-video-call dev [--https] [--port <number>] [--host <address>] [--allow-host <name>] [--faults <file>]
                          [--door-jwks-url <url>]

Serves the examples of p2p-video-call together with a relay that behaves as API Gateway and Lambda do,
so that two tabs on this computer can call each other.

  --https           for telephones and other computers in the same network, where the camera needs https: listens on the
                    network, with a certificate made for this computer's addresses, and shows the link as QR code
  --port <number>   port to listen on (default: the environment variable PORT, or 8000; 0 takes a free one)
  --host <address>  address to listen on (default: 127.0.0.1, this computer alone; with --https 0.0.0.0, all there are)
  --allow-host <name>
                    another name to answer to, also for the pages that connect; may be given several times. The
                    server answers to localhost and to the address of --host (with 0.0.0.0 or ::, to any address,
                    but to no name), so that no other web site can use it through this computer's browser
  --faults <file>   what shall go wrong in the relay, and when: a JSON file, see "Trying faults" in lambda/README.md
  --door-jwks-url <url>
                    lets in only who brings a token that is signed by a key in this key set; see examples/with-login
  --help            show this text
  --version         show the version
`;

export const DEV_OPTIONS = {
  https: { type: 'boolean' },
  port: { type: 'string' },
  host: { type: 'string' },
  'allow-host': { type: 'string', multiple: true },
  faults: { type: 'string' },
  'door-jwks-url': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

export type DevArguments =
  | { readonly kind: 'help' }
  | {
      readonly kind: 'dev';
      readonly port: number;
      readonly host: string;
      readonly https: boolean;
      /** More names that the server answers to. */
      readonly allowedHosts: readonly string[];
      readonly faultFile: string | null;
      /** Where the keys are that tokens are checked with; `null`: everybody may connect. */
      readonly doorJwksUrl: string | null;
    };

const DEFAULT_PORT = '8000';
const DEFAULT_HOST = '127.0.0.1';
const ALL_ADDRESSES = '0.0.0.0';
const MAX_PORT = 65_535;

/**
 * @param args what was typed after `dev`
 * @throws {UsageError}
 */
export function readArguments(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): DevArguments {
  const { values, positionals } = parse(args);
  if (values.help) return { kind: 'help' };
  const [extra] = positionals;
  if (extra !== undefined) throw new UsageError(`What is "${extra}"? "dev" takes options only.`);
  return {
    kind: 'dev',
    port: readPort(values.port ?? environment['PORT'] ?? DEFAULT_PORT),
    host: values.host ?? (values.https ? ALL_ADDRESSES : DEFAULT_HOST),
    https: values.https ?? false,
    allowedHosts: (values['allow-host'] ?? []).map(checkHostName),
    faultFile: values.faults ?? null,
    doorJwksUrl: values['door-jwks-url'] === undefined ? null : checkUrl(values['door-jwks-url']),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: DEV_OPTIONS,
    });
  } catch (error) {
    // Node's second sentence is advice about `--`, which is wrong here.
    const [problem = ''] = error instanceof Error ? error.message.split('. ') : [];
    throw new UsageError(`${problem}. See p2p-video-call --help.`, { cause: error });
  }
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > MAX_PORT) {
    throw new UsageError(`"${text}" is no port: give a number from 0 to ${MAX_PORT}.`);
  }
  return port;
}

function checkUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new UsageError(
    `--door-jwks-url ${text}: give a whole address, such as http://127.0.0.1:8002/jwks.json.`,
  );
}

function checkHostName(name: string): string {
  if (readHostName(name) === null) {
    throw new UsageError(`--allow-host ${name}: give the name alone, without http:// and port.`);
  }
  return name;
}
