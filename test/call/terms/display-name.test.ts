import { expect } from '@open-wc/testing';
import { toDisplayName } from '../../../src/call/terms/display-name.js';

const FAMILY = '👨‍👩‍👧‍👦';
const FLAG_OF_WALES = '🏴󠁧󠁢󠁷󠁬󠁳󠁿';

describe('toDisplayName', () => {
  const cases: Record<string, [value: unknown, name: string | null]> = {
    'a name': ['Ann Müller', 'Ann Müller'],
    'markup as it is': ['<b>Ann</b> & “Bob”', '<b>Ann</b> & “Bob”'],
    Hangul: ['김하나', '김하나'],
    'Hangul in letters': ['김하나'.normalize('NFD'), '김하나'],
    'an accent of its own': ['Ame\u0301lie', 'Am\u00e9lie'],
    'an accent behind a control character': ['Ame\u202e\u0301lie', 'Am\u00e9lie'],
    'white space': ['\u2003 Ann \t\u00a0\u3000 Lee\ufeff ', 'Ann Lee'],
    'line breaks': ['Ann\r\nLee\u2028Kim\u2029Roh\u0085', 'Ann Lee Kim Roh'],
    'control characters': ['\u0000A\u0007n\u001bn\u007f\u009f', 'Ann'],
    'bidi controls': [
      'A\u202a\u202b\u202c\u202d\u202en\u2066\u2067\u2068\u2069n\u200e\u200f\u061c',
      'Ann',
    ],
    'Arabic and Hebrew': ['ليلى דנה', 'ليلى דנה'],
    'a joiner in a word': ['می\u200cخواهم', 'می\u200cخواهم'],
    'a family': [FAMILY, FAMILY],
    'halves of pairs': ['\ud83dA\ude00nn\ud83d', 'Ann'],
    nothing: ['', null],
    'white space alone': [' \n\u2003', null],
    'controls alone': ['\u202e\u0000', null],
    'what can’t be seen': ['\u200b\u200d\u2060\u3164\u115f\ufe0f', null],
    'no text': [7, null],
    'an array': [['Ann'], null],
    undefined: [undefined, null],
    null: [null, null],
    'up to 64': ['x'.repeat(64), 'x'.repeat(64)],
    'no more than 64': ['x'.repeat(65), 'x'.repeat(64)],
    '10 KB': ['y'.repeat(10_240), 'y'.repeat(64)],
    'pairs whole': ['😀'.repeat(70), '😀'.repeat(64)],
    // Each has 7 code points.
    'families whole': [FAMILY.repeat(10), FAMILY.repeat(9)],
    'flags whole': [FLAG_OF_WALES.repeat(10), FLAG_OF_WALES.repeat(9)],
    'letters with their marks': [`${'x'.repeat(62)}a\u0316\u0317`, 'x'.repeat(62)],
    'no white space where it was cut': [`${'x'.repeat(63)} y`, 'x'.repeat(63)],
    'a character without end': [`a${'\u0316'.repeat(500)}`, `a${'\u0316'.repeat(63)}`],
  };
  for (const [what, [value, name]] of Object.entries(cases)) {
    it(`of ${what}`, () => {
      expect(toDisplayName(value)).to.equal(name);
      expect(toDisplayName(name), 'once more').to.equal(name);
    });
  }

  it('counts code points where the browser knows no others', () => {
    const { Segmenter } = Intl;
    Object.assign(Intl, { Segmenter: undefined });
    try {
      expect(toDisplayName('😀'.repeat(70))).to.equal('😀'.repeat(64));
    } finally {
      Object.assign(Intl, { Segmenter });
    }
  });
});
