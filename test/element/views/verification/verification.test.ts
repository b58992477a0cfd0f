import { expect } from '@open-wc/testing';
import { CallError } from '../../../../src/call/terms/call-error.js';
import { loadLanguage, resolveStrings } from '../../../../src/element/texts/languages.js';
import type { Translation } from '../../../../src/element/texts/strings.js';
import { verificationCode } from '../../../support/fake-peer-call.js';
import { until } from '../../../support/until.js';
import {
  elementInCall,
  findPart,
  idleElement,
  part,
  visibleText,
  type FakedElement,
} from '../../fixtures.js';

await loadLanguage('ko');

const ENGLISH = resolveStrings('en', null) as Translation;

const lock = (element: FakedElement) => part<HTMLButtonElement>(element, 'verify-button');
const panel = (element: FakedElement) => part(element, 'verification');
const focused = (element: FakedElement) => element.shadowRoot?.activeElement;

async function press(element: FakedElement, label: string): Promise<void> {
  const buttons = [...panel(element).querySelectorAll('button')];
  const button = buttons.find(({ innerText }) => innerText.trim() === label);
  if (!button) throw new Error(`There is no button "${label}".`);
  button.focus();
  button.click();
  await element.updateComplete;
}

async function pressKey(element: FakedElement, key: string): Promise<KeyboardEvent> {
  const init = { key, bubbles: true, composed: true, cancelable: true };
  const event = new KeyboardEvent('keydown', init);
  (focused(element) ?? element).dispatchEvent(event);
  await element.updateComplete;
  return event;
}

/** A call with a code, and the panel open. */
async function comparing(lang = 'en') {
  const { element, call } = await elementInCall('connected', lang);
  call.setVerification(verificationCode());
  await open(element);
  return { element, call };
}

async function open(element: FakedElement): Promise<void> {
  await element.updateComplete;
  lock(element).focus();
  lock(element).click();
  await until(() => focused(element) === findPart(element, 'verification'));
}

describe('P2pVideoCallElement: the lock', () => {
  for (const lang of ['en', 'ko'] as const) {
    const text = resolveStrings(lang, null);

    it(`says for each state what it means, with an icon of its own (${lang})`, async () => {
      const { element, call } = await elementInCall('connected', lang);
      const seen = new Set<string>();
      const expectLock = async (label: string | undefined) => {
        await element.updateComplete;
        expect(lock(element).ariaLabel).to.equal(label);
        expect(lock(element).title).to.equal(label);
        seen.add(lock(element).querySelector('path')?.getAttribute('d') ?? '');
      };
      await expectLock(text['verify-no']);
      call.setVerification(verificationCode());
      await expectLock(text['verify-no']);
      call.setVerification(verificationCode(), 'secret');
      await expectLock(text['verify-secret']);
      call.setVerification(verificationCode(), 'user');
      await expectLock(text['verify-user']);
      call.setVerification(null);
      call.fail(new CallError('verification-unavailable', 'for developers'));
      await expectLock(text['verify-never']);
      expect(seen.size).to.equal(4);
    });
  }

  it('is there from the answer to the end, and stays the same node', async () => {
    const { element, call } = await elementInCall('calling');
    expect(findPart(element, 'verify-button')).to.equal(null);
    call.moveTo('ringing');
    await element.updateComplete;
    expect(findPart(element, 'verify-button')).to.equal(null);
    call.moveTo('connecting');
    await element.updateComplete;
    const first = lock(element);
    for (const state of ['connected', 'reconnecting'] as const) {
      call.moveTo(state);
      await element.updateComplete;
      expect(lock(element)).to.equal(first);
    }
    call.end('hangup');
    await element.updateComplete;
    expect(findPart(element, 'verify-button')).to.equal(null);
  });

  it('lies beside the longest name, not on it', async () => {
    const element = await idleElement();
    element.style.cssText = 'width: 320px';
    element.ring({ peerId: 'x'.repeat(90) }).moveTo('connected');
    await element.updateComplete;
    const chip = element.renderRoot.querySelector('.chip')!.getBoundingClientRect();
    expect(chip.right).to.be.at.most(lock(element).getBoundingClientRect().left);
  });

  it('opens and closes the panel, and says so', async () => {
    const { element } = await elementInCall('connected');
    expect(findPart(element, 'verification')).to.equal(null);
    expect(lock(element).ariaExpanded).to.equal('false');
    expect(lock(element).hasAttribute('aria-controls')).to.equal(false);
    await open(element);
    expect(lock(element).ariaExpanded).to.equal('true');
    expect(lock(element).getAttribute('aria-controls')).to.equal(panel(element).id);
    lock(element).click();
    await element.updateComplete;
    expect(findPart(element, 'verification')).to.equal(null);
    expect(lock(element).ariaExpanded).to.equal('false');
  });
});

describe('P2pVideoCallElement: the panel with the code', () => {
  for (const [lang, names] of [
    ['en', ['Dog', 'Fish', 'Strawberry', 'Paper clip', 'Dice']],
    ['ko', ['강아지', '물고기', '딸기', '클립', '주사위']],
  ] as const) {
    it(`shows pictures with names, and digits in threes, and is accessible (${lang})`, async () => {
      const { element } = await comparing(lang);
      const pictures = [...panel(element).querySelectorAll('li')];
      expect(pictures.map((li) => li.querySelector('span')?.textContent)).to.deep.equal([
        ...['🐶', '🐟', '🍓', '📎', '🎲'],
      ]);
      expect(pictures.map((li) => li.lastChild?.textContent?.trim())).to.deep.equal(names);
      const digits = panel(element).querySelector<HTMLElement>('[role="img"]');
      expect(digits?.innerText).to.equal('024 057 183');
      expect(digits?.ariaLabel).to.equal('0 2 4, 0 5 7, 1 8 3');
      expect(visibleText(element)).to.contain(resolveStrings(lang, null)['verify-no-hint']);
      await expect(element).to.be.accessible();
    });
  }

  it('takes names of the page', async () => {
    const { element } = await comparing();
    element.strings = { 'emoji-names': '🐶 Hound' };
    await element.updateComplete;
    expect(visibleText(element)).to.contain('Hound').and.contain('Strawberry');
  });

  for (const [label, matches] of [
    [ENGLISH['verify-match'], true],
    [ENGLISH['verify-differ'], false],
  ] as const) {
    it(`"${label}" tells the call, and changes nothing by itself`, async () => {
      const { element, call } = await comparing();
      await press(element, label);
      expect(call.requests).to.deep.equal([['confirmVerification', matches]]);
      expect(visibleText(element)).to.contain(ENGLISH['verify-no']);
    });
  }

  it('says that the user has verified the call, keeps the code, and asks no more', async () => {
    const { element, call } = await comparing();
    await press(element, ENGLISH['verify-match']);
    call.setVerification(verificationCode(), 'user');
    await element.updateComplete;
    expect(focused(element)).to.equal(panel(element));
    const said = visibleText(element);
    expect(said).to.contain(ENGLISH['verify-user']).and.contain(ENGLISH['verify-user-hint']);
    expect(said).to.contain('024 057 183').and.not.contain(ENGLISH['verify-match']);
    await expect(element).to.be.accessible();
    await press(element, ENGLISH.dismiss);
    expect(findPart(element, 'verification')).to.equal(null);
    expect(focused(element)).to.equal(lock(element));
  });

  it('can be compared also where a link has verified the call', async () => {
    const { element, call } = await comparing();
    call.setVerification(verificationCode(), 'secret');
    await element.updateComplete;
    expect(visibleText(element)).to.contain(ENGLISH['verify-secret-hint']);
    await press(element, ENGLISH['verify-match']);
    expect(call.requests).to.deep.equal([['confirmVerification', true]]);
  });

  it('says that the code is being made, and shows it when it is there', async () => {
    const { element, call } = await elementInCall('connecting');
    await open(element);
    expect(visibleText(element)).to.contain(ENGLISH['verify-pending']);
    expect(visibleText(element)).to.not.contain(ENGLISH['verify-match']);
    await expect(element).to.be.accessible();
    const before = panel(element);
    call.moveTo('connected');
    call.setVerification(verificationCode());
    await element.updateComplete;
    expect(panel(element)).to.equal(before);
    expect(visibleText(element)).to.contain('024 057 183');
    expect(visibleText(element)).to.not.contain(ENGLISH['verify-pending']);
  });

  for (const lang of ['en', 'ko'] as const) {
    it(`says plainly that there will be no code, after other errors, too (${lang})`, async () => {
      const text = resolveStrings(lang, null);
      const { element, call } = await elementInCall('connected', lang);
      call.fail(new CallError('verification-unavailable', 'for developers'));
      await open(element);
      const alert = element.renderRoot.querySelector<HTMLElement>('[role="alert"]');
      const sentence = text['error-verification-unavailable'];
      expect(alert?.innerText).to.contain(sentence);
      expect(panel(element).innerText).to.contain(sentence).and.contain(text['verify-never']);
      await expect(element).to.be.accessible();
      call.fail(new CallError('device-in-use', 'busy', { device: 'camera' }));
      await element.updateComplete;
      expect(alert?.innerText).to.not.contain(sentence);
      expect(panel(element).innerText).to.contain(sentence);
    });
  }

  it('does not say of the next call what was true of the last', async () => {
    const { element, call } = await elementInCall('connected');
    call.fail(new CallError('verification-unavailable', 'for developers'));
    call.end('hangup');
    element.startCall('peer-2');
    element.lastPlaced.moveTo('connected');
    await element.updateComplete;
    expect(lock(element).ariaLabel).to.equal(ENGLISH['verify-no']);
  });

  it('knows what a call has said before the element got it', async () => {
    const element = await idleElement();
    const late = new CallError('verification-unavailable', 'for developers');
    element.addEventListener('call-incoming', (event) =>
      Object.assign(event.call, { error: late }),
    );
    element.ring({ state: 'connected' });
    await element.updateComplete;
    expect(lock(element).ariaLabel).to.equal(ENGLISH['verify-never']);
  });

  it('shows a failure to confirm', async () => {
    const { element, call } = await comparing();
    call.confirmVerification = () => {
      throw new CallError('invalid-state', 'There is no code.');
    };
    await press(element, ENGLISH['verify-match']);
    await element.updateComplete;
    expect(visibleText(element)).to.contain('Not possible now');
  });

  it('takes the focus; Escape closes it and gives it back to the lock', async () => {
    const { element } = await comparing();
    expect(focused(element)).to.equal(panel(element));
    const heard: string[] = [];
    const listen = ({ key }: KeyboardEvent) => heard.push(key);
    document.addEventListener('keydown', listen);
    try {
      expect((await pressKey(element, 'Enter')).defaultPrevented).to.equal(false);
      expect(panel(element).isConnected).to.equal(true);
      const escape = await pressKey(element, 'Escape');
      expect(findPart(element, 'verification')).to.equal(null);
      expect(focused(element)).to.equal(lock(element));
      expect(escape.defaultPrevented, 'a dialog around stays open').to.equal(true);
      const second = await pressKey(element, 'Escape');
      expect(second.defaultPrevented, 'nothing is left to close').to.equal(false);
      expect(heard).to.deep.equal(['Enter', 'Escape']);
    } finally {
      document.removeEventListener('keydown', listen);
    }
  });

  it('its buttons follow the lock for the Tab key', async () => {
    const { element } = await comparing();
    const stops = [...element.renderRoot.querySelectorAll('button')].map(
      ({ innerText, ariaLabel }) => innerText.trim() || ariaLabel,
    );
    expect(stops.slice(0, 4)).to.deep.equal([
      ENGLISH['verify-no'],
      ENGLISH['verify-differ'],
      ENGLISH['verify-match'],
      ENGLISH.microphone,
    ]);
  });

  it('closes with the call, leaves the focus in the element, and stays closed in the next', async () => {
    const { element, call } = await comparing();
    call.end('verification-failed', new CallError('verification-failed', 'for developers'));
    await element.updateComplete;
    expect(findPart(element, 'verification')).to.equal(null);
    expect(focused(element)?.className).to.equal('panel');
    expect((await pressKey(element, 'Escape')).defaultPrevented).to.equal(false);
    expect(visibleText(element)).to.contain(ENGLISH['ended-verification-failed']);
    expect(visibleText(element)).to.contain(ENGLISH['error-verification-failed']);
    element.ring().moveTo('connected');
    await element.updateComplete;
    expect(findPart(element, 'verification')).to.equal(null);
    expect(lock(element).ariaExpanded).to.equal('false');
  });

  for (const lang of ['en', 'ko'] as const) {
    for (const [width, height] of [
      [280, 448],
      [320, 480],
      [760, 450],
    ] as const) {
      it(`${width} × ${height}: covers neither the lock nor a button of the call (${lang})`, async () => {
        const { element, call } = await comparing(lang);
        element.style.cssText = `width: ${width}px; height: ${height}px; aspect-ratio: auto`;
        call.fail(new CallError('device-in-use', 'busy', { device: 'camera' }));
        // Once more: how many buttons there is room for is seen then.
        for (let update = 0; update < 3; update += 1) await element.updateComplete;
        const below = part(element, 'toolbar').getBoundingClientRect();
        const above = lock(element).getBoundingClientRect();
        const box = panel(element).getBoundingClientRect();
        const whole = element.getBoundingClientRect();
        expect(box.bottom).to.be.at.most(below.top);
        expect(box.top).to.be.at.least(above.bottom);
        expect(box.left).to.be.at.least(whole.left);
        expect(box.right).to.be.at.most(whole.right);
        expect(panel(element).scrollWidth).to.be.at.most(panel(element).clientWidth);
        for (const button of panel(element).querySelectorAll('button')) {
          button.scrollIntoView({ block: 'nearest' });
          const { bottom } = panel(element).getBoundingClientRect();
          // It scrolls by whole pixels.
          expect(button.getBoundingClientRect().bottom).to.be.below(bottom + 1);
        }
        for (const button of [
          lock(element),
          ...part(element, 'toolbar').querySelectorAll('button'),
        ]) {
          const { x, y, width: w, height: h } = button.getBoundingClientRect();
          const top = element.shadowRoot?.elementFromPoint(x + w / 2, y + h / 2);
          expect(button.contains(top ?? null), button.outerHTML).to.equal(true);
        }
      });
    }
  }

  it('fits on a small phone without scrolling', async () => {
    const { element } = await comparing();
    element.style.cssText = 'width: 320px; height: 480px; aspect-ratio: auto';
    await element.updateComplete;
    expect(panel(element).scrollHeight).to.be.at.most(panel(element).clientHeight);
  });

  it('everything in it is a target of at least 44 px', async () => {
    const { element } = await comparing();
    for (const button of [lock(element), ...panel(element).querySelectorAll('button')]) {
      const { width, height } = button.getBoundingClientRect();
      expect(Math.min(width, height)).to.be.at.least(43.5);
    }
  });
});
