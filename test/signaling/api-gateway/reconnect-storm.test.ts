import { expect } from '@open-wc/testing';
import { ApiGatewaySignalingClient } from '../../../src/signaling/api-gateway/api-gateway-signaling-client.js';
import type { WebSocketConstructor } from '../../../src/signaling/api-gateway/web-socket-like.js';
import { createSeededRandom } from '../../../src/signaling/memory/seeded-random.js';
import { FakeRelay } from '../../support/fake-web-socket.js';
import { ManualClock } from '../../support/manual-clock.js';
import { ENDPOINT } from './client-setup.js';

const CLIENTS = 100;
/** From then on a connection counts as one that held. */
const MIN_UPTIME_MS = 5_000;
/** API Gateway lets in 500 new connections per second, for the account and Region as a whole. */
const QUOTA_PER_SECOND = 500;

interface Storm {
  /** When each client was open again, counted from the fall of the server. */
  readonly backAtMs: number[];
  /** When sockets were asked for. */
  readonly dialedAtMs: number[];
}

/** All lose their connections at once, and for `downMs` the server refuses new ones. */
async function runStorm(downMs: number): Promise<Storm> {
  const clock = new ManualClock();
  const relay = new FakeRelay();
  const storm: Storm = { backAtMs: [], dialedAtMs: [] };
  let isDown = false;
  const WebSocket = function (url: string) {
    const socket = new relay.WebSocket(url);
    const made = relay.latest;
    if (isDown) queueMicrotask(() => made.drop());
    storm.dialedAtMs.push(clock.now());
    return socket;
  } as unknown as WebSocketConstructor;

  const all = Array.from({ length: CLIENTS }, (_, n) => {
    const random = createSeededRandom(n);
    return new ApiGatewaySignalingClient({ endpoint: ENDPOINT, WebSocket, clock, random });
  });
  await Promise.all(all.map((client) => client.open()));
  await clock.advance(MIN_UPTIME_MS);
  const fellAtMs = clock.now();
  storm.dialedAtMs.length = 0;
  for (const client of all) {
    client.addEventListener('statechange', ({ state }) => {
      if (state === 'open') storm.backAtMs.push(clock.now() - fellAtMs);
    });
  }
  isDown = true;
  relay.acceptsSockets = false;
  for (const socket of relay.sockets.slice()) socket.drop();
  await clock.advance(downMs);
  isDown = false;
  relay.acceptsSockets = true;
  await clock.advance(30_000);
  for (const client of all) client.close();
  return { ...storm, dialedAtMs: storm.dialedAtMs.map((atMs) => atMs - fellAtMs) };
}

function mostWithin(windowMs: number, timesMs: readonly number[]): number {
  const counts = timesMs.map(
    (startMs) => timesMs.filter((atMs) => atMs >= startMs && atMs < startMs + windowMs).length,
  );
  return Math.max(...counts);
}

describe('a reconnect storm', () => {
  for (const downMs of [6_000, 10_000, 30_000]) {
    it(`of ${CLIENTS} clients after ${downMs / 1_000} s is spread over 5 s and more`, async () => {
      const { backAtMs, dialedAtMs } = await runStorm(downMs);
      expect(backAtMs).to.have.length(CLIENTS);
      expect(Math.max(...backAtMs) - Math.min(...backAtMs)).to.be.above(5_000);
      expect(Math.max(...backAtMs), 'and does not keep anyone waiting').to.be.below(
        downMs + 22_000,
      );
      const retries = dialedAtMs.filter((atMs) => atMs > 0);
      expect(retries.length).to.be.above(CLIENTS);
      expect(mostWithin(100, retries), 'no two rounds in step').to.be.below(CLIENTS / 4);
    });
  }

  it('starts with one attempt of each, well below what API Gateway lets in', async () => {
    const { dialedAtMs } = await runStorm(6_000);
    expect(dialedAtMs.filter((atMs) => atMs === 0)).to.have.length(CLIENTS);
    expect(mostWithin(1_000, dialedAtMs)).to.be.below(QUOTA_PER_SECOND);
  });
});
