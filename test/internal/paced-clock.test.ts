import { expect } from '@open-wc/testing';
import { PacedClock } from '../support/paced-clock.js';
import { until } from '../support/until.js';

describe('PacedClock', () => {
  let clock: PacedClock;
  beforeEach(() => {
    clock = new PacedClock();
  });
  afterEach(() => clock.stop());

  it('goes by itself, as fast as it is told', async () => {
    const fired: string[] = [];
    clock.setTimeout(() => fired.push('a minute'), 60_000);
    clock.setTimeout(() => fired.push('a moment'), 20);
    await until(() => fired.length > 0);
    expect(fired).to.deep.equal(['a moment']);
    clock.speed = 10_000;
    await until(() => fired.includes('a minute'));
  });

  it('stands still while the page has no time', async () => {
    const realMs = 200;
    const busyUntil = performance.now() + realMs;
    const before = clock.now();
    while (performance.now() < busyUntil);
    await new Promise((resolve) => setTimeout(resolve));
    expect(clock.now() - before).to.be.below(realMs / 2);
  });

  it('stands still once it is stopped', async () => {
    await until(() => clock.now() > 0);
    clock.stop();
    clock.speed = 10_000;
    await clock.advance(0);
    const before = clock.now();
    const other = new PacedClock();
    await until(() => other.now() > 50);
    other.stop();
    expect(clock.now()).to.equal(before);
  });
});
