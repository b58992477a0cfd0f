import { expect } from '@open-wc/testing';
import { createCallId } from '../../src/link/call-id.js';
import { EnvelopeSeal } from '../../src/link/envelope-seal.js';
import { parseEnvelope, type Envelope } from '../../src/link/envelope.js';
import { CALL_ID, envelope } from '../support/fake-path.js';
import { PUBLIC_KEY } from '../support/sdp.js';

/** An envelope as it comes off the relay, perhaps changed by an attacker on the way. */
function onTheWire(sealed: Envelope, changes: object = {}): Envelope {
  const parsed = parseEnvelope(JSON.parse(JSON.stringify({ ...sealed, ...changes })));
  if (parsed === null) throw new Error('Not an envelope.');
  return parsed;
}

const payload = '{"type":"app","data":"hello"}';
const message = envelope({ seq: 7, ack: 3, payload });

describe('EnvelopeSeal', () => {
  let alice: EnvelopeSeal;
  let bob: EnvelopeSeal;
  let invitation: Envelope;

  beforeEach(async () => {
    alice = new EnvelopeSeal({ callId: CALL_ID, address: 'bob' });
    invitation = onTheWire(await alice.seal(envelope({ seq: 1 }), 'alice'));
    bob = new EnvelopeSeal({ callId: CALL_ID, address: 'alice', peerKey: invitation.key! });
  });

  /** Key confirmation in both directions. */
  async function confirmKeys(): Promise<void> {
    const ringing = onTheWire(await bob.seal(envelope({ ack: 1 }), 'bob'));
    expect(await alice.isAuthentic(ringing, 'bob')).to.equal(true);
    const reply = onTheWire(await alice.seal(envelope({ ack: 1 }), 'alice'));
    expect(await bob.isAuthentic(reply, 'alice')).to.equal(true);
  }

  describe('before there are keys', () => {
    it('shows the address and the public key of the sender, and no MAC', () => {
      expect(invitation).to.deep.equal({
        ...envelope({ seq: 1 }),
        address: 'alice',
        key: invitation.key,
      });
      expect(invitation.key).to.match(/^[\w-]{87}$/);
    });

    it('accepts what comes from the address that the call began with, and nothing else', async () => {
      expect(await bob.isAuthentic(invitation, 'alice')).to.equal(true);
      for (const from of ['mallory', 'bob', '', 'alice ', 'Alice']) {
        expect(await bob.isAuthentic(invitation, from), from).to.equal(false);
      }
    });

    it('rejects a MAC while nobody can have made one', async () => {
      const forged = onTheWire(message, { mac: PUBLIC_KEY.slice(0, 43) });
      expect(await alice.isAuthentic(forged, 'bob')).to.equal(false);
    });

    it('takes no key from another address', async () => {
      const mallory = new EnvelopeSeal({
        callId: CALL_ID,
        address: 'alice',
        peerKey: invitation.key!,
      });
      const forged = onTheWire(await mallory.seal(message, 'mallory'));
      expect(await alice.isAuthentic(forged, 'mallory')).to.equal(false);
      await confirmKeys();
    });

    it('keeps the first key', async () => {
      const other = new EnvelopeSeal({
        callId: CALL_ID,
        address: 'alice',
        peerKey: invitation.key!,
      });
      await confirmKeys();
      // Even from the address that the call began with, which somebody else may have by now.
      const late = onTheWire(await other.seal(message, 'bob'));
      expect(late.key).not.to.equal(undefined);
      expect(await alice.isAuthentic(late, 'bob')).to.equal(false);
      const genuine = onTheWire(await bob.seal(message, 'bob'));
      expect(await alice.isAuthentic(genuine, 'bob')).to.equal(true);
    });

    it('sends a final message without proof, and accepts it from the call’s first address only', async () => {
      const finalMessage = onTheWire(alice.sealFinal({ ...message, final: true }));
      expect(finalMessage).to.deep.equal({ ...message, final: true });
      expect(await bob.isAuthentic(finalMessage, 'mallory')).to.equal(false);
      expect(await bob.isAuthentic(finalMessage, 'alice')).to.equal(true);
    });

    it('fails with a key that is not a point of the curve', async () => {
      // It has the right length, though.
      const peerKey = PUBLIC_KEY.slice(0, 80) + 'AAAAAAA';
      const invalid = new EnvelopeSeal({ callId: CALL_ID, address: 'alice', peerKey });
      const [result] = await Promise.allSettled([invalid.seal(message, 'bob')]);
      expect(result.status).to.equal('rejected');
      const withMac = onTheWire(message, { mac: PUBLIC_KEY.slice(0, 43) });
      expect(await invalid.isAuthentic(withMac, 'alice')).to.equal(false);
    });
  });

  it('shows its key until the peer has confirmed it', async () => {
    const first = onTheWire(await bob.seal(envelope({ ack: 1 }), 'bob'));
    const second = onTheWire(await bob.seal(message, 'bob'));
    expect([first.key, second.key].every((key) => key !== undefined)).to.equal(true);
    expect(first.key).to.equal(second.key);
    await confirmKeys();
    for (const seal of [alice, bob]) {
      expect((await seal.seal(message, 'here')).key).to.equal(undefined);
    }
  });

  describe('with keys', () => {
    let genuine: Envelope;

    beforeEach(async () => {
      await confirmKeys();
      genuine = onTheWire(await alice.seal(message, 'alice'));
    });

    it('accepts what the peer has sealed, from whatever address is in it', async () => {
      expect(await bob.isAuthentic(genuine, 'alice')).to.equal(true);
      const moved = onTheWire(await alice.seal(message, 'alice-2'));
      expect(await bob.isAuthentic(moved, 'alice-2')).to.equal(true);
    });

    it('rejects everything without a MAC from now on, from any address', async () => {
      const { mac, ...bare } = genuine;
      expect(mac).to.match(/^[\w-]{43}$/);
      for (const envelopeWithoutMac of [bare, message, { ...message, final: true }, invitation]) {
        for (const from of ['alice', 'mallory']) {
          expect(await bob.isAuthentic(onTheWire(envelopeWithoutMac), from)).to.equal(false);
        }
      }
    });

    it('rejects a replay from another address', async () => {
      for (const from of ['mallory', 'bob', 'alice-2']) {
        expect(await bob.isAuthentic(genuine, from), from).to.equal(false);
        expect(await bob.isAuthentic(onTheWire(genuine, { address: from }), from)).to.equal(false);
      }
    });

    it('rejects its own envelopes when they come back', async () => {
      const own = onTheWire(await bob.seal(message, 'bob'));
      expect(await bob.isAuthentic(own, 'bob')).to.equal(false);
      const claimed = onTheWire(await bob.seal(message, 'alice'));
      expect(await bob.isAuthentic(claimed, 'alice')).to.equal(false);
    });

    const changes: Record<string, object> = {
      'another number': { seq: 8 },
      'no number': { seq: undefined },
      'another acknowledgement': { ack: 4 },
      'another payload': { payload: payload.replace('hello', 'hullo') },
      'no payload': { payload: undefined },
      'an empty payload': { payload: '' },
      'another address': { address: 'alicf' },
      'no address': { address: undefined },
      'a key of its own': { key: PUBLIC_KEY },
      'the final flag': { final: true },
    };
    for (const [name, change] of Object.entries(changes)) {
      it(`rejects an envelope that was given ${name}`, async () => {
        const changed = onTheWire(genuine, change);
        for (const from of new Set(['alice', 'mallory', changed.address ?? 'alice'])) {
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
      const callId = createCallId();
      const alice2 = new EnvelopeSeal({ callId, address: 'bob' });
      const { key } = await alice2.seal(envelope(), 'alice');
      const bob2 = new EnvelopeSeal({ callId, address: 'alice', peerKey: key! });
      await alice2.isAuthentic(onTheWire(await bob2.seal(envelope(), 'bob')), 'bob');
      const other = onTheWire(await alice2.seal(message, 'alice'), { callId: CALL_ID });
      expect(await bob.isAuthentic(other, 'alice')).to.equal(false);
      expect(await bob2.isAuthentic(other, 'alice'), 'it is valid there').to.equal(true);
    });

    describe('and a final message', () => {
      let finalMessage: Envelope;

      beforeEach(() => {
        finalMessage = onTheWire(alice.sealFinal({ ...message, final: true }));
      });

      it('accepts it, also from a new address', async () => {
        expect(finalMessage.mac).to.match(/^[\w-]{43}$/);
        expect(await bob.isAuthentic(finalMessage, 'alice')).to.equal(true);
        expect(await bob.isAuthentic(finalMessage, 'alice-2')).to.equal(true);
      });

      it('has a token that is valid in no other message', async () => {
        const { final, ...ordinary } = finalMessage;
        expect(final).to.equal(true);
        for (const forged of [ordinary, { ...ordinary, address: 'alice', final: false }]) {
          expect(await bob.isAuthentic(onTheWire(forged), 'alice')).to.equal(false);
        }
      });

      it('rejects another token', async () => {
        const own = onTheWire(bob.sealFinal({ ...message, final: true }));
        expect(own.mac).not.to.equal(finalMessage.mac);
        for (const mac of [own.mac, genuine.mac, PUBLIC_KEY.slice(0, 43)]) {
          expect(await bob.isAuthentic(onTheWire(finalMessage, { mac }), 'alice')).to.equal(false);
        }
      });
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
    const elsewhere = onTheWire(await alice.seal(envelope({ seq: 1 }), 'alice-2'));
    expect(await bob.isAuthentic(elsewhere, 'alice-2')).to.equal(false);
    expect(bob.hasUnconfirmedKey(elsewhere)).to.equal(true);
    const answer = onTheWire(await bob.seal(envelope(), 'bob'));
    expect(await alice.isAuthentic(answer, 'bob')).to.equal(true);
    const proof = onTheWire(await alice.seal(envelope({ seq: 1 }), 'alice-2'));
    expect(await bob.isAuthentic(proof, 'alice-2')).to.equal(true);
  });

  it('seals with the keys of a call that goes on, and accepts no others', async () => {
    await confirmKeys();
    const again = new EnvelopeSeal({ callId: CALL_ID, address: 'nowhere', keys: alice.keys! });
    const sealed = onTheWire(await again.seal(message, 'alice-9'));
    expect(sealed.key).to.equal(undefined);
    expect(await bob.isAuthentic(sealed, 'alice-9')).to.equal(true);
    const reply = onTheWire(await bob.seal(message, 'bob'));
    expect(await again.isAuthentic(reply, 'bob')).to.equal(true);
    expect(await again.isAuthentic(invitation, 'nowhere')).to.equal(false);
  });
});
