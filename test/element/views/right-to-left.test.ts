import { expect } from '@open-wc/testing';
import type { P2pVideoCallElement } from '../../../src/element/p2p-video-call.js';
import { LANGUAGES, loadLanguage } from '../../../src/element/texts/languages.js';
import { elementInCall, idleElement, part } from '../fixtures.js';
import { verificationCode } from '../../support/fake-peer-call.js';
import { until } from '../../support/until.js';
import { ADDRESS, SCREENS } from '../screens.js';

await Promise.all(LANGUAGES.map(loadLanguage));

/** From the smallest phone to where there is room for two columns. */
const WIDTHS = [280, 320, 768] as const;

const rootOf = (element: P2pVideoCallElement) =>
  element.renderRoot.querySelector<HTMLElement>('.root') as HTMLElement;

const centre = (node: Element) => {
  const { left, right } = node.getBoundingClientRect();
  return (left + right) / 2;
};

/** Cut off on purpose: an address that is too long ends in an ellipsis, and what is for screen readers alone is not seen. */
const MAY_BE_CUT = '.own-id, .peer-name, input, .unseen';
/** Moves by itself, round its middle. */
const MAY_STICK_OUT = '.avatar, .spinner, svg, svg *, ol, ol *';

/** What of the element lies beyond its edges, or holds more than fits. */
function overflowing(element: P2pVideoCallElement): string[] {
  const { left, right, top, bottom } = rootOf(element).getBoundingClientRect();
  const all = [...rootOf(element).querySelectorAll<HTMLElement>('*')];
  const visible = all.filter((node) => node.checkVisibility() && !node.matches(MAY_STICK_OUT));
  return visible
    .filter((node) => {
      const box = node.getBoundingClientRect();
      const isCut = node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 0;
      return (
        box.left < left - 1 ||
        box.right > right + 1 ||
        box.top < top - 1 ||
        box.bottom > bottom + 1 ||
        (isCut && !node.matches(MAY_BE_CUT) && getComputedStyle(node).display !== 'inline')
      );
    })
    .map((node) => `${node.localName}.${node.className}: ${node.textContent.trim()}`);
}

describe('P2pVideoCallElement: languages and directions', () => {
  for (const language of LANGUAGES) {
    for (const { name, make } of SCREENS) {
      it(`${language}: everything fits in, on any screen: ${name}`, async () => {
        const element = await make(language);
        for (const width of WIDTHS) {
          element.style.width = `${width}px`;
          element.requestUpdate();
          // Once more: how many buttons there is room for is seen then.
          for (let update = 0; update < 3; update += 1) await element.updateComplete;
          expect(overflowing(element), `${width} px`).to.deep.equal([]);
        }
      });
    }
  }

  for (const [language, begins] of [
    ['de', 'left'],
    ['ar', 'right'],
  ] as const) {
    const sign = begins === 'left' ? 1 : -1;
    const inOrder = (nodes: readonly Element[]) => {
      const places = nodes.map((node) => centre(node) * sign);
      expect(places).to.deep.equal(places.toSorted((one, other) => one - other));
    };

    it(`${language}: a call begins at the ${begins}, with its toolbar and its panels`, async () => {
      const { element, call } = await elementInCall('connected', language);
      call.setVerification(verificationCode());
      call.setQuality('good');
      await element.updateComplete;
      const names = ['microphone', 'camera', 'screen', 'hangup'].map((name) => `${name}-button`);
      inOrder(names.map((name) => part(element, name)));
      inOrder([element.renderRoot.querySelector('.chip')!, part(element, 'verify-button')]);
      // The bars grow away from where one begins to read.
      const bars = element.renderRoot.querySelector('.quality svg')!;
      expect(getComputedStyle(bars).scale).to.equal(begins === 'left' ? 'none' : '-1 1');
      part(element, 'verify-button').click();
      await until(() => element.renderRoot.querySelector('.verification'), 'the panel');
      inOrder([...element.renderRoot.querySelectorAll('.verification .row .button')]);
    });

    it(`${language}: the first screen begins at the ${begins}`, async () => {
      const element = await idleElement(language);
      inOrder([part(element, 'own-id'), part(element, 'own-id').nextElementSibling!]);
      inOrder([part(element, 'peer-id'), part(element, 'call-button')]);
      const { textAlign } = getComputedStyle(part(element, 'own-id'));
      expect(textAlign).to.equal(begins === 'left' ? 'start' : begins);
    });

    it(`${language}: codes and addresses are written from the left`, async () => {
      const { element, call } = await elementInCall('connected', language);
      call.setVerification(verificationCode());
      await element.updateComplete;
      part(element, 'verify-button').click();
      await until(() => element.renderRoot.querySelector('.verification'), 'the panel');
      const pictures = [...element.renderRoot.querySelectorAll('.emoji li')];
      expect(pictures).to.have.length(5);
      const places = pictures.map(centre);
      expect(places).to.deep.equal(places.toSorted((one, other) => one - other));
      const nodes = element.renderRoot.querySelector('.digits')!.childNodes;
      const isCode = (node: Node) => node instanceof Text && /\d/.test(node.data);
      const digits = [...nodes].find(isCode)!;
      const placeOf = (index: number) => {
        const range = new Range();
        range.setStart(digits, index);
        range.setEnd(digits, index + 1);
        return range.getBoundingClientRect().left;
      };
      const text = digits.textContent!;
      expect(text.trim()).to.equal('024 057 183');
      const order = [...text].flatMap((sign, index) => (/\d/.test(sign) ? [placeOf(index)] : []));
      expect(order).to.deep.equal(order.toSorted((one, other) => one - other));

      const idle = await idleElement(language);
      const input = part<HTMLInputElement>(idle, 'peer-id');
      // What asks for an address is in the language, the address itself is not.
      expect(getComputedStyle(input).direction).to.equal(language === 'ar' ? 'rtl' : 'ltr');
      idle.peerId = ADDRESS;
      await idle.updateComplete;
      expect(getComputedStyle(input).direction).to.equal('ltr');
      expect(getComputedStyle(input).textAlign).to.equal(language === 'ar' ? 'right' : 'start');
      expect(getComputedStyle(part(idle, 'own-id')).direction).to.equal('ltr');
    });
  }

  it('the self-view is where nothing begins', async () => {
    const sideOf = async (language: string) => {
      const { element, call } = await elementInCall('connected', language);
      call.setLocalStream(new MediaStream());
      call.setLocalMedia({ camera: true });
      await element.updateComplete;
      const middle = centre(rootOf(element));
      return centre(part(element, 'local-video')) < middle ? 'left' : 'right';
    };
    expect([await sideOf('de'), await sideOf('ar')]).to.deep.equal(['right', 'left']);
  });

  it('names from outside do not turn the words around them', async () => {
    const { element, call } = await elementInCall('connected', 'ar');
    const names = [...element.renderRoot.querySelectorAll('.peer-name, .own-id')];
    expect(names.map(({ localName }) => localName)).to.deep.equal(['bdi']);
    call.end('hangup');
    await element.updateComplete;
    const after = element.renderRoot.querySelector('.peer-name');
    expect(after?.localName).to.equal('bdi');
  });
});
