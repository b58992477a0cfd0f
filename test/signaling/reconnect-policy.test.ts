import { expect } from '@open-wc/testing';
import { DefaultReconnectPolicy } from '../../src/signaling/reconnect-policy.js';

describe('DefaultReconnectPolicy', () => {
  const ATTEMPTS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 1_000_000];
  const DELAYS_MS = [0, 300, 1_200, 2_700, 4_800, 7_000, 15_000, 20_000, 20_000, 20_000];

  it('waits ever longer up to 20 s, and never gives up', () => {
    const policy = new DefaultReconnectPolicy({ random: () => 0 });
    expect(ATTEMPTS.map((attempt) => policy.nextDelayMs(attempt))).to.deep.equal(DELAYS_MS);
  });

  it('adds as much again at most, but from 1 to 7 s, to all but the first', () => {
    const policy = new DefaultReconnectPolicy({ random: () => 0.5 });
    const ordinary = ATTEMPTS.slice(0, 8);
    expect(ordinary.map((attempt) => policy.nextDelayMs(attempt))).to.deep.equal(
      DELAYS_MS.slice(0, 8).map((delayMs, attempt) =>
        attempt === 0 ? 0 : delayMs + Math.min(Math.max(1_000, delayMs), 7_000) / 2,
      ),
    );
  });

  it('adds up to 200 s once its waits are used up, for all to whom the same happens', () => {
    const policy = new DefaultReconnectPolicy({ random: () => 0.5 });
    const later = ATTEMPTS.slice(8).map((attempt) => policy.nextDelayMs(attempt));
    expect(later).to.deep.equal([120_000, 120_000]);
  });

  it('does not do so to waits of its user, nor to a jitter of its user', () => {
    const random = () => 0.5;
    const waits = new DefaultReconnectPolicy({ delaysMs: [5_000], random });
    expect(waits.nextDelayMs(1_000)).to.equal(7_500);
    const jitter = new DefaultReconnectPolicy({ jitterMs: 100, random });
    expect(jitter.nextDelayMs(1_000)).to.equal(20_050);
    const both = new DefaultReconnectPolicy({ delaysMs: [5_000], spreadMs: 60_000, random });
    expect([0, 1].map((attempt) => both.nextDelayMs(attempt))).to.deep.equal([5_000, 35_000]);
    const usual = new DefaultReconnectPolicy({ spreadMs: 7_000, random });
    expect(usual.nextDelayMs(8)).to.equal(23_500);
  });

  it('is held up by no delay of Firefox in an outage of two and a half minutes', () => {
    const policy = new DefaultReconnectPolicy({ random: () => 0.5 });
    // WebSocketChannel.cpp, `FailDelay`; 300 ms is the middle of what it begins with.
    let heldMs = 300;
    let failedAtMs = 0;
    for (let failures = 1; failedAtMs < 150_000; failures += 1) {
      const delayMs = policy.nextDelayMs(failures);
      expect(delayMs, `after ${failures} failures, ${failedAtMs} ms`).to.be.at.least(heldMs);
      failedAtMs += delayMs;
      heldMs = Math.min(heldMs * 1.5, 60_000);
    }
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
