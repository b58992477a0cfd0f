import { expect } from '@open-wc/testing';
import { DataChannelPath } from '../../src/link/data-channel-path.js';
import { EnvelopeSeal } from '../../src/link/envelope-seal.js';
import type { Envelope } from '../../src/link/envelope.js';
import { CryptoWatch } from '../support/crypto-watch.js';
import { CALL_ID, envelope } from '../support/fake-path.js';
import { ManualClock } from '../support/manual-clock.js';
import { COMMIT, PUBLIC_KEY } from '../support/sdp.js';
import { connect, createPair, INVITATION, message, type SealPair } from './seal-pair.js';

/** A channel whose buffer the test fills and empties. */
class FakeChannel extends EventTarget {
  readyState = 'open';
  bufferedAmount = 0;
  bufferedAmountLowThreshold = 0;
  readonly sent: Envelope[] = [];

  send(text: string): void {
    this.sent.push(JSON.parse(text) as Envelope);
  }

  arrive(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
}

describe('DataChannelPath: its limits', () => {
  let clock: ManualClock;
  let webCrypto: CryptoWatch;
  let seals: SealPair;
  let channel: FakeChannel;
  let path: DataChannelPath;
  let received: Envelope[];
  let rejected: number;
  let ready: number;

  beforeEach(async () => {
    clock = new ManualClock();
    webCrypto = new CryptoWatch();
    webCrypto.install();
    seals = await createPair();
    await connect(seals);
    path = open(seals.alice);
  });

  afterEach(() => {
    path.detach();
    webCrypto.uninstall();
    expect(clock.pending).to.equal(0);
  });

  function open(seal: EnvelopeSeal): DataChannelPath {
    channel = new FakeChannel();
    [received, rejected, ready] = [[], 0, 0];
    return new DataChannelPath({
      connection: { connectionState: 'connected' } as RTCPeerConnection,
      channel: channel as unknown as RTCDataChannel,
      seal,
      clock,
      handlers: {
        onReady: () => (ready += 1),
        onClose: () => undefined,
        onRejected: () => (rejected += 1),
        onEnvelope: (item) => received.push(item),
      },
    });
  }

  const idle = () => webCrypto.idle();
  const sealed = async (seq: number) => JSON.stringify(await seals.bob.seal({ ...message, seq }));
  /** Checked in the same turn. */
  const farewell = () => JSON.stringify(seals.bob.sealFinal({ ...message, final: true }));
  const seqs = () => received.map(({ seq }) => seq);

  describe('before it is trusted', () => {
    it('is not open, and sends nothing, not even a final message', async () => {
      path.send(message);
      path.send({ ...message, final: true });
      path.send({ ...message, mac: COMMIT });
      await idle();
      expect([path.isOpen, channel.sent]).to.deep.equal([false, []]);
      path.trust();
      await idle();
      expect([path.isOpen, ready]).to.deep.equal([true, 1]);
      expect(channel.sent, 'the link sends it again').to.deep.equal([]);
    });

    it('delivers nothing, and later what came meanwhile', async () => {
      channel.arrive(await sealed(2));
      channel.arrive(await sealed(3));
      channel.arrive(JSON.stringify({ ...message, mac: COMMIT }));
      channel.arrive(farewell());
      const { started } = webCrypto;
      await idle();
      expect([received, rejected]).to.deep.equal([[], 0]);
      expect(webCrypto.started, 'not even looked at').to.equal(started);
      path.trust();
      await idle();
      expect(seqs().sort()).to.deep.equal([2, 3, 7]);
      expect(rejected).to.equal(1);
    });

    it('keeps 64 messages, and takes further ones once it is trusted', async () => {
      for (let seq = 2; seq <= 70; seq += 1) channel.arrive(await sealed(seq));
      path.trust();
      await idle();
      expect(seqs()).to.deep.equal(Array.from({ length: 64 }, (_, index) => index + 2));
      channel.arrive(await sealed(70));
      await idle();
      expect(seqs().at(-1)).to.equal(70);
      path.trust();
      await idle();
      expect(received, 'once').to.have.length(65);
    });

    it('keeps no place for what is not text, or too long', async () => {
      const text = await sealed(2);
      for (let count = 0; count < 100; count += 1) {
        channel.arrive(new Uint8Array(1));
        channel.arrive(text.padEnd(64_001));
      }
      channel.arrive(text);
      path.trust();
      await idle();
      expect(seqs()).to.deep.equal([2]);
    });

    it('delivers nothing if it retires', async () => {
      channel.arrive(await sealed(2));
      path.detach();
      path.trust();
      await idle();
      expect([received, rejected]).to.deep.equal([[], 0]);
    });
  });

  describe('of what comes in', () => {
    beforeEach(() => path.trust());

    it('drops what is longer than 64,000 characters', async () => {
      const text = await sealed(2);
      channel.arrive(text.padEnd(64_001));
      await idle();
      expect(received).to.deep.equal([]);
      channel.arrive(text.padEnd(64_000));
      await idle();
      expect(seqs()).to.deep.equal([2]);
    });

    it('drops what is not text, and text that is no envelope, without a word', async () => {
      const text = await sealed(2);
      const bytes = new TextEncoder().encode(text);
      const odd = [bytes, bytes.buffer, new Blob([text]), null, undefined, 7, [text], { text }];
      for (const data of [...odd, '', '{', '[]', '"x"', text.slice(1)]) channel.arrive(data);
      await idle();
      expect([received, rejected]).to.deep.equal([[], 0]);
    });

    it('drops what comes faster than 1,000 in half a second', async () => {
      for (let count = 0; count < 1_500; count += 1) channel.arrive(farewell());
      expect(received).to.have.length(1_000);
      await clock.advance(499);
      channel.arrive(farewell());
      expect(received).to.have.length(1_000);
      await clock.advance(1);
      channel.arrive(farewell());
      expect(received).to.have.length(1_001);
      expect(rejected, 'there are just too many').to.equal(0);
    });

    it('counts every text as one of these, junk too', () => {
      for (let count = 0; count < 1_000; count += 1) channel.arrive('junk');
      channel.arrive(farewell());
      expect(received).to.deep.equal([]);
    });

    it('tells of what is not the peer’s', async () => {
      const genuine = JSON.parse(await sealed(2)) as Envelope;
      const own = await seals.alice.seal(message);
      const { mac: _mac, ...bare } = genuine;
      const forgeries = [
        bare,
        { ...genuine, mac: COMMIT },
        { ...genuine, seq: 3 },
        { ...bare, key: PUBLIC_KEY },
        own,
        { ...bare, final: true },
        { ...genuine, final: true },
        seals.alice.sealFinal({ ...message, final: true }),
      ];
      for (const [index, forgery] of forgeries.entries()) {
        channel.arrive(JSON.stringify(forgery));
        await idle();
        expect(rejected, JSON.stringify(forgery)).to.equal(index + 1);
      }
      expect(received).to.deep.equal([]);
    });

    it('delivers a final message in the same turn: the channel may close after it', () => {
      channel.arrive(farewell());
      expect(received).to.have.length(1);
    });

    it('delivers nothing that is checked after it has retired', async () => {
      channel.arrive(await sealed(2));
      channel.arrive(JSON.stringify({ ...message, mac: COMMIT }));
      path.detach();
      await idle();
      expect([received, rejected]).to.deep.equal([[], 0]);
    });
  });

  describe('of what goes out', () => {
    const large = envelope({ seq: 1, payload: 'x'.repeat(28_000) });

    beforeEach(() => {
      path.trust();
      ready = 0;
    });

    it('counts what is being sealed, and tells when that is out', async () => {
      path.send(large);
      path.send(large);
      expect(path.isFull).to.equal(false);
      path.send(large);
      expect([path.isFull, channel.sent]).to.deep.equal([true, []]);
      await idle();
      expect(channel.sent).to.have.length(3);
      // This channel passes on at once, so that its buffer never was so full that it would tell when it drains.
      expect([path.isFull, ready]).to.deep.equal([false, 1]);
    });

    it('counts it together with the buffer of the channel', async () => {
      channel.bufferedAmount = 40_000;
      expect(path.isFull).to.equal(false);
      path.send(large);
      expect(path.isFull).to.equal(true);
      channel.bufferedAmount = 64_000;
      await idle();
      expect([path.isFull, ready]).to.deep.equal([true, 0]);
      channel.bufferedAmount = channel.bufferedAmountLowThreshold;
      channel.dispatchEvent(new Event('bufferedamountlow'));
      expect([path.isFull, ready]).to.deep.equal([false, 1]);
    });

    it('tells nothing of room if there was no want of it', async () => {
      path.send(large);
      path.send(envelope());
      await idle();
      expect(ready).to.equal(0);
    });

    it('knows when everything is out', async () => {
      expect(path.pending).to.equal(null);
      path.send(large);
      path.send(message);
      const { pending } = path;
      expect(pending).not.to.equal(null);
      await pending;
      expect(channel.sent).to.have.length(2);
      expect(path.pending).to.equal(null);
    });

    it('sends what has its proof already in the same turn', () => {
      path.send({ ...message, mac: COMMIT });
      path.send({ ...message, final: true });
      expect(channel.sent.map(({ mac }) => mac)).to.deep.equal([
        COMMIT,
        seals.alice.sealFinal(message).mac,
      ]);
    });

    it('sends nothing on a channel that has closed meanwhile', async () => {
      path.send(message);
      channel.readyState = 'closed';
      path.send({ ...message, final: true });
      await idle();
      expect(channel.sent).to.deep.equal([]);
    });

    it('is silent where there are no keys, and does not stay full', async () => {
      path.detach();
      const key = `${PUBLIC_KEY.slice(0, 80)}AAAAAAA`;
      const invitation = { key, payload: INVITATION };
      path = open(new EnvelopeSeal({ callId: CALL_ID, address: 'alice', invitation }));
      path.trust();
      for (let count = 0; count < 3; count += 1) path.send(large);
      expect(path.isFull).to.equal(true);
      await path.pending;
      expect([path.isFull, channel.sent]).to.deep.equal([false, []]);
    });
  });
});
