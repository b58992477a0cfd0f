import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startCommand } from './dev-server.mjs';

const ROOT = new URL('../../', import.meta.url);

/** Starts the Socket.IO example with its own server, from a copy with its dependencies beside it, as `npm install` links them. */
export async function startSocketIoExample(environment = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'p2p-video-call-example-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    cpSync(new URL('examples/custom-signaling/socket-io/', ROOT), folder, { recursive: true });
    const modules = join(folder, 'node_modules');
    mkdirSync(modules);
    const link = (name, target) =>
      symlinkSync(fileURLToPath(new URL(target, ROOT)), join(modules, name), 'junction');
    link('p2p-video-call', '.');
    link('socket.io', 'node_modules/socket.io');
    const server = join(folder, 'server.mjs');
    // Some shells set HOST to the name of the computer.
    const settings = { PORT: '0', HOST: undefined, ...environment };
    const { url, stop } = await startCommand([server], settings);
    return { url, stop: () => stop().finally(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}
