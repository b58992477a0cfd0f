import { expect } from '@open-wc/testing';
import { ENVELOPE_VERSION, type Envelope } from '../../src/link/envelope.js';
import { RouterFixture, type Party } from '../support/router-fixture.js';
import { COMMIT } from '../support/sdp.js';

describe('LinkRouter: what is not the peer’s', () => {
  let fixture: RouterFixture;
  let alice: Party;
  let bob: Party;
  let mallory: Party;

  beforeEach(async () => {
    fixture = new RouterFixture();
    alice = await fixture.join('alice');
    bob = await fixture.join('bob');
    mallory = await fixture.join('mallory');
  });

  afterEach(() => fixture.end());

  const pass = (ms: number) => fixture.pass(ms);

  const tell = async (from: Party, fields: object) => {
    const message = { v: ENVELOPE_VERSION, callId: fixture.callId, ack: 0, ...fields };
    await from.client.send('bob', message);
    await pass(0);
  };

  it('is counted: a wrong MAC, none, and an address other than the relay stamped', async () => {
    const [a, b] = await fixture.connect(alice, bob);
    const received = b.link.relayTraffic.received;
    const payload = '"forged"';
    const copy = bob.inbox.at(-1)!.message as object;
    const forgeries: [Party, object][] = [
      [alice, { seq: 9, payload, address: 'alice', mac: COMMIT }],
      [mallory, { seq: 9, payload, address: 'mallory', mac: COMMIT }],
      [alice, { seq: 9, payload, address: 'alice' }],
      [alice, { seq: 9, payload, final: true }],
      [mallory, { payload, final: true, mac: COMMIT }],
      [mallory, { seq: 9, payload, address: 'alice', mac: COMMIT }],
      [mallory, copy],
      [mallory, { ...copy, address: 'mallory' }],
    ];
    for (const [index, [from, fields]] of forgeries.entries()) {
      await tell(from, fields);
      expect(b.link.messagesRejected, JSON.stringify(fields)).to.equal(index + 1);
    }
    expect(b.delivered).to.deep.equal([]);
    expect(b.link.relayTraffic.received).to.equal(received);
    expect(b.peer.address).to.equal('alice');
    a.link.send('genuine');
    await pass(1_000);
    expect(b.delivered).to.deep.equal(['genuine']);
    expect(b.link.messagesRejected).to.equal(forgeries.length);
    expect(a.link.messagesRejected).to.equal(0);
  });

  it('is no envelope, or of no call: nothing is counted', async () => {
    const [, b] = await fixture.connect(alice, bob);
    const { callId } = fixture;
    await mallory.client.send('bob', { v: 1, callId, ack: 0, seq: 9, payload: '"x"' });
    await mallory.client.send('bob', 'junk');
    await tell(mallory, { callId: 'BBBBBBBBBBBBBBBBBBBBBB', seq: 1, address: 'alice' });
    expect(b.link.messagesRejected).to.equal(0);
  });

  it('may be a notice once more: it is heard once, and is no forgery', async () => {
    const [a, b] = await fixture.connect(alice, bob);
    bob.inbox.length = 0;
    a.link.notify('away');
    a.link.notify('back');
    await pass(0);
    const replayed = bob.inbox.map(({ message }) => message);
    expect(replayed).to.have.length(2);
    for (const message of [...replayed, ...replayed].reverse()) {
      await alice.client.send('bob', message);
      await pass(0);
    }
    expect(b.delivered).to.deep.equal(['away', 'back']);
    expect(b.link.messagesRejected).to.equal(0);
  });

  it('may be a last word from elsewhere, which its token proves', async () => {
    const finals: unknown[] = [];
    const [a, b] = await fixture.connect(alice, bob, {
      callee: { deliver: (message, isFinal) => isFinal && finals.push(message) },
    });
    const { callId } = fixture;
    const content = { v: ENVELOPE_VERSION, callId, ack: 9, seq: 9, final: true } as const;
    const farewell = { ...content, payload: '"bye"', probe: 3, notice: 9 };
    b.link.send('is this acknowledged?');
    fixture.network.intercept = ({ to }) => (to === 'alice' ? 'drop' : 'pass');
    await tell(mallory, { ...a.link.seal.sealFinal(farewell), address: 'mallory' });
    expect(finals).to.deep.equal(['bye']);
    expect(b.peer.address).to.equal('alice');
    expect(b.link.unacknowledgedCount).to.equal(1);
    expect(mallory.inbox, 'no echo').to.deep.equal([]);
  });

  describe('in a call with a secret', () => {
    const secret = 'only the two of us know';
    const caller = { knowledge: { secret } };

    it('is the answer of somebody who does not know it: the caller hears of it', async () => {
      const [a, b] = await fixture.ring(alice, bob, { caller });
      b.link.notify('ringing');
      await pass(0);
      expect(a.otherSecrets.count).to.equal(0);
      expect(fixture.network.sent, 'neither answers the other without end').to.equal(2);
      b.link.send('answer');
      await pass(0);
      expect(a.otherSecrets.count).to.equal(1);
      expect(a.delivered).to.deep.equal([]);
      expect(a.link.messagesRejected).to.equal(2);
    });

    it('is not what the true callee says next, when that overtakes its answer', async () => {
      const callee = { knowledge: { secret } };
      const [a, b] = await fixture.ring(alice, bob, { caller, callee });
      b.link.notify('ringing');
      await pass(0);
      fixture.network.intercept = ({ message }) =>
        (message as object as Envelope).seq === 1 ? 'drop' : 'pass';
      b.link.send('answer');
      b.link.send('candidates');
      await pass(0);
      fixture.network.intercept = null;
      expect(a.otherSecrets.count).to.equal(0);
      await pass(5_000);
      expect(a.delivered).to.deep.equal(['ringing', 'answer', 'candidates']);
      expect(a.otherSecrets.count).to.equal(0);
    });
  });

  it('is not what follows the answer at once', async () => {
    const [a, b] = await fixture.ring(alice, bob);
    b.link.send('answer');
    b.link.send('candidates');
    await pass(0);
    expect(a.delivered).to.deep.equal(['answer', 'candidates']);
    expect(a.link.messagesRejected).to.equal(0);
  });
});
