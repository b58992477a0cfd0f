import { expect } from '@open-wc/testing';
import { NO_MEDIA } from '../../../../src/call/terms/media-state.js';
import { elementInCall, findPart, idleElement, part, type FakedElement } from '../../fixtures.js';

const NAMES = { M: 'microphone', V: 'camera', S: 'screen' } as const;
const REQUESTS = {
  M: 'setMicrophoneEnabled',
  V: 'setCameraEnabled',
  S: 'setScreenShareEnabled',
} as const;

/** Presses a key where the focus is: on the panel of the element, by default. */
function press(element: FakedElement, init: KeyboardEventInit, on?: HTMLElement): KeyboardEvent {
  const event = new KeyboardEvent('keydown', {
    bubbles: true,
    composed: true,
    cancelable: true,
    ...init,
  });
  (on ?? element.renderRoot.querySelector('.panel'))?.dispatchEvent(event);
  return event;
}

describe('P2pVideoCallElement: hotkeys', () => {
  for (const key of ['M', 'V', 'S'] as const) {
    it(`${key}: ${NAMES[key]}, once for each press`, async () => {
      const { element, call } = await elementInCall('connected');
      const event = press(element, { key: key.toLowerCase(), code: `Key${key}` });
      expect(event.defaultPrevented).to.equal(true);
      press(element, { key: key.toLowerCase(), code: `Key${key}`, repeat: true });
      expect(call.requests).to.deep.equal([[REQUESTS[key], true]]);
    });
  }

  it('C, P and F press their buttons, and do nothing where there are none', async () => {
    const { element } = await elementInCall('connected');
    for (const [key, name] of [
      ['c', 'chat-button'],
      ['p', 'pip-button'],
      ['f', 'fullscreen-button'],
    ] as const) {
      const pressed: string[] = [];
      const listen = (button: Element) =>
        button.addEventListener(
          'click',
          (event) => {
            event.stopImmediatePropagation();
            pressed.push(name);
          },
          { capture: true },
        );
      for (const present of element.renderRoot.querySelectorAll(`[part~=${name}]`))
        present.remove();
      press(element, { key });
      expect(pressed).to.deep.equal([]);
      const button = document.createElement('button');
      button.part = name;
      listen(button);
      element.renderRoot.querySelector('.root')?.append(button);
      press(element, { key });
      expect(pressed).to.deep.equal([name]);
    }
  });

  for (const state of ['calling', 'ringing', 'connecting', 'connected', 'reconnecting'] as const) {
    it(`Shift+H hangs up while ${state}; H alone does not`, async () => {
      const { element, call } = await elementInCall(state);
      press(element, { key: 'h' });
      expect(call.requests).to.deep.equal([]);
      press(element, { key: 'H', shiftKey: true });
      expect(call.requests.map(([name]) => name)).to.deep.equal(['hangup']);
    });
  }

  it('Shift+H declines a call that rings here', async () => {
    const element = await idleElement();
    const call = element.ring();
    await element.updateComplete;
    press(element, { key: 'H', shiftKey: true });
    expect(call.requests.map(([name]) => name)).to.deep.equal(['reject']);
  });

  it('goes by the letter; on a keyboard without Latin letters by its place', async () => {
    const { element, call } = await elementInCall('connected');
    // Dvorak: another place.
    press(element, { key: 'm', code: 'KeyM' });
    press(element, { key: 'b', code: 'KeyM' });
    press(element, { key: ',', code: 'KeyM' });
    expect(call.requests).to.have.length(1);
    // Korean, Russian, and a Japanese input method that takes every key for itself.
    press(element, { key: 'ㅡ', code: 'KeyM' });
    press(element, { key: 'ь', code: 'KeyM' });
    press(element, { key: 'Process', code: 'KeyM' });
    expect(call.requests).to.have.length(4);
  });

  it('not with Ctrl, Alt or Meta, not while composing, not when somebody else has taken the key', async () => {
    const { element, call } = await elementInCall('connected');
    for (const init of [
      { ctrlKey: true },
      { altKey: true },
      { metaKey: true },
      { shiftKey: true },
      { isComposing: true },
    ]) {
      expect(press(element, { key: 'm', ...init }).defaultPrevented).to.equal(false);
    }
    const taken = (event: Event) => event.preventDefault();
    const panel = element.renderRoot.querySelector('.panel');
    panel?.addEventListener('keydown', taken);
    press(element, { key: 'm' });
    panel?.removeEventListener('keydown', taken);
    expect(call.requests).to.deep.equal([]);
  });

  it('not while one types', async () => {
    const { element, call } = await elementInCall('connected');
    const editable = document.createElement('div');
    editable.contentEditable = 'true';
    const nodes = ['input', 'textarea', 'select'].map((name) => document.createElement(name));
    for (const node of [...nodes, editable]) {
      element.renderRoot.querySelector('.root')?.append(node);
      press(element, { key: 'm' }, node);
    }
    expect(call.requests).to.deep.equal([]);
  });

  it('not while the focus is elsewhere in the page', async () => {
    const { element, call } = await elementInCall('connected');
    press(element, { key: 'm' }, document.body);
    expect(call.requests).to.deep.equal([]);
  });

  it('can be switched off and on', async () => {
    const { element, call } = await elementInCall('connected');
    element.setAttribute('hotkeys', 'off');
    await element.updateComplete;
    press(element, { key: 'm' });
    press(element, { key: 'H', shiftKey: true });
    expect(call.requests).to.deep.equal([]);
    const microphone = part(element, 'microphone-button');
    expect(microphone.title).to.equal('Microphone');
    expect(microphone.hasAttribute('aria-keyshortcuts')).to.equal(false);
    element.removeAttribute('hotkeys');
    await element.updateComplete;
    press(element, { key: 'm' });
    expect(call.requests).to.have.length(1);
  });

  it('are named on the buttons, also when these say something else', async () => {
    const { element, call } = await elementInCall('calling');
    call.localMedia = { ...NO_MEDIA, camera: true };
    const hangup = part(element, 'hangup-button');
    expect(hangup.title).to.equal('Cancel (Shift+H)');
    expect(hangup.getAttribute('aria-keyshortcuts')).to.equal('Shift+H');
    call.moveTo('connected');
    await element.updateComplete;
    expect(hangup.title).to.equal('Hang up (Shift+H)');
    expect(hangup.getAttribute('aria-label')).to.equal('Hang up');
    expect(part(element, 'camera-button').getAttribute('aria-keyshortcuts')).to.equal('V');
    element.strings = { hangup: 'Leave' };
    await element.updateComplete;
    expect(hangup.title).to.equal('Leave (Shift+H)');
  });

  it('are gone with the element', async () => {
    const { element, call } = await elementInCall('connected');
    const panel = element.renderRoot.querySelector<HTMLElement>('.panel');
    element.remove();
    press(element, { key: 'm' }, panel ?? undefined);
    expect(call.requests).to.deep.equal([]);
    expect(findPart(element, 'microphone-button')).to.not.equal(null);
  });
});
