import { expect } from '@open-wc/testing';
import { DefaultReconnectPolicy } from '../../src/signaling/reconnect-policy.js';

describe('DefaultReconnectPolicy', () => {
  const ATTEMPTS = [0, 1, 2, 3, 4, 5, 6, 7, 1_000_000];
  const DELAYS_MS = [0, 300, 1_200, 2_700, 4_800, 7_000, 7_000, 7_000, 7_000];

  it('waits ever longer up to 7 s, and never gives up', () => {
    const policy = new DefaultReconnectPolicy({ random: () => 0 });
    expect(ATTEMPTS.map((attempt) => policy.nextDelayMs(attempt))).to.deep.equal(DELAYS_MS);
  });

  it('adds as much again at most, and up to a second where that is more, to all but the first', () => {
    const policy = new DefaultReconnectPolicy({ random: () => 0.5 });
    expect(ATTEMPTS.map((attempt) => policy.nextDelayMs(attempt))).to.deep.equal(
      DELAYS_MS.map((delayMs, attempt) =>
        attempt === 0 ? 0 : delayMs + Math.max(1_000, delayMs) / 2,
      ),
    );
  });

  it('draws anew each time, within these bounds', () => {
    const policy = new DefaultReconnectPolicy();
    const drawn = new Set<number>();
    for (let n = 0; n < 200; n += 1) {
      const delayMs = policy.nextDelayMs(2);
      expect(delayMs).to.be.within(1_200, 2_400);
      drawn.add(delayMs);
      expect(policy.nextDelayMs(0)).to.equal(0);
    }
    expect(drawn.size).to.be.above(100);
  });

  it('takes other delays and other jitter', () => {
    const policy = new DefaultReconnectPolicy({
      delaysMs: [5, 10],
      jitterMs: 4,
      random: () => 0.5,
    });
    expect([0, 1, 2].map((attempt) => policy.nextDelayMs(attempt))).to.deep.equal([5, 12, 12]);
  });
});
