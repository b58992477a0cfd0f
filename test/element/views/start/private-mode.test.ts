import { expect } from '@open-wc/testing';
import { loadLanguage } from '../../../../src/element/texts/languages.js';
import { idleElement, type FakedElement } from '../../fixtures.js';

await loadLanguage('ko');

/** What is shown or spoken of private mode. */
function said(element: FakedElement): string | null {
  const mark = element.renderRoot.querySelector<HTMLElement>('.private');
  if (!mark?.checkVisibility()) return null;
  return mark.ariaLabel ?? mark.innerText.trim();
}

async function privateElement(lang: string): Promise<FakedElement> {
  const element = await idleElement(lang);
  element.setAttribute('ice-transport-policy', 'relay');
  await element.updateComplete;
  return element;
}

describe('P2pVideoCallElement: private mode', () => {
  for (const [lang, name] of Object.entries({ en: 'Private mode', ko: '비공개 모드' })) {
    it(`is named before a call, and in every state of one (${lang})`, async () => {
      const element = await privateElement(lang);
      expect(said(element)).to.equal(name);
      await expect(element).to.be.accessible();
      element.startCall('peer-1');
      for (const state of ['ringing', 'connecting', 'connected', 'reconnecting'] as const) {
        element.lastPlaced.moveTo(state);
        await element.updateComplete;
        expect(said(element), state).to.equal(name);
      }
      element.lastPlaced.end('hangup');
      element.ring();
      await element.updateComplete;
      expect(said(element), 'ringing here').to.equal(name);
    });
  }

  it('is not named where it is not on, also not for a misspelt word', async () => {
    const element = await idleElement();
    expect(said(element)).to.equal(null);
    element.setAttribute('ice-transport-policy', 'Relay');
    await element.updateComplete;
    expect(said(element)).to.equal(null);
  });

  it('is what the listener had that a call rings for, and not what the page has just set', async () => {
    const element = await idleElement();
    element.iceTransportPolicy = 'relay';
    // The element listens anew with its next rendering.
    const call = element.ring();
    await element.updateComplete;
    expect(said(element)).to.equal(null);
    call.end('cancelled');
    element.ring();
    await element.updateComplete;
    expect(said(element)).to.equal('Private mode');
  });

  it('is what the call was begun with: later changes are for the next one', async () => {
    const element = await idleElement();
    element.startCall('peer-1');
    element.lastPlaced.moveTo('connected');
    element.iceTransportPolicy = 'relay';
    await element.updateComplete;
    expect(said(element)).to.equal(null);
    element.lastPlaced.end('hangup');
    element.startCall('peer-1');
    element.lastPlaced.moveTo('connected');
    element.iceTransportPolicy = null;
    await element.updateComplete;
    expect(said(element)).to.equal('Private mode');
  });
});
