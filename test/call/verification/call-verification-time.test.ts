import { expect } from '@open-wc/testing';
import { CallVerification } from '../../../src/call/verification/call-verification.js';
import type { EnvelopeSeal } from '../../../src/link/envelope-seal.js';
import { CALL_ID } from '../../support/fake-path.js';
import { ManualClock } from '../../support/manual-clock.js';

const PATIENCE_MS = 20_000;

describe('CallVerification: keys that are not confirmed (T5)', () => {
  let clock: ManualClock;
  let told: string[];
  let keys: { isConfirmed: boolean; isSessionConfirmed: boolean };

  beforeEach(() => {
    clock = new ManualClock();
    told = [];
    keys = { isConfirmed: false, isSessionConfirmed: false };
  });

  function create(hasSecret = false): CallVerification {
    const verification = new CallVerification({
      callId: CALL_ID,
      seal: keys as EnvelopeSeal,
      clock,
      patienceMs: PATIENCE_MS,
      commit: 'of the caller',
      hasSecret,
      saved: undefined,
      send: () => undefined,
      onVerification: () => told.push(`verified: ${verification.verified}`),
      onImpostor: ({ code }) => told.push(`impostor: ${code}`),
      onError: ({ code }) => told.push(`error: ${code}`),
    });
    return verification;
  }

  it('a secret on this side alone verifies nothing: the other has to show that it is in the keys', async () => {
    const verification = create(true);
    verification.connected();
    verification.heard();
    expect([verification.verified, told]).to.deep.equal([false, []]);
    keys.isConfirmed = true;
    verification.heard();
    verification.heard();
    expect([verification.verified, told]).to.deep.equal(['secret', ['verified: secret']]);
    verification.close();
    expect(clock.pending).to.equal(0);
  });

  it('a secret that both have shown to know counts as soon as the path is up, and not before', () => {
    keys.isConfirmed = true;
    const verification = create(true);
    verification.heard();
    expect(verification.verified).to.equal(false);
    verification.connected();
    expect(told).to.deep.equal(['verified: secret']);
    verification.close();
  });

  for (const hasSecret of [false, true]) {
    const what = hasSecret ? 'with a secret' : 'without a secret';

    it(`end the call when its time is over (${what}), whoever has said what`, async () => {
      create(hasSecret).connected();
      await clock.advance(PATIENCE_MS - 1);
      expect(told).to.deep.equal([]);
      await clock.advance(1);
      expect(told).to.deep.equal(['impostor: verification-failed']);
      expect(clock.pending).to.equal(0);
    });
  }

  it('are no matter once they are confirmed: then only the code is missing, which is said once', async () => {
    const verification = create();
    verification.connected();
    keys.isSessionConfirmed = true;
    await clock.advance(PATIENCE_MS);
    expect(told).to.deep.equal(['error: verification-unavailable']);
    verification.connected();
    await clock.advance(PATIENCE_MS);
    expect(told).to.deep.equal(['error: verification-unavailable']);
    expect(clock.pending).to.equal(0);
  });

  it('have no more time because the path is up anew', async () => {
    const verification = create();
    verification.connected();
    await clock.advance(PATIENCE_MS - 1);
    verification.connected();
    await clock.advance(1);
    expect(told).to.deep.equal(['impostor: verification-failed']);
  });
});
