import { expect } from '@open-wc/testing';
import { browserKind, type BrowserTraits } from '../../../src/element/texts/browser-kind.js';

const MAC =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const ANDROID = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/156.0.0.0';

const brands = (mobile: boolean, ...names: string[]) => ({
  mobile,
  brands: names.map((brand) => ({ brand })),
});

const CASES: readonly [name: string, expected: string | null, traits: Partial<BrowserTraits>][] = [
  ['Chrome', 'chromium', { userAgentData: brands(false, 'Chromium', 'Google Chrome') }],
  ['Edge', 'chromium', { userAgentData: brands(false, 'Microsoft Edge', 'Chromium') }],
  ['Chrome on Android', 'android', { userAgentData: brands(true, 'Chromium', 'Google Chrome') }],
  ['Samsung Internet', 'android', { userAgentData: brands(true, 'Chromium', 'Samsung Internet') }],
  [
    'an app on Android',
    null,
    { userAgent: ANDROID, userAgentData: brands(true, 'Chromium', 'Android WebView') },
  ],
  ['an older app on Android', null, { userAgent: ANDROID }],
  [
    'Firefox',
    'firefox',
    { userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0' },
  ],
  [
    'Firefox on Android',
    'android',
    { userAgent: 'Mozilla/5.0 (Android 15; Mobile; rv:153.0) Gecko/153.0 Firefox/153.0' },
  ],
  ['Safari', 'safari', { userAgent: `${MAC} Version/27.0 Safari/605.1.15` }],
  [
    'Safari on an iPad',
    'ios',
    { userAgent: `${MAC} Version/27.0 Safari/605.1.15`, maxTouchPoints: 5 },
  ],
  [
    'Safari on an iPhone',
    'ios',
    { userAgent: `${IPHONE} Version/18.5 Mobile/15E148 Safari/604.1` },
  ],
  [
    'Chrome on an iPhone',
    'ios-app',
    { userAgent: `${IPHONE} CriOS/156.0 Mobile/15E148 Safari/604.1` },
  ],
  ['an app on an iPhone', null, { userAgent: `${IPHONE} Mobile/15E148` }],
  ['what nobody knows', null, { userAgent: 'Ladybird/1.0' }],
];

describe('browserKind', () => {
  for (const [name, expected, traits] of CASES) {
    it(`${name}: ${expected}`, () => {
      expect(browserKind({ userAgent: '', maxTouchPoints: 0, ...traits })).to.equal(expected);
    });
  }

  it('is that of the browser of these tests', () => {
    expect(browserKind(navigator)).to.equal('userAgentData' in navigator ? 'chromium' : 'firefox');
  });
});
