import { expect } from '@open-wc/testing';
import { EMOJI } from '../../../src/call/verification/emoji.js';
import { emojiName } from '../../../src/element/texts/emoji-name.js';
import { LANGUAGES, loadLanguage, resolveStrings } from '../../../src/element/texts/languages.js';

await Promise.all(LANGUAGES.map(loadLanguage));

const PICTURES = EMOJI.map(([symbol, name]) => ({ symbol, name }));

describe('emojiName', () => {
  const EXPECTED = {
    ko: [/^[가-힣]+$/, '강아지', '주사위'],
    ja: [/^[ぁ-んァ-ー一-龠]+$/, 'いぬ', 'サイコロ'],
    zh: [/^[一-龥]+$/, '小狗', '骰子'],
    es: [/^[A-ZÁÉ][a-záéíóúüñ ]+$/, 'Perro', 'Dado'],
    fr: [/^[A-ZÉŒ][a-zàéêëïâôœ\u00ad -]+$/, 'Chien', 'Dé'],
    de: [/^[A-Z][a-zäöüß\u00ad]+$/, 'Hund', 'Würfel'],
    ar: [/^[ء-ي]+( [ء-ي]+)?$/, 'كلب', 'نرد'],
  } as const;

  for (const language of LANGUAGES.filter((name) => name !== 'en')) {
    it(`has a name in ${language} for every picture, and no two alike`, () => {
      const text = resolveStrings(language, null);
      const names = PICTURES.map((picture) => emojiName(text, picture));
      const [pattern, first, last] = EXPECTED[language];
      for (const name of names) expect(name).to.match(pattern);
      expect(new Set(names).size).to.equal(PICTURES.length);
      expect(names).to.have.length(64);
      expect([names[0], names[63]]).to.deep.equal([first, last]);
      // None that is in the list but in no code.
      expect(text['emoji-names']?.split(',')).to.have.length(64);
      // Five stand side by side on a phone: no part of a word longer than the longest that fits.
      const words = names.flatMap((name) => name.split(/[ \u00ad-]/));
      expect(words.filter((word) => word.length > 10)).to.deep.equal([]);
    });
  }

  it('says them in English as the call does', () => {
    const text = resolveStrings('en', null);
    for (const picture of PICTURES) expect(emojiName(text, picture)).to.equal(picture.name);
  });

  it('takes names of the page, in whatever spacing, and the English one for those left out', () => {
    const text = resolveStrings('en', { 'emoji-names': '🐶Hund,  🐱  Katze ,🦁' });
    const names = PICTURES.slice(0, 4).map((picture) => emojiName(text, picture));
    expect(names).to.deep.equal(['Hund', 'Katze', 'Lion', 'Horse']);
  });
});
