import { expect } from '@open-wc/testing';
import { RateLimit } from '../../src/internal/rate-limit.js';
import { ManualClock } from '../support/manual-clock.js';

describe('RateLimit', () => {
  const spend = (limit: RateLimit, times: number) =>
    Array.from({ length: times }, () => limit.spend()).filter(Boolean).length;

  it('lets so many through in a window, and as many in the next', async () => {
    const clock = new ManualClock();
    const limit = new RateLimit(clock, 3, 1_000);
    expect(spend(limit, 10)).to.equal(3);
    await clock.advance(999);
    expect(spend(limit, 10)).to.equal(0);
    await clock.advance(1);
    expect(spend(limit, 10)).to.equal(3);
  });

  it('begins a window with the first one that is taken', async () => {
    const clock = new ManualClock();
    const limit = new RateLimit(clock, 2, 1_000);
    await clock.advance(700);
    expect(spend(limit, 1)).to.equal(1);
    await clock.advance(999);
    expect(spend(limit, 2)).to.equal(1);
    await clock.advance(1);
    expect(spend(limit, 3)).to.equal(2);
  });

  it('saves nothing up in windows in which nothing was taken', async () => {
    const clock = new ManualClock();
    const limit = new RateLimit(clock, 2, 1_000);
    spend(limit, 1);
    await clock.advance(60_000);
    expect(spend(limit, 10)).to.equal(2);
  });

  it('is not pushed on by what it refuses', async () => {
    const clock = new ManualClock();
    const limit = new RateLimit(clock, 1, 1_000);
    let passed = 0;
    for (let count = 0; count < 100; count += 1) {
      if (limit.spend()) passed += 1;
      await clock.advance(100);
    }
    expect(passed).to.equal(10);
  });

  it('lets nothing through with a limit of none', () => {
    expect(spend(new RateLimit(new ManualClock(), 0, 1_000), 5)).to.equal(0);
  });
});
