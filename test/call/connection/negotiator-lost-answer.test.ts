import { expect } from '@open-wc/testing';
import type { NegotiationSignal } from '../../../src/call/connection/negotiator.js';
import { ManualClock, settle } from '../../support/manual-clock.js';
import {
  converged,
  isSettled,
  ufragsOf,
  useNegotiatorPairs,
  type NegotiatorEnd,
  type NegotiatorPair,
} from '../../support/negotiator-pair.js';
import { until } from '../../support/until.js';

const ANSWER_MS = 10_000;

type Described = Extract<NegotiationSignal, { description: unknown }>;

const isOf = (type: 'offer' | 'answer') => (signal: NegotiationSignal) =>
  'description' in signal && signal.description.type === type;
const offersOf = ({ sent }: NegotiatorEnd) => sent.filter(isOf('offer')) as Described[];

describe('Negotiator: an answer that never comes', () => {
  const createPair = useNegotiatorPairs();
  let clock: ManualClock;
  let pair: NegotiatorPair;

  beforeEach(() => {
    clock = new ManualClock();
    pair = createPair({ clock, answerMs: ANSWER_MS });
  });

  afterEach(() => {
    pair.close();
    expect(clock.pending).to.equal(0);
  });

  async function connect(): Promise<void> {
    pair.impolite.connection.addTransceiver('video');
    await converged(pair, 1);
    for (const { connection } of [pair.impolite, pair.polite]) {
      await until(() => connection.connectionState === 'connected');
    }
    expect(clock.pending, 'nothing is waited for').to.equal(0);
  }

  const ufrags = () => [
    ufragsOf(pair.impolite.connection.localDescription),
    ufragsOf(pair.polite.connection.localDescription),
  ];

  async function bothRestarted([a, b]: string[]): Promise<void> {
    await until(() => {
      const [newA, newB] = ufrags();
      return newA !== a && newB !== b && isSettled(pair.impolite) && isSettled(pair.polite);
    }, 'new credentials on both sides');
    const { polite, impolite } = pair;
    const [here, there] = [impolite.connection, polite.connection];
    expect(ufragsOf(here.remoteDescription)).to.equal(ufragsOf(there.localDescription));
    expect(ufragsOf(there.remoteDescription)).to.equal(ufragsOf(here.localDescription));
    for (const connection of [here, there]) {
      await until(() => connection.connectionState === 'connected');
    }
    expect([...polite.errors, ...impolite.errors]).to.deep.equal([]);
  }

  for (const side of ['polite', 'impolite'] as const) {
    describe(`to the ${side} side`, () => {
      let here: NegotiatorEnd;
      let there: NegotiatorEnd;
      let held: NegotiationSignal[];

      beforeEach(async () => {
        here = pair[side];
        there = side === 'polite' ? pair.impolite : pair.polite;
        held = [];
        await connect();
      });

      /** From now on the answers of the other side do not arrive. */
      function holdAnswers(): void {
        pair.intercept = (from, signal) => {
          if (from !== there || !isOf('answer')(signal)) return true;
          held.push(signal);
          return false;
        };
      }

      it('is not waited for any longer: the offer is rolled back and made again', async () => {
        const before = ufrags();
        const { length } = offersOf(here);
        holdAnswers();
        here.negotiator.restart();
        for (const round of [1, 2, 3]) {
          await until(() => held.length === round, 'an answer that gets lost');
          expect(here.connection.signalingState).to.equal('have-local-offer');
          await clock.advance(ANSWER_MS - 1);
          expect(offersOf(here)).to.have.length(length + round);
          if (round === 3) pair.intercept = () => true;
          await clock.advance(1);
          await until(() => offersOf(here).length === length + round + 1, 'the offer once more');
        }
        await bothRestarted(before);
        const ids = offersOf(here).map(({ offerId }) => offerId);
        expect(new Set(ids).size, 'each offer has a number of its own').to.equal(ids.length);
        expect(clock.pending).to.equal(0);
      });

      it('is taken if it has come while the scripts of the page stood still', async () => {
        const before = ufrags();
        const { length } = offersOf(here);
        holdAnswers();
        here.negotiator.restart();
        await until(() => held.length === 1);
        clock.standStill(60_000);
        await clock.advance(0);
        pair.intercept = () => true;
        await here.negotiator.receive(held[0]!);
        await bothRestarted(before);
        expect(offersOf(here), 'offers').to.have.length(length + 1);
      });

      it('is of no use when it comes after all, and does not cancel the restart', async () => {
        const before = ufrags();
        holdAnswers();
        here.negotiator.restart();
        await until(() => held.length === 1);
        await clock.advance(ANSWER_MS);
        await until(() => held.length === 2, 'the answer to the second offer');
        const [stale, fresh] = held;
        await here.negotiator.receive(stale!);
        expect(here.connection.signalingState).to.equal('have-local-offer');
        pair.intercept = () => true;
        await here.negotiator.receive(fresh!);
        await bothRestarted(before);
      });

      it('is of no use although it comes while the offer is being rolled back', async () => {
        const before = ufrags();
        holdAnswers();
        here.negotiator.restart();
        await until(() => held.length === 1);
        pair.intercept = () => true;
        const waited = clock.advance(ANSWER_MS);
        void here.negotiator.receive(held[0]!);
        await waited;
        await bothRestarted(before);
      });

      // Firefox 153 loses DTLS for good when an ICE restart is taken back, or made over another.
      it('holds back another restart until the offer is answered, or taken back', async () => {
        const before = ufrags();
        const { length } = offersOf(here);
        holdAnswers();
        here.negotiator.restart();
        await until(() => held.length === 1);
        pair.intercept = () => true;
        here.negotiator.restart();
        await settle();
        expect(offersOf(here)).to.have.length(length + 1);
        await clock.advance(ANSWER_MS);
        await until(() => offersOf(here).length === length + 2, 'another offer');
        await bothRestarted(before);
      });

      it('is waited for while the offer is still on its way', async () => {
        const before = ufrags();
        const { length } = offersOf(here);
        pair.isHeard = false;
        holdAnswers();
        here.negotiator.restart();
        await until(() => held.length === 1);
        await clock.advance(ANSWER_MS * 5);
        await settle();
        expect(offersOf(here)).to.have.length(length + 1);
        pair.isHeard = true;
        pair.intercept = () => true;
        await clock.advance(ANSWER_MS);
        await bothRestarted(before);
      });

      it('is the one to the last of the offers that come in one burst', async () => {
        const before = ufrags();
        const burst: NegotiationSignal[] = [];
        pair.intercept = (from, signal) => {
          if (from === here) burst.push(signal);
          return from !== here;
        };
        here.negotiator.restart();
        await until(() => burst.some(isOf('offer')));
        await clock.advance(ANSWER_MS);
        await until(() => burst.filter(isOf('offer')).length === 2, 'a second offer');
        pair.intercept = () => true;
        for (const signal of burst) void there.negotiator.receive(signal);
        await bothRestarted(before);
      });

      it('is not waited for once the other side has made an offer that goes first', async () => {
        const before = ufrags();
        holdAnswers();
        here.negotiator.restart();
        await until(() => held.length === 1);
        there.negotiator.restart();
        pair.intercept = () => true;
        await clock.advance(ANSWER_MS);
        await bothRestarted(before);
        await clock.advance(ANSWER_MS * 3);
        await until(() => isSettled(here) && isSettled(there));
        expect(clock.pending).to.equal(0);
      });

      it('leaves no timer to a negotiator that is closed', async () => {
        holdAnswers();
        here.negotiator.restart();
        await until(() => held.length === 1);
        here.negotiator.close();
        const { length } = here.sent;
        await clock.advance(ANSWER_MS * 3);
        await settle();
        expect(here.sent).to.have.length(length);
        expect(here.errors).to.deep.equal([]);
      });
    });
  }

  it('is waited for as long as it rings: the first offer is never taken back', async () => {
    pair.intercept = () => false;
    pair.impolite.connection.addTransceiver('video');
    await until(() => pair.impolite.connection.signalingState === 'have-local-offer');
    await clock.advance(ANSWER_MS * 100);
    pair.impolite.negotiator.restart();
    await settle();
    expect(pair.impolite.connection.signalingState).to.equal('have-local-offer');
    expect(offersOf(pair.impolite)).to.have.length(1);
  });
});
