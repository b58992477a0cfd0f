import { expect } from '@open-wc/testing';
import { LANGUAGES, loadLanguage, resolveStrings } from '../../../src/element/texts/languages.js';
import type { Language, StringKey, Translation } from '../../../src/element/texts/strings.js';

await Promise.all(LANGUAGES.map(loadLanguage));

const textsOf = (language: Language) =>
  resolveStrings(language, null) as Readonly<Record<string, string>> & Translation;
const ENGLISH = textsOf('en');
const KEYS = Object.keys(ENGLISH) as StringKey[];
const OTHERS = LANGUAGES.filter((language) => language !== 'en');

/** What each text of a language has at least one of. */
const LETTERS: { readonly [Name in Language]: RegExp } = {
  en: /[a-z]/i,
  ko: /[가-힣]/,
  ja: /[ぁ-んァ-ヶ一-龠]/,
  zh: /[一-龥]/,
  es: /[a-z]/i,
  fr: /[a-z]/i,
  de: /[a-z]/i,
  ar: /[ء-ي]/,
};

/** What is the same word in English and in another language. */
const SAME: { readonly [Name in Language]?: readonly StringKey[] } = {
  es: ['chat'],
  fr: ['stats-codecs', 'stats-direct'],
  de: ['stats-bitrate', 'stats-codecs', 'chat'],
};

/** Letters that look like English in a text of another script: names, and what is typed. */
const FOREIGN_WORDS = /endpoint|TURN|MB|https:\/\/|Ctrl\+C|Bluetooth|QR|Safari|\{\w+\}/g;

const NEEDS_OTHER_SIGNS: { readonly [Name in Language]?: RegExp } = {
  // Full-width, as the characters beside them.
  ja: /[一-龠ぁ-んァ-ヶ][.,:!?;]/,
  zh: /[一-龥][.,:!?;]/,
  ar: /[,;?]/,
  // No sign of two parts without a space before it that does not break; that within `https://` is none.
  fr: /[^\u00a0\u202fs][:;!?]| [:;!?]/,
};

const placeholders = (text: string) => [...text.matchAll(/\{[^}]*\}/g)].map(([name]) => name);

describe('translations', () => {
  it('are those that the documents name', () => {
    expect(LANGUAGES).to.deep.equal(['en', 'ko', 'ja', 'zh', 'es', 'fr', 'de', 'ar']);
    expect(KEYS).to.have.length.above(150);
  });

  for (const language of LANGUAGES) {
    const text = textsOf(language);
    const shown = KEYS.filter((key) => key !== 'direction' && key !== 'emoji-names');

    it(`${language}: has every text, and no other`, () => {
      expect(Object.keys(text)).to.have.members(KEYS);
      for (const key of shown) expect(text[key], key).to.match(/^\S(.*\S)?$/);
    });

    it(`${language}: is in its own script`, () => {
      for (const key of shown) {
        expect(text[key], key).to.match(LETTERS[language]);
        if (!LETTERS[language].test('a')) {
          expect(text[key]?.replace(FOREIGN_WORDS, ''), key).to.not.match(/[a-z]/i);
        }
      }
    });

    it(`${language}: has the signs of its typography, and no typewriter's`, () => {
      const wrong = NEEDS_OTHER_SIGNS[language];
      for (const key of shown) {
        expect(text[key], key).to.not.match(/['"`´]|\.\.\.| {2}|\s[.,…]/);
        if (wrong) expect(text[key], key).to.not.match(wrong);
      }
    });

    it(`${language}: ends a sentence where English ends one, and a label where it has a label`, () => {
      const isSentence = (sentence: string | undefined) => /[.。]$/.test(sentence ?? '');
      for (const key of shown.filter((name) =>
        /^(error|diagnosis|offline|door|room)-/.test(name),
      )) {
        if (key !== 'error-insecure-context') expect(isSentence(text[key]), key).to.equal(true);
      }
      for (const key of ['call', 'copy', 'answer', 'hangup', 'back', 'dismiss'] as const) {
        expect(isSentence(text[key]), key).to.equal(false);
      }
      // What goes on is said as such.
      for (const key of shown.filter((name) => ENGLISH[name]?.endsWith('…'))) {
        expect(text[key], key).to.match(/…$/);
      }
    });

    it(`${language}: has the placeholders of English`, () => {
      for (const key of shown) {
        expect(placeholders(text[key] ?? ''), key).to.deep.equal(placeholders(ENGLISH[key] ?? ''));
      }
    });
  }

  for (const language of OTHERS) {
    it(`${language}: nothing is left in English`, () => {
      const text = textsOf(language);
      const same = KEYS.filter((key) => key !== 'direction' && text[key] === ENGLISH[key]);
      expect(same).to.deep.equal(SAME[language] ?? []);
    });

    it(`${language}: says different things where English does`, () => {
      const text = textsOf(language);
      for (const group of ['error-', 'diagnosis-', 'ended-', 'verify-', 'quality-', 'door-']) {
        const keys = KEYS.filter((key) => key.startsWith(group));
        const pairs = keys.flatMap((one) => keys.map((other) => [one, other] as const));
        const alike = pairs.filter(
          ([one, other]) => text[one] === text[other] && ENGLISH[one] !== ENGLISH[other],
        );
        expect(alike).to.deep.equal([]);
      }
    });
  }

  it('are written from the left, but for Arabic', () => {
    const fromTheRight = LANGUAGES.filter((language) => textsOf(language).direction === 'rtl');
    expect(fromTheRight).to.deep.equal(['ar']);
  });
});
