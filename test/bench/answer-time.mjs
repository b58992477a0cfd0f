import { startTcpDelay } from '../support/tcp-delay.mjs';
import { median, ms, printTable, times } from './figures.mjs';
import { call, within } from './stage.mjs';

const ROUND_TIMEOUT_MS = 15_000;
/** The callee answers after this time, when everything that is sent before an answer has arrived. */
const RING_MS = 400;

/**
 * `lateMs`: how long the callee's camera takes to open, which is not touched before the answer; `null`: it is open.
 * `target`: at most so many times as long as with PeerJS.
 */
const CASES = [
  { title: 'cameras open', delayMs: 0, lateMs: null },
  { title: 'cameras open', delayMs: 50, lateMs: null, target: { callee: 0.9, caller: 0.9 } },
  { title: cameraTakes(300), delayMs: 50, lateMs: 300, target: { callee: 0.6, caller: 0.9 } },
  {
    title: 'cameras open, ours with warmUp',
    delayMs: 50,
    lateMs: null,
    warmUp: true,
    target: { callee: 0.4, caller: 0.4 },
  },
  {
    title: `${cameraTakes(300)}, ours with warmUp`,
    delayMs: 50,
    lateMs: 300,
    warmUp: true,
    target: { callee: 0.4 },
  },
];

function cameraTakes(lateMs) {
  return `the callee’s camera takes ${lateMs} ms`;
}

/** From the click on “answer” to the first picture on each side. */
export async function measureAnswerTime(stage, rounds) {
  for (const { title, delayMs, lateMs, warmUp, target } of CASES) {
    const relay = await startTcpDelay({ port: stage.relay.port, delayMs });
    const peerServer = await startTcpDelay({ port: stage.peerServer.port, delayMs });
    const ours = await openPair(stage, 'ours', { url: `ws://localhost:${relay.port}/relay` });
    const peerjs = await openPair(stage, 'peerjs', { port: peerServer.port });
    const bare = await stage.openPage('bare');
    const results = await alternate(rounds, {
      ours: () => measureCall(ours, { lateMs, warmUp }),
      PeerJS: () => measureCall(peerjs, { lateMs }),
      ...(lateMs === null ? { 'bare connections': () => call(bare, 'measure') } : {}),
    });
    print(`Answer to first picture, relay ${delayMs} ms away, ${title}`, results, rounds, target);
    for (const page of [...ours.pages, ...peerjs.pages, bare]) await page.context().close();
    await Promise.all([relay.stop(), peerServer.stop()]);
  }
}

async function openPair(stage, name, server) {
  const pages = [await stage.openPage(name), await stage.openPage(name)];
  const [caller, callee] = pages;
  await call(caller, 'goOnline', server);
  return { pages, caller, callee, address: await call(callee, 'goOnline', server) };
}

/** In turns, and every other round in reverse order, so that the machine's load affects all of them alike. */
async function alternate(rounds, measurements) {
  const results = Object.keys(measurements).map((name) => ({ name, values: [], errors: [] }));
  // The first round warms up the pages and does not count.
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, values, errors } of round % 2 === 0 ? results : results.toReversed()) {
      try {
        const value = await within(ROUND_TIMEOUT_MS, name, measurements[name]());
        if (round > 0) values.push(value);
      } catch (error) {
        errors.push(`round ${round}: ${error.message}`);
      }
    }
  }
  return results;
}

async function measureCall({ caller, callee, address }, calleeSetting) {
  try {
    await call(caller, 'prepare', { lateMs: null });
    await call(callee, 'prepare', calleeSetting);
    await call(caller, 'dial', address);
    await call(callee, 'rung');
    await new Promise((resolve) => setTimeout(resolve, RING_MS));
    const clickedAt = await call(callee, 'answer');
    const [calleeAt, callerAt] = await Promise.all([
      call(callee, 'firstPicture'),
      call(caller, 'firstPicture'),
    ]);
    return { callee: calleeAt - clickedAt, caller: callerAt - clickedAt };
  } finally {
    await Promise.all([call(caller, 'hangUp'), call(callee, 'hangUp')]);
  }
}

function print(title, results, rounds, target) {
  const of = (name, side) => {
    const { values } = results.find((result) => result.name === name);
    return values.length === 0 ? NaN : median(values.map((value) => value[side]));
  };
  const rows = results.map(({ name, values }) => [
    name,
    ms(of(name, 'callee')),
    times(of(name, 'callee') / of('PeerJS', 'callee')),
    ms(of(name, 'caller')),
    times(of(name, 'caller') / of('PeerJS', 'caller')),
    `${values.length} of ${rounds}`,
  ]);
  const aims = Object.entries(target ?? {}).map(
    ([side, most]) => `, ${side} ≤ ${times(most)} PeerJS`,
  );
  const aim = aims.length > 0 ? `; target${aims.join('')}` : '';
  printTable(
    `${title} (medians${aim})`,
    ['', 'callee sees caller', 'to PeerJS', 'caller sees callee', 'to PeerJS', 'rounds'],
    rows,
  );
  for (const { name, errors } of results) {
    for (const error of errors) console.log(`${name} failed: ${error}`);
  }
}
