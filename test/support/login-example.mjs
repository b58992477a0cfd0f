import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startCommand } from './dev-server.mjs';
import { createLocalGateway } from '../../dist/local-gateway.mjs';

const ROOT = new URL('../../', import.meta.url);
const AUTHORIZER = new URL('dist/lambda/authorizer.mjs', ROOT);

/** Starts the example with its log-in, and a relay whose door has the keys of its server. */
export async function startLoginExample(environment = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'p2p-video-call-example-'));
  const ends = [() => rmSync(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const end of ends.reverse()) await end();
  };
  try {
    cpSync(new URL('examples/with-login/', ROOT), folder, { recursive: true });
    const modules = join(folder, 'node_modules');
    mkdirSync(modules);
    const link = (name, target) =>
      symlinkSync(fileURLToPath(new URL(target, ROOT)), join(modules, name), 'junction');
    link('p2p-video-call', '.');
    link('jose', 'node_modules/jose');
    // The two need each other's address. The relay asks for the keys only when somebody connects.
    const doorEnvironment = {
      DOOR_JWKS_URL: '',
      DOOR_AUDIENCE: 'calls',
      DOOR_ISSUER: 'with-login',
    };
    const port = await freePort();
    doorEnvironment.DOOR_JWKS_URL = `http://127.0.0.1:${port}/jwks.json`;
    const log = [];
    const gateway = await createLocalGateway({
      authorizer: { handler: AUTHORIZER, environment: doorEnvironment },
      onLog: (line) => log.push(line),
    });
    ends.push(() => gateway.close());
    const settings = { PORT: String(port), RELAY: gateway.url, ...environment };
    const server = await startCommand([join(folder, 'server.mjs')], settings);
    ends.push(server.stop);
    return { url: server.url, log, gateway, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function freePort() {
  const gateway = await createLocalGateway();
  const { port } = gateway;
  await gateway.close();
  return port;
}
