// Serves the page and is its signaling server: `npm start`, or `PORT=3000 npm start`.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { relayMessages } from './relay-messages.mjs';

const PORT = Number(process.env.PORT ?? 8001);

const library = import.meta.resolve('p2p-video-call');
const FILES = {
  '/': ['text/html', new URL('index.html', import.meta.url)],
  '/socket-io-signaling.js': [
    'text/javascript',
    new URL('socket-io-signaling.js', import.meta.url),
  ],
};
// The library, and what it fetches from beside itself.
const LIBRARY_FILE = /^\/(p2p-video-call[\w.-]*\.js)$/;

function findFile(path) {
  const [, name] = path.match(LIBRARY_FILE) ?? [];
  return name ? ['text/javascript', new URL(name, library)] : FILES[path];
}

const server = createServer(async (request, response) => {
  const [pathname] = request.url.split('?');
  const [type, file] = findFile(pathname) ?? [];
  if (!file) return response.writeHead(404).end('Not found');
  try {
    response.setHeader('content-type', `${type}; charset=utf-8`).end(await readFile(file));
  } catch (error) {
    response.writeHead(500).end(error.message);
  }
});

relayMessages(new Server(server));

server.listen(PORT, () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  console.log(`Open http://localhost:${port}/ in two tabs.`);
});
