import { expect } from '@open-wc/testing';
import { DeclineLimit } from '../../../src/call/incoming/decline-limit.js';
import { ManualClock } from '../../support/manual-clock.js';

const MINUTE_MS = 60_000;

describe('DeclineLimit (T1)', () => {
  /** One in which calls were declined at these minutes, and what it says at the minute `now`. */
  function isReachedAfter(declinedAt: readonly number[], now: number): boolean {
    const clock = new ManualClock();
    const limit = new DeclineLimit(clock);
    for (const minute of declinedAt) {
      clock.standStill(minute * MINUTE_MS - clock.now());
      limit.declined();
    }
    clock.standStill(now * MINUTE_MS - clock.now());
    return limit.isReached;
  }

  it('is reached with the third call that is declined within ten minutes', () => {
    expect(isReachedAfter([], 0)).to.equal(false);
    expect(isReachedAfter([0, 1], 1)).to.equal(false);
    expect(isReachedAfter([0, 1, 2], 2)).to.equal(true);
    expect(isReachedAfter([0, 1, 2], 9.99)).to.equal(true);
  });

  it('is over ten minutes after the first of the last three', () => {
    expect(isReachedAfter([0, 1, 2], 10)).to.equal(false);
    expect(isReachedAfter([0, 1, 2, 9], 10)).to.equal(true);
    expect(isReachedAfter([0, 1, 2, 9], 11)).to.equal(false);
  });

  it('is never reached by calls that are further apart', () => {
    expect(isReachedAfter([0, 5, 10, 15, 20, 25], 25)).to.equal(false);
  });

  it('does not last longer because more is declined at once', () => {
    const many = Array.from({ length: 50 }, () => 0);
    expect(isReachedAfter(many, 9.99)).to.equal(true);
    expect(isReachedAfter(many, 10)).to.equal(false);
  });
});
