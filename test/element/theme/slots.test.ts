import { expect } from '@open-wc/testing';
import type { P2pVideoCallElement } from '../../../src/element/p2p-video-call.js';
import { until } from '../../support/until.js';
import { canvasStream, elementInCall, findPart, idleElement, part } from '../fixtures.js';
import { SCREENS, screen } from '../screens.js';
import { describedElement, namesOf } from './manifest.js';

const { slots } = await describedElement();

function given(element: Element, slot: string, markup: string): HTMLElement {
  const template = document.createElement('template');
  template.innerHTML = markup;
  const node = template.content.firstElementChild as HTMLElement;
  node.slot = slot;
  element.append(node);
  return node;
}

const slotOf = (element: P2pVideoCallElement, name: string) =>
  element.renderRoot.querySelector<HTMLSlotElement>(`slot[name="${name}"]`);

/** Where a Tab leads, in the order of the page as it is shown: into slots, too. */
function tabStops(root: ParentNode): HTMLElement[] {
  return [...root.children].flatMap((node): HTMLElement[] => {
    const element = node as HTMLElement;
    if (!element.checkVisibility() && !(element instanceof HTMLSlotElement)) return [];
    if (element instanceof HTMLSlotElement && element.assignedElements().length > 0) {
      return element.assignedElements().flatMap((one) => [one as HTMLElement, ...tabStops(one)]);
    }
    const isStop = element.tabIndex >= 0 && element.matches('button, input, a, summary');
    return [...(isStop ? [element] : []), ...tabStops(element)];
  });
}

const isBelow = (lower: Element, upper: Element) =>
  lower.getBoundingClientRect().top >= upper.getBoundingClientRect().bottom - 1;

describe('P2pVideoCallElement: slots', () => {
  for (const [slot, name, before] of [
    ['idle', 'idle', 'status'],
    ['incoming', 'ringing here', 'status'],
    ['ended', 'ended, with advice', 'status'],
    ['offline', 'offline', 'status'],
    ['calling', 'calling', 'status'],
    ['connecting', 'connecting', 'status'],
  ] as const) {
    it(`${slot}: is shown below the status, is accessible, and is reached by Tab`, async () => {
      const element = await screen(name).make('en');
      const link = given(element, slot, '<a href="#terms">Terms of this page</a>');
      expect(link.checkVisibility()).to.equal(true);
      expect(link.assignedSlot).to.equal(slotOf(element, slot));
      expect(isBelow(link, part(element, before))).to.equal(true);
      const box = link.getBoundingClientRect();
      const around = element.getBoundingClientRect();
      expect(box.left >= around.left && box.right <= around.right).to.equal(true);
      const stops = tabStops(element.shadowRoot!);
      const buttons = stops.filter((stop) => stop !== link);
      expect(stops.indexOf(link)).to.equal(0);
      expect(buttons).to.not.have.length(0);
      await expect(element).to.be.accessible();
    });
  }

  it('only that of the screen is shown', async () => {
    const element = await idleElement();
    const idle = given(element, 'idle', '<p>Who do you want to call?</p>');
    const ended = given(element, 'ended', '<p>How was it?</p>');
    const incoming = given(element, 'incoming', '<p>From a customer</p>');
    const unnamed = given(element, '', '<p>In no slot</p>');
    const shown = () => [idle, ended, incoming, unnamed].map((node) => node.checkVisibility());
    expect(shown()).to.deep.equal([true, false, false, false]);
    const call = element.ring();
    await element.updateComplete;
    expect(shown()).to.deep.equal([false, false, true, false]);
    call.end('hangup');
    await element.updateComplete;
    expect(shown()).to.deep.equal([false, true, false, false]);
  });

  it('logo: stands in place of the picture before a call, which is there without one', async () => {
    for (const name of ['idle', 'a room, before it is joined']) {
      const element = await screen(name).make('en');
      const emblem = part(element, 'emblem');
      emblem.style.display = 'grid';
      expect(emblem.checkVisibility()).to.equal(true);
      const logo = given(element, 'logo', '<img alt="Our school" width="40" height="40">');
      expect(logo.checkVisibility()).to.equal(true);
      expect(emblem.checkVisibility()).to.equal(false);
      await expect(element).to.be.accessible();
    }
  });

  it('toolbar-start and toolbar-end: are the first and the last in the toolbar, also by Tab', async () => {
    const { element } = await elementInCall('connected');
    const last = given(element, 'toolbar-end', '<button>Help</button>');
    const first = given(element, 'toolbar-start', '<button>Notes</button>');
    const centres = [
      first,
      part(element, 'microphone-button'),
      part(element, 'hangup-button'),
      last,
    ]
      .map((node) => node.getBoundingClientRect())
      .map(({ left, right }) => (left + right) / 2);
    expect(centres).to.deep.equal(centres.toSorted((one, other) => one - other));
    const stops = tabStops(part(element, 'toolbar'));
    expect(stops[0]).to.equal(first);
    expect(stops.at(-1)).to.equal(last);
    await expect(element).to.be.accessible();
  });

  it('icons: what a page gives takes the place of the element’s, and is as large', async () => {
    const { element, call } = await elementInCall('connected');
    call.setLocalMedia({ microphone: true });
    await element.updateComplete;
    const before = element.renderRoot.querySelector('[part=hangup-button] svg')!;
    const size = getComputedStyle(before).width;
    const hangup = given(
      element,
      'icon-hangup',
      '<svg viewBox="0 0 9 9"><path d="M0 0h9" /></svg>',
    );
    const on = given(element, 'icon-microphone', '<svg viewBox="0 0 9 9"></svg>');
    const off = given(element, 'icon-microphone-off', '<svg viewBox="0 0 9 9"></svg>');
    expect(before.checkVisibility()).to.equal(false);
    expect(getComputedStyle(hangup).width).to.equal(size);
    expect(part(element, 'hangup-button').ariaLabel).to.equal('Hang up');
    // The element's own picture lies down; the page's is as the page wants it.
    expect(getComputedStyle(hangup).rotate).to.equal('none');
    expect([on, off].map((icon) => icon.checkVisibility())).to.deep.equal([true, false]);
    call.setLocalMedia({ microphone: false });
    await element.updateComplete;
    expect([on, off].map((icon) => icon.checkVisibility())).to.deep.equal([false, true]);
    await expect(element).to.be.accessible();
  });

  it('icons: every one that is documented is somewhere', async () => {
    const seen = new Set<string>();
    const collect = (element: P2pVideoCallElement) => {
      for (const slot of element.renderRoot.querySelectorAll('slot')) seen.add(slot.name);
    };
    for (const { make } of SCREENS) collect(await make('en'));
    const { element, call } = await elementInCall('connected');
    for (const quality of ['lost', 'poor', 'good', 'excellent'] as const) {
      call.setQuality(quality);
      await element.updateComplete;
      collect(element);
    }
    for (const verified of ['secret', 'user'] as const) {
      call.setVerification(null, verified);
      await element.updateComplete;
      collect(element);
    }
    call.setLocalStream(canvasStream());
    call.setRemoteStream(canvasStream());
    call.setLocalMedia({ microphone: true, camera: true });
    call.setRemoteMedia({ microphone: true, camera: true });
    await element.updateComplete;
    part(element, 'more-button').click();
    await until(() => findPart(element, 'swap-button') && findPart(element, 'record-button'));
    collect(element);
    // In the tests of what they belong to: a copied address, a self-view, a phone, a call without sound or code, full screen.
    const rare = ['copied', 'flip', 'sound', 'lock-off', 'full-screen-off', 'eye'].map(
      (name) => `icon-${name}`,
    );
    const unseen = namesOf(slots).filter((name) => !seen.has(name) && !rare.includes(name));
    expect(unseen).to.deep.equal(['waiting']);
  });
});
