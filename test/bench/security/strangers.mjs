import { ms, printTable } from '../figures.mjs';
import { call } from '../stage.mjs';

const PER_SECOND = 1_000;
const STRANGERS = 1_000;
const WARM_UP_MS = 5_000;
const FLOOD_MS = 60_000;
/** When the friend calls, after the flood has begun. */
const FRIEND_AT_MS = [5_000, 20_000, 35_000, 50_000];
const RING_TIMEOUT_MS = 30_000;

/** What is left of a flood of invitations, and how long a friend waits among them. */
export async function measureStrangers(stage) {
  const strangers = await stage.gatherStrangers(STRANGERS);
  const [victim, friend] = await Promise.all([stage.openVictim(), stage.openPeer()]);
  const url = stage.relayUrl;
  const address = await call(victim, 'goOnline', { url });
  const friendAddress = await call(friend, 'goOnline', { url });
  const token = await call(victim, 'listen', { answers: false });
  const material = await call(friend, 'material');
  const flood = { ...material, victim: address, kind: 'invites', perSecond: PER_SECOND };
  // What is compiled and cached once does not count.
  await strangers.flood({ ...flood, forMs: WARM_UP_MS });

  const heap = await openHeap(victim);
  const before = await heap();
  await stage.preferVictim();
  await call(victim, 'reset');
  const flooding = strangers.flood({ ...flood, forMs: FLOOD_MS });
  const startedAt = performance.now();
  const waits = [];
  for (const atMs of FRIEND_AT_MS) {
    await new Promise((resolve) => setTimeout(resolve, startedAt + atMs - performance.now()));
    waits.push(await ring(victim, friend, `${address}.${token}`, friendAddress));
  }
  const sent = await flooding;
  const { longestBlockMs, received } = await call(victim, 'figures');
  const after = await heap();
  const rings = (await call(victim, 'rings')).filter(({ from }) => from !== friendAddress);
  await strangers.leave();
  for (const page of [victim, friend]) await page.context().close();

  printTable(
    `${PER_SECOND} invitations a second from ${STRANGERS} addresses for ${FLOOD_MS / 1_000} s`,
    ['', ''],
    [
      ['sent', sent],
      ['arrived', received],
      ['of strangers, have rung', rings.length],
      ['heap of the page before', megabytes(before)],
      ['heap of the page after', megabytes(after)],
      ['longest block', ms(longestBlockMs)],
      ['a friend rings after (budget: 5 s)', waits.map(ms).join(', ')],
    ],
  );
}

async function ring(victim, friend, address, friendAddress) {
  const dialledAt = await call(friend, 'dial', address);
  const handle = await victim.waitForFunction(
    ([from, since]) => globalThis.page.rings().find((one) => one.from === from && one.at >= since),
    [friendAddress, dialledAt],
    { timeout: RING_TIMEOUT_MS, polling: 20 },
  );
  const { at } = await handle.jsonValue();
  await call(friend, 'hangUp');
  return at - dialledAt;
}

async function openHeap(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  return async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    return usedSize;
  };
}

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;
