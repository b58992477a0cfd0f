import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createLocalGateway } from '../../dist/local-gateway.mjs';

const ROOT = new URL('../../', import.meta.url);

const CONTENT_TYPES = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
};

/**
 * Starts a server as a user would in a terminal, and reads its address from its standard output.
 *
 * @param {readonly string[]} command arguments for Node, from the root of the repository
 */
export async function startCommand(command, environment = {}) {
  const child = spawn(process.execPath, command, {
    cwd: fileURLToPath(ROOT),
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  });
  const exited = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const [url] = line.match(/https?:\/\/\S+/) ?? [];
    // Goes on reading, so that the server never blocks on a full pipe.
    child.stdout.resume();
    if (url !== undefined) return { url, stop };
  }
  const [code] = await exited;
  throw new Error(`node ${command.join(' ')} ended with ${code} and gave no address.`);
}

/** `npm start`, but for the port. */
export function startDevCommand() {
  return startCommand(['dist/cli.mjs', 'dev', '--port', '0']);
}

/** The same relay and examples within this process, with access to the relay's figures and faults. */
export async function startDevServer() {
  const server = createServer(serveRepository);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const gateway = await createLocalGateway({ server, stage: 'relay' });
  const { port } = server.address();
  return {
    url: `http://localhost:${port}/`,
    port,
    relayUrl: `ws://localhost:${port}/relay`,
    stats: gateway.stats,
    faults: gateway.faults,
    stop: async () => {
      await gateway.close();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function serveRepository(request, response) {
  try {
    // Inside, because there are paths that `URL` does not take, such as `//`.
    const { pathname } = new URL(request.url, 'http://localhost');
    const path = pathname === '/' ? '/examples/' : pathname;
    const file = new URL(`.${path}${path.endsWith('/') ? 'index.html' : ''}`, ROOT);
    const content = await readFile(file);
    const type = CONTENT_TYPES[extname(file.pathname)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(content);
  } catch {
    response.writeHead(404).end('Not found');
  }
}
