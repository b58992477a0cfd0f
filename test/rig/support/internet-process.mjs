// The relay, which runs in the namespace of the internet.
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { createLocalGateway } from '../../../dist/local-gateway.mjs';
import { serve } from './remote.mjs';

const POLL_MS = 20;
const [host] = process.argv.slice(2);
let gateway = null;

async function startRelay() {
  gateway = await createLocalGateway({ host });
  return { url: gateway.url };
}

/** Waits until the port is open. */
async function untilOpen(address, port) {
  while (true) {
    const socket = connect(port, address);
    try {
      await once(socket, 'connect');
      return;
    } catch (error) {
      if (error.code !== 'ECONNREFUSED') throw error;
    } finally {
      socket.destroy();
    }
    await wait(POLL_MS);
  }
}

serve({
  untilOpen,
  startRelay,
  close: () => gateway?.close(),
});
