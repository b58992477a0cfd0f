import { expect } from '@open-wc/testing';
import { createLinkEnd, type LinkEnd } from './fake-path.js';
import { ManualClock } from './manual-clock.js';

export interface LinkFixture {
  readonly clock: ManualClock;
  readonly end: LinkEnd;
}

/** Gives each test of a suite a link on a manual clock, and checks that it leaves no timer behind. */
export function useLinkEnd(take: (fixture: LinkFixture) => void): void {
  let fixture: LinkFixture;

  beforeEach(() => {
    const clock = new ManualClock();
    fixture = { clock, end: createLinkEnd(clock) };
    take(fixture);
  });

  afterEach(() => {
    fixture.end.link.close();
    expect(fixture.clock.pending).to.equal(0);
  });
}
