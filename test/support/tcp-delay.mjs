import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/**
 * Starts a TCP proxy for `port` of this machine that delays everything by `delayMs` in either direction, in order. It
 * stands for the network between a browser and a server far away.
 */
export async function startTcpDelay({ port, delayMs }) {
  const sockets = new Set();
  const server = createServer((client) => {
    const target = connect(port, '127.0.0.1');
    for (const socket of [client, target]) {
      // No other delay than ours.
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    }
    pass(client, target, delayMs);
    pass(target, client, delayMs);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: server.address().port,
    stop: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}

/** Timers of the same length fire in the order in which they were set, so the order is kept. */
function pass(from, to, delayMs) {
  const later = delayMs === 0 ? (action) => action() : (action) => setTimeout(action, delayMs);
  from.on('data', (chunk) => later(() => to.writable && to.write(chunk)));
  from.on('end', () => later(() => to.end()));
  from.on('close', () => later(() => to.destroy()));
  // `close` follows, which closes the other end.
  from.on('error', () => {});
}
