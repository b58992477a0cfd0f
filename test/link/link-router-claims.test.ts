import { expect } from '@open-wc/testing';
import type { JsonValue } from '../../src/internal/json-value.js';
import type { Envelope } from '../../src/link/envelope.js';
import { RouterFixture, type Conversation, type Party } from '../support/router-fixture.js';

const MINUTE_MS = 60_000;

describe('LinkRouter: an address that the peer claims over the data channel', () => {
  let fixture: RouterFixture;
  let alice: Party;
  let bob: Party;
  let bank: Party;
  let a: Conversation;
  let b: Conversation;

  beforeEach(async () => {
    fixture = new RouterFixture();
    alice = await fixture.join('alice');
    bob = await fixture.join('bob');
    bank = await fixture.join('bank');
    [a, b] = await fixture.connect(alice, bob);
    fixture.bridge(a, b);
  });

  afterEach(() => fixture.end());

  const pass = (ms: number) => fixture.pass(ms);

  const heardAt = ({ inbox }: Party) => inbox.map(({ message }) => message as object as Envelope);

  /** Alice herself, over the data channel alone. */
  async function claim(address: string): Promise<void> {
    fixture.network.intercept = ({ from }) => (from === 'alice' ? 'drop' : 'pass');
    a.link.announce(address);
    await pass(0);
    fixture.network.intercept = null;
  }

  /** Alice herself, from one of her addresses, over the relay. */
  async function say(party: Party, fields: object): Promise<void> {
    const { callId } = fixture;
    const sealed = await a.link.seal.seal({ v: 2, callId, ack: 0, ...fields }, party.client.id!);
    await party.client.send('bob', sealed as unknown as JsonValue);
    await pass(0);
  }

  it('is not adopted, and gets at most five probes, at growing intervals, with nothing in them', async () => {
    await claim('bank');
    await pass(499);
    expect(bank.inbox).to.deep.equal([]);
    const counts: number[] = [];
    for (const ms of [1, 999, 1, 1_999, 1, 3_999, 1, 7_999, 1, 10 * MINUTE_MS]) {
      await pass(ms);
      counts.push(bank.inbox.length);
    }
    expect(counts).to.deep.equal([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    const [{ probe }] = heardAt(bank) as [Envelope];
    expect(probe).to.be.a('number');
    for (const { mac, ...envelope } of heardAt(bank)) {
      expect(mac).to.match(/^[\w-]{43}$/);
      const { callId } = fixture;
      expect(envelope).to.deep.equal({ v: 2, callId, ack: 0, address: 'bob', probe });
    }
    expect(b.peer.address).to.equal('alice');
  });

  it('gets no message: those go on to where the peer is known to be', async () => {
    await claim('bank');
    await pass(500);
    b.link.notify('away');
    for (let count = 0; count < 50; count += 1) b.link.send(`message ${count}`);
    await pass(MINUTE_MS);
    expect(a.delivered).to.have.length(51);
    const heard = heardAt(bank);
    expect(heard.every(({ payload, seq, notice }) => !payload && !seq && !notice)).to.equal(true);
    expect(heard).to.have.length(5);
    void b.link.finish('bye');
    await pass(MINUTE_MS);
    expect(bank.inbox).to.have.length(5);
  });

  it('is adopted after an echo from there', async () => {
    await claim('bank');
    await pass(500);
    await say(bank, { echo: heardAt(bank)[0]!.probe });
    expect(b.peer.address).to.equal('bank');
    bank.inbox.length = 0;
    b.link.send('so you are here');
    await pass(0);
    const [sent, ...others] = heardAt(bank);
    expect([typeof sent!.cipher, sent!.payload, others.length]).to.deep.equal([
      'string',
      undefined,
      0,
    ]);
    await pass(MINUTE_MS);
    expect(heardAt(bank).every(({ probe }) => probe === undefined)).to.equal(true);
  });

  it('is not adopted after an echo with another number, or from another address', async () => {
    await claim('bank');
    await pass(500);
    const probe = heardAt(bank)[0]!.probe!;
    await say(bank, { echo: probe === 1 ? 2 : probe - 1 });
    await say(alice, { echo: probe });
    await say(await fixture.join('carol'), { echo: probe });
    expect(b.peer.address).to.equal('alice');
    await say(bank, { echo: probe });
    expect(b.peer.address).to.equal('bank');
  });

  it('is not adopted after an echo by somebody else, nor after one over the data channel', async () => {
    await claim('bank');
    await pass(500);
    const { callId } = fixture;
    const { probe } = heardAt(bank)[0]!;
    const echo = { v: 2 as const, callId, ack: 0, echo: probe!, address: 'bank' };
    await bank.client.send('bob', echo);
    const { mac } = await a.link.seal.seal({ ...echo, echo: 1 }, 'bank');
    await bank.client.send('bob', { ...echo, mac: mac! });
    await pass(0);
    expect(b.link.messagesRejected).to.equal(2);
    b.link.receive(await a.link.seal.seal(echo, 'bank'), 'direct');
    expect(b.peer.address).to.equal('alice');
  });

  it('is not asked at all if the relay has brought a message from there before', async () => {
    await claim('bank');
    await pass(100);
    await say(bank, { seq: a.link.progress.lastSeq });
    expect(b.peer.address).to.equal('bank');
    await pass(MINUTE_MS);
    expect(heardAt(bank).every(({ probe }) => probe === undefined)).to.equal(true);
  });

  it('is not asked if the peer is there already', async () => {
    await claim('alice');
    await pass(MINUTE_MS);
    expect(heardAt(alice).every(({ probe }) => probe === undefined)).to.equal(true);
  });

  it('is the fourth within a minute: it is ignored, and followed later', async () => {
    for (const address of ['nobody 1', 'nobody 2', 'nobody 3', 'bank']) {
      await claim(address);
      await pass(2_000);
    }
    await pass(MINUTE_MS);
    expect(bank.inbox).to.deep.equal([]);
    await claim('bank');
    await pass(500);
    expect(bank.inbox).to.have.length(1);
    expect(b.undeliverable, 'nobody is there: no news of the peer').to.deep.equal([]);
  });

  it('is too long to be one: the envelope is dropped', async () => {
    await claim('x'.repeat(129));
    await pass(500);
    expect(b.peer.address).to.equal('alice');
    expect(b.undeliverable).to.deep.equal([]);
  });

  it('may be our own: a probe is answered where it comes from, ten times in a minute', async () => {
    alice.inbox.length = 0;
    for (let probe = 1; probe <= 12; probe += 1) await say(alice, { probe });
    const echoes = heardAt(alice).flatMap(({ echo }) => (echo === undefined ? [] : [echo]));
    expect(echoes).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    for (const { payload, seq, mac } of heardAt(alice)) {
      expect([payload, seq]).to.deep.equal([undefined, undefined]);
      expect(mac).to.match(/^[\w-]{43}$/);
    }
  });

  it('gets no echo over the data channel, nor does a stranger', async () => {
    const { callId } = fixture;
    const probe = { v: 2 as const, callId, ack: 0, probe: 3 };
    b.link.receive(await a.link.seal.seal(probe, 'bank'), 'direct');
    await bank.client.send('bob', { ...probe, address: 'bank' });
    await pass(0);
    expect(bank.inbox).to.deep.equal([]);
  });
});
