import { expect } from '@open-wc/testing';
import { CallError } from '../../../src/call/terms/call-error.js';
import { DeviceHintEvent } from '../../../src/call/terms/call-events.js';
import { loadLanguage } from '../../../src/element/texts/languages.js';
import { canvasStream, elementInCall, visibleText } from '../fixtures.js';

await loadLanguage('ko');

const TEXTS = {
  en: 'While your Bluetooth microphone is on, everything sounds worse. Choose another one.',
  ko: '블루투스 마이크를 쓰면 모든 소리가 나빠집니다. 다른 마이크를 고르세요.',
} as const;

describe('P2pVideoCallElement: what could be better', () => {
  async function hinted(lang: 'en' | 'ko' = 'en') {
    const { element, call } = await elementInCall('connected', lang);
    const track = canvasStream().getTracks()[0]!;
    call.dispatchEvent(new DeviceHintEvent('bluetooth', 'microphone', track));
    await element.updateComplete;
    return { element, call, track };
  }

  const close = (element: Element) =>
    element.shadowRoot!.querySelector<HTMLElement>('.notice button')!.click();

  for (const lang of ['en', 'ko'] as const) {
    it(`is said until it is closed (${lang})`, async () => {
      const { element } = await hinted(lang);
      expect(visibleText(element)).to.contain(TEXTS[lang]);
      close(element);
      await element.updateComplete;
      expect(visibleText(element)).to.not.contain(TEXTS[lang]);
    });
  }

  it('is not said any more when the device is gone', async () => {
    const { element, track } = await hinted();
    track.stop();
    element.requestUpdate();
    await element.updateComplete;
    expect(visibleText(element)).to.not.contain(TEXTS.en);
  });

  it('is said after what has failed', async () => {
    const { element, call } = await hinted();
    call.fail(new CallError('device-in-use', 'in use', { device: 'camera' }));
    await element.updateComplete;
    expect(visibleText(element)).to.contain('Close other apps').and.not.contain(TEXTS.en);
    close(element);
    await element.updateComplete;
    expect(visibleText(element)).to.contain(TEXTS.en);
  });

  it('is not said in the next call', async () => {
    const { element, call } = await hinted();
    call.end('hangup');
    await element.updateComplete;
    expect(visibleText(element)).to.not.contain(TEXTS.en);
  });
});
