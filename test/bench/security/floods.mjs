import { ms, printTable } from '../figures.mjs';
import { call } from '../stage.mjs';

const PER_SECOND = 1_000;
const STRANGERS = 1_000;

/** Who floods whom with what. `role`: what the victim is in its call. */
const FLOODS = [
  { title: 'nothing', role: 'callee' },
  { title: `invitations from ${STRANGERS} addresses`, role: 'callee', strangers: 'invites' },
  { title: 'messages that have overtaken their invitation', role: 'callee', strangers: 'early' },
  { title: 'forged messages for the call', role: 'callee', strangers: 'forged' },
  { title: 'messages of the app, by the peer', role: 'callee', peer: 'app', way: 'direct' },
  { title: '100 candidates each, by the peer', role: 'callee', peer: 'candidates', way: 'direct' },
  {
    title: '“make another connection”, by the callee',
    role: 'caller',
    peer: 'renew',
    way: 'relay',
  },
  { title: 'other connections, by the caller', role: 'callee', peer: 'renewal', way: 'relay' },
  {
    title: 'ICE restarts with 100 candidates each',
    role: 'callee',
    peer: 'restart',
    way: 'direct',
  },
];

/**
 * How long the page of the victim stands still, in a call, under each flood; and how long its hang-up takes then. Whatever
 * else this machine does adds to both, so the least of some runs is given.
 */
export async function measureFloods(stage, { floodMs, runs }) {
  const strangers = await stage.gatherStrangers(STRANGERS);
  const results = FLOODS.map((flood) => ({ flood, values: [] }));
  for (let run = 0; run < runs; run += 1) {
    for (const { flood, values } of results) {
      values.push(await measure(stage, strangers, flood, floodMs));
    }
  }
  await strangers.leave();
  printTable(
    `${PER_SECOND} messages a second for ${floodMs / 1_000} s, the least of ${runs} runs (budget: block 200 ms, hang-up 100 ms, 3 connections)`,
    ['', 'sent', 'arrived', 'longest block', 'hang-up', 'connections', 'the call'],
    results.map(({ flood, values }) => [flood.title, ...summarise(values)]),
  );
}

function summarise(values) {
  const all = (figure) => values.map((value) => value[figure]);
  const { sent, arrived, outcome } = values.at(-1);
  const block = ms(Math.min(...all('longestBlockMs')));
  const hangUps = all('hangUpMs').filter((value) => value !== null);
  const hangUp = hangUps.length > 0 ? ms(Math.min(...hangUps)) : '';
  return [sent, arrived, block, hangUp, Math.max(...all('mostOpen')), outcome];
}

async function measure(stage, strangers, flood, forMs) {
  const { role, way } = flood;
  const [victim, peer] = await Promise.all([stage.openVictim(), stage.openPeer()]);
  const url = stage.relayUrl;
  const addresses = {
    victim: await call(victim, 'goOnline', { url }),
    peer: await call(peer, 'goOnline', { url }),
  };
  const { key, invitation } = await call(peer, 'material');
  await call(victim, 'listen', { answers: true });
  if (role === 'callee') await call(peer, 'dial', addresses.victim);
  else await call(victim, 'dial', addresses.peer);
  for (const page of [victim, peer]) await page.waitForFunction(isConnected);
  const { id } = await call(victim, 'state');
  await stage.preferVictim();
  await call(victim, 'reset');

  const task = { perSecond: PER_SECOND, forMs, victim: addresses.victim };
  let sent = 0;
  if (flood.strangers) {
    const material = { kind: flood.strangers, key, invitation, callId: id };
    sent = await strangers.flood({ ...task, ...material });
  } else if (flood.peer) sent = await call(peer, 'flood', { ...task, kind: flood.peer, way });
  else await new Promise((resolve) => setTimeout(resolve, forMs));

  const { longestBlockMs, mostOpen, messages, received } = await call(victim, 'figures');
  const { state, endReason } = await call(victim, 'state');
  const hangUpMs = await call(victim, 'hangUp');
  for (const page of [victim, peer]) await page.context().close();
  const isRelayed = flood.strangers !== undefined || way === 'relay';
  return {
    sent,
    arrived: isRelayed ? received : flood.peer === 'app' ? messages : '',
    longestBlockMs,
    hangUpMs: endReason === null ? hangUpMs : null,
    mostOpen,
    outcome: endReason ?? state,
  };
}

function isConnected() {
  const state = globalThis.page.state();
  return (state?.state ?? state) === 'connected';
}
