import { expect } from '@open-wc/testing';
import { TypedEventTarget } from '../../src/internal/typed-event-target.js';

class CountEvent extends Event {
  readonly count: number;

  constructor(count: number) {
    super('count');
    this.count = count;
  }
}

class Counter extends TypedEventTarget<{ count: CountEvent }> {}

describe('TypedEventTarget', () => {
  it('is the platform’s EventTarget', () => {
    expect(new Counter()).to.be.instanceOf(EventTarget);
    expect(Object.getPrototypeOf(Counter)).to.equal(EventTarget);
  });

  it('hands the listener the event class of that name, and knows `once` and `signal`', () => {
    const counter = new Counter();
    const heard: string[] = [];
    const abort = new AbortController();
    counter.addEventListener('count', ({ count }) => heard.push(`function ${count}`), {
      signal: abort.signal,
    });
    counter.addEventListener(
      'count',
      {
        handleEvent: ({ count }) => heard.push(`object ${count}`),
      },
      { once: true },
    );
    counter.dispatchEvent(new CountEvent(1));
    counter.dispatchEvent(new CountEvent(2));
    abort.abort();
    counter.dispatchEvent(new CountEvent(3));
    expect(heard).to.deep.equal(['function 1', 'object 1', 'function 2']);
  });

  it('does not compile with an unknown name', () => {
    const counter = new Counter();
    const heard: Event[] = [];
    // @ts-expect-error -- `counts` is no event of this target; the compiler run is the test
    counter.addEventListener('counts', (event: Event) => heard.push(event));
    counter.dispatchEvent(new CountEvent(1));
    expect(heard).to.deep.equal([]);
  });
});
