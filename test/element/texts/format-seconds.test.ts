import { expect } from '@open-wc/testing';
import { formatSeconds } from '../../../src/element/texts/format-seconds.js';

describe('formatSeconds', () => {
  for (const [seconds, text] of [
    [0, '0:00'],
    [7, '0:07'],
    [247, '4:07'],
    [3_599, '59:59'],
    [3_600, '1:00:00'],
    [3_847, '1:04:07'],
    [360_000, '100:00:00'],
  ] as const) {
    it(`${seconds} seconds read ${text}`, () => expect(formatSeconds(seconds)).to.equal(text));
  }
});
