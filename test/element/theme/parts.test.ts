import { expect } from '@open-wc/testing';
import { loadLanguage } from '../../../src/element/texts/languages.js';
import { SCREENS } from '../screens.js';
import { describedElement, namesOf } from './manifest.js';

await loadLanguage('en');

const { cssParts, slots } = await describedElement();

describe('P2pVideoCallElement: parts', () => {
  const seen = new Set<string>();

  for (const { name, make } of SCREENS) {
    it(`each is documented, and everything to press is one: ${name}`, async () => {
      const { renderRoot } = await make('en');
      const documented = namesOf(cssParts);
      for (const node of renderRoot.querySelectorAll('[part]')) {
        for (const part of node.part) {
          seen.add(part);
          expect(documented, node.outerHTML).to.include(part);
        }
      }
      for (const node of renderRoot.querySelectorAll('button, input, video, details')) {
        expect(node.part.length, node.outerHTML).to.be.above(0);
      }
    });

    it(`no slot is there twice, and each is documented: ${name}`, async () => {
      const { renderRoot } = await make('en');
      const names = [...renderRoot.querySelectorAll('slot')].map((slot) => slot.name);
      // What a page has there would be shown once.
      expect(names).to.deep.equal([...new Set(names)]);
      for (const slot of names) expect(namesOf(slots)).to.include(slot);
    });
  }

  it('can be styled by the page', async () => {
    const sheet = document.createElement('style');
    sheet.textContent = 'faked-video-call::part(root) { outline: 7px solid rgb(1, 2, 3); }';
    document.head.append(sheet);
    const { renderRoot } = await SCREENS.find(({ name }) => name === 'idle')!.make('en');
    const root = renderRoot.querySelector('.root')!;
    expect(getComputedStyle(root).outlineWidth).to.equal('7px');
    sheet.remove();
  });

  after(() => {
    // The screens are as full as they get; what they do not show has tests of its own, as have the panels and the menu.
    const rare = [
      ...['offer-button', 'hear-button', 'leave-button', 'share-button', 'close-button'],
      ...['notify-button', 'own-name', 'peer-display-name', 'flip-button'],
      ...['more', 'swap-button', 'move-button', 'record-button'],
      ...['captions-button', 'captions', 'captions-note', 'captions-note-button'],
      ...['record-note', 'record-note-button', 'panel-button', 'network-check', 'stats', 'devices'],
      ...['chat', 'chat-input', 'chat-send-button', 'chat-preview', 'attach-button', 'file'],
    ];
    const unseen = namesOf(cssParts).filter((part) => !seen.has(part) && !rare.includes(part));
    expect(unseen).to.deep.equal([]);
  });
});
