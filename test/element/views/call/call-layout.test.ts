import { expect } from '@open-wc/testing';
import { loadLanguage } from '../../../../src/element/texts/languages.js';
import { until } from '../../../support/until.js';
import {
  canvasStream,
  elementInCall,
  idleElement,
  part,
  type FakedElement,
} from '../../fixtures.js';

await loadLanguage('ar');

const LONG = 'A name that is so long that no telephone in the world could ever show it in one line';

/** What lies over the middle of a button, or is not all within the element. */
function outOfReach(element: FakedElement): string[] {
  const frame = element.getBoundingClientRect();
  const found: string[] = [];
  for (const button of element.renderRoot.querySelectorAll('button')) {
    if (!button.checkVisibility({ opacityProperty: true })) continue;
    const name = button.getAttribute('part') ?? button.className;
    const box = button.getBoundingClientRect();
    const isWithin =
      box.left >= frame.left - 0.5 &&
      box.right <= frame.right + 0.5 &&
      box.top >= frame.top - 0.5 &&
      box.bottom <= frame.bottom + 0.5;
    if (!isWithin) found.push(`${name} is outside`);
    const hit = element.shadowRoot?.elementFromPoint(
      box.left + box.width / 2,
      box.top + box.height / 2,
    );
    if (isWithin && hit !== button && !button.contains(hit ?? null)) {
      found.push(`${name} is covered by ${hit?.getAttribute('class')}`);
    }
  }
  return found;
}

async function put(element: FakedElement, width: number, height: number): Promise<void> {
  // At the corner of the window: what is not in it can't be hit.
  element.style.cssText = `position: fixed; inset: 0 auto auto 0; width: ${width}px; height: ${height}px`;
  // Pages in the background are told of no new size before they are painted.
  element.requestUpdate();
  for (let update = 0; update < 3; update += 1) await element.updateComplete;
}

const SIZES: readonly (readonly [number, number])[] = [
  [280, 400],
  [320, 568],
  [640, 280],
  [568, 320],
  [768, 560],
];

describe('P2pVideoCallElement: the layout of a call', () => {
  for (const lang of ['en', 'ar']) {
    for (const [width, height] of SIZES) {
      it(`every button is within reach, ${width} × ${height}, ${lang}`, async () => {
        const { element, call } = await elementInCall('connected', lang);
        element.strings = { 'quality-poor': LONG, 'meeting-name': LONG };
        call.setLocalStream(canvasStream());
        call.setLocalMedia({ microphone: true, camera: true });
        call.setRemoteStream(canvasStream());
        const changes = [
          () => call.setRemoteMedia({ camera: true, microphone: true }),
          () => {
            call.remoteScreenStream = canvasStream();
            call.setRemoteMedia({ screen: true });
          },
          () => call.setQuality('poor'),
          () => call.setRemoteMedia({ camera: false, screen: false, microphone: false }),
          () => call.moveTo('reconnecting'),
        ];
        for (const change of changes) {
          change();
          for (const corner of ['ArrowUp', 'ArrowLeft', 'ArrowDown', 'ArrowRight']) {
            await put(element, width, height);
            expect(outOfReach(element), `${String(change)} ${corner}`).to.deep.equal([]);
            element.renderRoot
              .querySelector('.grip')
              ?.dispatchEvent(new KeyboardEvent('keydown', { key: corner, bubbles: true }));
          }
        }
      });
    }
  }

  for (const [width, height] of [
    [280, 300],
    [640, 280],
  ] as const) {
    it(`before it is answered, too, ${width} × ${height}`, async () => {
      const { element } = await elementInCall('calling');
      await put(element, width, height);
      expect(outOfReach(element)).to.deep.equal([]);
      const ringing = await idleElement();
      ringing.ring();
      await put(ringing, width, height);
      expect(outOfReach(ringing)).to.deep.equal([]);
    });
  }

  it('is as high as the page says, and by itself as high as it needs', async () => {
    const { element } = await elementInCall('connected');
    element.style.cssText = 'width: 280px';
    const height = () => Math.round(element.getBoundingClientRect().height);
    const rootHeight = () =>
      Math.round(part(element, 'toolbar').parentElement!.getBoundingClientRect().height);
    expect(height()).to.equal(Math.min(600, window.innerHeight));
    element.style.cssText = 'width: 1120px';
    expect(height()).to.equal(Math.min(630, window.innerHeight));
    for (const given of [240, 333, 700]) {
      element.style.cssText = `width: 600px; height: ${given}px; max-height: none`;
      expect([height(), rootHeight()]).to.deep.equal([given, given]);
    }
  });

  it('leaves room in the window for what a page has above it', async () => {
    const { element } = await elementInCall('connected');
    element.style.cssText = 'width: 3200px';
    const [rem, least] = [16, 600];
    const expected = Math.max(least, window.innerHeight - 8 * rem);
    expect(Math.round(element.getBoundingClientRect().height)).to.equal(expected);
    element.style.maxHeight = 'none';
    expect(Math.round(element.getBoundingClientRect().height)).to.equal(1_800);
  });

  it('two small pictures do not lie over the toolbar', async () => {
    for (const width of [1200, 1440, 1590, 1700]) {
      const { element, call } = await elementInCall('connected');
      call.setLocalStream(canvasStream());
      call.setLocalMedia({ camera: true, microphone: true });
      call.remoteScreenStream = canvasStream();
      call.setRemoteStream(canvasStream());
      call.setRemoteMedia({ camera: true, screen: true });
      await put(element, width, 560);
      const toolbar = part(element, 'toolbar').getBoundingClientRect();
      const pictures = [...element.renderRoot.querySelectorAll('.tile')];
      expect(pictures).to.have.length(2);
      for (const picture of pictures) {
        const { left, bottom } = picture.getBoundingClientRect();
        expect(left >= toolbar.right || bottom <= toolbar.top, `${width} px`).to.equal(true);
      }
      element.remove();
    }
  });

  it('leaves room for notches', async () => {
    const { element } = await elementInCall('connected');
    await put(element, 320, 500);
    const root = part(element, 'toolbar').parentElement!;
    const bottom = () =>
      root.getBoundingClientRect().bottom - part(element, 'toolbar').getBoundingClientRect().bottom;
    const before = bottom();
    // In place of `env()`, which no script can set.
    root.style.setProperty('--_bottom', '34px');
    expect(bottom()).to.be.closeTo(before + 34, 1);
    root.style.setProperty('--_side', '44px');
    element.requestUpdate();
    await until(
      () =>
        part(element, 'toolbar').getBoundingClientRect().left - root.getBoundingClientRect().left >=
        44,
      'the toolbar to have fewer buttons',
    );
  });
});
