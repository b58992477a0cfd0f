import { expect } from '@open-wc/testing';
import { PlayoutWatch } from '../../../src/call/diagnosis/playout-watch.js';
import { ManualClock } from '../../support/manual-clock.js';

const LOOK_MS = 2_000;

describe('PlayoutWatch', () => {
  let clock: ManualClock;
  let watch: PlayoutWatch;
  let voice: { packets: number; samples: number };
  let isWanted: boolean;
  let restarts: number;
  let told: string[];
  /** What a second start of the output does. */
  let restart: () => void;

  beforeEach(() => {
    clock = new ManualClock();
    voice = { packets: 0, samples: 0 };
    isWanted = true;
    restarts = 0;
    told = [];
    restart = () => undefined;
    watch = new PlayoutWatch({
      clock,
      restart: () => {
        restarts += 1;
        restart();
      },
      read: () => Promise.resolve({ ...voice }),
      onError: ({ code }) => told.push(code),
    });
  });

  afterEach(() => {
    watch.reset();
    expect(clock.pending, 'timers left').to.equal(0);
  });

  /** So many looks, before each of which so much has come. */
  async function pass(looks: number, packets: number, samples: number): Promise<void> {
    for (let look = 0; look < looks; look += 1) {
      await clock.advance(LOOK_MS);
      voice = { packets: voice.packets + packets, samples: voice.samples + samples };
      watch.next({ ...voice }, isWanted);
    }
  }

  it('starts an output again that has failed, and says so, each time', async () => {
    restart = () => (voice.samples += 40_000);
    for (const time of [1, 2]) {
      await pass(3, 100, 96_000);
      await pass(2, 100, 0);
      expect(restarts, 'for 2 s').to.equal(time - 1);
      await pass(2, 100, 0);
      expect(restarts).to.equal(time);
      await clock.advance(1_000);
      expect(told).to.deep.equal(Array(time).fill('no-audio-output'));
    }
  });

  it('tells nothing to an app that has stopped to play, and tries once', async () => {
    await pass(3, 100, 96_000);
    await pass(20, 100, 0);
    expect(restarts).to.equal(1);
    await pass(3, 100, 96_000);
    expect(told, 'when it plays again').to.deep.equal([]);
  });

  it('does nothing for an app that has never played', async () => {
    await pass(20, 100, 0);
    expect(restarts).to.equal(0);
  });

  it('does nothing while nothing comes, or the peer’s microphone is off', async () => {
    await pass(3, 100, 96_000);
    await pass(10, 0, 0);
    isWanted = false;
    await pass(10, 100, 0);
    expect(restarts).to.equal(0);
  });

  it('does not compare the figures of two connections', async () => {
    await pass(3, 100, 96_000);
    await pass(4, 100, 0);
    watch.reset();
    voice.samples = 1_000_000;
    await clock.advance(10_000);
    expect(told).to.deep.equal([]);
  });
});
