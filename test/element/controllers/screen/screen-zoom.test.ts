import { expect } from '@open-wc/testing';
import { canvasStream, elementInCall, findPart, part, type FakedElement } from '../../fixtures.js';

async function screenShared() {
  const { element, call } = await elementInCall('connected');
  element.style.cssText = 'position: fixed; inset: 0 auto auto 0; width: 600px; height: 400px';
  call.setRemoteStream(canvasStream());
  call.remoteScreenStream = canvasStream();
  call.setRemoteMedia({ microphone: true, camera: true, screen: true });
  await element.updateComplete;
  const screen = part(element, 'remote-screen-video');
  // Of pointers that a script makes up there are none to capture.
  screen.setPointerCapture = () => {};
  return { element, call, screen };
}

const zoomButtons = (element: FakedElement) =>
  [...part(element, 'zoom').querySelectorAll<HTMLElement>('button')] as [HTMLElement, HTMLElement];
const scale = (screen: HTMLElement) => Math.round(screen.getBoundingClientRect().width) / 600;

/** Where a point of the shared picture is now, of which one knows where it was at first. */
function place(screen: HTMLElement, x: number, y: number): [number, number] {
  const { left, top } = screen.getBoundingClientRect();
  return [Math.round(left + x * scale(screen)), Math.round(top + y * scale(screen))];
}

function pointer(screen: HTMLElement, type: string, id: number, x: number, y: number): void {
  const init = { pointerId: id, bubbles: true, composed: true, clientX: x, clientY: y };
  screen.dispatchEvent(new PointerEvent(type, init));
}

function tap(screen: HTMLElement, x: number, y: number): void {
  pointer(screen, 'pointerdown', 1, x, y);
  pointer(screen, 'pointerup', 1, x, y);
}

describe('ScreenZoom', () => {
  it('has buttons for a shared screen, and for nothing else', async () => {
    const { element, call, screen } = await screenShared();
    const [larger, smaller] = zoomButtons(element);
    expect([smaller.ariaDisabled, part(element, 'zoom').ariaLabel]).to.deep.equal([
      'true',
      'Their screen',
    ]);
    larger.click();
    await element.updateComplete;
    expect(scale(screen)).to.equal(1.5);
    const [, , all] = zoomButtons(element) as readonly HTMLElement[];
    expect(all?.ariaLabel).to.equal('150%. Show all of it');
    larger.click();
    smaller.click();
    smaller.click();
    smaller.click();
    await element.updateComplete;
    expect(scale(screen)).to.equal(1);
    for (let press = 0; press < 9; press += 1) larger.click();
    await element.updateComplete;
    expect(scale(screen)).to.equal(6);
    expect(larger.ariaDisabled).to.equal('true');
    (zoomButtons(element) as readonly HTMLElement[])[2]?.click();
    await element.updateComplete;
    expect(scale(screen)).to.equal(1);

    larger.click();
    call.setRemoteMedia({ screen: false });
    await element.updateComplete;
    expect(findPart(element, 'zoom')).to.equal(null);
    call.setRemoteMedia({ screen: true });
    await element.updateComplete;
    expect(scale(screen), 'the next one begins as a whole').to.equal(1);
  });

  it('a wheel with `ctrl` makes it larger where it points, and the page stays; without it the page scrolls', async () => {
    const { screen } = await screenShared();
    const turn = (ctrlKey: boolean) => {
      const init = { deltaY: -200, ctrlKey, clientX: 450, clientY: 100 };
      const event = new WheelEvent('wheel', { ...init, bubbles: true, cancelable: true });
      screen.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(turn(false)).to.equal(false);
    expect(scale(screen)).to.equal(1);
    expect(turn(true)).to.equal(true);
    expect(scale(screen)).to.be.closeTo(2.2, 0.1);
    const [x, y] = place(screen, 450, 100);
    expect(x).to.be.closeTo(450, 2);
    expect(y).to.be.closeTo(100, 2);
  });

  it('two taps make it larger there, and two more show all of it', async () => {
    const { screen } = await screenShared();
    tap(screen, 150, 300);
    expect(scale(screen), 'one tap').to.equal(1);
    tap(screen, 400, 100);
    expect(scale(screen), 'two in different places').to.equal(1);
    tap(screen, 402, 101);
    expect(scale(screen)).to.equal(2.5);
    const [x] = place(screen, 402, 101);
    expect(x).to.be.closeTo(402, 2);
    tap(screen, 300, 200);
    tap(screen, 300, 200);
    expect(scale(screen)).to.equal(1);
  });

  it('two fingers spread it, one moves it, and its edges stay outside of the frame', async () => {
    const { screen } = await screenShared();
    pointer(screen, 'pointerdown', 1, 250, 200);
    pointer(screen, 'pointerdown', 2, 350, 200);
    pointer(screen, 'pointermove', 1, 200, 200);
    pointer(screen, 'pointermove', 2, 400, 200);
    expect(scale(screen)).to.be.closeTo(2, 0.02);
    pointer(screen, 'pointerup', 2, 400, 200);
    const before = place(screen, 300, 200);
    pointer(screen, 'pointermove', 1, 260, 230);
    expect(place(screen, 300, 200)).to.deep.equal([before[0] + 60, before[1] + 30]);
    pointer(screen, 'pointermove', 1, 2_000, 2_000);
    const { left, top } = screen.getBoundingClientRect();
    expect([left, top].map(Math.round)).to.deep.equal([0, 0]);
    pointer(screen, 'pointerup', 1, 2_000, 2_000);
    pointer(screen, 'pointermove', 1, 100, 100);
    expect(Math.round(screen.getBoundingClientRect().left), 'no finger is on it').to.equal(0);
  });

  it('the arrow keys move it while the focus is at its buttons', async () => {
    const { element, screen } = await screenShared();
    const [larger] = zoomButtons(element);
    const press = (key: string) => {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
      larger.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(press('ArrowRight'), 'nothing to move').to.equal(false);
    larger.click();
    await element.updateComplete;
    const before = place(screen, 300, 200);
    expect(press('ArrowRight')).to.equal(true);
    expect(place(screen, 300, 200)).to.deep.equal([before[0] - 60, before[1]]);
    press('ArrowDown');
    expect(place(screen, 300, 200)).to.deep.equal([before[0] - 60, before[1] - 60]);
    expect(press('a')).to.equal(false);
  });
});
