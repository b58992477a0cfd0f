// Renders the page for each visitor, and serves what `npm run build` has made.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { render } from './dist/server/entry-server.js';

const { HOST = '127.0.0.1', PORT = '8002', ENDPOINT = 'ws://localhost:8000/relay' } = process.env;
const CLIENT = new URL('dist/client/', import.meta.url);
const CONTENT_TYPES = { '.css': 'text/css', '.js': 'text/javascript' };

const template = await readFile(new URL('index.html', CLIENT), 'utf8');

function page() {
  const props = { endpoint: ENDPOINT };
  // A `<` in it would end the script element.
  const json = JSON.stringify(props).replaceAll('<', '\\u003c');
  return template.replace('<!--app-->', () => render(props)).replace('<!--props-->', () => json);
}

const server = createServer(async ({ url }, response) => {
  const [, asset] = /^\/(assets\/[\w.-]+)$/.exec(url) ?? [];
  try {
    const type = asset === undefined ? 'text/html' : CONTENT_TYPES[extname(asset)];
    const body = asset === undefined ? page() : await readFile(new URL(asset, CLIENT));
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(body);
  } catch {
    response.writeHead(404).end('Not found');
  }
});

server.listen(Number(PORT), HOST, () => {
  console.log(`http://${HOST}:${server.address().port}/`);
});
