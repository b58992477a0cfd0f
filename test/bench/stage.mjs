import { once } from 'node:events';
import { PeerServer } from 'peer';
import { launchBrowser } from '../support/browser.mjs';
import { startDevServer } from '../support/dev-server.mjs';

/** Everything that the calls need: our relay, PeerJS's server, and a browser with a camera. */
export async function openStage() {
  const relay = await startDevServer();
  const peerServer = await startPeerServer();
  const browser = await launchBrowser();
  return {
    relay,
    peerServer,
    browser,
    /** Opens one of `pages/` in a context of its own. */
    openPage: async (name) => {
      const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
      const page = await context.newPage();
      await page.goto(new URL(`test/bench/pages/?page=${name}`, relay.url).href);
      await page.waitForFunction(() => globalThis.page !== undefined);
      return page;
    },
    close: async () => {
      await browser.close();
      await relay.stop();
      await peerServer.stop();
    },
  };
}

async function startPeerServer() {
  let http;
  const app = await new Promise((resolve) => {
    const server = PeerServer({ port: 0, host: '127.0.0.1' }, (listening) => {
      http = listening;
      // It may call back before it has returned its app.
      setImmediate(() => resolve(server));
    });
  });
  let messages = 0;
  app.on('message', (_client, { type }) => (messages += type === 'HEARTBEAT' ? 0 : 1));
  return {
    port: http.address().port,
    /** Messages that it has got from clients, heartbeats aside. */
    messageCount: () => messages,
    stop: async () => {
      http.close();
      http.closeAllConnections();
      await once(http, 'close');
    },
  };
}

/** Calls `page[method](argument)` in a page of `pages/`. */
export function call(page, method, argument) {
  return page.evaluate(([name, value]) => globalThis.page[name](value), [method, argument]);
}

/** Rejects if `promise` has not settled in time. */
export async function within(timeoutMs, what, promise) {
  let timer;
  const timeout = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing for ${timeoutMs} ms.`)), timeoutMs);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
