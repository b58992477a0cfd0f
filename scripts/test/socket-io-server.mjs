import { Server } from 'socket.io';
import { relayMessages } from '../../examples/custom-signaling/socket-io/relay-messages.mjs';
import { relayRooms } from '../../examples/custom-signaling/socket-io/relay-rooms.mjs';

/** For Web Test Runner: the server of the Socket.IO example, on the test server's own port. */
export function socketIoServer() {
  let io;
  return {
    name: 'socket-io-server',
    serverStart({ server }) {
      // The test server upgrades its own sockets on the same port: leave those alone.
      io = new Server(server, { destroyUpgrade: false });
      relayMessages(io);
      relayRooms(io);
      // What a test's client asks for when it connects.
      io.use(({ handshake }, next) => next(handshake.auth.isRefused ? new Error('no') : undefined));
      io.on('connection', (socket) => {
        if (socket.handshake.auth.isDropped) socket.disconnect();
      });
    },
    serverStop: () => io.close(),
  };
}
