import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { until } from '../../../support/until.js';
import {
  elementInCall,
  findPart,
  idleElement,
  part,
  visibleText,
  type FakedElement,
} from '../../fixtures.js';
import { OwnStorage } from '../../own-storage.js';

const KEY = 'p2p-video-call:name';

describe('P2pVideoCallElement: names', () => {
  let storage: OwnStorage;
  beforeEach(() => (storage = new OwnStorage()));
  afterEach(() => {
    sinon.restore();
  });

  const nameOf = (element: FakedElement) =>
    element.renderRoot.querySelector<HTMLElement>('.peer .name');
  const addressOf = (element: FakedElement) =>
    element.renderRoot.querySelector<HTMLElement>('.peer-name');

  describe('of the other side', () => {
    it('stands above its address, from the ring to the end', async () => {
      const element = await idleElement();
      const call = element.ring();
      call.setPeerName('Ada Lovelace');
      await until(() => nameOf(element) !== null);
      expect(visibleText(element)).to.contain('Ada Lovelace').and.contain('peer-1');
      await expect(element).to.be.accessible();
      for (const state of ['connecting', 'connected', 'reconnecting', 'ended'] as const) {
        if (state === 'ended') call.end('hangup');
        else call.moveTo(state);
        await element.updateComplete;
        const [name, address] = [nameOf(element), addressOf(element)];
        expect(name?.innerText, state).to.equal('Ada Lovelace');
        expect(address?.innerText, state).to.equal('peer-1');
        const isAbove =
          name!.getBoundingClientRect().bottom <= address!.getBoundingClientRect().top;
        expect(isAbove, state).to.equal(true);
        const letters = [name, address].map((node) => getComputedStyle(node!).fontFamily);
        expect(letters[0], 'they can be told from each other').to.not.equal(letters[1]);
      }
    });

    it('may come later, and go', async () => {
      const { element, call } = await elementInCall('calling');
      expect(nameOf(element)).to.equal(null);
      call.setPeerName('Ada');
      await until(() => nameOf(element)?.innerText === 'Ada');
      call.setPeerName(null);
      await until(() => nameOf(element) === null);
      expect(addressOf(element)?.innerText).to.equal('peer-1');
    });

    for (const [what, name] of [
      ['markup', '<img src=x onerror=alert(1)><b>Ada</b>'],
      ['what turns the direction of writing', '\u202egnp.exe'],
      ['ten kilobytes', 'Ada '.repeat(2_560)],
      ['one word without an end', 'A'.repeat(10_240)],
      ['an address', 'peer-2'],
    ] as const) {
      it(`is text in one line, whatever it is: ${what}`, async () => {
        const { element, call } = await elementInCall('connected');
        call.setPeerName(name);
        await until(() => nameOf(element) !== null);
        const node = nameOf(element)!;
        expect(node.textContent).to.equal(name);
        expect(node.childElementCount).to.equal(0);
        expect(node.localName).to.equal('bdi');
        expect(addressOf(element)?.innerText).to.equal('peer-1');
        const root = element.renderRoot.querySelector('.root')!;
        expect(node.getBoundingClientRect().right).to.be.at.most(
          root.getBoundingClientRect().right,
        );
        expect(node.getBoundingClientRect().height).to.be.below(40);
      });
    }
  });

  describe('of one’s own', () => {
    async function asked(name = ''): Promise<FakedElement> {
      const element = await idleElement();
      element.displayName = name;
      element.setAttribute('ask-name', '');
      await until(() => findPart(element, 'own-name') !== null);
      return element;
    }

    const field = (element: FakedElement) => part<HTMLInputElement>(element, 'own-name');
    const box = (element: FakedElement) =>
      element.renderRoot.querySelector<HTMLInputElement>('.group [type=checkbox]')!;
    function type(element: FakedElement, name: string): void {
      field(element).value = name;
      field(element).dispatchEvent(new Event('change'));
    }

    it('is asked for only if the page wants to know', async () => {
      const element = await idleElement();
      await until(() => findPart(element, 'devices-button') !== null);
      expect(findPart(element, 'own-name')).to.equal(null);
    });

    it('goes into the calls that follow, and is not kept', async () => {
      const element = await asked();
      await expect(element).to.be.accessible();
      type(element, 'Grace');
      await element.updateComplete;
      expect(element.displayName).to.equal('Grace');
      expect(element.listenOptions?.displayName).to.equal('Grace');
      element.startCall('peer-1');
      expect(element.lastPlaced.options.displayName).to.equal('Grace');
      expect(localStorage.getItem(KEY)).to.equal(null);
    });

    it('is what the page says at first', async () => {
      expect(field(await asked('Grace Hopper')).value).to.equal('Grace Hopper');
    });

    it('is remembered on request, until that is taken back', async () => {
      const element = await asked();
      type(element, 'Grace');
      box(element).click();
      type(element, 'Grace Hopper');
      element.remove();
      const next = await asked();
      await until(() => field(next).value === 'Grace Hopper');
      expect(next.displayName).to.equal('Grace Hopper');
      expect(box(next).checked).to.equal(true);
      box(next).click();
      expect(localStorage.getItem(KEY)).to.equal(null);
    });

    it('says where the browser lets nothing be remembered', async () => {
      storage.isForbidden = true;
      const element = await asked();
      box(element).click();
      await until(() => visibleText(element).includes('does not let the page remember'));
      expect(box(element).checked).to.equal(false);
    });
  });
});
