import { expect } from '@open-wc/testing';
import type { EndReason } from '../../../../src/call/terms/call-state.js';
import { idleElement, part, type FakedElement } from '../../fixtures.js';

/** What `performance.now()` says. It stands still, however busy the machine is. */
let nowMs = 0;

/** Presses `button` so many milliseconds from now, as its event says by the clock of its window. */
function press(button: HTMLElement, afterMs: number): void {
  const event = new MouseEvent('click', { bubbles: true, composed: true });
  const now = button.ownerDocument.defaultView!.performance.now();
  Object.defineProperty(event, 'timeStamp', { value: now + afterMs });
  button.dispatchEvent(event);
}

async function answerButtons(element: FakedElement): Promise<HTMLElement[]> {
  await element.updateComplete;
  const answer = part(element, 'answer-button');
  const audioOnly = answer.previousElementSibling as HTMLElement;
  return [answer, audioOnly];
}

/** A caller who has taken the place of another. */
async function swapped(reason: EndReason) {
  const element = await idleElement();
  const first = element.ring({ peerId: 'stranger' });
  await element.updateComplete;
  first.end(reason);
  const second = element.ring({ peerId: 'friend' });
  return { element, first, second, buttons: await answerButtons(element) };
}

describe('P2pVideoCallElement: a caller in the place of another', () => {
  beforeEach(() => {
    nowMs = 100_000;
    performance.now = () => nowMs;
  });

  afterEach(() => Reflect.deleteProperty(performance, 'now'));

  for (const reason of ['busy', 'replaced', 'cancelled'] as const) {
    it(`is shown when the one before has ended with ${reason}`, async () => {
      const { element, second } = await swapped(reason);
      expect(element.call).to.equal(second.asPeerCall);
      expect(element.state).to.equal('ringing');
      expect(second.requests).to.deep.equal([]);
      expect(element.renderRoot.querySelector('.peer-name')?.textContent).to.equal('friend');
    });
  }

  it('is not answered by a press that was on its way to the one before', async () => {
    const { first, second, buttons } = await swapped('replaced');
    for (const button of buttons) {
      // Made before the change, but handled after it; in the same moment; and just too early.
      for (const afterMs of [-50, 0, 499]) press(button, afterMs);
    }
    expect(first.requests).to.deep.equal([]);
    expect(second.requests).to.deep.equal([]);
  });

  it('is answered by a later press, on either button', async () => {
    const { second, buttons } = await swapped('replaced');
    for (const button of buttons) press(button, 500);
    expect(second.requests).to.deep.equal([
      ['answer', { audio: true, video: true }],
      ['answer', { video: false }],
    ]);
  });

  it('can be declined at once, and answered by the page', async () => {
    const { element, second } = await swapped('replaced');
    part(element, 'reject-button').click();
    await element.answer();
    expect(second.requests.map(([name]) => name)).to.deep.equal(['reject', 'answer']);
  });

  it('the first caller is answered at once', async () => {
    const element = await idleElement();
    const call = element.ring();
    const [answer] = await answerButtons(element);
    answer?.click();
    expect(call.requests).to.have.length(1);
  });

  it('a call after another one that was not ringing is answered at once', async () => {
    const element = await idleElement();
    element.startCall('peer-1');
    element.lastPlaced.moveTo('ringing');
    element.lastPlaced.end('busy');
    const call = element.ring();
    const [answer] = await answerButtons(element);
    answer?.click();
    expect(call.requests).to.have.length(1);
  });

  it('goes by the clock of the window that the element stands in', async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    try {
      const element = await idleElement();
      frame.contentDocument?.body.append(element);
      // As in a window that was opened an hour after the page.
      const { performance: clock } = frame.contentWindow as typeof window;
      clock.now = () => performance.now() - 3_600_000;
      element.ring().end('replaced');
      const call = element.ring();
      const [answer] = await answerButtons(element);
      press(answer!, 499);
      expect(call.requests).to.deep.equal([]);
      press(answer!, 500);
      expect(call.requests).to.have.length(1);
    } finally {
      frame.remove();
    }
  });

  it('counts from when the one before was on the screen last, not from its first ring', async () => {
    const element = await idleElement();
    const first = element.ring();
    nowMs += 10_000;
    first.end('cancelled');
    nowMs += 400;
    const second = element.ring();
    let [answer] = await answerButtons(element);
    press(answer!, 400);
    expect(second.requests).to.deep.equal([]);
    second.end('cancelled');
    nowMs += 500;
    const third = element.ring();
    [answer] = await answerButtons(element);
    press(answer!, 0);
    expect(third.requests).to.have.length(1);
  });
});
