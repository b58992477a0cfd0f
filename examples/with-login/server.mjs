// Logs users in, and gives them tokens for the relay: `npm start`, or `PORT=3000 npm start`.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { beginSession, endSession, userOf } from './sessions.mjs';
import { keySet, newToken } from './tokens.mjs';
import { isPassword } from './users.mjs';

const PORT = Number(process.env.PORT ?? 8002);
// This computer alone: passwords must not travel without https.
const HOST = '127.0.0.1';
/** The relay: that of `p2p-video-call dev`, or `wss://….execute-api.….amazonaws.com/prod`. */
const RELAY = process.env.RELAY ?? 'ws://localhost:8000/relay';
const MAX_BODY_BYTES = 1_000;

const library = import.meta.resolve('p2p-video-call');
const FILES = new Map([
  ['/', ['text/html', new URL('index.html', import.meta.url)]],
  ['/page.js', ['text/javascript', new URL('page.js', import.meta.url)]],
]);
// The library, and what it fetches from beside itself.
const LIBRARY_FILE = /^\/(p2p-video-call[\w.-]*\.js)$/;

/** By method and path. Each gets the request, and returns `[status, body, headers]`. */
const routes = {
  'POST /login': async (request) => {
    const { name, password } = await readJson(request);
    if (!(await isPassword(name, password))) return [401, 'Wrong name or password.'];
    return [204, '', { 'set-cookie': beginSession(name) }];
  },
  'POST /logout': async (request) => [204, '', { 'set-cookie': endSession(request) }],
  // POST, so that no other site can have it fetched, and no cache keeps it.
  'POST /token': async (request) => {
    const user = userOf(request);
    return user === null ? [401, 'Log in first.'] : [200, await newToken(user)];
  },
  'GET /jwks.json': async () => [
    200,
    JSON.stringify(keySet),
    { 'content-type': 'application/json' },
  ],
  'GET /relay': async () => [200, RELAY],
};

async function readJson(request) {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > MAX_BODY_BYTES) throw new Error('The request is too long.');
  }
  return JSON.parse(text);
}

async function readAsset(path) {
  const [, name] = path.match(LIBRARY_FILE) ?? [];
  const [type, file] = name ? ['text/javascript', new URL(name, library)] : FILES.get(path);
  return [200, await readFile(file), { 'content-type': `${type}; charset=utf-8` }];
}

const server = createServer(async (request, response) => {
  // What fails in here must not end the server, and why it failed is not for everybody to read.
  try {
    const path = request.url.split('?')[0];
    const route = routes[`${request.method} ${path}`];
    const [status, body, headers = {}] = await (route ? route(request) : readAsset(path));
    response
      .writeHead(status, { 'content-type': 'text/plain', 'cache-control': 'no-store', ...headers })
      .end(body);
  } catch {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
  }
});

server.listen(PORT, HOST, () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  console.log(`Open http://localhost:${port}/ in two browsers: ann, ann-demo and bob, bob-demo.`);
});
