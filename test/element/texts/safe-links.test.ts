import { expect } from '@open-wc/testing';
import { partAtLinks } from '../../../src/element/texts/safe-links.js';

const linksIn = (text: string) => partAtLinks(text).filter(({ href }) => href !== undefined);
const shownIn = (text: string) => linksIn(text).map((link) => link.text);
const whole = (text: string) =>
  partAtLinks(text)
    .map((part) => part.text)
    .join('');

describe('partAtLinks', () => {
  it('finds pages and mail boxes, and leaves the text around as it is', () => {
    const text = 'See https://example.com/a?b=c#d, http://example.org or mailto:anna@example.com.';
    expect(shownIn(text)).to.deep.equal([
      'https://example.com/a?b=c#d',
      'http://example.org',
      'mailto:anna@example.com',
    ]);
    expect(linksIn(text)[0]?.href).to.equal('https://example.com/a?b=c#d');
    expect(whole(text)).to.equal(text);
    expect(partAtLinks('no link')).to.deep.equal([{ text: 'no link' }]);
    expect(partAtLinks('')).to.deep.equal([]);
  });

  for (const text of [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)//https:',
    'data:text/html,<script>alert(1)</script>',
    'file:///etc/passwd',
    'blob:null/1',
    'vbscript:x',
    'https://',
    'http:///',
    'https://user@example.com/',
    'https://bank.example:pass@evil.example/',
    'mailto:anna@example.com?subject=hi&body=x',
    'mailto:',
    'www.example.com',
    `https://example.com/${'x'.repeat(2_048)}`,
  ]) {
    it(`makes no link of ${text.slice(0, 50)}`, () => {
      expect(linksIn(text)).to.deep.equal([]);
      expect(whole(text)).to.equal(text);
    });
  }

  for (const [text, shown] of [
    ['(https://example.com/a)', 'https://example.com/a'],
    ['https://example.com/wiki/Bridge_(music)', 'https://example.com/wiki/Bridge_(music)'],
    ['https://example.com/a?!', 'https://example.com/a'],
    ['링크: https://example.com/가나。', 'https://example.com/가나'],
    ['«https://example.com/x»', 'https://example.com/x'],
    ['HTTPS://Example.COM/X', 'https://Example.COM/X'],
  ] as const) {
    it(`finds the end of the link in ${text}`, () => {
      expect(shownIn(text)).to.deep.equal([shown]);
    });
  }

  for (const [what, typed, shown] of [
    ['Cyrillic letters that look Latin', 'https://аррӏе.com/x', 'https://xn--80ak6aa92e.com/x'],
    ['one such letter among Latin ones', 'https://pаypal.com/', 'https://xn--pypal-4ve.com/'],
    ['Greek', 'https://αβγ.gr', 'https://xn--mxacd.gr'],
    ['letters with accents', 'https://münchen.de', 'https://xn--mnchen-3ya.de'],
    ['Hebrew, which runs the other way', 'https://דוגמה.il/a', 'https://xn--6dbbec0c.il/a'],
    ['wide letters, which the browser narrows', 'https://ｅｖｉｌ.com/', 'https://evil.com/'],
    ['dots that are none of ASCII', 'https://good.com。evil.com/', 'https://good.com.evil.com/'],
    ['a slash that is none', 'https://good.com⁄x.evil.com/', 'https://xn--good-0e4bw92k.com'],
    ['Korean as it is', 'https://예시.한국/문서', 'https://예시.한국/문서'],
    ['Japanese as it is', 'https://例え.テスト/', 'https://例え.テスト/'],
    ['Korean and Latin in one label', 'https://예시a.com/', null],
  ] as const) {
    it(`shows the host as it is: ${what}`, () => {
      const [link] = linksIn(typed);
      if (what.startsWith('a slash')) {
        // Browsers refuse it, or show what they make of it: never what it looks like.
        if (link) expect(link.text).to.match(/^https:\/\/[\x20-\x7E]+$/);
        return;
      }
      if (shown === null) expect(link?.text).to.match(/^https:\/\/xn--/);
      else expect(link?.text).to.equal(shown);
      expect(new URL(link?.href ?? '').host).to.match(/^[\x21-\x7E]+$/);
    });
  }

  for (const [typed, shown] of [
    ['https:///example.com/a', 'https://example.com/a'],
    ['https:example.com/a', null],
    ['https://0x7f.1/', 'https://127.0.0.1/'],
    ['https://2130706433/', 'https://127.0.0.1/'],
    ['https://ex%61mple.com/', 'https://example.com/'],
    ['https://example.com:443/a', 'https://example.com:443/a'],
    ['https://example.com:8443/a', 'https://example.com:8443/a'],
    ['https://[::1]:8443/a', 'https://[::1]:8443/a'],
  ] as const) {
    it(`shows what the browser makes of ${typed}`, () => {
      expect(shownIn(typed)).to.deep.equal(shown === null ? [] : [shown]);
    });
  }

  it('makes no more than fifty links, in no more time than a long text takes', () => {
    const text = 'https://example.com/ '.repeat(476);
    expect(linksIn(text)).to.have.length(50);
    expect(whole(text)).to.equal(text);
    for (const hard of [
      'https://'.repeat(1_250),
      'https://a'.repeat(1_100),
      `https://${')'.repeat(9_990)}`,
    ]) {
      expect(whole(hard)).to.equal(hard);
    }
  });
});
