import { expect } from '@open-wc/testing';
import { ManualClock } from '../support/manual-clock.js';

describe('ManualClock', () => {
  it('stands still until it is moved', async () => {
    const clock = new ManualClock();
    const fired: string[] = [];
    clock.setTimeout(() => fired.push('a'), 10);
    expect([clock.now(), clock.pending, clock.nextDelayMs]).to.deep.equal([0, 1, 10]);
    await clock.advance(9);
    expect(fired).to.deep.equal([]);
    expect([clock.now(), clock.pending, clock.nextDelayMs]).to.deep.equal([9, 1, 1]);
    await clock.advance(1);
    expect(fired).to.deep.equal(['a']);
    expect([clock.now(), clock.pending, clock.nextDelayMs]).to.deep.equal([10, 0, null]);
  });

  it('fires in the order of time, then of making, each at its moment', async () => {
    const clock = new ManualClock();
    const fired: string[] = [];
    for (const [name, delayMs] of [
      ['c', 20],
      ['a', 5.9],
      ['b', 5.1],
      ['0', -3],
    ] as const) {
      clock.setTimeout(() => fired.push(`${name}@${clock.now()}`), delayMs);
    }
    await clock.advance(100);
    expect(fired).to.deep.equal(['0@0', 'a@5', 'b@5', 'c@20']);
    expect(clock.now()).to.equal(100);
  });

  it('fires what is set meanwhile, and lets promises go on in between', async () => {
    const clock = new ManualClock();
    const fired: string[] = [];
    const sleep = (ms: number): Promise<void> =>
      new Promise((resolve) => clock.setTimeout(resolve, ms));
    const count = async (): Promise<void> => {
      for (let n = 1; n <= 3; n += 1) {
        await sleep(10);
        fired.push(`${n}@${clock.now()}`);
      }
    };
    void count();
    await clock.advance(30);
    expect(fired).to.deep.equal(['1@10', '2@20', '3@30']);
  });

  it('does not fire what was cleared', async () => {
    const clock = new ManualClock();
    const fired: string[] = [];
    const second = clock.setTimeout(() => fired.push('second'), 2);
    clock.setTimeout(() => clock.clearTimeout(second), 1);
    await clock.advance(5);
    expect(fired).to.deep.equal([]);
    expect(clock.pending).to.equal(0);
  });

  it('hands an error of a timer to the test', async () => {
    const clock = new ManualClock();
    clock.setTimeout(() => {
      throw new Error('from a timer');
    }, 1);
    const error = await clock.advance(1).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).to.be.an('error').with.property('message', 'from a timer');
  });
});
