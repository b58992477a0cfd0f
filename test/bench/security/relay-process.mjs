// A relay with the frames of the real one, and nothing else: the gateway of this repository runs the Lambda function for each
// message, and would be the first to stand still under a flood.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { WebSocketServer } from 'ws';

const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
await once(server, 'listening');
const sockets = new Map();

server.on('connection', (socket) => {
  const id = randomBytes(12).toString('base64url');
  sockets.set(id, socket);
  socket.on('close', () => sockets.delete(id));
  socket.on('message', (data) => {
    const text = String(data);
    const frame = text === '' ? {} : JSON.parse(text);
    if (frame.message === undefined) socket.send(JSON.stringify({ connectionId: id }));
    else {
      sockets.get(frame.connectionId)?.send(JSON.stringify({ message: frame.message, from: id }));
    }
  });
});

process.on('disconnect', () => process.exit());
process.send({ url: `ws://127.0.0.1:${server.address().port}/` });
