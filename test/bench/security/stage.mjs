import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { launchBrowser } from '../../support/browser.mjs';
import { startDevServer } from '../../support/dev-server.mjs';
import { preferBrowser } from './priority.mjs';

/**
 * A server for the pages, a relay, a browser for the one who is attacked, and another one for all others. Strangers who flood
 * are a process of their own.
 */
export async function openStage() {
  const relay = startProcess('relay-process.mjs');
  const [{ url: relayUrl }] = await once(relay, 'message');
  const [server, browser, victimBrowser] = await Promise.all([
    startDevServer(),
    launchBrowser(),
    launchBrowser(),
  ]);

  const openPage = async (home, name) => {
    const context = await home.newContext({ permissions: ['camera', 'microphone'] });
    const page = await context.newPage();
    await page.goto(new URL(`test/bench/security/pages/?page=${name}`, server.url).href);
    await page.waitForFunction(() => globalThis.page !== undefined);
    return page;
  };

  return {
    victimBrowser,
    relayUrl,
    openPeer: () => openPage(browser, 'peer'),
    openVictim: () => openPage(victimBrowser, 'victim'),
    /** To be called whenever the victim has something new: threads take the priority of those that make them. */
    preferVictim: () => preferBrowser(victimBrowser),
    /** Strangers at so many addresses of the relay. */
    gatherStrangers: async (count) => {
      const strangers = startProcess('strangers-process.mjs', relayUrl, String(count));
      await once(strangers, 'message');
      return {
        /** Sends so many messages in a second, for so long; returns how many it has sent. */
        flood: async (task) => {
          strangers.send(task);
          const [{ sent }] = await once(strangers, 'message');
          return sent;
        },
        leave: () => stopProcess(strangers),
      };
    },
    close: async () => {
      await Promise.all([browser.close(), victimBrowser.close()]);
      await Promise.all([stopProcess(relay), server.stop()]);
    },
  };
}

function startProcess(file, ...values) {
  return fork(fileURLToPath(new URL(file, import.meta.url)), values);
}

async function stopProcess(child) {
  const exited = once(child, 'exit');
  child.disconnect();
  await exited;
}
