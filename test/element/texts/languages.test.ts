import { expect } from '@open-wc/testing';
import { KOREAN } from '../../../src/element/texts/ko.js';
import type { Translation } from '../../../src/element/texts/strings.js';
import { openPage } from '../../support/page-with-modules.js';
import { until } from '../../support/until.js';

const KOREAN_FILE = '/src/element/texts/ko.ts';

declare global {
  /** What the Korean file has in it, once it arrives. */
  var koreanFile: Promise<Translation>;
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
      { [KOREAN_FILE]: 'export const KOREAN = await parent.koreanFile;' },
      `import '/src/index.ts';
      document.body.innerHTML = '<p2p-video-call lang="ko"></p2p-video-call>';`,
    );
  });

  afterEach(() => frame.remove());

  const root = () =>
    frame.contentDocument?.querySelector('p2p-video-call')?.shadowRoot?.querySelector('section');

  const reads = (text: string) => until(() => root()?.textContent.includes(text), text);

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
