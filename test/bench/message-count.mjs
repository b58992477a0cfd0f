import { printTable, times } from './figures.mjs';
import { call, within } from './stage.mjs';

const TIMEOUT_MS = 15_000;

/** Messages through the server for one call, from the first to the last. */
export async function countMessages(stage) {
  const ours = await within(TIMEOUT_MS, 'ours', countOurs(stage));
  const tutorial = await within(TIMEOUT_MS, 'tutorial', countTutorial(stage));
  const peerjs = await within(TIMEOUT_MS, 'PeerJS', countPeerJs(stage));
  printTable(
    'Relayed messages for one call, ring to hang-up (budget: 5)',
    ['', 'messages', 'to ours'],
    [
      ['ours (audio, video, screen, data)', ours, times(1)],
      [
        'the tutorial’s client (video only; it has no ring and no hang-up)',
        tutorial,
        times(tutorial / ours),
      ],
      ['PeerJS (audio, video; hang-up not counted)', peerjs, times(peerjs / ours)],
    ],
  );
}

async function openPair(stage, name, server) {
  const [caller, callee] = [await stage.openPage(name), await stage.openPage(name)];
  await call(caller, 'goOnline', server);
  const address = await call(callee, 'goOnline', server);
  const close = () => Promise.all([caller.context().close(), callee.context().close()]);
  return { caller, callee, address, close };
}

async function countOurs(stage) {
  const { caller, callee, address, close } = await openPair(stage, 'ours', {
    url: stage.relay.relayUrl,
  });
  const before = stage.relay.stats.relayed;
  await connect(caller, callee, address);
  await call(callee, 'hangUp');
  await call(caller, 'ended');
  await close();
  // The relay closes the connections only after it has handled everything that came before.
  return stage.relay.stats.relayed - before;
}

async function countPeerJs(stage) {
  const { caller, callee, address, close } = await openPair(stage, 'peerjs', {
    port: stage.peerServer.port,
  });
  const before = stage.peerServer.messageCount();
  await connect(caller, callee, address);
  const count = stage.peerServer.messageCount() - before;
  await close();
  return count;
}

async function connect(caller, callee, address) {
  await call(caller, 'prepare', { lateMs: null });
  await call(callee, 'prepare', { lateMs: null });
  await call(caller, 'dial', address);
  await call(callee, 'rung');
  await call(callee, 'answer');
  await Promise.all([call(caller, 'firstPicture'), call(callee, 'firstPicture')]);
}

async function countTutorial(stage) {
  const { caller, callee, address, close } = await openPair(stage, 'tutorial', {
    url: stage.relay.relayUrl,
  });
  const before = stage.relay.stats.relayed;
  await call(caller, 'dial', address);
  for (const page of [caller, callee]) await page.waitForFunction(() => globalThis.page.isDone());
  const sent = (await call(caller, 'sent')) + (await call(callee, 'sent'));
  await close();
  const relayed = stage.relay.stats.relayed - before;
  if (relayed !== sent)
    throw new Error(`The tutorial’s pages sent ${sent}, ${relayed} were relayed.`);
  return relayed;
}
