import { expect } from '@open-wc/testing';
import { EnvelopeSeal } from '../../src/link/envelope-seal.js';
import type { Envelope } from '../../src/link/envelope.js';
import {
  claimsKnowledge,
  isKnowledgeProved,
  proveKnowledge,
  type CallerKnowledge,
  type KnowledgeKind,
} from '../../src/link/invite-proof.js';
import { createCallId } from '../../src/link/call-id.js';
import { CALL_ID, envelope } from '../support/fake-path.js';
import { COMMIT, PUBLIC_KEY } from '../support/sdp.js';
import {
  answer,
  createPair,
  INVITATION,
  invite,
  message,
  onTheWire,
  ringing,
} from './seal-pair.js';

const KINDS: readonly KnowledgeKind[] = ['secret', 'token', 'ticket'];
const FIELDS = ['bySecret', 'byToken', 'byTicket'] as const;

const KNOWLEDGE: Required<CallerKnowledge> = {
  secret: 'a secret',
  token: 'a token',
  ticket: 'a ticket',
};

/** An invitation as a caller at `alice` sends it. */
async function invitationWith(knowledge: CallerKnowledge): Promise<Envelope> {
  const seal = new EnvelopeSeal({ callId: CALL_ID, address: 'bob', knowledge });
  return onTheWire(await seal.seal(invite, 'alice'));
}

describe('An invitation', () => {
  let full: Envelope;

  before(async () => {
    full = await invitationWith(KNOWLEDGE);
  });

  for (const [index, kind] of KINDS.entries()) {
    const known = KNOWLEDGE[kind]!;
    const field = FIELDS[index]!;

    describe(`by a caller with a ${kind}`, () => {
      it('proves that it knows it', async () => {
        const alone = await invitationWith({ [kind]: known });
        for (const invitation of [alone, full]) {
          expect(claimsKnowledge(invitation, kind)).to.equal(true);
          expect(await isKnowledgeProved(invitation, 'alice', kind, known)).to.equal(true);
        }
        expect(FIELDS.filter((name) => alone[name] !== undefined)).to.deep.equal([field]);
      });

      it('does not show it', () => {
        expect(JSON.stringify(full)).not.to.include(known);
      });

      it('proves nothing else', async () => {
        for (const wrong of [`${known}.`, known.toUpperCase(), '', full[field]!]) {
          expect(await isKnowledgeProved(full, 'alice', kind, wrong), wrong).to.equal(false);
        }
      });

      it('is no proof from another address', async () => {
        for (const from of ['mallory', 'bob', '']) {
          const copy = onTheWire(full, { address: from || undefined });
          expect(await isKnowledgeProved(full, from, kind, known)).to.equal(false);
          expect(await isKnowledgeProved(copy, from, kind, known)).to.equal(false);
        }
        const unaddressed = onTheWire(full, { address: undefined });
        expect(await isKnowledgeProved(unaddressed, 'alice', kind, known)).to.equal(false);
      });

      const changes: Record<string, object> = {
        'another text': { payload: INVITATION.replace('invite', 'Invite') },
        'no text': { payload: undefined },
        'another key': { key: PUBLIC_KEY },
        'another number': { seq: 2 },
        'another call id': { callId: createCallId() },
        'no proof': { [field]: undefined },
        garbage: { [field]: COMMIT },
      };
      for (const [name, change] of Object.entries(changes)) {
        it(`is no proof with ${name}`, async () => {
          const changed = onTheWire(full, change);
          expect(await isKnowledgeProved(changed, 'alice', kind, known)).to.equal(false);
        });
      }

      it('is no proof of the same text as another kind', async () => {
        const same = await invitationWith({ [kind]: 'one text for all' });
        for (const [at, other] of KINDS.entries()) {
          if (other === kind) continue;
          const moved = onTheWire(same, { [FIELDS[at]!]: same[field] });
          expect(claimsKnowledge(moved, other)).to.equal(true);
          expect(await isKnowledgeProved(moved, 'alice', other, 'one text for all')).to.equal(
            false,
          );
        }
      });
    });
  }

  it('of a stranger claims nothing, and proves nothing', async () => {
    const plain = await invitationWith({});
    for (const kind of KINDS) {
      expect(claimsKnowledge(plain, kind)).to.equal(false);
      expect(await isKnowledgeProved(plain, 'alice', kind, KNOWLEDGE[kind]!)).to.equal(false);
    }
  });

  it('is proved anew when it is sent again, from a new address too', async () => {
    const { alice } = await createPair({ alice: KNOWLEDGE });
    const again = onTheWire(await alice.seal(invite, 'alice-2'));
    for (const kind of KINDS) {
      expect(await isKnowledgeProved(again, 'alice-2', kind, KNOWLEDGE[kind]!)).to.equal(true);
      expect(await isKnowledgeProved(again, 'alice', kind, KNOWLEDGE[kind]!)).to.equal(false);
    }
  });

  it('is the only message with proofs, and only the caller makes them', async () => {
    const { alice, bob } = await createPair({
      alice: KNOWLEDGE,
      bob: { secret: 'a secret', token: 'x' },
    });
    const others = [
      await alice.seal(message, 'alice'),
      await alice.seal(envelope(), 'alice'),
      alice.sealFinal({ ...message, final: true }),
      await bob.seal(ringing, 'bob'),
      await bob.seal(answer, 'bob'),
    ];
    for (const other of others) expect(other).not.to.include.any.keys(...FIELDS);
  });

  it('has a proof that covers the address it is sealed with', async () => {
    const unaddressed = onTheWire(await proveKnowledge(invite, KNOWLEDGE));
    const addressed = onTheWire(unaddressed, { address: 'alice' });
    expect(await isKnowledgeProved(addressed, 'alice', 'secret', 'a secret')).to.equal(false);
  });
});
