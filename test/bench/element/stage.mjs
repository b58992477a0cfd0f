import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { build } from 'esbuild';
import { createLocalGateway } from '../../../dist/local-gateway.mjs';
import { launchBrowser } from '../../support/browser.mjs';

const CONTENT_TYPES = { '.html': 'text/html', '.js': 'text/javascript' };

/** A page as a newcomer writes it: these lines, and nothing else. */
const fiveLines = (relayUrl) => `<!doctype html>
<meta charset="utf-8" />
<title>Call</title>
<script type="module" src="/dist/p2p-video-call.min.js"></script>
<p2p-video-call endpoint="${relayUrl}"></p2p-video-call>`;

/** A file with Lit in it, as one has it of a hello-world element. */
async function bundleHello() {
  const { outputFiles } = await build({
    entryPoints: [new URL('pages/hello.js', import.meta.url).pathname],
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
  });
  return outputFiles[0].text;
}

/** A site with the built element, and a relay. */
export async function openStage() {
  const pages = new Map();
  const server = createServer(async ({ url }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const type = CONTENT_TYPES[extname(pathname)] ?? 'text/html';
    response.setHeader('content-type', `${type}; charset=utf-8`);
    try {
      const file = pathname.replace(/^\/pages\//, '/test/bench/element/pages/');
      const root = new URL('../../../', import.meta.url);
      response.end(pages.get(pathname) ?? (await readFile(new URL(`.${file}`, root))));
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const gateway = await createLocalGateway({ server, stage: 'relay', onLog: () => {} });
  const { port } = server.address();
  pages.set('/five-lines.html', fiveLines(`ws://localhost:${port}/relay`));
  pages.set('/hello-lit.js', await bundleHello());
  return {
    url: (path) => `http://localhost:${port}/${path}`,
    relayUrl: `ws://localhost:${port}/relay`,
    launch: launchBrowser,
    close: async () => {
      await gateway.close();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
