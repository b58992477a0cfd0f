import { expect } from '@open-wc/testing';
import { ApiGatewaySignalingClient } from '../../../src/signaling/api-gateway/api-gateway-signaling-client.js';
import { createSeededRandom } from '../../../src/signaling/memory/seeded-random.js';
import { FakeRelay } from '../../support/fake-web-socket.js';
import { ManualClock } from '../../support/manual-clock.js';
import { ENDPOINT } from './client-setup.js';

const ROTATIONS = 200;
const MESSAGE_EVERY_MS = 1_000;

describe('two clients that talk through 200 rotations', () => {
  for (const seed of [1, 2]) {
    it(`lose no message, and are never without a socket (seed ${seed})`, async () => {
      const clock = new ManualClock();
      const relay = new FakeRelay();
      const random = createSeededRandom(seed);
      const make = (): ApiGatewaySignalingClient =>
        new ApiGatewaySignalingClient({
          endpoint: ENDPOINT,
          WebSocket: relay.WebSocket,
          clock,
          random,
          rotationMs: 20_000,
          rotationJitterMs: 5_000,
          rotationOverlapMs: 3_000,
        });
      const clients = [make(), make()] as const;
      const changes: string[] = [];
      const received: [number[], number[]] = [[], []];
      const peerIds: [string, string] = ['', ''];
      let rotations = -2;
      for (const index of [0, 1] as const) {
        const client = clients[index];
        client.addEventListener('idchange', () => (rotations += 1));
        client.addEventListener('message', ({ from, message }) => {
          // Each is told of the other's new address by its messages alone.
          peerIds[index] = from;
          received[index].push(message as number);
        });
        peerIds[1 - index] = await client.open();
        client.addEventListener('statechange', ({ state }) => changes.push(state));
        client.addEventListener('undeliverable', ({ to }) => changes.push(`undeliverable ${to}`));
      }
      const openSockets = (): number =>
        relay.sockets.filter(({ readyState }) => readyState === 1).length;

      let sent = 0;
      let fewest = Infinity;
      for (; rotations < ROTATIONS; sent += 1) {
        for (const index of [0, 1] as const) await clients[index].send(peerIds[index], sent);
        fewest = Math.min(fewest, openSockets());
        await clock.advance(MESSAGE_EVERY_MS);
        fewest = Math.min(fewest, openSockets());
      }
      const numbers = Array.from({ length: sent }, (_, number) => number);
      expect(received).to.deep.equal([numbers, numbers]);
      expect(changes).to.deep.equal([]);
      expect(fewest).to.equal(2);
      for (const client of clients) client.close();
      expect(clock.pending).to.equal(0);
    });
  }
});
