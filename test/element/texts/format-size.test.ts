import { expect } from '@open-wc/testing';
import { fileKind } from '../../../src/element/texts/file-kind.js';
import { formatDuration, formatSize } from '../../../src/element/texts/format-size.js';

describe('formatSize', () => {
  for (const [bytes, shown] of [
    [0, '0 byte'],
    [1, '1 byte'],
    [999, '999 byte'],
    [1_000, '1 kB'],
    [1_540, '1.5 kB'],
    [15_400, '15 kB'],
    [4_200_000, '4.2 MB'],
    [2 ** 31, '2.1 GB'],
    [2e15, '2,000,000 GB'],
  ] as const) {
    it(`shows ${bytes} as ${shown}`, () => {
      expect(formatSize('en', bytes)).to.equal(shown);
    });
  }

  it('speaks the language', () => {
    expect(formatSize('fr', 4_200_000)).to.match(/^4,2\sMo$/);
    expect(formatSize('de', 4_200_000)).to.match(/^4,2\sMB$/);
    expect(formatSize('ar', 4_200_000)).to.match(/[٤4]/);
  });

  it('shows a speed', () => {
    expect(formatSize('en', 1_500_000, '-per-second')).to.equal('1.5 MB/s');
  });
});

describe('formatDuration', () => {
  for (const [seconds, shown] of [
    [0, '5 sec'],
    [12, '15 sec'],
    [54, '55 sec'],
    [60, '1 min'],
    [61, '2 min'],
    [3_000, '50 min'],
    [3_600, '1 hr'],
    [9_000, '3 hr'],
  ] as const) {
    it(`shows ${seconds} seconds as ${shown}`, () => {
      expect(formatDuration('en', seconds)).to.equal(shown);
    });
  }
});

describe('fileKind', () => {
  it('goes by the end of the name', () => {
    expect(fileKind('a.pdf')).to.equal('PDF');
    expect(fileKind('photo.jpg.exe')).to.equal('EXE');
    expect(fileKind('a.verylong')).to.equal('');
    expect(fileKind('noend')).to.equal('');
    expect(fileKind('a.<b>')).to.equal('');
  });
});
