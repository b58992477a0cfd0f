import { expect } from '@open-wc/testing';
import { loadLanguage } from '../../../src/element/texts/languages.js';
import { elementInCall, visibleText } from '../fixtures.js';

await loadLanguage('ko');

const TEXTS = {
  en: {
    system: ['Paused by your device', 'Paused by their device'],
    bandwidth: ['Video is paused', 'Their video is paused'],
  },
  ko: {
    system: ['내 기기가 일시 중지했습니다', '상대방 기기가 일시 중지했습니다'],
    bandwidth: ['연결이 느려 영상을', '연결이 느려 상대방 영상이'],
  },
} as const;

describe('P2pVideoCallElement: what is paused', () => {
  for (const lang of ['en', 'ko'] as const) {
    for (const reason of ['system', 'bandwidth'] as const) {
      const [here, there] = TEXTS[lang][reason];

      it(`is told as such: ${reason}, ${lang}`, async () => {
        const { element, call } = await elementInCall('connected', lang);
        expect(visibleText(element)).to.not.contain(here).and.not.contain(there);
        call.setLocalMedia({ camera: false, paused: { camera: reason } });
        await element.updateComplete;
        expect(visibleText(element)).to.contain(here).and.not.contain(there);
        call.setLocalMedia({ camera: true, paused: {} });
        call.setRemoteMedia({ camera: false, paused: { camera: reason } });
        await element.updateComplete;
        expect(visibleText(element)).to.contain(there).and.not.contain(here);
        call.setRemoteMedia({ paused: {} });
        await element.updateComplete;
        expect(visibleText(element)).to.not.contain(there);
      });
    }
  }
});
