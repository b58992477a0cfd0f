import { expect } from '@open-wc/testing';
import type { NegotiationSignal } from '../../../src/call/connection/negotiator.js';
import { settle } from '../../support/manual-clock.js';
import {
  converged,
  isSettled,
  ufragsOf,
  type NegotiatorPair,
  useNegotiatorPairs,
} from '../../support/negotiator-pair.js';
import { until } from '../../support/until.js';

const isAnswer = (signal: NegotiationSignal) =>
  'description' in signal && signal.description.type === 'answer';

describe('Negotiator', () => {
  const createPair = useNegotiatorPairs();
  let pair: NegotiatorPair;
  beforeEach(() => {
    pair = createPair();
  });

  async function connect(): Promise<void> {
    pair.impolite.connection.addTransceiver('video');
    await converged(pair, 1);
    for (const { connection } of [pair.impolite, pair.polite]) {
      await until(() => connection.connectionState === 'connected');
    }
  }

  const ufrags = () => [
    ufragsOf(pair.impolite.connection.localDescription),
    ufragsOf(pair.polite.connection.localDescription),
  ];

  const bothRestarted = ([a, b]: string[]) =>
    until(() => {
      const [newA, newB] = ufrags();
      return newA !== a && newB !== b && isSettled(pair.impolite) && isSettled(pair.polite);
    }, 'new credentials on both sides');

  for (const side of ['polite', 'impolite'] as const) {
    it(`drops a stale answer while the ${side} side restarts ICE`, async () => {
      const { intercept } = pair;
      pair[side].connection.addTransceiver('audio');
      await converged(pair, 1);
      const other = side === 'polite' ? pair.impolite : pair.polite;
      const stale = other.sent.find(isAnswer)!;
      const before = ufrags();
      // The answer to the restart is held back, so that the stale one comes first.
      const held: NegotiationSignal[] = [];
      pair.intercept = (from, signal) => {
        if (from !== other) return true;
        held.push(signal);
        return false;
      };
      pair[side].connection.restartIce();
      await until(() => held.some(isAnswer), 'the answer to the restart');
      await pair[side].negotiator.receive(stale);
      expect(pair[side].connection.signalingState).to.equal('have-local-offer');
      pair.intercept = intercept;
      for (const signal of held) await pair[side].negotiator.receive(signal);
      await bothRestarted(before);
      expect(pair[side].errors).to.deep.equal([]);
    });

    it(`restarts ICE on request of the ${side} side although the other offers at once`, async () => {
      await connect();
      const before = ufrags();
      const other = side === 'polite' ? pair.impolite : pair.polite;
      pair[side].connection.restartIce();
      other.connection.addTransceiver('video');
      await bothRestarted(before);
      await converged(pair, 2);
      expect([...pair.polite.errors, ...pair.impolite.errors]).to.deep.equal([]);
      await until(() => pair.polite.connection.connectionState === 'connected');
    });
  }

  it('restarts ICE once although both sides ask for it at once', async () => {
    await connect();
    const before = ufrags();
    pair.polite.connection.restartIce();
    pair.impolite.connection.restartIce();
    await bothRestarted(before);
    expect([...pair.polite.errors, ...pair.impolite.errors]).to.deep.equal([]);
  });

  it('says nothing of candidates that belong to an offer it ignored', async () => {
    const foreign = createPair();
    foreign.polite.connection.addTransceiver('audio');
    await until(() => foreign.polite.sent.some((signal) => 'candidates' in signal));
    const [offer, ...rest] = foreign.polite.sent;
    foreign.close();
    pair.intercept = () => false;
    pair.impolite.connection.addTransceiver('video');
    await until(() => pair.impolite.connection.signalingState === 'have-local-offer');
    for (const signal of [offer!, ...rest]) await pair.impolite.negotiator.receive(signal);
    expect(pair.impolite.connection.signalingState).to.equal('have-local-offer');
    expect(pair.impolite.errors).to.deep.equal([]);
  });

  it('reports a candidate that makes no sense, and goes on', async () => {
    await connect();
    const garbage = {
      candidate: 'candidate:nonsense',
      sdpMid: '0',
      sdpMLineIndex: 0,
      usernameFragment: null,
    };
    await pair.polite.negotiator.receive({ candidates: [garbage] });
    expect(pair.polite.errors).to.have.length(1);
    pair.impolite.connection.addTransceiver('video');
    await converged(pair, 2);
  });

  it('reports an offer that makes no sense, and goes on', async () => {
    await connect();
    await pair.polite.negotiator.receive({
      description: { type: 'offer', sdp: 'v=0\r\nnonsense' },
      offerId: 99,
    });
    expect(pair.polite.errors).to.have.length(1);
    pair.impolite.connection.addTransceiver('video');
    pair.polite.connection.addTransceiver('video');
    await converged(pair, 3);
  });

  it('takes no glare for an error after a bad answer: its flags are reset', async () => {
    const bad: NegotiationSignal = {
      description: { type: 'answer', sdp: 'v=0\r\nnonsense' },
      offerId: 1,
    };
    pair.intercept = () => false;
    pair.impolite.connection.addTransceiver('audio');
    await until(() => pair.impolite.connection.signalingState === 'have-local-offer');
    await pair.impolite.negotiator.receive(bad);
    expect(pair.impolite.errors).to.have.length(1);
    // A colliding offer must still be ignored by the impolite side.
    pair.polite.connection.addTransceiver('video');
    await until(() => pair.polite.sent.length > 0);
    await pair.impolite.negotiator.receive(pair.polite.sent[0]!);
    expect(pair.impolite.connection.signalingState).to.equal('have-local-offer');
    expect(pair.impolite.errors).to.have.length(1);
  });

  it('can be closed after every step without an error or a rejection', async () => {
    pair.close();
    const STEPS = 14;
    for (const closing of ['polite', 'impolite'] as const) {
      for (let step = 0; step < STEPS; step += 1) {
        pair = createPair();
        let signals = 0;
        pair.intercept = () => {
          signals += 1;
          return true;
        };
        // Of one kind: after a rollback Chromium 156 may refuse its own offer of two (header extension ids collide).
        pair.impolite.connection.addTransceiver('video');
        pair.polite.connection.addTransceiver('video');
        for (let turn = 0; turn < step; turn += 1) await settle();
        const end = pair[closing];
        end.negotiator.close();
        end.connection.close();
        const { length } = end.sent;
        const before = signals;
        await until(() => pair.polite.sent.length + pair.impolite.sent.length >= before);
        await settle();
        expect(end.sent, `${closing}, step ${step}: silent once closed`).to.have.length(length);
        expect(end.errors).to.deep.equal([]);
        pair.close();
      }
    }
  });
});
