import { expect } from '@open-wc/testing';
import { TEXTS as KOREAN } from '../../../src/element/texts/ko.js';
import type { Translation } from '../../../src/element/texts/strings.js';
import { LANGUAGES } from '../../../src/element/texts/languages.js';
import { openPage } from '../../support/page-with-modules.js';
import { until } from '../../support/until.js';

const KOREAN_FILE = '/src/element/texts/ko.ts';

declare global {
  /** What the Korean file has in it, once it arrives. */
  var koreanFile: Promise<Translation>;
}

/** A page in `language`, of which the file does not come. */
function pageWithout(language: string): HTMLIFrameElement {
  return openPage(
    { [`/src/element/texts/${language}.ts`]: `throw new Error('404');` },
    `import '/src/index.ts';
    document.body.innerHTML = '<p2p-video-call lang="${language}"></p2p-video-call>';`,
  );
}

describe('A language that is fetched', () => {
  let frame: HTMLIFrameElement;
  let arrives: (texts: Translation) => void;
  let fails: (error: Error) => void;

  beforeEach(() => {
    globalThis.koreanFile = new Promise((resolve, reject) => {
      arrives = resolve;
      fails = reject;
    });
    globalThis.koreanFile.catch(() => {});
    frame = openPage(
      { [KOREAN_FILE]: 'export const TEXTS = await parent.koreanFile;' },
      `import '/src/index.ts';
      document.body.innerHTML = '<p2p-video-call lang="ko"></p2p-video-call>';`,
    );
  });

  afterEach(() => frame.remove());

  const root = () =>
    frame.contentDocument?.querySelector('p2p-video-call')?.shadowRoot?.querySelector('section');

  const reads = (text: string) => until(() => root()?.textContent.includes(text), text);

  it('is fetched when it is asked for, and no other is', async () => {
    const element = () => frame.contentDocument?.querySelector<HTMLElement>('p2p-video-call');
    await until(() => element()?.matches(':defined'));
    const fetched = () => {
      const files = frame.contentWindow?.performance.getEntriesByType('resource') ?? [];
      const names = files.map(({ name }) => /texts\/(..)\.ts/.exec(name)?.[1]);
      return LANGUAGES.filter((language) => language !== 'en' && names.includes(language));
    };
    // The Korean one does not come from the server here.
    expect(fetched()).to.deep.equal([]);
    const asked: string[] = [];
    for (const language of LANGUAGES.filter((name) => name !== 'en' && name !== 'ko')) {
      element()?.setAttribute('lang', language);
      await until(() => root()?.lang === language, language);
      asked.push(language);
      expect(fetched()).to.deep.equal(asked);
    }
  });

  it('is waited for: nobody reads English first', async () => {
    const element = () => frame.contentDocument?.querySelector('p2p-video-call');
    await until(() => element()?.matches(':defined'));
    expect(root()).to.equal(null);
    arrives(KOREAN);
    await until(() => root());
    expect(root()?.lang).to.equal('ko');
    expect(root()?.textContent).to.include(KOREAN['no-endpoint']);
  });

  it('is not waited for too long, and shown when it comes', async () => {
    await reads('No call server');
    expect(root()?.lang).to.equal('en');
    arrives(KOREAN);
    await reads(KOREAN['no-endpoint']);
    expect(root()?.lang).to.equal('ko');
  });

  for (const language of LANGUAGES.filter((name) => name !== 'en')) {
    it(`is done without if it can’t be had: ${language} is English then, from the left`, async () => {
      frame.remove();
      frame = pageWithout(language);
      await reads('No call server');
      expect(root()?.lang).to.equal('en');
      expect(root()?.dir).to.equal('ltr');
    });
  }

  it('is done without if it can’t be had', async () => {
    fails(new Error('404'));
    await reads('No call server');
    const element = frame.contentDocument!.querySelector<HTMLElement>('p2p-video-call')!;
    element.lang = 'en';
    element.lang = 'ko';
    await reads('No call server');
    expect(root()?.lang).to.equal('en');
  });
});
