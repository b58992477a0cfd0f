import { expect } from '@open-wc/testing';
import type { JsonValue } from '../../../src/internal/json-value.js';
import {
  createMemorySignaling,
  type MemorySignaling,
  type MemorySignalingOptions,
} from '../../../src/signaling/memory/memory-signaling.js';
import { ManualClock, settle } from '../../support/manual-clock.js';
import { recordEvents, rejection } from '../../support/signaling-contract.js';

interface Arrival {
  readonly atMs: number;
  readonly message: JsonValue;
}

/** Sends `count` numbers from a to b, `everyMs` apart, and returns when which arrived. */
async function run(
  options: MemorySignalingOptions,
  count = 200,
  everyMs = 3,
): Promise<{ arrivals: Arrival[]; signaling: MemorySignaling }> {
  const clock = new ManualClock();
  const signaling = createMemorySignaling({ ...options, clock });
  const a = signaling.connect('a');
  const b = signaling.connect('b');
  await Promise.all([a.open(), b.open()]);
  const arrivals: Arrival[] = [];
  b.addEventListener('message', ({ message }) => arrivals.push({ atMs: clock.now(), message }));
  for (let n = 0; n < count; n += 1) {
    await a.send('b', n);
    await clock.advance(everyMs);
  }
  await clock.advance(1_000);
  expect(clock.pending).to.equal(0);
  expect(signaling.inFlight).to.equal(0);
  return { arrivals, signaling };
}

const numbers = (arrivals: readonly Arrival[]): JsonValue[] => arrivals.map((a) => a.message);
const inOrder = (count: number): number[] => Array.from({ length: count }, (_, n) => n);
const sorted = (values: JsonValue[]): number[] => (values as number[]).toSorted((x, y) => x - y);

describe('createMemorySignaling', () => {
  it('delivers everything once and in order where no fault is asked for', async () => {
    const { arrivals, signaling } = await run({}, 50);
    expect(numbers(arrivals)).to.deep.equal(inOrder(50));
    expect(signaling).to.include({ sent: 50, delivered: 50, dropped: 0, duplicated: 0 });
    expect(signaling).to.include({ reordered: 0, undeliverable: 0 });
  });

  it('never delivers before send() has returned', async () => {
    const clock = new ManualClock();
    const signaling = createMemorySignaling({ clock });
    const a = signaling.connect();
    const id = await a.open();
    const events = recordEvents(a);
    await a.send(id, 'to myself');
    await settle();
    expect(events).to.deep.equal([]);
    await clock.advance(0);
    expect(events).to.deep.equal([`message ${id} "to myself"`]);
  });

  describe('latencyMs', () => {
    it('is a fixed delay', async () => {
      const { arrivals } = await run({ latencyMs: 25 }, 5, 10);
      expect(arrivals.map(({ atMs }) => atMs)).to.deep.equal([25, 35, 45, 55, 65]);
    });

    it('is a range that keeps the order', async () => {
      const { arrivals } = await run({ latencyMs: [5, 40] });
      expect(numbers(arrivals)).to.deep.equal(inOrder(200));
      const delaysMs = arrivals.map(({ atMs }, n) => atMs - n * 3);
      expect(Math.min(...delaysMs)).to.be.within(5, 15);
      expect(Math.max(...delaysMs)).to.be.within(30, 40);
    });
  });

  describe('reorder', () => {
    it('lets messages overtake, and loses none', async () => {
      const { arrivals, signaling } = await run({ reorder: 0.3 });
      expect(numbers(arrivals)).not.to.deep.equal(inOrder(200));
      expect(sorted(numbers(arrivals))).to.deep.equal(inOrder(200));
      expect(signaling.reordered).to.be.within(35, 85);
      const latest = Math.max(
        ...arrivals.map(({ atMs, message }) => atMs - (message as number) * 3),
      );
      expect(latest, 'later by up to the default window').to.be.within(20, 40);
    });

    it('leaves the others in their order', async () => {
      const { arrivals } = await run({ reorder: 0.3, reorderWindowMs: 100 });
      const late = new Set(
        arrivals
          .filter(({ atMs, message }) => atMs > (message as number) * 3)
          .map((a) => a.message),
      );
      expect(late.size).to.be.above(20);
      const others = numbers(arrivals).filter((message) => !late.has(message));
      expect(others).to.deep.equal(sorted(others));
    });
  });

  it('duplicates, the copy never first', async () => {
    const { arrivals, signaling } = await run({ duplicate: 0.2, latencyMs: [0, 40] });
    expect(signaling.duplicated).to.be.within(20, 60);
    expect(signaling.delivered).to.equal(200 + signaling.duplicated);
    expect(arrivals).to.have.length(signaling.delivered);
    expect([...new Set(numbers(arrivals))]).to.deep.equal(inOrder(200));
  });

  it('drops without a word', async () => {
    const { arrivals, signaling } = await run({ drop: 0.1 });
    expect(signaling.dropped).to.be.within(8, 35);
    expect(arrivals).to.have.length(200 - signaling.dropped);
    expect(numbers(arrivals)).to.deep.equal(sorted(numbers(arrivals)));
    expect(signaling.undeliverable).to.equal(0);
    expect(numbers((await run({ drop: 1 }, 20)).arrivals)).to.deep.equal([]);
  });

  describe('seed', () => {
    const faults = { latencyMs: [0, 40], reorder: 0.2, duplicate: 0.2, drop: 0.1 } as const;

    it('makes everything happen again', async () => {
      const first = await run({ ...faults, seed: 42 });
      const second = await run({ ...faults, seed: 42 });
      expect(second.arrivals).to.deep.equal(first.arrivals);
      expect((await run({ ...faults, seed: 43 })).arrivals).not.to.deep.equal(first.arrivals);
      expect((await run(faults)).arrivals).to.deep.equal((await run(faults)).arrivals);
    });

    it('decides for each way alone, whatever goes on elsewhere', async () => {
      const outcome = async (others: boolean): Promise<string[]> => {
        const clock = new ManualClock();
        const signaling = createMemorySignaling({ ...faults, seed: 5, clock });
        const [a, b, c] = [signaling.connect('a'), signaling.connect('b'), signaling.connect('c')];
        await Promise.all([a.open(), b.open(), c.open()]);
        const events = recordEvents(b);
        for (let n = 0; n < 100; n += 1) {
          if (others) await Promise.all([b.send('a', n), c.send('a', n), a.send('c', n)]);
          await a.send('b', n);
          await clock.advance(5);
        }
        await clock.advance(1_000);
        return events;
      };
      expect(await outcome(true)).to.deep.equal(await outcome(false));
    });

    it('decides differently for different ways', async () => {
      const signaling = createMemorySignaling({ drop: 0.5 });
      const [a, b] = [signaling.connect('a'), signaling.connect('b')];
      await Promise.all([a.open(), b.open()]);
      const arrived: Record<string, JsonValue[]> = { a: [], b: [] };
      a.addEventListener('message', ({ message }) => arrived['a']!.push(message));
      b.addEventListener('message', ({ message }) => arrived['b']!.push(message));
      for (let n = 0; n < 50; n += 1) await Promise.all([a.send('b', n), b.send('a', n)]);
      await signaling.settled();
      expect(arrived['a']).not.to.deep.equal(arrived['b']);
    });

    it('gives the same addresses', async () => {
      const addresses = async (seed: number): Promise<string[]> => {
        const signaling = createMemorySignaling({ seed });
        return Promise.all([signaling.connect().open(), signaling.connect().open()]);
      };
      const [first, second] = await addresses(1);
      expect(first).not.to.equal(second);
      expect(await addresses(1)).to.deep.equal([first, second]);
      expect(await addresses(2)).not.to.include(first);
    });
  });

  describe('intercept', () => {
    it('drops what a test wants dropped, and can be changed', async () => {
      const signaling = createMemorySignaling({
        intercept: ({ from, to, message }) =>
          from === 'a' && to === 'b' && message === 'secret' ? 'drop' : 'pass',
      });
      const [a, b] = [signaling.connect('a'), signaling.connect('b')];
      await Promise.all([a.open(), b.open()]);
      const events = recordEvents(b);
      await a.send('b', 'secret');
      await a.send('b', 'open');
      signaling.intercept = null;
      await a.send('b', 'secret');
      await signaling.settled();
      expect(events).to.deep.equal(['message a "open"', 'message a "secret"']);
      expect(signaling.dropped).to.equal(1);
    });

    it('cannot change a message', async () => {
      const signaling = createMemorySignaling({
        intercept: ({ message }) => {
          (message as number[]).push(2);
          return 'pass';
        },
      });
      const a = signaling.connect('a');
      await a.open();
      const events = recordEvents(a);
      await a.send('a', [1]);
      await signaling.settled();
      expect(events).to.deep.equal(['message a [1]']);
    });
  });

  describe('settled()', () => {
    it('waits for answers to what arrives, too', async () => {
      const signaling = createMemorySignaling({ latencyMs: [0, 3] });
      const [a, b] = [signaling.connect('a'), signaling.connect('b')];
      await Promise.all([a.open(), b.open()]);
      const counted: JsonValue[] = [];
      for (const client of [a, b]) {
        client.addEventListener('message', ({ from, message }) => {
          counted.push(message);
          if ((message as number) < 5) void client.send(from, (message as number) + 1);
        });
      }
      await a.send('b', 0);
      await signaling.settled();
      expect(counted).to.deep.equal([0, 1, 2, 3, 4, 5]);
      expect(signaling.inFlight).to.equal(0);
      await signaling.settled();
    });
  });

  it('refuses an address that is taken, and lets the client try again', async () => {
    const signaling = createMemorySignaling();
    const [first, second] = [signaling.connect('same'), signaling.connect('same')];
    await first.open();
    const sent = second.open().catch(() => {});
    const waiting = rejection(second.send('same', 1));
    await sent;
    expect((await rejection(second.open())).code).to.equal('connect-failed');
    expect((await waiting).code).to.equal('connect-failed');
    expect(second.state).to.equal('closed');
    first.close();
    expect(await second.open()).to.equal('same');
  });

  it('loses the report of a failure when its sender is gone', async () => {
    const signaling = createMemorySignaling();
    const a = signaling.connect('a');
    await a.open();
    const events = recordEvents(a);
    await a.send('nobody', 1);
    a.changeAddress('a2');
    await signaling.settled();
    expect(signaling.undeliverable).to.equal(1);
    expect(events.filter((event) => event.startsWith('undeliverable'))).to.deep.equal([]);
  });
});

describe('MemorySignalingClient', () => {
  it('reconnects under a new address, and the old one is nobody’s', async () => {
    const signaling = createMemorySignaling();
    const [a, b] = [signaling.connect('a'), signaling.connect('b')];
    await Promise.all([a.open(), b.open()]);
    const eventsA = recordEvents(a);
    const eventsB = recordEvents(b);
    a.changeAddress('a2');
    expect(await a.open()).to.equal('a2');
    await a.send('b', 'from the new one');
    await b.send('a', 'to the old one');
    await b.send('a2', 'to the new one');
    await signaling.settled();
    expect(eventsA).to.deep.equal([
      'statechange open → reconnecting',
      'idchange a → a2',
      'statechange reconnecting → open',
      'message b "to the new one"',
    ]);
    expect(eventsB).to.deep.equal([
      'message a2 "from the new one"',
      'undeliverable a peer-unavailable',
    ]);
    a.changeAddress();
    expect(a.id).not.to.equal('a2');
  });

  it('keeps what is sent during an interruption, and is out of reach meanwhile', async () => {
    const signaling = createMemorySignaling();
    const [a, b] = [signaling.connect('a'), signaling.connect('b')];
    await Promise.all([a.open(), b.open()]);
    const eventsA = recordEvents(a);
    const eventsB = recordEvents(b);
    a.interrupt();
    expect(a.state).to.equal('reconnecting');
    const sent = [a.send('b', 1), a.send('b', 2)];
    await b.send('a', 'lost');
    await signaling.settled();
    expect(eventsB).to.deep.equal(['undeliverable a peer-unavailable']);

    a.restore('a2');
    await Promise.all(sent);
    await signaling.settled();
    expect(eventsB.slice(1)).to.deep.equal(['message a2 1', 'message a2 2']);
    expect(eventsA).to.deep.equal([
      'statechange open → reconnecting',
      'idchange a → a2',
      'statechange reconnecting → open',
    ]);
  });

  it('keeps 64 messages and refuses more', async () => {
    const a = createMemorySignaling().connect('a');
    await a.open();
    a.interrupt();
    const sent = Array.from({ length: 64 }, (_, n) => a.send('b', n));
    expect((await rejection(a.send('b', 64))).code).to.equal('queue-full');
    a.restore();
    await Promise.all(sent);
  });

  it('keeps what is sent while it opens', async () => {
    const signaling = createMemorySignaling();
    const [a, b] = [signaling.connect('a'), signaling.connect('b')];
    await b.open();
    const events = recordEvents(b);
    void a.open();
    await a.send('b', 'early');
    await signaling.settled();
    expect(events).to.deep.equal(['message a "early"']);
  });

  it('can be closed during an interruption', async () => {
    const a = createMemorySignaling().connect('a');
    await a.open();
    a.interrupt();
    const sent = rejection(a.send('b', 1));
    const opened = rejection(a.open());
    a.close();
    a.restore();
    expect(a.state).to.equal('closed');
    expect((await sent).code).to.equal('closed');
    expect((await opened).code).to.equal('closed');
  });

  it('can be closed by a listener as it reconnects', async () => {
    const signaling = createMemorySignaling();
    const a = signaling.connect('a');
    await a.open();
    a.addEventListener('idchange', () => a.close());
    a.changeAddress('a2');
    expect(a.state).to.equal('closed');
    expect(await signaling.connect('a2').open(), 'its address is free').to.equal('a2');
  });

  it('lets itself be interrupted and restored only when that makes sense', () => {
    const a = createMemorySignaling().connect('a');
    const events = recordEvents(a);
    a.interrupt();
    a.restore();
    a.changeAddress();
    expect(events).to.deep.equal([]);
    expect(a.state).to.equal('closed');
  });
});
