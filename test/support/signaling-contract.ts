import { expect } from '@open-wc/testing';
import type { JsonValue } from '../../src/internal/json-value.js';
import type { SignalingClient } from '../../src/signaling/signaling-client.js';
import { SignalingError } from '../../src/signaling/signaling-error.js';
import type { SignalingEventMap } from '../../src/signaling/signaling-events.js';

export interface SignalingPair {
  /** Two clients of the same signaling, neither of them open. */
  readonly a: SignalingClient;
  readonly b: SignalingClient;
  /** Runs after the test, once both clients have been closed. */
  readonly teardown: () => void | Promise<void>;
}

/** The next event of that name. */
export function nextEvent<Name extends keyof SignalingEventMap>(
  client: SignalingClient,
  name: Name,
): Promise<SignalingEventMap[Name]> {
  return new Promise((resolve) => client.addEventListener(name, resolve, { once: true }));
}

/** Records every event of the client as text. */
export function recordEvents(client: SignalingClient): string[] {
  const events: string[] = [];
  client.addEventListener('statechange', ({ state, previous }) => {
    events.push(`statechange ${previous} → ${state}`);
  });
  client.addEventListener('idchange', ({ id, previous }) => {
    events.push(`idchange ${previous} → ${id}`);
  });
  client.addEventListener('message', ({ from, message }) => {
    events.push(`message ${from} ${JSON.stringify(message)}`);
  });
  client.addEventListener('undeliverable', ({ to, code }) => {
    events.push(`undeliverable ${to} ${code}`);
  });
  client.addEventListener('error', ({ error }) => {
    events.push(`error ${error.code}`);
  });
  return events;
}

/** Waits for the promise to be rejected with a `SignalingError`, and returns that. */
export async function rejection(promise: Promise<unknown>): Promise<SignalingError> {
  let result: unknown;
  try {
    result = await promise;
  } catch (error) {
    expect(error).to.be.instanceOf(SignalingError);
    return error as SignalingError;
  }
  throw new Error(`Expected a rejection, got ${JSON.stringify(result)}.`);
}

/** A server may notice late that a connection is gone: this sends until it has. */
async function sendUntilUndeliverable(client: SignalingClient, to: string): Promise<void> {
  const reports: string[] = [];
  client.addEventListener('undeliverable', (event) => reports.push(event.to));
  while (reports.length === 0) {
    await client.send(to, 'anyone there?');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(reports[0]).to.equal(to);
}

const MESSAGES: readonly (readonly [string, JsonValue])[] = [
  ['null', null],
  ['false', false],
  ['zero', 0],
  ['a fraction', -12.5e-3],
  ['the empty string', ''],
  ['a string that looks like a frame', '{"connectionId":"someone","message":1}'],
  ['unicode', '안녕하세요 👋🏽 \u0000 \ud800 "\\\n'],
  ['an empty array', []],
  ['an empty object', {}],
  ['nesting', { a: [1, [2, { b: null, c: [{}, [], ''] }]], d: { e: { f: true } } }],
  ['keys of the wire format', { connectionId: 'x', message: 'y', from: 'z', error: { code: 'w' } }],
  ['keys that are dangerous to copy', JSON.parse('{"__proto__":{"polluted":1},"constructor":2}')],
  ['20 KB', { sdp: 'v=0\r\n'.repeat(3_400) }],
];

/** What every `SignalingClient` must do. It runs in a browser with mocha, without Node. */
export function describeSignalingContract(
  name: string,
  createPair: () => Promise<SignalingPair>,
): void {
  describe(`signaling contract: ${name}`, () => {
    let pair: SignalingPair;
    let a: SignalingClient;
    let b: SignalingClient;

    beforeEach(async () => {
      pair = await createPair();
      ({ a, b } = pair);
    });

    afterEach(async () => {
      a.close();
      b.close();
      await pair.teardown();
    });

    const openBoth = (): Promise<[string, string]> => Promise.all([a.open(), b.open()]);

    describe('opening', () => {
      it('gives the own address', async () => {
        expect(a.id).to.equal(null);
        expect(a.state).to.equal('closed');
        const id = await a.open();
        expect(id).to.be.a('string').and.not.equal('');
        expect(a.id).to.equal(id);
        expect(a.state).to.equal('open');
      });

      it('gives each client an address of its own', async () => {
        const [idA, idB] = await openBoth();
        expect(idA).not.to.equal(idB);
      });

      it('answers the same while connecting and while open', async () => {
        const ids = await Promise.all([a.open(), a.open()]);
        expect(await a.open()).to.equal(ids[0]);
        expect(ids[1]).to.equal(ids[0]);
      });

      it('tells the address before it says open', async () => {
        const events = recordEvents(a);
        let idWhenOpen: string | null = null;
        a.addEventListener('statechange', ({ state }) => {
          if (state === 'open') idWhenOpen = a.id;
        });
        const id = await a.open();
        expect(events).to.deep.equal([
          'statechange closed → connecting',
          `idchange null → ${id}`,
          'statechange connecting → open',
        ]);
        expect(idWhenOpen).to.equal(id);
      });
    });

    describe('sending', () => {
      for (const [kind, message] of MESSAGES) {
        it(`carries ${kind} unchanged, with the sender’s address`, async () => {
          const [idA, idB] = await openBoth();
          const arrival = nextEvent(b, 'message');
          await a.send(idB, message);
          const event = await arrival;
          expect(event.from).to.equal(idA);
          expect(JSON.stringify(event.message)).to.equal(JSON.stringify(message));
          expect(event.message).to.deep.equal(message);
        });
      }

      it('works both ways', async () => {
        const [idA, idB] = await openBoth();
        b.addEventListener('message', ({ from, message }) => void b.send(from, [message, 'back']));
        const answer = nextEvent(a, 'message');
        await a.send(idB, 'there');
        const { from, message } = await answer;
        expect(from).to.equal(idB);
        expect(message).to.deep.equal(['there', 'back']);
        expect(from).not.to.equal(idA);
      });

      it('carries a copy', async () => {
        const [, idB] = await openBoth();
        const message = { list: [1] };
        const arrival = nextEvent(b, 'message');
        const sent = a.send(idB, message);
        message.list.push(2);
        await sent;
        expect((await arrival).message).to.deep.equal({ list: [1] });
      });

      it('tells the sender, and nobody else, that nobody has an address', async () => {
        await openBoth();
        const eventsB = recordEvents(b);
        const report = nextEvent(a, 'undeliverable');
        await a.send('NobodyHasThis000', 'hello');
        const { to, code } = await report;
        expect(to).to.equal('NobodyHasThis000');
        expect(code).to.equal('peer-unavailable');
        expect(eventsB).to.deep.equal([]);
      });

      it('tells the sender that the peer has closed', async () => {
        const [, idB] = await openBoth();
        const eventsB = recordEvents(b);
        b.close();
        await sendUntilUndeliverable(a, idB);
        expect(eventsB).to.deep.equal(['statechange open → closed']);
      });
    });

    describe('refusing', () => {
      it('refuses to send before open()', async () => {
        expect((await rejection(a.send('someone', 1))).code).to.equal('not-open');
        expect(a.state).to.equal('closed');
      });

      it('refuses what does not fit into a frame, and lives on', async () => {
        const [, idB] = await openBoth();
        const events = recordEvents(a);
        const tooLarge = await rejection(a.send(idB, 'x'.repeat(30_001)));
        expect(tooLarge.code).to.equal('too-large');
        expect(tooLarge.message).to.contain('30000');
        // 10,001 characters, three bytes each.
        expect((await rejection(a.send(idB, '가'.repeat(10_001)))).code).to.equal('too-large');

        const arrival = nextEvent(b, 'message');
        await a.send(idB, 'x'.repeat(29_000));
        expect((await arrival).message).to.have.length(29_000);
        expect(a.state).to.equal('open');
        expect(events).to.deep.equal([]);
      });

      it('refuses what is no JSON value', async () => {
        const [, idB] = await openBoth();
        const cyclic: Record<string, unknown> = {};
        cyclic['self'] = cyclic;
        for (const message of [undefined, () => 1, Symbol('s'), 1n, cyclic, { deep: [1n] }]) {
          const { code } = await rejection(a.send(idB, message as JsonValue));
          expect(code).to.equal('bad-message');
        }
        expect(a.state).to.equal('open');
      });

      it('refuses an address that is none', async () => {
        await openBoth();
        for (const to of ['', undefined, null, 7, {}]) {
          expect((await rejection(a.send(to as string, 1))).code).to.equal('bad-message');
        }
      });
    });

    describe('closing', () => {
      it('is final', async () => {
        const [, idB] = await openBoth();
        const events = recordEvents(a);
        a.close();
        a.close();
        expect(a.state).to.equal('closed');
        expect(a.id).to.equal(null);
        expect((await rejection(a.open())).code).to.equal('closed');
        expect((await rejection(a.send(idB, 1))).code).to.equal('closed');
        expect(events).to.deep.equal(['statechange open → closed']);
      });

      it('is possible before open()', async () => {
        const events = recordEvents(a);
        a.close();
        expect((await rejection(a.open())).code).to.equal('closed');
        expect((await rejection(a.send('someone', 1))).code).to.equal('closed');
        expect(events).to.deep.equal([]);
      });

      it('is possible as soon as the address is known', async () => {
        a.addEventListener('idchange', () => a.close(), { once: true });
        expect((await rejection(a.open())).code).to.equal('closed');
        expect([a.state, a.id]).to.deep.equal(['closed', null]);
      });

      it('ends a pending open()', async () => {
        const events = recordEvents(a);
        const opened = rejection(a.open());
        a.close();
        expect((await opened).code).to.equal('closed');
        expect(events).to.deep.equal([
          'statechange closed → connecting',
          'statechange connecting → closed',
        ]);
      });

      it('lets nothing arrive any more, while the other end goes on', async () => {
        const [, idB] = await openBoth();
        const eventsB = recordEvents(b);
        const sent = [a.send(idB, 'one'), a.send(idB, 'two')];
        b.close();
        await Promise.all(sent);
        await sendUntilUndeliverable(a, idB);
        expect(eventsB).to.deep.equal(['statechange open → closed']);
        expect(a.state).to.equal('open');
      });
    });
  });
}
