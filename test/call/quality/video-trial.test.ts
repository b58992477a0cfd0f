import { expect } from '@open-wc/testing';
import { VideoTrial } from '../../../src/call/quality/video-trial.js';
import { lineSample } from '../../support/line-samples.js';

const MAX = 2_000_000;

describe('VideoTrial', () => {
  let trial: VideoTrial;
  beforeEach(() => {
    trial = new VideoTrial();
  });

  const at = (atMs: number, encodedPictures = atMs) => lineSample(atMs, { encodedPictures });

  it('sends nothing while video is held back otherwise', () => {
    for (const state of ['cut', 'paused'] as const) {
      expect(trial.next(state, at(0), 'unseen', MAX).flow).to.equal('stopped');
    }
  });

  it('begins a trial small, each time', () => {
    const bitrates = (fromMs: number) =>
      [0, 400, 800, 1_600, 2_400, 3_200].map(
        (ms) => trial.next('trial', at(fromMs + ms), 'unseen', MAX).maxBitrate,
      );
    const expected = [100_000, 100_000, 200_000, 300_000, 300_000, 300_000];
    expect(bitrates(0)).to.deep.equal(expected);
    trial.next('paused', at(4_000), 'unseen', MAX);
    expect(bitrates(10_000)).to.deep.equal(expected);
  });

  it('never tries more than video may take', () => {
    for (const state of ['probe', 'trial'] as const) {
      expect(trial.next(state, at(0), 'unseen', 40_000).maxBitrate).to.equal(40_000);
    }
  });

  it('probes with larger pictures where no small one was encoded', () => {
    const probe = (fromMs: number, encoded: readonly [number, number]) => {
      const plan = trial.next('probe', at(fromMs, encoded[0]), 'unseen', MAX);
      trial.next('probe', at(fromMs + 800, encoded[1]), 'unseen', MAX);
      trial.next('paused', at(fromMs + 1_600, encoded[1]), 'unseen', MAX);
      return plan.lines;
    };
    expect(probe(0, [500, 505])).to.equal(45);
    expect(probe(10_000, [505, 505])).to.equal(45);
    expect(probe(20_000, [505, 510]), 'none came').to.equal(180);
    expect(probe(30_000, [510, 515]), 'and they stay large').to.equal(180);
    expect(probe(40_000, [515, 515])).to.equal(180);
    expect(probe(50_000, [515, 520]), 'not for their size').to.equal(45);
  });

  it('judges no probe that was over at once', () => {
    trial.next('probe', at(0, 500), 'unseen', MAX);
    trial.next('sending', at(400, 500), 'unseen', MAX);
    expect(trial.next('probe', at(20_000, 500), 'unseen', MAX).lines).to.equal(45);
  });

  it('changes nothing during a trial of a browser that sends on, however bad the line', () => {
    const plans = [0, 800, 1_600, 3_200].map((atMs) =>
      trial.next('trial', at(atMs), 'careless', MAX),
    );
    for (const plan of plans) expect(plan).to.deep.equal(plans[0]);
    expect(plans[0]).to.include({ lines: 90, maxFramerate: 10, maxBitrate: 300_000 });
  });
});
