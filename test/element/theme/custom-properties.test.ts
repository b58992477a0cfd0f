import { expect } from '@open-wc/testing';
import type { P2pVideoCallElement } from '../../../src/element/p2p-video-call.js';
import { callStyles } from '../../../src/element/styles/call-styles.js';
import { until } from '../../support/until.js';
import { elementInCall, part } from '../fixtures.js';
import { screen } from '../screens.js';
import { describedElement, namesOf } from './manifest.js';

const { cssProperties } = await describedElement();

/** What a page sets, and where it is to be seen. */
interface Effect {
  readonly screen: string;
  readonly selector: string;
  readonly property: string;
  /** By default a colour. */
  readonly value?: string;
}

const COLOR = 'rgb(1, 2, 3)';

const EFFECTS: Readonly<Record<string, Effect>> = {
  '--p2p-accent': { screen: 'idle', selector: '.primary', property: 'background-color' },
  '--p2p-on-accent': { screen: 'idle', selector: '.primary', property: 'color' },
  '--p2p-surface': { screen: 'idle', selector: '.root', property: 'background-color' },
  '--p2p-field': { screen: 'idle', selector: '.field', property: 'background-color' },
  '--p2p-text': { screen: 'idle', selector: '.root', property: 'color' },
  '--p2p-muted': { screen: 'idle', selector: '.hint', property: 'color' },
  '--p2p-border': { screen: 'idle', selector: '.root', property: 'border-top-color' },
  '--p2p-stage': { screen: 'connected', selector: '.root', property: 'background-color' },
  '--p2p-answer': { screen: 'ringing here', selector: '.answer', property: 'background-color' },
  '--p2p-danger': { screen: 'connected', selector: '.danger', property: 'background-color' },
  '--p2p-radius': {
    screen: 'idle',
    selector: '.root',
    property: 'border-top-left-radius',
    value: '5px',
  },
  '--p2p-font': { screen: 'idle', selector: '.root', property: 'font-family', value: 'fantasy' },
  '--p2p-video-fit': {
    screen: 'connected',
    selector: '.remote',
    property: 'object-fit',
    value: 'contain',
  },
  '--p2p-control-radius': {
    screen: 'idle',
    selector: '.primary',
    property: 'border-top-left-radius',
    value: '5px',
  },
  '--p2p-warning': {
    screen: 'a failure in a call',
    selector: '.notice',
    property: 'background-color',
  },
  '--p2p-on-warning': { screen: 'a failure in a call', selector: '.notice', property: 'color' },
  '--p2p-good': { screen: 'connected', selector: '.quality', property: 'color' },
  '--p2p-shadow': {
    screen: 'a failure in a call',
    selector: '.notice',
    property: 'box-shadow',
    value: 'rgb(1, 2, 3) 1px 2px 3px 0px',
  },
  '--p2p-toolbar': { screen: 'connected', selector: '.toolbar', property: 'background-color' },
  '--p2p-toolbar-gap': {
    screen: 'connected',
    selector: '.toolbar',
    property: 'column-gap',
    value: '19px',
  },
  '--p2p-button': {
    screen: 'connected',
    selector: '[part=camera-button]',
    property: 'background-color',
  },
  '--p2p-on-button': { screen: 'connected', selector: '[part=camera-button]', property: 'color' },
  '--p2p-marked': { screen: 'calling', selector: '.marked', property: 'background-color' },
  '--p2p-on-marked': { screen: 'calling', selector: '.marked', property: 'color' },
  '--p2p-panel': {
    screen: 'comparing the code',
    selector: '.verification',
    property: 'background-color',
  },
  '--p2p-self-view-width': {
    screen: 'connected',
    selector: '.self',
    property: 'width',
    value: '99px',
  },
  '--p2p-self-view-radius': {
    screen: 'connected',
    selector: '.self',
    property: 'border-top-left-radius',
    value: '5px',
  },
};

/** A page of these tests may not have the focus, which then is shown nowhere: test/e2e/preferences.test.mjs has it. */
const ELSEWHERE = ['--p2p-focus'];

/** The computed value there. */
function valueAt(element: P2pVideoCallElement, { selector, property }: Effect): string {
  const node = element.renderRoot.querySelector<HTMLElement>(selector);
  if (!node) throw new Error(`There is no ${selector}.`);
  return getComputedStyle(node).getPropertyValue(property);
}

describe('P2pVideoCallElement: custom properties', () => {
  it('are documented, each with its default, and have an effect', () => {
    expect(namesOf(cssProperties)).to.have.members([...Object.keys(EFFECTS), ...ELSEWHERE]);
    for (const property of cssProperties) expect(property.default, property.name).to.match(/./);
  });

  it('are all that the style sheets read', async () => {
    const element = await screen('idle').make('en');
    const [sheet] = (element.renderRoot as ShadowRoot).adoptedStyleSheets;
    const first = [...sheet!.cssRules].map(({ cssText }) => cssText).join('');
    const read = [...(first + callStyles).matchAll(/var\((--p2p-[\w-]+)/g)].map(([, name]) => name);
    expect([...new Set(read)]).to.have.members(namesOf(cssProperties));
  });

  for (const [name, effect] of Object.entries(EFFECTS)) {
    it(`${name} is the ${effect.property} of ${effect.selector}`, async () => {
      const value = effect.value ?? COLOR;
      const element = await screen(effect.screen).make('en');
      expect(valueAt(element, effect)).to.not.equal(value);
      element.style.setProperty(name, value);
      expect(valueAt(element, effect)).to.equal(value);
    });
  }

  it('what has a colour of its own for a call keeps it: hanging up, and what is off', async () => {
    const { element } = await elementInCall('connected');
    const colorOf = (name: string) => getComputedStyle(part(element, name)).backgroundColor;
    const before = ['hangup-button', 'microphone-button'].map(colorOf);
    element.style.setProperty('--p2p-button', COLOR);
    expect(['hangup-button', 'microphone-button'].map(colorOf)).to.deep.equal(before);
  });

  it('reach what is fetched with a call, too', async () => {
    const element = await screen('idle').make('en');
    element.style.setProperty('--p2p-stage', COLOR);
    element.startCall('peer-1');
    await until(() => {
      const root = element.renderRoot.querySelector('.root')!;
      return getComputedStyle(root).backgroundColor === COLOR;
    }, 'the colour of the stage');
  });
});
