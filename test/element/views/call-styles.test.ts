import { expect } from '@open-wc/testing';
import { css } from 'lit';
import { SignalingError } from '../../../src/signaling/signaling-error.js';
import type { P2pVideoCallElement } from '../../../src/element/p2p-video-call.js';
import { callStyles } from '../../../src/element/styles/call-styles.js';
import { until } from '../../support/until.js';
import { FakeSignaling } from '../fake-signaling.js';
import { elementInCall, FakedElement, idleElement, reaches } from '../fixtures.js';
import { MeetingStage, press, shows } from '../meeting-stage.js';

/** How everything looks that is to be seen in the element. */
function looksOf(element: P2pVideoCallElement): Record<string, string> {
  const looks: Record<string, string> = {};
  for (const [index, node] of [...element.renderRoot.querySelectorAll('*')].entries()) {
    if (!node.checkVisibility({ opacityProperty: true })) continue;
    // It comes with these styles, in the same moment.
    if (node.closest('.corners')) continue;
    for (const pseudo of [null, '::before']) {
      const style = getComputedStyle(node, pseudo);
      for (const property of style) {
        looks[`${index} ${node.className} ${pseudo ?? ''} ${property}`] =
          style.getPropertyValue(property);
      }
    }
  }
  return looks;
}

/** What looks different once the styles of a call are there. */
function differences(element: P2pVideoCallElement): string[] {
  // A protected method: pages have no business with it.
  element['addLaterStyles']('');
  const before = looksOf(element);
  element['addLaterStyles'](callStyles);
  const after = looksOf(element);
  return Object.keys({ ...before, ...after }).filter((key) => before[key] !== after[key]);
}

describe('P2pVideoCallElement: the styles of a call', () => {
  const { online } = new MeetingStage();

  it('are there when a call is shown', async () => {
    const { element } = await elementInCall('calling');
    const toolbar = element.renderRoot.querySelector('.toolbar')!;
    expect(getComputedStyle(toolbar).display).to.equal('flex');
    element['addLaterStyles']('');
    expect(getComputedStyle(toolbar).display, 'without them').to.equal('block');
  });

  it('are needed by no screen without a call, with all that may be on it', async () => {
    const element = await idleElement();
    element.setAttribute('ice-transport-policy', 'relay');
    await element.updateComplete;
    expect(differences(element), 'private mode').to.deep.equal([]);
    element.startCall(element.connectionId);
    await element.updateComplete;
    expect(element.renderRoot.querySelector('.notice'), 'a notice').not.to.equal(null);
    expect(differences(element), 'notice').to.deep.equal([]);
    element.ownSignaling[0]?.move('reconnecting');
    await element.updateComplete;
    expect(differences(element), 'reconnecting').to.deep.equal([]);
    element.nextSignaling = () =>
      Object.assign(new FakeSignaling(), { failure: new SignalingError('timeout', 'no answer') });
    element.endpoint = 'wss://elsewhere.test';
    await reaches(element, 'offline');
    await until(() => element.renderRoot.querySelector('.offline .button'), 'the failure');
    expect(differences(element), 'offline').to.deep.equal([]);
  });

  it('are not needed before a room is joined, nor alone in it', async () => {
    const element = await online();
    await press(element, 'meeting-button');
    await shows(element, 'join-button');
    await element.updateComplete;
    expect(differences(element), 'lobby').to.deep.equal([]);
    await press(element, 'join-button');
    await reaches(element, 'waiting');
    expect(differences(element), 'waiting').to.deep.equal([]);
  });

  it('a subclass has the last word', async () => {
    class Purple extends FakedElement {
      static override readonly styles = [
        ...FakedElement.styles,
        css`
          .toolbar {
            background: rgb(1, 2, 3);
          }
        `,
      ];
    }
    customElements.define('purple-video-call', Purple);
    const element = new Purple();
    element.endpoint = 'wss://example.test';
    (await idleElement()).after(element);
    await reaches(element, 'idle');
    element.startCall('peer-1');
    await element.updateComplete;
    const toolbar = element.renderRoot.querySelector('.toolbar')!;
    const { backgroundColor, display } = getComputedStyle(toolbar);
    expect([backgroundColor, display]).to.deep.equal(['rgb(1, 2, 3)', 'flex']);
  });
});
