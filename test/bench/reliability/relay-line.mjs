import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/**
 * One person's line to the relay, as a TCP proxy before `port` of this machine.
 *
 * `cut()` breaks every connection on it without a close frame, as a network does; a new one can be opened at once.
 */
export async function openRelayLine(port) {
  const sockets = new Set();
  const server = createServer((client) => {
    const relay = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [client, relay],
      [relay, client],
    ]) {
      sockets.add(from);
      from.setNoDelay(true);
      from.pipe(to);
      // When one end breaks, the other is closed too.
      from.on('error', () => {});
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: server.address().port,
    cut() {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
