import { startDevServer } from '../../support/dev-server.mjs';
import { median, ms, printTable } from '../figures.mjs';
import { call, within } from '../stage.mjs';
import { startBase } from './base-build.mjs';

const ROUND_TIMEOUT_MS = 20_000;
/** The callee answers after this time, when everything that is sent before an answer has arrived. */
const RING_MS = 400;

/** From the answer to the first picture, and the relayed messages, in turns with an earlier state of the repository. */
export async function measureAnswer(stage, { base, rounds }) {
  const servers = {
    [`commit ${base}`]: await startBase(base),
    'this tree': await startDevServer(),
  };
  const pairs = [];
  for (const [name, server] of Object.entries(servers)) {
    pairs.push({ name, values: [], errors: [], ...(await openPair(stage.victimBrowser, server)) });
  }
  await stage.preferVictim();
  // The first round warms up the pages and does not count.
  for (let round = 0; round <= rounds; round += 1) {
    for (const pair of round % 2 === 0 ? pairs : pairs.toReversed()) {
      try {
        const value = await within(ROUND_TIMEOUT_MS, pair.name, measureCall(pair));
        if (round > 0) pair.values.push(value);
      } catch (error) {
        pair.errors.push(`round ${round}: ${error.message}`);
      }
    }
  }
  // The relay closes the connections only after it has handled everything that came before.
  for (const { pages } of pairs) for (const page of pages) await page.context().close();
  for (const pair of pairs) pair.relayed = pair.server.stats.relayed / (rounds + 1);
  await Promise.all(Object.values(servers).map((server) => server.stop()));
  print(pairs, rounds);
}

async function openPair(browser, server) {
  const pages = [];
  for (let count = 0; count < 2; count += 1) {
    const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
    const page = await context.newPage();
    await page.goto(new URL('test/bench/pages/?page=ours', server.url).href);
    await page.waitForFunction(() => globalThis.page !== undefined);
    pages.push(page);
  }
  const [caller, callee] = pages;
  await call(caller, 'goOnline', { url: server.relayUrl });
  const address = await call(callee, 'goOnline', { url: server.relayUrl });
  return { server, pages, caller, callee, address };
}

async function measureCall({ caller, callee, address }) {
  for (const page of [caller, callee]) await call(page, 'prepare', { lateMs: null });
  await call(caller, 'dial', address);
  await call(callee, 'rung');
  await new Promise((resolve) => setTimeout(resolve, RING_MS));
  const clickedAt = await call(callee, 'answer');
  const [calleeAt, callerAt] = await Promise.all([
    call(callee, 'firstPicture'),
    call(caller, 'firstPicture'),
  ]);
  await call(callee, 'hangUp');
  await call(caller, 'ended');
  await call(caller, 'hangUp');
  return { callee: calleeAt - clickedAt, caller: callerAt - clickedAt };
}

function print(pairs, rounds) {
  const medianOf = ({ values }, figure) => median(values.map((value) => value[figure]));
  const rows = pairs.map((pair) => [
    pair.name,
    ms(medianOf(pair, 'callee')),
    ms(medianOf(pair, 'caller')),
    pair.relayed.toFixed(1),
    `${pair.values.length} of ${rounds}`,
  ]);
  const [before, now] = pairs;
  const difference = (figure) => medianOf(now, figure) - medianOf(before, figure);
  const signed = (value) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(0)} ms`;
  rows.push(['difference', signed(difference('callee')), signed(difference('caller')), '', '']);
  printTable(
    'Answer to first picture, streams ready (medians; budget: +10 ms)',
    ['', 'callee sees caller', 'caller sees callee', 'relayed messages each', 'rounds'],
    rows,
  );
  for (const { name, errors } of pairs) {
    for (const error of errors) console.log(`${name} failed: ${error}`);
  }
}
