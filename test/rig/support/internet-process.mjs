// The relay, which runs in the namespace of the internet.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { createLocalGateway } from '../../../dist/local-gateway.mjs';
import { serve } from './remote.mjs';

const POLL_MS = 20;
const [host] = process.argv.slice(2);
let gateway = null;

/** Stands in for AWS Systems Manager, with the secret of the TURN server in it. */
const parameters = createServer((request, response) => {
  request.resume();
  response.setHeader('content-type', 'application/x-amz-json-1.1');
  response.end(JSON.stringify({ Parameter: { Value: parameters.secret } }));
});

/** @param {{ secret: string, urls: readonly string[] }} turn the server that the relay makes credentials for */
async function startRelay({ secret, urls }) {
  parameters.secret = secret;
  parameters.listen(0, '127.0.0.1');
  await once(parameters, 'listening');
  gateway = await createLocalGateway({
    host,
    environment: {
      TURN_PROVIDER: 'coturn',
      TURN_URLS: urls.join(),
      TURN_SECRET_NAME: '/rig/turn',
      AWS_ENDPOINT_URL_SSM: `http://127.0.0.1:${parameters.address().port}`,
    },
  });
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
  close: async () => {
    parameters.close();
    parameters.closeAllConnections();
    await gateway?.close();
  },
});
