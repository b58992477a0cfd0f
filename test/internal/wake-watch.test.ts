import { expect } from '@open-wc/testing';
import type { Clock } from '../../src/internal/clock.js';
import { WakeWatch } from '../../src/internal/wake-watch.js';
import { quietenPage } from './quiet-page.js';
import { SleepingClock } from './sleeping-clock.js';

class FakeNetwork extends EventTarget {
  type: string | undefined = 'wifi';

  change(type: string | undefined): void {
    this.type = type;
    this.dispatchEvent(new Event('change'));
  }
}

quietenPage();

describe('WakeWatch', () => {
  let clock: SleepingClock;
  let causes: string[];
  let watch: WakeWatch;

  beforeEach(() => {
    clock = new SleepingClock();
    causes = [];
    setHidden(false);
    watch = new WakeWatch(clock, (cause) => causes.push(cause));
  });

  afterEach(() => {
    watch.stop();
    // Back to those of the prototypes.
    Reflect.deleteProperty(document, 'hidden');
    Reflect.deleteProperty(navigator, 'connection');
  });

  function setHidden(hidden: boolean): void {
    Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
  }

  function setNetwork(network: FakeNetwork | undefined): void {
    Object.defineProperty(navigator, 'connection', { configurable: true, value: network });
  }

  /** Dispatches the event, and returns what came of it. */
  async function causesOf(target: EventTarget, event: Event): Promise<string[]> {
    target.dispatchEvent(event);
    await clock.advance(0);
    return causes.splice(0);
  }

  it('says nothing while nothing happens', async () => {
    watch.start();
    await clock.advance(60 * 60_000);
    expect(causes).to.deep.equal([]);
  });

  it('notices within 2 s that the machine slept for more than 5 s', async () => {
    watch.start();
    await clock.advance(1_000);
    clock.sleep(5_001);
    await clock.advance(2_000);
    expect(causes).to.deep.equal(['wake']);
    await clock.advance(60_000);
    expect(causes, 'once').to.deep.equal(['wake']);
    clock.sleep(8 * 60 * 60_000);
    await clock.advance(2_000);
    expect(causes).to.deep.equal(['wake', 'wake']);
  });

  it('takes a shorter pause for a busy page', async () => {
    watch.start();
    clock.sleep(5_000);
    await clock.advance(10_000);
    expect(causes).to.deep.equal([]);
  });

  it('does not mind a clock that is set back', async () => {
    watch.start();
    clock.sleep(-60 * 60_000);
    await clock.advance(10_000);
    expect(causes).to.deep.equal([]);
    clock.sleep(6_000);
    await clock.advance(10_000);
    expect(causes).to.deep.equal(['wake']);
  });

  it('does not take the throttled timers of a hidden page for sleep', async () => {
    setHidden(true);
    watch.start();
    clock.sleep(60_000);
    await clock.advance(10_000);
    expect(causes).to.deep.equal([]);
    clock.sleep(65_001);
    await clock.advance(10_000);
    expect(causes).to.deep.equal(['wake']);
  });

  it('goes by now() on a clock without a wall', () => {
    let nowMs = 0;
    const pending: (() => void)[] = [];
    const bare: Clock = {
      now: () => nowMs,
      setTimeout: (callback) => pending.push(callback),
      clearTimeout: () => {},
    };
    const bareWatch = new WakeWatch(bare, (cause) => causes.push(cause));
    bareWatch.start();
    nowMs = 2_000;
    pending.shift()!();
    nowMs = 9_001;
    for (const callback of pending.splice(0)) callback();
    for (const callback of pending.splice(0)) callback();
    bareWatch.stop();
    expect(causes).to.deep.equal(['wake']);
  });

  it('hears what the browser says', async () => {
    watch.start();
    expect(await causesOf(window, new Event('online'))).to.deep.equal(['network']);
    expect(await causesOf(window, new Event('offline'))).to.deep.equal(['wake']);
    // As browsers dispatch them: one of them bubbles, the other does not.
    const visibility = new Event('visibilitychange', { bubbles: true });
    expect(await causesOf(document, visibility)).to.deep.equal(['wake']);
    expect(await causesOf(document, new Event('resume'))).to.deep.equal(['wake']);
    const shown = (persisted: boolean): Event => new PageTransitionEvent('pageshow', { persisted });
    expect(await causesOf(window, shown(true))).to.deep.equal(['wake']);
    expect(await causesOf(window, shown(false))).to.deep.equal([]);
    setHidden(true);
    expect(await causesOf(document, visibility)).to.deep.equal([]);
    expect(await causesOf(document, new Event('resume'))).to.deep.equal(['wake']);
  });

  it('hears of another kind of network, and not of each new estimate', async () => {
    const network = new FakeNetwork();
    setNetwork(network);
    watch.start();
    const causesOfChange = async (type: string | undefined): Promise<string[]> => {
      network.change(type);
      await clock.advance(0);
      return causes.splice(0);
    };
    expect(await causesOfChange('wifi')).to.deep.equal([]);
    expect(await causesOfChange('cellular')).to.deep.equal(['network']);
    expect(await causesOfChange('cellular')).to.deep.equal([]);
    expect(await causesOfChange('none'), 'nothing to connect to').to.deep.equal([]);
    expect(await causesOfChange('cellular')).to.deep.equal(['network']);
    watch.stop();
    expect(await causesOfChange('wifi')).to.deep.equal([]);
  });

  it('says nothing where the browser does not tell the kind of network', async () => {
    const network = new FakeNetwork();
    network.type = undefined;
    setNetwork(network);
    watch.start();
    network.change(undefined);
    await clock.advance(0);
    expect(causes).to.deep.equal([]);
  });

  it('does without the Network Information API', async () => {
    setNetwork(undefined);
    watch.start();
    expect(await causesOf(window, new Event('online'))).to.deep.equal(['network']);
  });

  it('makes one call of a burst, with the network before all else', async () => {
    watch.start();
    const burst = ['resume', 'online', 'visibilitychange', 'resume'];
    for (const name of burst) window.dispatchEvent(new Event(name));
    expect(causes, 'not within the event').to.deep.equal([]);
    await clock.advance(0);
    expect(causes.splice(0)).to.deep.equal(['network']);
    expect(await causesOf(window, new Event('resume'))).to.deep.equal(['wake']);
  });

  it('leaves no timer and no listener after stop(), and can be started again', async () => {
    watch.start();
    watch.start();
    expect(clock.pending).to.equal(1);
    window.dispatchEvent(new Event('online'));
    watch.stop();
    watch.stop();
    expect(clock.pending).to.equal(0);
    clock.sleep(60_000);
    await clock.advance(60_000);
    expect(await causesOf(window, new Event('online'))).to.deep.equal([]);
    expect(await causesOf(document, new Event('resume'))).to.deep.equal([]);
    expect(clock.pending).to.equal(0);

    watch.start();
    await clock.advance(60_000);
    expect(causes, 'the time before does not count').to.deep.equal([]);
    expect(await causesOf(document, new Event('resume'))).to.deep.equal(['wake']);
    expect(await causesOf(window, new Event('online')), 'not twice').to.deep.equal(['network']);
  });

  it('may be stopped as it tells', async () => {
    const stopping: WakeWatch = new WakeWatch(clock, (cause) => {
      causes.push(cause);
      stopping.stop();
    });
    stopping.start();
    expect(await causesOf(window, new Event('online'))).to.deep.equal(['network']);
    expect(clock.pending).to.equal(0);
  });
});
