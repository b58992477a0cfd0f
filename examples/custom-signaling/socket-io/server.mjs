// Serves the page and is its signaling server: `npm start`, or `PORT=3000 HOST=0.0.0.0 npm start`.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { relayMessages } from './relay-messages.mjs';
import { relayRooms } from './relay-rooms.mjs';

const PORT = Number(process.env.PORT ?? 8001);
// This computer alone, until you say otherwise.
const HOST = process.env.HOST ?? '127.0.0.1';

const library = import.meta.resolve('p2p-video-call');
const FILES = new Map([['/', ['text/html', new URL('index.html', import.meta.url)]]]);
for (const name of ['socket-io-signaling.js', 'socket-io-room.js']) {
  FILES.set(`/${name}`, ['text/javascript', new URL(name, import.meta.url)]);
}
// The library, and what it fetches from beside itself.
const LIBRARY_FILE = /^\/(p2p-video-call[\w.-]*\.js)$/;

function findFile(path) {
  const [, name] = path.match(LIBRARY_FILE) ?? [];
  return name ? ['text/javascript', new URL(name, library)] : FILES.get(path);
}

const server = createServer(async (request, response) => {
  // What fails in here must not end the server, and why it failed is not for everybody to read.
  try {
    const [type, file] = findFile(request.url.split('?')[0]);
    const content = await readFile(file);
    response.setHeader('content-type', `${type}; charset=utf-8`).end(content);
  } catch {
    response.writeHead(404).end('Not found');
  }
});

const io = new Server(server);
relayMessages(io);
relayRooms(io);

server.listen(PORT, HOST, () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  console.log(`Open http://localhost:${port}/ in two tabs.`);
});
