/**
 * The whole signaling server: it passes a message to the socket with the given id, and tells the sender if there is
 * none. The server adds the sender's id, so nobody can pretend to be somebody else.
 *
 * @param {import('socket.io').Server} io
 */
export function relayMessages(io) {
  io.on('connection', (socket) => {
    socket.on('relay', (to, message, done) => {
      const target = io.sockets.sockets.get(to);
      target?.emit('relay', socket.id, message);
      if (typeof done === 'function') done(target !== undefined);
    });
  });
}
