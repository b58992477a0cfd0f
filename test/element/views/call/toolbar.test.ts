import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { until } from '../../../support/until.js';
import { canvasStream, elementInCall, findPart, part, type FakedElement } from '../../fixtures.js';

async function inCall(lang = 'en') {
  const { element, call } = await elementInCall('connected', lang);
  call.setLocalStream(canvasStream());
  call.setLocalMedia({ microphone: true, camera: true });
  call.setRemoteStream(canvasStream());
  call.setRemoteMedia({ microphone: true, camera: true });
  await element.updateComplete;
  return { element, call };
}

const inBar = (element: FakedElement) =>
  [...element.renderRoot.querySelectorAll('.toolbar > button')].map(
    (button) => button.getAttribute('part') ?? '',
  );
const inMenu = (element: FakedElement) =>
  [...element.renderRoot.querySelectorAll<HTMLElement>('[role=menu] > button')].map(
    (button) => button.getAttribute('part') ?? '',
  );
const focused = (element: FakedElement) =>
  element.shadowRoot?.activeElement?.getAttribute('part') ?? null;

/** Pages in the background are told of no new size before they are painted. */
async function setWidth(element: FakedElement, width: number): Promise<void> {
  element.style.width = `${width}px`;
  element.requestUpdate();
  await element.updateComplete;
  await element.updateComplete;
  await element.updateComplete;
}

async function openMenu(element: FakedElement): Promise<HTMLElement> {
  part(element, 'more-button').click();
  await until(() => focused(element) !== null && inMenu(element).length > 0);
  const menu = part(element, 'more');
  // Pages in the background are told of no focus.
  if (!document.hasFocus()) menu.dispatchEvent(new FocusEvent('focus'));
  return menu;
}

function press(element: FakedElement, key: string): void {
  const options = { key, bubbles: true, composed: true, cancelable: true };
  element.shadowRoot?.activeElement?.dispatchEvent(new KeyboardEvent('keydown', options));
}

describe('P2pVideoCallElement: the toolbar', () => {
  afterEach(() => sinon.restore());

  it('has what there is room for; the rest is in the menu, and nothing is lost', async () => {
    const { element } = await inCall();
    await setWidth(element, 1200);
    await until(() => inBar(element).length > 6);
    const wide = inBar(element);
    expect(wide).to.include.members(['pip-button', 'fullscreen-button', 'screen-button']);
    for (const width of [640, 480, 400, 320, 280]) {
      await setWidth(element, width);
      const frame = part(element, 'toolbar').parentElement!;
      const isWithin = (node: Element) => {
        const box = node.getBoundingClientRect();
        const around = frame.getBoundingClientRect();
        return box.left >= around.left && box.right <= around.right;
      };
      await until(() => isWithin(part(element, 'toolbar')), `room in ${width} px`);
      const bar = inBar(element);
      expect(bar.slice(0, 2), `${width}`).to.deep.equal(['microphone-button', 'camera-button']);
      expect(bar.slice(-2), `${width}`).to.deep.equal(['more-button', 'hangup-button']);
      await openMenu(element);
      expect([...bar, ...inMenu(element)], `${width}`).to.include.members(wide);
      part(element, 'more-button').click();
      await until(() => !findPart(element, 'more'));
    }
    expect(inBar(element)).not.to.include('fullscreen-button');
    await setWidth(element, 1200);
    await until(() => inBar(element).join() === wide.join(), 'all are back');
  });

  it('the buttons keep their nodes and the focus when others come and go', async () => {
    const { element, call } = await inCall();
    const camera = part(element, 'camera-button');
    const more = part(element, 'more-button');
    more.focus();
    for (const width of [300, 900, 280, 1200]) {
      const before = inBar(element).length;
      await setWidth(element, width);
      await until(() => inBar(element).length !== before);
      expect(focused(element)).to.equal('more-button');
    }
    call.moveTo('reconnecting');
    await element.updateComplete;
    expect(part(element, 'camera-button')).to.equal(camera);
    expect(part(element, 'more-button')).to.equal(more);
  });

  it('the menu is gone through by keys, and gives the focus back', async () => {
    const { element } = await inCall();
    await setWidth(element, 280);
    await until(() => !inBar(element).includes('pip-button'));
    const menu = await openMenu(element);
    const items = inMenu(element);
    expect(menu.role).to.equal('menu');
    expect(menu.ariaLabel).to.equal('More');
    const more = part(element, 'more-button');
    expect([more.ariaHasPopup, more.ariaExpanded]).to.deep.equal(['menu', 'true']);
    expect(more.getAttribute('aria-controls')).to.equal(menu.id);
    expect(focused(element)).to.equal(items[0]);
    const goes = (key: string, to: string | undefined) => {
      press(element, key);
      expect(focused(element), key).to.equal(to);
    };
    goes('ArrowDown', items[1]);
    goes('ArrowUp', items[0]);
    goes('ArrowUp', items.at(-1));
    goes('ArrowDown', items[0]);
    goes('End', items.at(-1));
    goes('Home', items[0]);
    press(element, 'Escape');
    await until(() => !findPart(element, 'more'));
    expect(focused(element)).to.equal('more-button');
    expect(more.ariaExpanded).to.equal('false');

    await openMenu(element);
    press(element, 'Tab');
    await until(() => !findPart(element, 'more'));
    expect(focused(element)).to.equal('more-button');
    await openMenu(element);
    element.renderRoot.querySelector<HTMLElement>('.beside')?.click();
    await until(() => !findPart(element, 'more'), 'a press beside it');
  });

  it('a line of the menu does what its button does, and closes it', async () => {
    const { element, call } = await inCall();
    element.controlsList = 'nopip nofullscreen nochat';
    await setWidth(element, 240);
    await until(() => !inBar(element).includes('screen-button'));
    const menu = await openMenu(element);
    const screen = menu.querySelector<HTMLElement>('[part=screen-button]');
    expect([screen?.role, screen?.ariaChecked]).to.deep.equal(['menuitemcheckbox', 'false']);
    screen?.click();
    await until(() => !findPart(element, 'more'));
    expect(call.requests).to.deep.equal([['setScreenShareEnabled', true]]);
  });

  it('`controlslist` takes away what it names, but never the button to hang up', async () => {
    const { element } = await inCall();
    await setWidth(element, 1200);
    await until(() => inBar(element).includes('fullscreen-button'));
    element.setAttribute(
      'controlslist',
      'noCamera nopip  noswap\nnomove noself-view nostats norecord nocaptions nohangup x',
    );
    await element.updateComplete;
    const bar = inBar(element);
    expect(bar).not.to.include.members(['camera-button']);
    expect(bar).not.to.include.members(['pip-button']);
    // Nothing is left for the menu.
    expect(bar).not.to.include.members(['more-button']);
    expect(bar).to.include.members(['microphone-button', 'fullscreen-button', 'hangup-button']);
    element.controlsList =
      'nomicrophone nocamera noscreen nochat noflip nodevices nopip nofullscreen noswap nomove noself-view nostats norecord nocaptions';
    await element.updateComplete;
    expect(inBar(element)).to.deep.equal(['hangup-button']);
    element.removeAttribute('controlslist');
    await element.updateComplete;
    expect(inBar(element).slice(0, 2)).to.deep.equal(['microphone-button', 'camera-button']);
  });

  it('offers the other camera where there is a finger, as long as the camera is on', async () => {
    const { element, call } = await inCall();
    expect(findPart(element, 'flip-button')).to.equal(null);
    const real = window.matchMedia.bind(window);
    sinon
      .stub(window, 'matchMedia')
      .callsFake((query) => real(query === '(pointer: coarse)' ? 'all' : query));
    await setWidth(element, 1200);
    // What a thin line holds back is on.
    call.setLocalMedia({ camera: false, paused: { camera: 'bandwidth' } });
    await until(() => findPart(element, 'flip-button'));
    part(element, 'flip-button').click();
    await until(() => call.requests.length > 0);
    expect(call.requests).to.deep.equal([['flipCamera']]);
    call.setLocalMedia({ camera: false, paused: {} });
    await element.updateComplete;
    expect(findPart(element, 'flip-button')).to.equal(null);
  });

  it('waits for no frame and no room in a document that nobody sees', async () => {
    const { element } = await inCall();
    element.hidden = true;
    element.requestUpdate();
    await element.updateComplete;
    expect(inBar(element)).to.include('hangup-button');
  });
});
