import { expect } from '@open-wc/testing';
import { createSeededRandom, hashText } from '../../../src/signaling/memory/seeded-random.js';

const draw = (seed: number, count: number): number[] => {
  const random = createSeededRandom(seed);
  return Array.from({ length: count }, random);
};

describe('createSeededRandom', () => {
  it('draws the published numbers of mulberry32', () => {
    // First outputs for seed 0, as 32-bit integers.
    expect(draw(0, 3).map((value) => value * 2 ** 32)).to.deep.equal([
      1_144_304_738, 1_416_247, 958_946_056,
    ]);
  });

  it('repeats itself for the same seed, and only for that', () => {
    expect(draw(7, 20)).to.deep.equal(draw(7, 20));
    expect(draw(7, 20)).not.to.deep.equal(draw(8, 20));
  });

  it('spreads evenly from 0 to below 1', () => {
    const drawn = draw(3, 10_000);
    expect(Math.min(...drawn)).to.be.within(0, 0.01);
    expect(Math.max(...drawn)).to.be.within(0.99, 1 - Number.EPSILON);
    expect(drawn.reduce((sum, value) => sum + value) / drawn.length).to.be.within(0.48, 0.52);
  });
});

describe('hashText', () => {
  it('is FNV-1a', () => {
    expect(hashText('')).to.equal(0x811c9dc5);
    expect(hashText('a')).to.equal(0xe40c292c);
    expect(hashText('foobar')).to.equal(0xbf9cf968);
  });
});
