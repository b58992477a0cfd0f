import { expect } from '@open-wc/testing';
import { createCallId } from '../../src/link/call-id.js';
import { EnvelopeSeal } from '../../src/link/envelope-seal.js';
import type { Envelope } from '../../src/link/envelope.js';
import { CALL_ID, envelope } from '../support/fake-path.js';
import { COMMIT, PUBLIC_KEY } from '../support/sdp.js';
import {
  answer,
  connect,
  createPair,
  INVITATION,
  invite,
  message,
  onTheWire,
  ringing,
  type SealPair,
} from './seal-pair.js';

const payload = message.payload!;

describe('EnvelopeSeal', () => {
  let pair: SealPair;
  let alice: EnvelopeSeal;
  let bob: EnvelopeSeal;
  let invitation: Envelope;

  beforeEach(async () => {
    pair = await createPair();
    ({ alice, bob, invitation } = pair);
  });

  /** Key confirmation in both directions, before the answer. */
  async function confirmKeys(): Promise<void> {
    const first = onTheWire(await bob.seal(ringing, 'bob'));
    expect(await alice.isAuthentic(first, 'bob')).to.equal(true);
    const reply = onTheWire(await alice.seal(envelope(), 'alice'));
    expect(await bob.isAuthentic(reply, 'alice')).to.equal(true);
    expect([alice.isConfirmed, bob.isConfirmed]).to.deep.equal([true, true]);
    expect([alice.isSessionConfirmed, bob.isSessionConfirmed]).to.deep.equal([false, false]);
  }

  describe('before there are keys', () => {
    it('shows the address and the public key of the sender, and no MAC', () => {
      expect(invitation).to.deep.equal({ ...invite, address: 'alice', key: invitation.key });
      expect(invitation.key).to.match(/^[\w-]{87}$/);
    });

    it('lets a callee take what comes from the address that the call began with, and nothing else', async () => {
      expect(await bob.isAuthentic(invitation, 'alice')).to.equal(true);
      for (const from of ['mallory', 'bob', '', 'alice ', 'Alice', undefined]) {
        expect(await bob.isAuthentic(invitation, from), from).to.equal(false);
      }
      expect(bob.isConfirmed).to.equal(false);
    });

    it('rejects a MAC while nobody can have made one', async () => {
      const forged = onTheWire(message, { mac: COMMIT });
      expect(await alice.isAuthentic(forged, 'bob')).to.equal(false);
    });

    it('takes no key from another address, nor over the data channel', async () => {
      const mallory = otherCallee();
      for (const from of ['mallory', undefined]) {
        const forged = onTheWire(await mallory.seal(message, from));
        expect(await alice.isAuthentic(forged, from)).to.equal(false);
      }
      await confirmKeys();
    });

    it('keeps the first key', async () => {
      const other = otherCallee();
      await confirmKeys();
      // Even from the address that the call began with, which somebody else may have by now.
      for (const each of [ringing, answer, message]) {
        const late = onTheWire(await other.seal(each, 'bob'));
        expect(late.key).not.to.equal(undefined);
        expect(await alice.isAuthentic(late, 'bob')).to.equal(false);
      }
      await connect(pair);
    });

    it('sends a final message without proof, and takes it from the call’s first address only', async () => {
      const caller = new EnvelopeSeal({ callId: CALL_ID, address: 'bob' });
      const finalMessage = onTheWire(caller.sealFinal({ ...message, final: true }));
      expect(finalMessage).to.deep.equal({ ...message, final: true });
      for (const seal of [bob, new EnvelopeSeal({ callId: CALL_ID, address: 'alice' })]) {
        expect(await seal.isAuthentic(finalMessage, 'mallory')).to.equal(false);
        expect(await seal.isAuthentic(finalMessage), 'over the data channel').to.equal(false);
        expect(await seal.isAuthentic(finalMessage, 'alice')).to.equal(true);
      }
    });

    it('fails with a key that is not a point of the curve', async () => {
      // It has the right length, though.
      const key = `${PUBLIC_KEY.slice(0, 80)}AAAAAAA`;
      const invalid = new EnvelopeSeal({
        callId: CALL_ID,
        address: 'alice',
        invitation: { key, payload: INVITATION },
      });
      await expectNoKeys(invalid, 'alice');
    });

    it('has no keys with a peer who echoes the own public key', async () => {
      const echo = onTheWire(ringing, { key: invitation.key, address: 'bob', mac: COMMIT });
      expect(await alice.isAuthentic(echo, 'bob')).to.equal(false);
      await expectNoKeys(alice, 'bob');
    });
  });

  /** Somebody else who has seen the invitation. */
  const otherCallee = () =>
    new EnvelopeSeal({
      callId: CALL_ID,
      address: 'alice',
      invitation: { key: invitation.key!, payload: INVITATION },
    });

  async function expectNoKeys(seal: EnvelopeSeal, peer: string): Promise<void> {
    const [result] = await Promise.allSettled([seal.seal(message, 'here')]);
    expect(result.status).to.equal('rejected');
    for (const fields of [{}, { final: true }]) {
      const withMac = onTheWire(message, { ...fields, address: peer, mac: COMMIT });
      expect(await seal.isAuthentic(withMac, peer)).to.equal(false);
    }
    expect([seal.keys, seal.tickets, seal.isConfirmed]).to.deep.equal([null, null, false]);
    expect(seal.sealFinal({ ...message, final: true }).mac).to.equal(undefined);
  }

  it('shows its key until the peer has confirmed it', async () => {
    const first = onTheWire(await bob.seal(ringing, 'bob'));
    const second = onTheWire(await bob.seal(envelope({ ack: 1 }), 'bob'));
    expect([first.key, second.key].every((key) => key !== undefined)).to.equal(true);
    expect(first.key).to.equal(second.key);
    await confirmKeys();
    for (const seal of [alice, bob]) {
      expect((await seal.seal(envelope(), 'here')).key).to.equal(undefined);
    }
  });

  it('takes nothing without a MAC once the keys are confirmed', async () => {
    await confirmKeys();
    for (const bare of [invite, message, { ...message, final: true }, invitation]) {
      for (const from of ['alice', 'mallory']) {
        expect(await bob.isAuthentic(onTheWire(bare), from)).to.equal(false);
      }
    }
    const finalMessage = onTheWire(message, { final: true });
    expect(await alice.isAuthentic(finalMessage, 'bob')).to.equal(false);
  });

  describe('with the keys of an answered call', () => {
    let genuine: Envelope;
    const everything = { ...message, notice: 4, probe: 5, echo: 6 };

    beforeEach(async () => {
      await connect(pair);
      genuine = onTheWire(await alice.seal(everything, 'alice'));
    });

    it('accepts what the peer has sealed, from whatever address is in it', async () => {
      expect(await bob.isAuthentic(genuine, 'alice')).to.equal(true);
      const moved = onTheWire(await alice.seal(message, 'alice-2'));
      expect(await bob.isAuthentic(moved, 'alice-2')).to.equal(true);
      const direct = onTheWire(await alice.seal(message));
      expect(direct.address).to.equal(undefined);
      expect(await bob.isAuthentic(direct), 'over the data channel').to.equal(true);
    });

    it('rejects everything without a MAC from now on, from any address', async () => {
      const { mac, ...bare } = genuine;
      expect(mac).to.match(/^[\w-]{43}$/);
      for (const without of [bare, message, { ...message, final: true }, invitation, answer]) {
        for (const from of ['alice', 'bob', 'mallory', undefined]) {
          for (const seal of [alice, bob]) {
            expect(await seal.isAuthentic(onTheWire(without), from)).to.equal(false);
          }
        }
      }
    });

    it('rejects a replay from another address, and over the relay what names none', async () => {
      for (const from of ['mallory', 'bob', 'alice-2']) {
        expect(await bob.isAuthentic(genuine, from), from).to.equal(false);
        expect(await bob.isAuthentic(onTheWire(genuine, { address: from }), from)).to.equal(false);
      }
      const direct = onTheWire(await alice.seal(message));
      for (const from of ['mallory', 'alice']) {
        expect(await bob.isAuthentic(direct, from)).to.equal(false);
      }
    });

    it('rejects its own envelopes when they come back', async () => {
      for (const [seal, address] of [
        [alice, 'alice'],
        [bob, 'bob'],
      ] as const) {
        for (const claimed of ['alice', 'bob', undefined]) {
          const own = onTheWire(await seal.seal(message, claimed));
          expect(await seal.isAuthentic(own, claimed), address).to.equal(false);
        }
      }
    });

    const changes: Record<string, object> = {
      'another call id': { callId: createCallId() },
      'another number': { seq: 8 },
      'no number': { seq: undefined },
      'another acknowledgement': { ack: 4 },
      'another payload': { payload: payload.replace('hello', 'hullo') },
      'no text': { cipher: undefined },
      'an empty payload': { payload: '' },
      'another address': { address: 'alicf' },
      'no address': { address: undefined },
      'another number of a notice': { notice: 5 },
      'no number of a notice': { notice: undefined },
      'another probe': { probe: 6 },
      'no probe': { probe: undefined },
      'another echo': { echo: 7 },
      'no echo': { echo: undefined },
      'its probe as an echo': { probe: 6, echo: 5 },
      'a key of its own': { key: PUBLIC_KEY },
      'the final flag': { final: true },
    };
    for (const [name, change] of Object.entries(changes)) {
      it(`rejects an envelope that was given ${name}`, async () => {
        const changed = onTheWire(genuine, change);
        for (const from of new Set(['alice', 'mallory', changed.address, undefined])) {
          expect(await bob.isAuthentic(changed, from), from).to.equal(false);
        }
      });
    }

    it('rejects a MAC with any bit flipped', async () => {
      const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
      const { mac = '' } = genuine;
      let wrong = 0;
      for (let at = 0; at < mac.length; at += 1) {
        for (let bit = 0; bit < 6; bit += 1) {
          // The last two bits of 43 characters stand for nothing.
          if (at === mac.length - 1 && bit < 2) continue;
          const other = alphabet[alphabet.indexOf(mac[at]!) ^ (1 << bit)]!;
          const changed = onTheWire(genuine, { mac: mac.slice(0, at) + other + mac.slice(at + 1) });
          if (!(await bob.isAuthentic(changed, 'alice'))) wrong += 1;
        }
      }
      expect(wrong).to.equal(256);
      expect(await bob.isAuthentic(genuine, 'alice')).to.equal(true);
    });

    it('rejects the MAC of another call between the same two', async () => {
      const another = await createPair();
      await connect(another);
      const other = onTheWire(await another.alice.seal(message, 'alice'));
      expect(await bob.isAuthentic(other, 'alice')).to.equal(false);
      expect(await another.bob.isAuthentic(other, 'alice'), 'it is valid there').to.equal(true);
    });
  });

  it('recognises the peer’s key, until the keys are confirmed', async () => {
    expect(bob.hasUnconfirmedKey(invitation)).to.equal(true);
    expect(bob.hasUnconfirmedKey({ ...invitation, key: PUBLIC_KEY })).to.equal(false);
    expect(bob.hasUnconfirmedKey(message)).to.equal(false);
    expect(alice.hasUnconfirmedKey(invitation), 'its own').to.equal(false);
    await confirmKeys();
    expect(bob.hasUnconfirmedKey(invitation)).to.equal(false);
  });

  it('accepts the caller from a new address once it has proved there that it has the keys', async () => {
    // The caller's address changed before it heard of the callee: what it sends has its key, and no MAC.
    const elsewhere = onTheWire(await alice.seal(invite, 'alice-2'));
    expect(await bob.isAuthentic(elsewhere, 'alice-2')).to.equal(false);
    expect(bob.hasUnconfirmedKey(elsewhere)).to.equal(true);
    const reply = onTheWire(await bob.seal(ringing, 'bob'));
    expect(await alice.isAuthentic(reply, 'bob')).to.equal(true);
    const proof = onTheWire(await alice.seal(invite, 'alice-2'));
    expect(await bob.isAuthentic(proof, 'alice-2')).to.equal(true);
  });
});
