import { expect } from '@open-wc/testing';
import { loadLanguage } from '../../../../src/element/texts/languages.js';
import { until } from '../../../support/until.js';
import { canvasStream, elementInCall, findPart, part, type FakedElement } from '../../fixtures.js';

await loadLanguage('ar');

async function inCall(lang = 'en') {
  const { element, call } = await elementInCall('connected', lang);
  element.style.cssText =
    'position: fixed; inset: 0 auto auto 0; width: 700px; height: 500px; transition: none';
  call.setLocalStream(canvasStream());
  call.setLocalMedia({ microphone: true, camera: true });
  call.setRemoteStream(canvasStream());
  call.setRemoteMedia({ microphone: true, camera: true });
  await element.updateComplete;
  return { element, call };
}

const PARTS = { self: 'local-video', remote: 'remote-video', screen: 'remote-screen-video' };
type Name = keyof typeof PARTS;

const video = (element: FakedElement, name: Name) => part<HTMLVideoElement>(element, PARTS[name]);
const grip = (element: FakedElement, name: Name) =>
  element.renderRoot.querySelector<HTMLElement>(`.of-${name} .grip`);
const isLarge = (element: FakedElement, name: Name) =>
  video(element, name).getBoundingClientRect().width > 650;

/** The corner that the middle of a small picture is nearest to. */
function corner(element: FakedElement, name: Name): string {
  const { left, top, width, height } = video(element, name).getBoundingClientRect();
  return `${top + height / 2 < 250 ? 'top' : 'bottom'} ${left + width / 2 < 350 ? 'left' : 'right'}`;
}

function key(element: FakedElement, name: Name, value: string): Promise<unknown> {
  const event = new KeyboardEvent('keydown', { key: value, bubbles: true, cancelable: true });
  grip(element, name)?.dispatchEvent(event);
  return element.updateComplete;
}

/** Of a finger: there is one, unless it says otherwise. */
function pointer(node: Element | null, type: string, x: number, y: number): void {
  const init = { pointerId: 7, isPrimary: true, button: 0, bubbles: true, composed: true };
  node?.dispatchEvent(new PointerEvent(type, { ...init, clientX: x, clientY: y }));
}

async function drag(element: FakedElement, name: Name, to: readonly [number, number]) {
  const node = grip(element, name)!;
  // Of pointers that a script makes up there are none to capture.
  node.setPointerCapture = () => {};
  const { left, top, width, height } = node.getBoundingClientRect();
  pointer(node, 'pointerdown', left + width / 2, top + height / 2);
  pointer(node, 'pointermove', ...to);
  const moved = video(element, name).getBoundingClientRect();
  pointer(node, 'pointerup', ...to);
  node.click();
  await element.updateComplete;
  await element.updateComplete;
  // A page in the background has no time for them.
  for (const one of [node.parentElement!, video(element, name)]) {
    for (const animation of one.getAnimations()) animation.finish();
  }
  return moved;
}

describe('P2pVideoCallElement: the small pictures', () => {
  it('the self-view goes from corner to corner by the arrow keys', async () => {
    const { element } = await inCall();
    expect(corner(element, 'self')).to.equal('bottom right');
    for (const [name, where] of [
      ['ArrowUp', 'top right'],
      ['ArrowUp', 'top right'],
      ['ArrowLeft', 'top left'],
      ['ArrowDown', 'bottom left'],
      ['ArrowRight', 'bottom right'],
    ] as const) {
      await key(element, 'self', name);
      expect(corner(element, 'self'), name).to.equal(where);
    }
  });

  it('an arrow is the way that it points, where lines run from right to left, too', async () => {
    const { element } = await inCall('ar');
    expect(corner(element, 'self')).to.equal('bottom left');
    await key(element, 'self', 'ArrowRight');
    expect(corner(element, 'self')).to.equal('bottom right');
    await drag(element, 'self', [20, 120]);
    expect(corner(element, 'self')).to.equal('top left');
  });

  it('follows the pointer, and goes to the nearest corner; that is no press', async () => {
    const { element } = await inCall();
    const moved = await drag(element, 'self', [150, 160]);
    expect(moved.left + moved.width / 2).to.be.closeTo(150, 1);
    expect(moved.top + moved.height / 2).to.be.closeTo(160, 1);
    expect(corner(element, 'self')).to.equal('top left');
    expect(isLarge(element, 'remote'), 'not swapped').to.equal(true);
    const { left, top } = grip(element, 'self')!.getBoundingClientRect();
    const box = video(element, 'self').getBoundingClientRect();
    expect([left, top]).to.deep.equal([box.left, box.top]);
    const chip = element.renderRoot.querySelector('.chip')!.getBoundingClientRect();
    expect(box.top, 'below the words').to.be.at.least(chip.bottom);
  });

  it('a finger that trembles presses', async () => {
    const { element } = await inCall();
    const node = grip(element, 'self')!;
    node.setPointerCapture = () => {};
    pointer(node, 'pointerdown', 600, 400);
    pointer(node, 'pointermove', 603, 402);
    pointer(node, 'pointerup', 603, 402);
    node.click();
    await element.updateComplete;
    expect(isLarge(element, 'self')).to.equal(true);
  });

  it('a press makes it the large one, and the other one small; and back. No video starts anew', async () => {
    const { element } = await inCall();
    const emptied: unknown[] = [];
    element.renderRoot.addEventListener('emptied', ({ target }) => emptied.push(target), true);
    grip(element, 'self')?.click();
    await element.updateComplete;
    expect([isLarge(element, 'self'), isLarge(element, 'remote')]).to.deep.equal([true, false]);
    expect(grip(element, 'self')).to.equal(null);
    // Of a double click, the second one.
    grip(element, 'remote')?.dispatchEvent(new MouseEvent('click', { detail: 2 }));
    await element.updateComplete;
    expect(isLarge(element, 'self')).to.equal(true);
    grip(element, 'remote')?.click();
    await element.updateComplete;
    expect(isLarge(element, 'remote')).to.equal(true);
    expect(emptied).to.deep.equal([]);
  });

  it('a shared screen is large, and both cameras are small beside each other', async () => {
    const { element, call } = await inCall();
    grip(element, 'self')?.click();
    call.remoteScreenStream = canvasStream();
    call.setRemoteMedia({ screen: true });
    await element.updateComplete;
    expect(isLarge(element, 'self'), 'the user has the last word').to.equal(true);
    grip(element, 'screen')?.click();
    await element.updateComplete;
    expect(isLarge(element, 'screen')).to.equal(true);
    const [self, remote] = (['self', 'remote'] as const).map((name) =>
      video(element, name).getBoundingClientRect(),
    );
    expect(remote!.right).to.be.below(self!.left);
    expect(remote!.top).to.equal(self!.top);
    for (const name of ['ArrowLeft', 'ArrowUp']) await key(element, 'remote', name);
    expect([corner(element, 'self'), corner(element, 'remote')]).to.deep.equal([
      'top left',
      'top left',
    ]);
    call.setRemoteMedia({ screen: false });
    await element.updateComplete;
    expect(isLarge(element, 'remote')).to.equal(true);
  });

  it('nothing stays large that is no longer there', async () => {
    const { element, call } = await inCall();
    grip(element, 'self')?.click();
    call.setRemoteMedia({ camera: false });
    await element.updateComplete;
    expect(isLarge(element, 'self'), 'oneself alone is no call').to.equal(false);
    expect(element.renderRoot.querySelector('.placeholder')).not.to.equal(null);
    call.setRemoteMedia({ camera: true });
    call.setLocalMedia({ camera: false });
    await element.updateComplete;
    expect(isLarge(element, 'remote')).to.equal(true);
  });

  it('the self-view can be hidden, and comes back where it was', async () => {
    const { element } = await inCall();
    await key(element, 'self', 'ArrowUp');
    part(element, 'self-view-button').click();
    await element.updateComplete;
    expect(video(element, 'self').checkVisibility()).to.equal(false);
    expect(grip(element, 'self')).to.equal(null);
    const back = part(element, 'self-view-button');
    expect(back.ariaLabel).to.equal('Show my picture');
    back.click();
    await element.updateComplete;
    expect(video(element, 'self').checkVisibility()).to.equal(true);
    expect(corner(element, 'self')).to.equal('top right');
  });

  it('without a drag: the menu swaps, moves and hides', async () => {
    const { element } = await inCall();
    const choose = async (name: string) => {
      part(element, 'more-button').click();
      await until(() => findPart(element, 'more'));
      element.renderRoot.querySelector<HTMLElement>(`.more [part=${name}]`)?.click();
      await until(() => !findPart(element, 'more'));
    };
    for (const where of ['bottom left', 'top left', 'top right', 'bottom right']) {
      await choose('move-button');
      expect(corner(element, 'self')).to.equal(where);
    }
    await choose('swap-button');
    expect(isLarge(element, 'self')).to.equal(true);
    await choose('swap-button');
    await choose('self-view-button');
    expect(video(element, 'self').checkVisibility()).to.equal(false);
    await choose('self-view-button');
    expect(video(element, 'self').checkVisibility()).to.equal(true);
  });

  it('the next call begins as usual', async () => {
    const { element, call } = await inCall();
    grip(element, 'self')?.click();
    await element.updateComplete;
    call.end('hangup');
    element.startCall('peer-2');
    const next = element.lastPlaced;
    next.setLocalStream(canvasStream());
    next.setLocalMedia({ microphone: true, camera: true });
    next.setRemoteStream(canvasStream());
    next.setRemoteMedia({ camera: true });
    next.moveTo('connected');
    await element.updateComplete;
    expect(isLarge(element, 'remote')).to.equal(true);
  });
});
