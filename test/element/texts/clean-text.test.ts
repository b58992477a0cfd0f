import { expect } from '@open-wc/testing';
import { cleanText, cutText } from '../../../src/element/texts/clean-text.js';

describe('cleanText', () => {
  it('keeps what people write', () => {
    const text = 'Any\tUnicode\n안녕 👨‍👩‍👧 e\u0301 <b>&amp; مرحبا\u200F';
    expect(cleanText(text)).to.equal(text);
  });

  it('takes out what can’t be seen, and turns the order of letters', () => {
    expect(cleanText('a\0b\x1B[31mc\x7F\x85d')).to.equal('ab[31mcd');
    expect(cleanText('\u202Egnp.exe\u2066x\u2069\uFEFF')).to.equal('gnp.exex');
  });

  it('has one kind of line end, and no half letters', () => {
    expect(cleanText('a\r\nb\rc\u2028d\u2029e')).to.equal('a\nb\nc\nd\ne');
    expect(cleanText('a\uD83Db\uDE00c😀')).to.equal('a\uFFFDb\uFFFDc😀');
  });
});

describe('cutText', () => {
  it('cuts between letters', () => {
    expect(cutText('abc', 3)).to.equal('abc');
    expect(cutText('abcd', 3)).to.equal('abc…');
    expect(cutText('ab😀d', 3)).to.equal('ab…');
  });
});
