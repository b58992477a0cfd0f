import { expect, fixtureSync, html } from '@open-wc/testing';
import {
  languageCandidates,
  spokenLanguage,
} from '../../../../src/element/controllers/captions/spoken-language.js';

describe('spokenLanguage', () => {
  it('is that of the nearest element around with a `lang`, shadow trees included', () => {
    const outer = fixtureSync<HTMLElement>(html`<div lang="de-CH"><p></p></div>`);
    const root = outer.querySelector('p')!.attachShadow({ mode: 'open' });
    const inner = document.createElement('div');
    root.append(inner);
    expect(spokenLanguage(inner)).to.equal('de-CH');
    inner.lang = 'ko';
    expect(spokenLanguage(inner)).to.equal('ko');
  });

  it('is that of the browser where the page states none', () => {
    const stated = document.documentElement.lang;
    document.documentElement.removeAttribute('lang');
    expect(spokenLanguage(document.createElement('div'))).to.equal(navigator.language);
    document.documentElement.lang = stated;
  });
});

describe('languageCandidates', () => {
  it('begins with the region that the page states', () => {
    expect(languageCandidates('de-CH', ['de-AT', 'en-US'])).to.deep.equal([
      'de-CH',
      'de-AT',
      'de-DE',
      'de',
    ]);
  });

  it('takes the user’s regions where the page states none, then the usual one', () => {
    expect(languageCandidates('en', ['de', 'en-GB', 'en'])).to.deep.equal(['en-GB', 'en-US', 'en']);
    expect(languageCandidates('ko', [])).to.deep.equal(['ko-KR', 'ko']);
    expect(languageCandidates('zh', ['zh-TW'])).to.deep.equal(['zh-TW', 'zh-CN', 'zh']);
  });

  it('has none for what is no language', () => {
    expect(languageCandidates('not a tag', ['en-US'])).to.deep.equal([]);
    expect(languageCandidates('', ['en-US'])).to.deep.equal([]);
  });
});
