import { expect } from '@open-wc/testing';
import { Timer } from '../../src/internal/timer.js';
import { ManualClock } from '../support/manual-clock.js';

describe('Timer', () => {
  function setUp(): { clock: ManualClock; timer: Timer; rangAt: number[] } {
    const clock = new ManualClock();
    const rangAt: number[] = [];
    return { clock, rangAt, timer: new Timer(clock, () => rangAt.push(clock.now())) };
  }

  it('rings once', async () => {
    const { clock, timer, rangAt } = setUp();
    timer.start(5);
    await clock.advance(20);
    expect(rangAt).to.deep.equal([5]);
  });

  it('waits for as long as it can where that is asked, and more', async () => {
    const { clock, timer, rangAt } = setUp();
    timer.start(Infinity);
    expect(clock.nextDelayMs).to.equal(2 ** 31 - 1);
    await clock.advance(1_000_000_000);
    expect(rangAt).to.deep.equal([]);
    timer.stop();
  });

  it('is moved by starting it again', async () => {
    const { clock, timer, rangAt } = setUp();
    timer.start(5);
    await clock.advance(4);
    timer.start(5);
    expect(clock.pending).to.equal(1);
    await clock.advance(20);
    expect(rangAt).to.deep.equal([9]);
  });

  it('does not ring after stop(), and can be started again', async () => {
    const { clock, timer, rangAt } = setUp();
    timer.start(5);
    timer.stop();
    timer.stop();
    expect(clock.pending).to.equal(0);
    await clock.advance(10);
    expect(rangAt).to.deep.equal([]);
    timer.start(1);
    await clock.advance(1);
    expect(rangAt).to.deep.equal([11]);
  });

  it('knows whether it is still to ring', async () => {
    const { clock, timer } = setUp();
    expect(timer.isRunning).to.equal(false);
    timer.start(5);
    expect(timer.isRunning).to.equal(true);
    await clock.advance(5);
    expect(timer.isRunning).to.equal(false);
    timer.start(5);
    timer.stop();
    expect(timer.isRunning).to.equal(false);
  });

  describe('with a grace, as for a deadline', () => {
    function setUpDeadline(): { clock: ManualClock; timer: Timer; rangAt: number[] } {
      const clock = new ManualClock();
      const rangAt: number[] = [];
      return { clock, rangAt, timer: new Timer(clock, () => rangAt.push(clock.now()), 2_000) };
    }

    it('rings in time where nothing stands still', async () => {
      const { clock, timer, rangAt } = setUpDeadline();
      timer.start(50);
      await clock.advance(100);
      expect(rangAt).to.deep.equal([50]);
    });

    it('rings late where it was late by as much as the timers of hidden pages are', async () => {
      const { clock, timer, rangAt } = setUpDeadline();
      timer.start(50);
      clock.standStill(1_050);
      await clock.advance(0);
      expect(rangAt).to.deep.equal([1_050]);
    });

    it('waits a grace longer where it fell due while the page stood still', async () => {
      const { clock, timer, rangAt } = setUpDeadline();
      timer.start(50);
      clock.standStill(300_000);
      await clock.advance(1_999);
      expect(rangAt).to.deep.equal([]);
      expect(timer.isRunning).to.equal(true);
      await clock.advance(1);
      expect(rangAt).to.deep.equal([302_000]);
    });

    it('waits but once, however late its timer is each time', async () => {
      const { clock, timer, rangAt } = setUpDeadline();
      timer.start(50);
      for (const rings of [0, 1]) {
        clock.standStill(60_000);
        await clock.advance(0);
        expect(rangAt).to.have.length(rings);
      }
    });

    it('can be stopped in its grace', async () => {
      const { clock, timer, rangAt } = setUpDeadline();
      timer.start(50);
      clock.standStill(300_000);
      await clock.advance(5);
      timer.stop();
      await clock.advance(100);
      expect(rangAt).to.deep.equal([]);
    });
  });

  it('can be started again as it rings', async () => {
    const clock = new ManualClock();
    const rangAt: number[] = [];
    const timer: Timer = new Timer(clock, () => {
      rangAt.push(clock.now());
      if (rangAt.length < 3) timer.start(10);
    });
    timer.start(10);
    await clock.advance(100);
    expect(rangAt).to.deep.equal([10, 20, 30]);
    expect(clock.pending).to.equal(0);
  });
});
