import { expect, fixtureSync, html } from '@open-wc/testing';
import { until } from '../../support/until.js';
import { elementInCall, findPart, idleElement, part, type FakedElement } from '../fixtures.js';

/** The buttons and inputs that the Tab key reaches, in order. */
function tabStops(element: FakedElement): HTMLElement[] {
  const candidates = element.renderRoot.querySelectorAll<HTMLElement>('button, input, [tabindex]');
  return [...candidates].filter(
    (node) => node.tabIndex >= 0 && !node.matches(':disabled') && node.checkVisibility(),
  );
}

describe('P2pVideoCallElement: keyboard', () => {
  for (const state of ['calling', 'connecting', 'connected', 'reconnecting'] as const) {
    it(`can hang up while ${state}`, async () => {
      const { element, call } = await elementInCall(state);
      const hangup = part<HTMLButtonElement>(element, 'hangup-button');
      expect(tabStops(element)).to.include(hangup);
      hangup.focus();
      expect(element.shadowRoot?.activeElement).to.equal(hangup);
      const box = hangup.getBoundingClientRect();
      expect(
        element.shadowRoot?.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2),
      ).to.satisfy((node: Node | null) => node !== null && hangup.contains(node));
      hangup.click();
      expect(call.requests).to.deep.equal([['hangup', 'hangup']]);
    });
  }

  it('everything to press is a target of at least 44 px', async () => {
    const idle = await idleElement();
    const { element } = await elementInCall('connected');
    const ringing = await idleElement();
    ringing.ring();
    await ringing.updateComplete;
    for (const node of [idle, element, ringing].flatMap(tabStops)) {
      const { width, height } = node.getBoundingClientRect();
      expect(Math.min(width, height), node.outerHTML).to.be.at.least(43.5);
    }
  });

  it('the hang-up button keeps the focus from state to state', async () => {
    const { element, call } = await elementInCall('calling');
    const hangup = part(element, 'hangup-button');
    hangup.focus();
    for (const state of ['ringing', 'connecting', 'connected', 'reconnecting'] as const) {
      call.moveTo(state);
      await element.updateComplete;
      expect(element.shadowRoot?.activeElement).to.equal(hangup);
    }
  });

  it('keeps the focus inside when the focused button vanishes, but on no other button', async () => {
    const { element, call } = await elementInCall('connected');
    part(element, 'hangup-button').focus();
    call.end('hangup');
    await element.updateComplete;
    expect(element.shadowRoot?.activeElement?.className).to.equal('panel');
  });

  it('takes no focus from the page', async () => {
    const { element, call } = await elementInCall('connected');
    const field = fixtureSync<HTMLInputElement>(html`<input aria-label="of the page" />`);
    field.focus();
    call.end('hangup');
    element.ring();
    await element.updateComplete;
    expect(document.activeElement).to.equal(field);
  });

  it('Escape closes a panel: the focus goes from in it to its button, and stays where it is beside it', async () => {
    const { element } = await elementInCall('connected');
    const escape = () => {
      const init = { key: 'Escape', bubbles: true, composed: true, cancelable: true };
      element.shadowRoot?.activeElement?.dispatchEvent(new KeyboardEvent('keydown', init));
    };
    for (const name of ['devices-button', 'hangup-button']) {
      part(element, 'devices-button').click();
      const isInside = () =>
        findPart(element, 'devices')?.contains(element.shadowRoot?.activeElement ?? null);
      await until(isInside, 'the panel');
      if (name === 'hangup-button') part(element, name).focus();
      escape();
      await element.updateComplete;
      expect(findPart(element, 'devices')).to.equal(null);
      expect(element.shadowRoot?.activeElement).to.equal(part(element, name));
    }
  });

  it('Enter in the address field calls', async () => {
    const element = await idleElement();
    element.peerId = 'peer-1';
    await element.updateComplete;
    part<HTMLInputElement>(element, 'peer-id').form?.requestSubmit();
    expect(element.lastPlaced.peerId).to.equal('peer-1');
  });
});
