import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { systemClock } from '../../src/internal/clock.js';

describe('systemClock', () => {
  it('follows fake timers that are installed after it was imported', () => {
    const timers = sinon.useFakeTimers();
    try {
      const startMs = systemClock.now();
      const fired: number[] = [];
      systemClock.setTimeout(() => fired.push(systemClock.now() - startMs), 50);
      const cleared = systemClock.setTimeout(() => fired.push(-1), 60);
      systemClock.clearTimeout(cleared);
      timers.tick(100);
      expect(fired).to.deep.equal([50]);
      expect(systemClock.now() - startMs).to.equal(100);
    } finally {
      timers.restore();
    }
  });

  it('is real time otherwise', async () => {
    const startMs = systemClock.now();
    await new Promise<void>((resolve) => systemClock.setTimeout(resolve, 1));
    expect(systemClock.now()).to.be.above(startMs);
  });
});
