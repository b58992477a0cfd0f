/**
 * The whole signaling server: it hands a message to the socket with the given id, and tells the sender if there is
 * none. The sender's id comes from the server, so nobody can speak in another's name.
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
