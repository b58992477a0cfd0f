import { expect } from '@open-wc/testing';
import { until } from '../../../support/until.js';
import { openChat } from '../../chat-stage.js';

describe('KeyboardInset', () => {
  it('says how much of the element lies under the keyboard', async () => {
    const viewport = new EventTarget() as unknown as VisualViewport & { height: number };
    Object.assign(viewport, { height: 10_000, offsetTop: 0, scale: 1 });
    const descriptor = Object.getOwnPropertyDescriptor(window, 'visualViewport')!;
    Object.defineProperty(window, 'visualViewport', { configurable: true, value: viewport });
    try {
      const stage = await openChat();
      const over = stage.element.renderRoot.querySelector<HTMLElement>('.over')!;
      const inset = () => over.style.getPropertyValue('--_keyboard');
      const { bottom } = stage.element.getBoundingClientRect();
      viewport.height = bottom - 200;
      viewport.dispatchEvent(new Event('resize'));
      expect(inset()).to.equal('200px');
      // The style sheet leaves that much room.
      const end = () => stage.input.getBoundingClientRect().bottom;
      await until(
        () => end() <= bottom - 200,
        () => `${end()} above ${bottom - 200}`,
      );
      Object.assign(viewport, { scale: 2 });
      viewport.dispatchEvent(new Event('scroll'));
      expect(inset()).to.equal('0px');
      Object.assign(viewport, { scale: 1 });
      stage.element.remove();
      viewport.dispatchEvent(new Event('resize'));
      expect(inset()).to.equal('0px');
    } finally {
      Object.defineProperty(window, 'visualViewport', descriptor);
    }
  });
});
