import { expect } from '@open-wc/testing';
import { createCallId } from '../../../src/link/call-id.js';
import type { Envelope } from '../../../src/link/envelope.js';
import { PeerCall } from '../../../src/call/peer-call.js';
import type { CallOptions } from '../../../src/call/terms/call-options.js';
import { createAddressToken } from '../../../src/call/terms/peer-address.js';
import type { MemoryEnvelope } from '../../../src/signaling/memory/memory-network.js';
import {
  bothConnected,
  endedWith,
  expectAlive,
  NO_DEVICES,
  reached,
  until,
  useCalls,
  type Pair,
} from '../../support/call-fixture.js';
import { settle } from '../../support/manual-clock.js';
import { COMMIT, inviteMessage, layoutSdp, PUBLIC_KEY } from '../../support/sdp.js';

const TOKEN = createAddressToken();
const WITH_TOKEN: CallOptions = { ...NO_DEVICES, addressToken: TOKEN };
const KNOWN_ONLY: CallOptions = { ...WITH_TOKEN, knownOnly: true };
const BOB_WITH_TOKEN = `bob.${TOKEN}`;
const MINUTE_MS = 60_000;

describe('PeerCall: callers who are known, and strangers (T1, T2)', () => {
  const calls = useCalls();

  /** The library's own clock stands still, and moves as the test wants. */
  function fakeTime(): { nowMs: number } {
    const time = { nowMs: performance.now() };
    const now = performance.now.bind(performance);
    performance.now = () => time.nowMs;
    calls.cleanUp(() => (performance.now = now));
    return time;
  }

  /** Everything that is sent from now on. */
  function framesOf({ network }: Pair): MemoryEnvelope[] {
    const frames: MemoryEnvelope[] = [];
    network.intercept = (frame) => {
      frames.push(frame);
      return 'pass';
    };
    return frames;
  }

  async function callFrom(
    pair: Pair,
    id: string,
    to = 'bob',
    options = NO_DEVICES,
  ): Promise<PeerCall> {
    const client = await calls.client(pair.network, id);
    return calls.watch(PeerCall.place(client, to, options));
  }

  /** An invitation as anybody can write it. */
  const invitation = (more: Partial<Envelope> = {}) => ({
    v: 2,
    callId: createCallId(),
    seq: 1,
    ack: 0,
    payload: JSON.stringify(inviteMessage()),
    key: PUBLIC_KEY,
    ...more,
  });

  it('who dials the address with the token rings, and the call goes on as ever', async () => {
    const pair = await calls.pair({}, KNOWN_ONLY);
    const outgoing = calls.place(pair, NO_DEVICES, BOB_WITH_TOKEN);
    await until(() => pair.incoming.length === 1);
    const incoming = pair.incoming[0]!;
    expect([outgoing.peerId, incoming.peerId]).to.deep.equal(['bob', 'alice']);
    expect(outgoing.address, 'to call again').to.equal(BOB_WITH_TOKEN);
    await incoming.answer();
    await bothConnected({ outgoing, incoming });
    await expectAlive({ outgoing, incoming });
  });

  it('the token is never sent', async () => {
    const pair = await calls.pair({}, WITH_TOKEN);
    const frames = framesOf(pair);
    const outgoing = calls.place(pair, NO_DEVICES, BOB_WITH_TOKEN);
    await until(() => pair.incoming.length === 1);
    const incoming = pair.incoming[0]!;
    await incoming.answer();
    await bothConnected({ outgoing, incoming });
    outgoing.hangup();
    await endedWith(incoming, 'hangup');
    await calls.quiet(pair.network);
    expect(frames.length).to.be.greaterThan(3);
    const sent = JSON.stringify(frames);
    expect(sent).to.contain('byToken');
    expect(sent).not.to.contain(TOKEN);
  });

  for (const [who, to] of [
    ['without a token', 'bob'],
    ['with a wrong token', `bob.${createAddressToken()}`],
  ] as const) {
    it(`who calls ${who} gets no reply where only those ring who are known, and nobody hears of it`, async () => {
      const clock = calls.clock();
      const pair = await calls.pair({}, KNOWN_ONLY);
      const frames = framesOf(pair);
      const outgoing = calls.place(pair, { ...NO_DEVICES, clock }, to);
      await until(() => frames.length > 0, 'an invitation');
      // Long enough for repetitions of it.
      for (let second = 0; second < 10; second += 1) {
        await clock.advance(1_000);
        await calls.quiet(pair.network);
      }
      expect(frames.filter(({ from }) => from === 'alice').length).to.be.greaterThan(2);
      expect(frames.filter(({ from }) => from === 'bob')).to.deep.equal([]);
      expect(pair.incoming).to.have.length(0);
      expect(outgoing.state).to.equal('calling');
    });

    it(`who calls ${who} is a stranger, who rings until somebody known calls`, async () => {
      const pair = await calls.pair({}, WITH_TOKEN);
      pair.stop();
      // What the listener sees of the calls before the one that it is given.
      const seen: string[][] = [];
      const incoming: PeerCall[] = [];
      const stop = PeerCall.listen(
        pair.bob,
        (call) => {
          seen.push(incoming.map(({ state }) => state));
          incoming.push(calls.watch(call));
        },
        WITH_TOKEN,
      );
      calls.cleanUp(stop);
      const stranger = await callFrom(pair, 'carol', to);
      await reached(stranger, 'ringing');
      const friend = calls.place(pair, NO_DEVICES, BOB_WITH_TOKEN);
      await reached(friend, 'ringing');
      await endedWith(stranger, 'busy');
      expect(incoming.map(({ peerId, state }) => [peerId, state])).to.deep.equal([
        ['carol', 'ended'],
        ['alice', 'ringing'],
      ]);
      expect(seen, 'one after the other').to.deep.equal([[], ['ended']]);
    });
  }

  it('a proof is for one caller and one call: nobody can use it once more', async () => {
    const pair = await calls.pair({}, KNOWN_ONLY);
    const frames = framesOf(pair);
    const outgoing = calls.place(pair, NO_DEVICES, BOB_WITH_TOKEN);
    await until(() => pair.incoming.length === 1);
    const proved = frames[0]!.message as object as Envelope;
    expect(proved.byToken).not.to.equal(undefined);
    outgoing.hangup();
    await endedWith(pair.incoming[0]!, 'cancelled');
    const mallory = await calls.client(pair.network, 'mallory');
    const copies = [
      proved,
      { ...proved, address: 'mallory' },
      { ...proved, callId: createCallId(), address: 'mallory' },
      invitation({ byToken: proved.byToken!, address: 'mallory' }),
    ];
    for (const copy of copies) await mallory.send('bob', copy as object as never);
    await calls.quiet(pair.network);
    expect(pair.incoming).to.have.length(1);
  });

  it('a stranger does not take the place of somebody known who rings', async () => {
    const pair = await calls.pair({}, WITH_TOKEN);
    const friend = calls.place(pair, NO_DEVICES, BOB_WITH_TOKEN);
    await reached(friend, 'ringing');
    const stranger = await callFrom(pair, 'carol');
    await endedWith(stranger, 'busy');
    expect(pair.incoming.map(({ state }) => state)).to.deep.equal(['ringing']);
  });

  it('a call that was answered stays, whoever calls: somebody known hears busy', async () => {
    const pair = await calls.pair({}, WITH_TOKEN);
    const stranger = await callFrom(pair, 'carol');
    await until(() => pair.incoming.length === 1);
    const incoming = pair.incoming[0]!;
    await incoming.answer();
    await bothConnected({ outgoing: stranger, incoming });
    const friend = calls.place(pair, NO_DEVICES, BOB_WITH_TOKEN);
    await endedWith(friend, 'busy');
    expect(pair.incoming).to.have.length(1);
    await expectAlive({ outgoing: stranger, incoming });
  });

  it('somebody known rings through a flood: 1,000 invitations from 1,000 ids, with proofs of all kinds', async () => {
    const clock = calls.clock();
    const pair = await calls.pair({}, WITH_TOKEN);
    fakeTime();
    const proofs: Partial<Envelope>[] = [
      {},
      { byToken: COMMIT },
      { byToken: COMMIT, byTicket: COMMIT },
    ];
    for (let index = 0; index < 1_000; index += 1) {
      const address = `flood-${index}`;
      const client = await calls.client(pair.network, address);
      await client.send('bob', invitation({ ...proofs[index % 3], address }) as object as never);
      if (index % 50 === 0) await calls.quiet(pair.network);
    }
    await calls.quiet(pair.network);
    // The budget of all strangers is used up, and time stands still.
    const late = await callFrom(pair, 'late', 'bob', { ...NO_DEVICES, clock });
    await clock.advance(5_000);
    await calls.quiet(pair.network);
    expect(late.state).to.equal('calling');
    expect(pair.incoming).to.have.length(1);

    const friend = calls.place(pair, NO_DEVICES, BOB_WITH_TOKEN);
    await reached(friend, 'ringing');
    expect(pair.incoming.map(({ state }) => state)).to.deep.equal(['ended', 'ringing']);
    expect(pair.incoming[1]!.peerId).to.equal('alice');
  });

  it('after three declined calls of strangers the others are declined at once, for ten minutes', async () => {
    const time = fakeTime();
    const pair = await calls.pair({}, WITH_TOKEN);
    let last = 0;
    const stranger = () => callFrom(pair, `stranger-${(last += 1)}`);
    const rung = async () => {
      const { length } = pair.incoming;
      const outgoing = await stranger();
      await until(() => pair.incoming.length > length, 'a ring');
      return { outgoing, incoming: pair.incoming.at(-1)! };
    };
    for (let count = 0; count < 3; count += 1) {
      const { outgoing, incoming } = await rung();
      incoming.reject();
      await endedWith(outgoing, 'declined');
    }
    await endedWith(await stranger(), 'declined');
    expect(pair.incoming, 'without a ring').to.have.length(3);

    const friend = calls.place(pair, NO_DEVICES, BOB_WITH_TOKEN);
    await reached(friend, 'ringing');
    expect(pair.incoming).to.have.length(4);
    friend.hangup();
    await endedWith(pair.incoming[3]!, 'cancelled');

    time.nowMs += 10 * MINUTE_MS - 1;
    await endedWith(await stranger(), 'declined');
    expect(pair.incoming).to.have.length(4);
    time.nowMs += 1;
    const { outgoing, incoming } = await rung();
    outgoing.hangup();
    await endedWith(incoming, 'cancelled');
  });

  it('hanging up while it rings declines as well, and counts as much', async () => {
    fakeTime();
    const pair = await calls.pair();
    for (let count = 0; count < 3; count += 1) {
      const outgoing = await callFrom(pair, `stranger-${count}`);
      await until(() => pair.incoming.length === count + 1, 'a ring');
      pair.incoming[count]!.hangup();
      await endedWith(outgoing, 'declined');
    }
    await endedWith(await callFrom(pair, 'carol'), 'declined');
    expect(pair.incoming).to.have.length(3);
  });

  it('whom the user knows is never kept from ringing by having been declined', async () => {
    fakeTime();
    const pair = await calls.pair({}, WITH_TOKEN);
    for (let count = 0; count < 5; count += 1) {
      const friend = calls.place(pair, NO_DEVICES, BOB_WITH_TOKEN);
      await until(() => pair.incoming.length === count + 1, 'a ring');
      pair.incoming[count]!.reject();
      await endedWith(friend, 'declined');
    }
    const stranger = await callFrom(pair, 'carol');
    await reached(stranger, 'ringing');
  });

  it('only calls that the user declined count, not those that ended in another way', async () => {
    fakeTime();
    const pair = await calls.pair({}, WITH_TOKEN);
    const ends: ((outgoing: PeerCall, incoming: PeerCall) => void)[] = [
      (outgoing) => outgoing.hangup(),
      (_, incoming) => incoming.reject('busy'),
      (_, incoming) => incoming.reject('timeout'),
      (_, incoming) => incoming.reject('hangup'),
      (outgoing) => outgoing.hangup(),
      (outgoing) => outgoing.hangup(),
    ];
    for (const [index, end] of ends.entries()) {
      const outgoing = await callFrom(pair, `stranger-${index}`);
      await until(() => pair.incoming.length === index + 1, 'a ring');
      const incoming = pair.incoming[index]!;
      await reached(outgoing, 'ringing');
      end(outgoing, incoming);
      await until(() => outgoing.state === 'ended' && incoming.state === 'ended');
    }
    await reached(await callFrom(pair, 'carol'), 'ringing');
  });

  const unanswerable: Record<string, Partial<Envelope>> = {
    'a key that is no point of the curve': { key: `B${'A'.repeat(86)}` },
    'no key': { key: undefined as never },
    'a description with two fingerprints': {
      payload: JSON.stringify(
        inviteMessage(layoutSdp({ extra: [`a=fingerprint:sha-256 ${'CD:'.repeat(31)}CD`] })),
      ),
    },
    'a description that browsers read in two ways': {
      payload: JSON.stringify(
        inviteMessage(layoutSdp({ extra: [`a= fingerprint:sha-256 ${'CD:'.repeat(31)}CD`] })),
      ),
    },
  };
  for (const [what, more] of Object.entries(unanswerable)) {
    it(`an invitation with ${what} does not ring, and is refused (T9, T22)`, async () => {
      const pair = await calls.pair();
      const heard: Envelope[] = [];
      pair.alice.addEventListener('message', ({ message }) => {
        heard.push(message as object as Envelope);
      });
      await pair.alice.send('bob', invitation(more) as object as never);
      await until(() => heard.length > 0, 'a reply');
      await calls.quiet(pair.network);
      expect(heard.map(({ payload, final }) => [payload, final])).to.deep.equal([
        ['{"type":"hangup","reason":"protocol-error"}', true],
      ]);
      expect(pair.incoming).to.have.length(0);
      // The next one does.
      await reached(calls.place(pair), 'ringing');
    });
  }

  it('at most 256 invitations are looked at in the same moment (T20)', async () => {
    const pair = await calls.pair({}, WITH_TOKEN);
    const { prototype } = SubtleCrypto;
    const original = Reflect.get(prototype, 'importKey') as (
      ...values: unknown[]
    ) => Promise<unknown>;
    const held: (() => void)[] = [];
    Reflect.set(prototype, 'importKey', async function (this: SubtleCrypto, ...values: unknown[]) {
      await new Promise<void>((resolve) => held.push(resolve));
      return original.apply(this, values);
    });
    const release = () => {
      Reflect.set(prototype, 'importKey', original);
      for (const resolve of held.splice(0)) resolve();
    };
    try {
      const one = invitation({ byToken: COMMIT, address: 'alice' });
      await pair.alice.send('bob', one as object as never);
      await pair.alice.send('bob', one as object as never);
      await pair.network.settled();
      await settle();
      expect(held, 'a copy of the same').to.have.length(1);
      for (let count = 0; count < 400; count += 1) {
        const other = invitation({ byToken: COMMIT, address: 'alice' });
        await pair.alice.send('bob', other as object as never);
      }
      await pair.network.settled();
      await settle();
      expect(held).to.have.length(256);
    } finally {
      release();
    }
    await calls.quiet(pair.network);
    // Nothing of it is left in the way.
    const friend = await callFrom(pair, 'carol', BOB_WITH_TOKEN);
    await reached(friend, 'ringing');
  });
});
