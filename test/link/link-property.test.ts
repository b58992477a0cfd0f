import { expect } from '@open-wc/testing';
import { createSeededRandom } from '../../src/signaling/memory/seeded-random.js';
import { createLinkEnd, FakePath, wire, type LinkEnd } from '../support/fake-path.js';
import { ManualClock } from '../support/manual-clock.js';

const SEEDS = 320;
const MESSAGES = 20;
const FAULTS = { drop: 0.1, duplicate: 0.2, jitterMs: 80 };
/** Enough for the worst of the seeds, in which a message is lost and retransmitted five times. */
const LONG_MS = 60_000;

const texts = (name: string) => Array.from({ length: MESSAGES }, (_, index) => `${name} ${index}`);

interface Run {
  readonly clock: ManualClock;
  readonly alice: LinkEnd;
  readonly bob: LinkEnd;
}

/** Sends messages both ways, at random moments, over paths that lose, duplicate and reorder. */
async function talk(seed: number): Promise<Run> {
  const clock = new ManualClock();
  const random = createSeededRandom(seed);
  const alice = createLinkEnd(clock, new FakePath('relay'));
  const bob = createLinkEnd(clock, new FakePath('relay'));
  wire(clock, alice, bob, { seed: seed * 2, ...FAULTS });
  wire(clock, bob, alice, { seed: seed * 2 + 1, ...FAULTS });
  for (const [end, name] of [
    [alice, 'alice'],
    [bob, 'bob'],
  ] as const) {
    for (const text of texts(name)) end.link.send(text);
    // Some in one go, some later, some while the path is down.
    if (random() < 0.5) await clock.advance(random() * 300);
  }
  if (random() < 0.3) {
    bob.path.isOpen = false;
    await clock.advance(random() * 2_000);
    bob.path.isOpen = true;
    bob.link.pathOpened(bob.path);
  }
  await clock.advance(LONG_MS);
  return { clock, alice, bob };
}

describe('Link on a network that loses 10 %, duplicates 20 % and reorders', () => {
  it(`delivers everything once and in order, both ways, and closes: ${SEEDS} seeds`, async () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const { clock, alice, bob } = await talk(seed);
      expect(bob.delivered, `seed ${seed}`).to.deep.equal(texts('alice'));
      expect(alice.delivered, `seed ${seed}`).to.deep.equal(texts('bob'));
      expect(alice.link.unacknowledgedCount + bob.link.unacknowledgedCount).to.equal(0);
      expect(clock.pending, `seed ${seed}: silent once everything is acknowledged`).to.equal(0);
      void alice.link.finish('bye');
      // As a call does: each side answers a final message with its own.
      await clock.advance(LONG_MS);
      void bob.link.finish('bye');
      await clock.advance(LONG_MS);
      expect([alice.link.isClosed, bob.link.isClosed], `seed ${seed}`).to.deep.equal([true, true]);
      expect([alice.closed.count, bob.closed.count]).to.deep.equal([1, 1]);
      expect(clock.pending, `seed ${seed}`).to.equal(0);
    }
  });
});
