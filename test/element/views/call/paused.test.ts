import { expect } from '@open-wc/testing';
import { loadLanguage } from '../../../../src/element/texts/languages.js';
import { canvasStream, elementInCall, findPart, part, visibleText } from '../../fixtures.js';

await loadLanguage('ko');

const TEXTS = {
  en: {
    system: ['Your device has paused the camera.', 'Their device has paused the camera.'],
    microphone: [
      'Your device has paused the microphone.',
      'Their device has paused the microphone.',
    ],
    bandwidth: ['Your picture is paused', 'Their picture is paused'],
  },
  ko: {
    system: ['내 기기가 카메라를 일시 중지했습니다.', '상대방 기기가 카메라를 일시 중지했습니다.'],
    microphone: [
      '내 기기가 마이크를 일시 중지했습니다.',
      '상대방 기기가 마이크를 일시 중지했습니다.',
    ],
    bandwidth: ['연결이 너무 느려 내 영상을', '연결이 너무 느려 상대방 영상이'],
  },
} as const;

describe('P2pVideoCallElement: what is paused', () => {
  for (const lang of ['en', 'ko'] as const) {
    it(`a microphone that their device has taken is not said to be off: ${lang}`, async () => {
      const { element, call } = await elementInCall('connected', lang);
      const [here, there] = TEXTS[lang].microphone;
      const mark = () => element.renderRoot.querySelector('.muted-mark')?.outerHTML;
      call.setRemoteMedia({ microphone: false, paused: { microphone: 'system' } });
      await element.updateComplete;
      expect(mark()).to.contain(there);
      expect(visibleText(element)).to.contain(there);
      expect(part(element, 'status').innerText, 'read out').to.contain(there);
      call.setRemoteMedia({ microphone: false, paused: {} });
      await element.updateComplete;
      expect(mark()).not.to.equal(undefined);
      expect(mark()).not.to.contain(there);
      expect(visibleText(element)).not.to.contain(there);
      call.setLocalMedia({ microphone: false, paused: { microphone: 'system', camera: 'system' } });
      await element.updateComplete;
      expect(visibleText(element)).to.contain(here).and.contain(TEXTS[lang].system[0]);
      expect(part(element, 'status').innerText, 'read out').to.contain(here);
    });

    for (const reason of ['system', 'bandwidth'] as const) {
      const [here, there] = TEXTS[lang][reason];

      it(`is told as such: ${reason}, ${lang}`, async () => {
        const { element, call } = await elementInCall('connected', lang);
        expect(visibleText(element)).to.not.contain(here).and.not.contain(there);
        call.setLocalMedia({ camera: false, paused: { camera: reason } });
        await element.updateComplete;
        expect(visibleText(element)).to.contain(here).and.not.contain(there);
        expect(part(element, 'status').innerText, 'read out').to.contain(here);
        call.setLocalMedia({ camera: true, paused: {} });
        call.setRemoteMedia({ camera: false, paused: { camera: reason } });
        await element.updateComplete;
        expect(visibleText(element)).to.contain(there).and.not.contain(here);
        expect(part(element, 'status').innerText, 'read out').to.contain(there);
        call.setRemoteMedia({ paused: {} });
        await element.updateComplete;
        expect(visibleText(element)).to.not.contain(there);
      });
    }
  }
});

const OFF = { microphone: true, camera: false, paused: {} };

async function pausedBy(reason: 'bandwidth' | 'system') {
  const { element, call } = await elementInCall('connected');
  call.setLocalStream(canvasStream());
  call.setLocalMedia({ ...OFF, paused: { camera: reason } });
  await element.updateComplete;
  return { element, call };
}

describe('P2pVideoCallElement: a camera that is on, but not sent', () => {
  for (const reason of ['bandwidth', 'system'] as const) {
    it(`can be turned off, and to another one (${reason})`, async () => {
      const { element, call } = await pausedBy(reason);
      const button = part(element, 'camera-button');
      expect(button.ariaPressed).to.equal('true');
      expect(button.classList.contains('marked'), 'as if it were off').to.equal(false);
      button.click();
      await element.updateComplete;
      expect(call.requests.at(-1)).to.deep.equal(['setCameraEnabled', false]);

      call.setLocalMedia(OFF);
      await element.updateComplete;
      expect(button.ariaPressed).to.equal('false');
      button.click();
      await element.updateComplete;
      expect(call.requests.at(-1)).to.deep.equal(['setCameraEnabled', true]);
    });
  }

  it('is seen by its user all the time, if it is the line that is too thin', async () => {
    const { element, call } = await pausedBy('bandwidth');
    const selfView = part<HTMLVideoElement>(element, 'local-video');
    expect(selfView.srcObject).to.equal(call.localStream);
    expect(selfView.checkVisibility()).to.equal(true);
    call.setLocalMedia({ ...OFF, paused: { camera: 'system' } });
    await element.updateComplete;
    expect(selfView.checkVisibility()).to.equal(false);
  });

  it('a paused microphone and screen can be turned off, too', async () => {
    const { element, call } = await elementInCall('connected');
    call.setLocalMedia({
      microphone: false,
      screen: false,
      paused: { microphone: 'system', screen: 'bandwidth' },
    });
    await element.updateComplete;
    for (const [name, method] of [
      ['microphone-button', 'setMicrophoneEnabled'],
      ['screen-button', 'setScreenShareEnabled'],
    ] as const) {
      const button = findPart(element, name);
      expect(button?.ariaPressed).to.equal('true');
      button?.click();
      await element.updateComplete;
      expect(call.requests.at(-1)).to.deep.equal([method, false]);
    }
  });

  it('its words are not covered on a small phone, if both are paused', async () => {
    const { element, call } = await pausedBy('bandwidth');
    element.style.width = '320px';
    call.setRemoteMedia({ camera: false, paused: { camera: 'bandwidth' } });
    await element.updateComplete;
    const boxOf = (selector: string) =>
      element.renderRoot.querySelector(selector)!.getBoundingClientRect();
    const words = boxOf('.placeholder');
    expect(words.top).to.be.at.least(boxOf('p.chip').bottom);
    expect(words.bottom).to.be.at.most(boxOf('.self').top);
  });
});
