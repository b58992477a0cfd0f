import { expect } from '@open-wc/testing';
import { encodeDelivery } from '../../../src/signaling/api-gateway/wire-protocol.js';
import { SleepingClock } from '../../internal/sleeping-clock.js';
import { settle } from '../../support/manual-clock.js';
import { rejection } from '../../support/signaling-contract.js';
import { setUpOpenClient, TIMERS_WHILE_OPEN, type ClientSetup } from './client-setup.js';

const MINUTE_MS = 60_000;
/** Without jitter, which half of its most comes to. */
const ROTATION_MS = 110 * MINUTE_MS;
const OVERLAP_MS = 30_000;
const OPEN = 1;

function openSockets({ relay }: ClientSetup): number {
  return relay.sockets.filter(({ readyState }) => readyState === OPEN).length;
}

/** A client whose second socket waits for the test to accept it. */
async function setUpDialing(): Promise<ClientSetup> {
  const setup = await setUpOpenClient();
  setup.relay.acceptsSockets = false;
  await setup.clock.advance(ROTATION_MS);
  expect(setup.relay.sockets).to.have.length(2);
  return setup;
}

describe('ApiGatewaySignalingClient: rotation', () => {
  it('changes over to a new connection after 1 h 50, and closes the old one 30 s later', async () => {
    const setup = await setUpOpenClient();
    const { relay, client, clock, events } = setup;
    await clock.advance(ROTATION_MS - 1);
    expect(relay.sockets).to.have.length(1);
    await clock.advance(1);
    const [old, fresh] = relay.sockets;
    expect(client.id).to.equal(fresh!.connectionId);
    expect(fresh!.sent).to.deep.equal(['']);
    expect(events).to.deep.equal([`idchange ${old!.connectionId} → ${fresh!.connectionId}`]);
    await clock.advance(OVERLAP_MS - 1);
    expect(openSockets(setup)).to.equal(2);
    await clock.advance(1);
    expect(openSockets(setup)).to.equal(1);
    expect(old!.closedWith).to.equal(1_000);
    expect(clock.pending).to.equal(TIMERS_WHILE_OPEN);
    await clock.advance(ROTATION_MS);
    expect(relay.sockets).to.have.length(3);
    expect(client.id).to.equal(relay.latest.connectionId);
    expect(events, 'state stays open').to.have.length(2);
  });

  it('gives the new address to whoever opens it again', async () => {
    const { relay, client, clock } = await setUpOpenClient();
    await clock.advance(ROTATION_MS);
    expect(await client.open()).to.equal(relay.latest.connectionId);
    expect(relay.sockets).to.have.length(2);
  });

  it('takes what has come to the old address while the scripts of the page stood still', async () => {
    const { relay, clock, events } = await setUpOpenClient();
    await clock.advance(ROTATION_MS);
    const [old] = relay.sockets;
    events.length = 0;
    clock.standStill(5 * MINUTE_MS);
    await clock.advance(0);
    old!.deliver(encodeDelivery('for the old address', 'peer'));
    expect(events).to.deep.equal(['message peer "for the old address"']);
  });

  for (const { random, dueMs } of [
    { random: 0, dueMs: 105 * MINUTE_MS },
    { random: 0.75, dueMs: 112.5 * MINUTE_MS },
  ]) {
    it(`comes after ${dueMs / MINUTE_MS} min where chance says ${random}`, async () => {
      const { relay, clock } = await setUpOpenClient({ random: () => random });
      await clock.advance(dueMs - 1);
      expect(relay.sockets).to.have.length(1);
      await clock.advance(1);
      expect(relay.sockets).to.have.length(2);
    });
  }

  it('can be turned off', async () => {
    const { relay, clock } = await setUpOpenClient({ rotationMs: Infinity });
    await clock.advance(3 * ROTATION_MS);
    expect(relay.sockets).to.have.length(1);
    expect(clock.pending).to.equal(TIMERS_WHILE_OPEN);
  });

  it('asks for no timer that a browser would let ring at once', async () => {
    const delaysMs: number[] = [];
    class WatchedClock extends SleepingClock {
      override setTimeout(callback: () => void, delayMs: number): number {
        delaysMs.push(delayMs);
        return super.setTimeout(callback, delayMs);
      }
    }
    await setUpOpenClient({ clock: new WatchedClock(), rotationMs: Infinity });
    expect(Math.max(...delaysMs)).to.equal(2 ** 31 - 1);
  });

  it('sends at once all the time: on the old connection until the new address is known', async () => {
    const { relay, client, clock } = await setUpDialing();
    const [old, fresh] = relay.sockets;
    await client.send('peer', 'while connecting');
    relay.answersWhoAmI = false;
    fresh!.accept();
    await clock.advance(0);
    await client.send('peer', 'while asking');
    fresh!.deliver('{"connectionId":"mine"}');
    await client.send('peer', 'after');
    const messagesOf = (sent: readonly string[]): unknown[] =>
      sent.filter(Boolean).map((text) => (JSON.parse(text) as { message: unknown }).message);
    expect(messagesOf(old!.sent)).to.deep.equal(['while connecting', 'while asking']);
    expect(messagesOf(fresh!.sent)).to.deep.equal(['after']);
  });

  it('delivers what arrives on both, also what comes before the new address', async () => {
    const { relay, clock, events } = await setUpDialing();
    const [old, fresh] = relay.sockets;
    relay.answersWhoAmI = false;
    fresh!.accept();
    old!.deliver(encodeDelivery(1, 'peer'));
    fresh!.deliver(encodeDelivery(2, 'peer'));
    fresh!.deliver('{"connectionId":"mine"}');
    old!.deliver(encodeDelivery(3, 'peer'));
    fresh!.deliver(encodeDelivery(4, 'peer'));
    await clock.advance(OVERLAP_MS - 1);
    old!.deliver(encodeDelivery(5, 'peer'));
    old!.deliver('{"error":{"code":"peer-unavailable","message":"gone"},"connectionId":"peer"}');
    await clock.advance(1);
    old!.dispatchLate(encodeDelivery('late', 'peer'));
    expect(events).to.deep.equal([
      'message peer 1',
      `idchange ${old!.connectionId} → mine`,
      'message peer 2',
      'message peer 3',
      'message peer 4',
      'message peer 5',
      'undeliverable peer peer-unavailable',
    ]);
  });

  it('goes on with the old one while new ones fail, and tries again by the reconnect policy', async () => {
    const setup = await setUpDialing();
    const { relay, client, clock, events } = setup;
    for (const delayMs of [0, 800, 1_800, 4_050]) {
      relay.latest.drop();
      const before = relay.sockets.length;
      await clock.advance(Math.max(0, delayMs - 1));
      expect(relay.sockets).to.have.length(delayMs === 0 ? before + 1 : before);
      await clock.advance(1);
      expect(relay.sockets).to.have.length(before + 1);
      await client.send(client.id!, 'meanwhile');
      expect(openSockets(setup)).to.equal(1);
    }
    await settle();
    expect(events).to.deep.equal(Array(4).fill(`message ${client.id} "meanwhile"`));
    relay.latest.accept();
    await settle();
    expect(client.id).to.equal(relay.latest.connectionId);

    // The delays start over once the new one has held.
    await clock.advance(ROTATION_MS);
    const before = relay.sockets.length;
    relay.latest.drop();
    await clock.advance(0);
    expect(relay.sockets).to.have.length(before + 1);
  });

  it('gives a new one up that does not say who we are', async () => {
    const { relay, client, clock, events } = await setUpOpenClient();
    const { id } = client;
    await clock.advance(ROTATION_MS - 1);
    relay.answersWhoAmI = false;
    await clock.advance(5_000);
    expect(relay.sockets).to.have.length(2);
    relay.answersWhoAmI = true;
    await clock.advance(1);
    expect(relay.sockets[1]!.closedWith).to.equal(4_000);
    expect(events).to.deep.equal([`idchange ${id} → ${relay.sockets[2]!.connectionId}`]);
  });

  it('stays on the old one for good where the policy gives up', async () => {
    const { relay, client, clock, events } = await setUpOpenClient({
      reconnectPolicy: { nextDelayMs: () => null },
    });
    relay.acceptsSockets = false;
    await clock.advance(ROTATION_MS);
    relay.latest.drop();
    await clock.advance(9 * MINUTE_MS);
    expect(relay.sockets).to.have.length(2);
    expect(client.state).to.equal('open');
    expect(events).to.deep.equal([]);
  });

  it('is an ordinary reconnect if the old one dies before the new one is there', async () => {
    const setup = await setUpDialing();
    const { relay, client, clock, events } = setup;
    const [old, fresh] = relay.sockets;
    relay.acceptsSockets = true;
    old!.drop();
    expect(client.state).to.equal('reconnecting');
    await clock.advance(0);
    fresh!.accept();
    await clock.advance(OVERLAP_MS);
    expect(events).to.deep.equal([
      'statechange open → reconnecting',
      `idchange ${old!.connectionId} → ${relay.latest.connectionId}`,
      'statechange reconnecting → open',
    ]);
    expect(openSockets(setup)).to.equal(1);
    expect(clock.pending).to.equal(TIMERS_WHILE_OPEN);
  });

  it('does not mind the old one dying after it', async () => {
    const { relay, clock, events } = await setUpOpenClient();
    await clock.advance(ROTATION_MS);
    events.length = 0;
    relay.sockets[0]!.drop(1_001);
    await clock.advance(MINUTE_MS);
    expect(events).to.deep.equal([]);
    expect(relay.sockets).to.have.length(2);
    expect(clock.pending).to.equal(TIMERS_WHILE_OPEN);
  });

  it('goes back to the old one if the new one dies while both are there, and tries again', async () => {
    const setup = await setUpOpenClient();
    const { relay, client, clock, events } = setup;
    await clock.advance(ROTATION_MS);
    const [old, fresh] = relay.sockets;
    events.length = 0;
    relay.acceptsSockets = false;
    fresh!.drop();
    await client.send('peer', 'back on the old one');
    expect(old!.sent.at(-1)).to.contain('back on the old one');
    await clock.advance(OVERLAP_MS);
    expect(openSockets(setup), 'the old one is kept').to.equal(1);
    relay.acceptsSockets = true;
    await clock.advance(20_000);
    expect(events).to.deep.equal([
      `idchange ${fresh!.connectionId} → ${old!.connectionId}`,
      'undeliverable peer peer-unavailable',
      `idchange ${old!.connectionId} → ${relay.latest.connectionId}`,
    ]);
    expect(openSockets(setup)).to.equal(2);
    await clock.advance(OVERLAP_MS);
    expect(openSockets(setup)).to.equal(1);
  });

  it('does not start the delays over by going back', async () => {
    const attempts: number[] = [];
    const { relay, clock } = await setUpOpenClient({
      reconnectPolicy: {
        nextDelayMs: (attempt) => {
          attempts.push(attempt);
          return 10_000;
        },
      },
    });
    await clock.advance(ROTATION_MS);
    relay.acceptsSockets = false;
    for (let n = 0; n < 5; n += 1) {
      relay.latest.drop();
      await clock.advance(10_000);
    }
    expect(attempts).to.deep.equal([0, 1, 2, 3, 4]);
  });

  it('leaves the age of the connection as it is', async () => {
    const attempts: number[] = [];
    const { relay, client, clock } = await setUpOpenClient({
      reconnectPolicy: {
        nextDelayMs: (attempt) => {
          attempts.push(attempt);
          return 10;
        },
      },
    });
    relay.latest.drop();
    await clock.advance(10 + ROTATION_MS);
    for (const socket of relay.sockets.slice(1)) socket.drop();
    expect(client.state).to.equal('reconnecting');
    expect(attempts, 'the first attempt again: the connection had held').to.deep.equal([0, 0]);
  });

  it('reconnects if both die', async () => {
    const { relay, client, clock } = await setUpOpenClient();
    await clock.advance(ROTATION_MS);
    relay.sockets[1]!.drop();
    relay.sockets[0]!.drop();
    expect(client.state).to.equal('reconnecting');
    await clock.advance(0);
    expect(client.id).to.equal(relay.latest.connectionId);
    expect(clock.pending).to.equal(TIMERS_WHILE_OPEN);
  });

  it('sends on the old one while the new one is closing', async () => {
    const { relay, client, clock } = await setUpOpenClient();
    await clock.advance(ROTATION_MS);
    const [old, fresh] = relay.sockets;
    fresh!.readyState = 2;
    await client.send('peer', 'not lost');
    expect(old!.sent.at(-1)).to.contain('not lost');
  });

  it('finds both half-open within 5 s of a probe', async () => {
    const { relay, client, clock, events } = await setUpOpenClient();
    await clock.advance(ROTATION_MS);
    const [old, fresh] = relay.sockets;
    events.length = 0;
    old!.isHalfOpen = true;
    fresh!.isHalfOpen = true;
    client.probe();
    await clock.advance(5_000);
    expect(events).to.deep.equal([
      'statechange open → reconnecting',
      `idchange ${fresh!.connectionId} → ${relay.latest.connectionId}`,
      'statechange reconnecting → open',
    ]);
  });

  describe('close()', () => {
    it('leaves nothing open while the new one connects', async () => {
      const { relay, client, clock } = await setUpDialing();
      client.close();
      relay.latest.accept();
      await settle();
      expect(relay.sockets.map(({ closedWith }) => closedWith)).to.deep.equal([1_000, 1_000]);
      expect(clock.pending).to.equal(0);
    });

    it('leaves nothing open while the new one asks, or is to be tried again', async () => {
      for (const shouldFail of [false, true]) {
        const setup = await setUpDialing();
        const { relay, client, clock } = setup;
        relay.answersWhoAmI = false;
        if (shouldFail) relay.latest.drop();
        else relay.latest.accept();
        client.close();
        await clock.advance(MINUTE_MS);
        expect(openSockets(setup)).to.equal(0);
        expect(relay.sockets).to.have.length(2);
        expect(clock.pending).to.equal(0);
      }
    });

    it('leaves nothing open while there are two', async () => {
      const setup = await setUpOpenClient();
      const { relay, client, clock, events } = setup;
      await clock.advance(ROTATION_MS);
      events.length = 0;
      client.close();
      for (const socket of relay.sockets) socket.dispatchLate(encodeDelivery('late', 'peer'));
      await settle();
      expect(events).to.deep.equal(['statechange open → closed']);
      expect(openSockets(setup)).to.equal(0);
      expect(clock.pending).to.equal(0);
      expect((await rejection(client.send('peer', 1))).code).to.equal('closed');
    });

    it('may be called as the address changes', async () => {
      const setup = await setUpOpenClient();
      const { client, clock } = setup;
      client.addEventListener('idchange', () => client.close());
      await clock.advance(ROTATION_MS);
      expect(client.state).to.equal('closed');
      expect(openSockets(setup)).to.equal(0);
      expect(clock.pending).to.equal(0);
    });
  });

  describe('keepAddress()', () => {
    /** Calls it `beforeMs` before the rotation, and gives by how much that comes later than planned. */
    async function delayBy(beforeMs: number, ...durationsMs: number[]): Promise<number> {
      const { relay, client, clock } = await setUpOpenClient();
      await clock.advance(ROTATION_MS - beforeMs);
      for (const durationMs of durationsMs) client.keepAddress(durationMs);
      let delayMs = -beforeMs;
      for (; relay.sockets.length === 1; delayMs += 1_000) await clock.advance(1_000);
      client.close();
      return delayMs;
    }

    it('puts a rotation off that would come meanwhile', async () => {
      expect(await delayBy(10_000, 60_000)).to.equal(50_000);
      expect(await delayBy(10_000, 60_000, 20_000), 'the longest counts').to.equal(50_000);
    });

    it('leaves one alone that comes later', async () => {
      expect(await delayBy(60_000, 60_000)).to.equal(0);
      expect(await delayBy(120_000, 60_000)).to.equal(0);
    });

    it('puts it off by 4 min at most, however often it is called', async () => {
      expect(await delayBy(10_000, 60 * MINUTE_MS)).to.equal(4 * MINUTE_MS);
      const { relay, client, clock } = await setUpOpenClient();
      await clock.advance(ROTATION_MS - 1_000);
      for (let n = 0; n < 24; n += 1) {
        client.keepAddress(30_000);
        await clock.advance(10_000);
        if (n === 23) expect(relay.sockets).to.have.length(1);
      }
      await clock.advance(1_000);
      expect(relay.sockets).to.have.length(2);
    });

    it('holds the next attempt back as well', async () => {
      const { relay, client, clock } = await setUpDialing();
      client.keepAddress(30_000);
      relay.latest.drop();
      await clock.advance(29_999);
      expect(relay.sockets).to.have.length(2);
      await clock.advance(1);
      expect(relay.sockets).to.have.length(3);
    });

    it('does nothing while there is no connection', async () => {
      const { relay, client, clock } = await setUpOpenClient();
      relay.latest.drop();
      client.keepAddress(60_000);
      await clock.advance(0);
      expect(client.state).to.equal('open');
    });
  });
});
