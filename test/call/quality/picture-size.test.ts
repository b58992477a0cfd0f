import { expect } from '@open-wc/testing';
import { PictureSize } from '../../../src/call/quality/picture-size.js';
import { looks } from '../../support/line-samples.js';

describe('PictureSize', () => {
  it('begins with what the line carries', () => {
    for (const [bitrate, lines] of [
      [4_000_000, 1080],
      [3_500_000, 1080],
      [2_000_000, 720],
      [1_000_000, 720],
      [999_999, 540],
      [400_000, 360],
      [230_000, 270],
      [100_000, 180],
      [0, 180],
    ] as const) {
      expect(new PictureSize().next(0, bitrate, false), String(bitrate)).to.equal(lines);
    }
  });

  it('keeps a size while the line carries about what it needs', () => {
    const size = new PictureSize();
    size.next(0, 1_000_000, false);
    for (const atMs of looks(0, 60_000)) {
      const bitrate = atMs % 800 === 0 ? 810_000 : 1_140_000;
      expect(size.next(atMs, bitrate, false)).to.equal(720);
    }
    expect(size.next(60_000, 790_000, false)).to.equal(540);
    expect(size.next(80_000, 1_140_000, false), 'not enough more').to.equal(540);
    expect(size.next(80_400, 1_160_000, false)).to.equal(720);
  });

  it('goes up without waiting long as long as the line has only become better', () => {
    const size = new PictureSize();
    expect(size.next(0, 600_000, false)).to.equal(360);
    expect(size.next(400, 700_000, false), 'not at each look').to.equal(360);
    expect(size.next(800, 700_000, false)).to.equal(540);
    expect(size.next(1_600, 1_000_000, false)).to.equal(720);
    expect(size.next(2_000, 500_000, false)).to.equal(360);
    expect(size.next(4_000, 2_000_000, false), 'once it had to go down').to.equal(360);
    expect(size.next(5_600, 2_000_000, false)).to.equal(720);
  });

  it('comes back to the size that all that is allowed is just enough for', () => {
    const size = new PictureSize();
    expect(size.next(0, 1_000_000, false, 1_000_000)).to.equal(720);
    expect(size.next(400, 500_000, false, 1_000_000)).to.equal(360);
    expect(size.next(8_000, 1_000_000, false, 1_000_000)).to.equal(720);
    expect(size.next(8_400, 500_000, false, 1_100_000)).to.equal(360);
    expect(size.next(16_000, 1_090_000, false, 1_100_000), 'not all of it').to.equal(540);
  });

  it('steps down at once, and then up at most once in four seconds', () => {
    const size = new PictureSize();
    size.next(0, 2_000_000, false);
    let before = size.next(0, 200_000, false);
    let upAtMs = 0;
    for (const atMs of looks(200, 120_000, 200)) {
      const isBad = atMs % 1_400 < 600;
      const lines = size.next(atMs, isBad ? 200_000 : 2_000_000, false);
      if (isBad) expect(lines).to.equal(180);
      if (lines > before) {
        expect(atMs - upAtMs).to.be.at.least(4_000);
        upAtMs = atMs;
      }
      before = lines;
    }
    expect(upAtMs).to.be.above(100_000);
  });

  it('is smaller for a processor that is too slow, and tries the larger size later', () => {
    const size = new PictureSize();
    const run = (fromMs: number, toMs: number, isLimited: boolean) => {
      let lines = 0;
      for (const atMs of looks(fromMs, toMs)) lines = size.next(atMs, 2_000_000, isLimited);
      return lines;
    };
    expect(run(0, 5_000, true)).to.equal(720);
    expect(run(5_000, 10_000, false), 'a moment does not count').to.equal(720);
    expect(run(10_000, 17_000, true)).to.equal(540);
    expect(run(17_000, 24_000, true), 'still').to.equal(360);
    expect(run(24_000, 140_000, false)).to.equal(360);
    expect(run(140_000, 146_000, false)).to.equal(720);
  });

  it('begins anew', () => {
    const size = new PictureSize();
    size.next(0, 2_000_000, false);
    size.restart();
    expect(size.next(400, 300_000, false)).to.equal(270);
    expect(size.next(1_200, 1_000_000, false)).to.equal(720);
  });
});
