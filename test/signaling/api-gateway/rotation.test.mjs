import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { WebSocket } from 'ws';
import { startGateway, until } from '../../lambda/support/gateway.mjs';

/** How many messages of each client are on their way at a time. */
const WINDOW = 4;

let ApiGatewaySignalingClient;
let ManualClock;

before(async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        export { ApiGatewaySignalingClient } from './src/signaling/api-gateway/api-gateway-signaling-client.js';
        export { ManualClock } from './test/support/manual-clock.js';`,
      resolveDir: fileURLToPath(new URL('../../..', import.meta.url)),
    },
    bundle: true,
    format: 'esm',
    write: false,
  });
  const source = Buffer.from(outputFiles[0].contents).toString('base64');
  ({ ApiGatewaySignalingClient, ManualClock } = await import(
    `data:text/javascript;base64,${source}`
  ));
});

/** A gateway that counts the sockets of each client: `token` in the query tells whose it is. */
async function startCountingGateway(t, options = {}) {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const open = new Map();
  const fewest = new Map();
  const { gateway } = await startGateway(t, { server, ...options });
  t.after(() => server.close());
  // Only now: the gateway takes the listeners that it finds for those of the paths beside its own.
  server.prependListener('upgrade', ({ url }, socket) => {
    const client = new URL(url, 'ws://gateway').searchParams.get('token');
    open.set(client, (open.get(client) ?? 0) + 1);
    socket.once('close', () => {
      open.set(client, open.get(client) - 1);
      fewest.set(client, Math.min(fewest.get(client) ?? Infinity, open.get(client)));
    });
  });
  return { url: gateway.url, open, fewest };
}

/** A client with a name that sends numbers to its peer, the next one as soon as the peer has got one. */
class Talker {
  /** What must not happen. */
  problems = [];
  received = [];
  /** How many have come without a gap: the gateway keeps no order. */
  arrived = 0;
  sent = 0;
  rotations = 0;
  peer = null;
  #peerId = '';
  #newest = -1;
  #early = new Set();
  #isTalking = true;

  constructor(name, url, options) {
    const talker = this;
    this.sockets = 0;
    class CountedWebSocket extends WebSocket {
      constructor(address) {
        super(address);
        talker.sockets += 1;
      }
    }
    this.client = new ApiGatewaySignalingClient({
      endpoint: url,
      getToken: () => name,
      WebSocket: CountedWebSocket,
      ...options,
    });
  }

  async open() {
    const { client } = this;
    await client.open();
    client.addEventListener('idchange', () => (this.rotations += 1));
    client.addEventListener('statechange', ({ state }) => this.problems.push(state));
    client.addEventListener('undeliverable', ({ to, code }) => this.problems.push({ to, code }));
    client.addEventListener('error', ({ error }) => this.problems.push(error));
    client.addEventListener('message', ({ from, message }) => {
      this.received.push(message);
      this.#early.add(message);
      while (this.#early.delete(this.arrived)) this.arrived += 1;
      // The messages are all that tells the new address; an old one may come late.
      if (message > this.#newest) {
        this.#newest = message;
        this.#peerId = from;
      }
      this.peer.send();
    });
  }

  start(peer) {
    this.peer = peer;
    this.#peerId = peer.client.id;
    for (let n = 0; n < WINDOW; n += 1) this.send();
  }

  send() {
    if (!this.#isTalking) return;
    const number = this.sent++;
    this.client.send(this.#peerId, number).catch((error) => this.problems.push(error));
  }

  stop() {
    this.#isTalking = false;
  }
}

/** Waits until `condition` holds, unless something went wrong before. */
async function untilWell(talkers, condition) {
  await until(() => talkers.some(({ problems }) => problems.length > 0) || condition());
  for (const { problems } of talkers) assert.deepEqual(problems, []);
}

/** Resolves once everything sent by now has arrived. */
async function arrival(talkers) {
  const [a, b] = talkers;
  const [fromA, fromB] = [a.sent, b.sent];
  await untilWell(talkers, () => b.arrived >= fromA && a.arrived >= fromB);
}

async function startTalk(t, url, options) {
  const talkers = ['a', 'b'].map((name) => new Talker(name, url, options));
  t.after(() => talkers.forEach(({ client }) => client.close()));
  const [a, b] = talkers;
  await Promise.all([a.open(), b.open()]);
  a.start(b);
  b.start(a);
  return talkers;
}

/** Ends the talk, and checks that nothing was lost or repeated and that nobody was ever without a socket. */
async function endTalk(talkers, { open, fewest }) {
  for (const talker of talkers) talker.stop();
  await arrival(talkers);
  for (const { received, peer } of talkers) {
    const numbers = Array.from({ length: peer.sent }, (_, number) => number);
    assert.deepEqual(
      received.toSorted((x, y) => x - y),
      numbers,
    );
  }
  assert.deepEqual(new Map([...fewest].sort()), new Map([['a', 1], ['b', 1]])); // prettier-ignore
  for (const { client, problems } of talkers) {
    client.close();
    assert.deepEqual(problems.splice(0), ['closed']);
  }
  await until(() => open.get('a') === 0 && open.get('b') === 0);
}

describe('rotation on the local gateway', () => {
  test('200 rotations lose no message, and never leave a client without a socket', async (t) => {
    const OVERLAP_MS = 5_000;
    const gateway = await startCountingGateway(t);
    const clock = new ManualClock();
    const talkers = await startTalk(t, gateway.url, {
      clock,
      rotationMs: 20_000,
      rotationJitterMs: 5_000,
      rotationOverlapMs: OVERLAP_MS,
    });
    const rotations = () => talkers.reduce((sum, talker) => sum + talker.rotations, 0);
    while (rotations() < 200) {
      await clock.advance(OVERLAP_MS);
      await untilWell(talkers, () =>
        talkers.every((talker) => talker.sockets === talker.rotations + 1),
      );
      // After the first, both have sent from their new addresses; after the second, both know the other's; after the
      // third, nothing is on its way to an old one.
      for (let n = 0; n < 3; n += 1) await arrival(talkers);
    }
    const { length } = talkers[0].received;
    t.diagnostic(`${rotations()} rotations, ${length} messages to one of the two`);
    await endTalk(talkers, gateway);
  });

  test('a cap on connections is never met, in real time', async (t) => {
    const gateway = await startCountingGateway(t, { connectionDurationMs: 12_000 });
    const talkers = await startTalk(t, gateway.url, {
      rotationMs: 4_000,
      rotationJitterMs: 200,
      rotationOverlapMs: 3_500,
    });
    // Longer than a connection lasts.
    await untilWell(talkers, () => talkers.every(({ rotations }) => rotations >= 4));
    await endTalk(talkers, gateway);
  });
});
