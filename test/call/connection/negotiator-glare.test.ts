import { expect } from '@open-wc/testing';
import {
  converged,
  midsOf,
  type NegotiatorEnd,
  type NegotiatorPair,
  useNegotiatorPairs,
} from '../../support/negotiator-pair.js';
import { until } from '../../support/until.js';

const ROUNDS = 20;

const addTransceiver = ({ connection }: NegotiatorEnd) =>
  connection.addTransceiver('video', { direction: 'sendonly' });

/** The tests of the Web Platform Tests' RTCPeerConnection-perfect-negotiation files, after their construction. */
describe('Negotiator, as the Web Platform Tests try perfect negotiation', () => {
  const createPair = useNegotiatorPairs();
  let pair: NegotiatorPair;
  beforeEach(() => {
    pair = createPair();
  });

  async function expectTransceivers(count: number): Promise<void> {
    await converged(pair, count);
    expect(midsOf(pair.polite)).to.have.length(count);
    expect([...pair.polite.errors, ...pair.impolite.errors]).to.deep.equal([]);
  }

  async function bothConnected(): Promise<void> {
    for (const { connection } of [pair.polite, pair.impolite]) {
      await until(() => connection.connectionState === 'connected');
    }
  }

  for (const roles of ['the polite', 'the impolite'] as const) {
    describe(`${roles} side first`, () => {
      let first: NegotiatorEnd;
      let second: NegotiatorEnd;

      beforeEach(() => {
        const { polite, impolite } = pair;
        [first, second] = roles === 'the polite' ? [polite, impolite] : [impolite, polite];
      });

      it('connects, and then the other side adds', async () => {
        addTransceiver(first);
        await expectTransceivers(1);
        await bothConnected();
        addTransceiver(second);
        await expectTransceivers(2);
      });

      // Whether it connects after that is the browser's affair, see the class.
      it('agrees although both add at once', async () => {
        addTransceiver(first);
        addTransceiver(second);
        await expectTransceivers(2);
      });

      it('stays connected although both add at once', async () => {
        addTransceiver(first);
        await expectTransceivers(1);
        await bothConnected();
        addTransceiver(first);
        addTransceiver(second);
        await expectTransceivers(3);
        await bothConnected();
      });

      it('stands stress glare: 20 rounds with shrinking pauses, and one more', async () => {
        addTransceiver(first);
        await converged(pair, 1);
        addTransceiver(second);
        await converged(pair, 2);
        for (let round = 0; round < ROUNDS - 1; round += 1) {
          addTransceiver(first);
          addTransceiver(second);
          await new Promise((resolve) => setTimeout(resolve, ROUNDS - 1 - round));
        }
        addTransceiver(first);
        addTransceiver(second);
        await expectTransceivers(2 * ROUNDS + 2);
      });

      it('stands stress glare without pauses', async () => {
        addTransceiver(first);
        addTransceiver(second);
        for (let round = 0; round < ROUNDS; round += 1) {
          addTransceiver(first);
          addTransceiver(second);
          await new Promise((resolve) => setTimeout(resolve, 0));
        }
        await expectTransceivers(2 * ROUNDS + 2);
      });
    });
  }
});
