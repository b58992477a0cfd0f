import { expect, fixture, html } from '@open-wc/testing';
import { elementInCall, FakedElement, idleElement } from '../fixtures.js';
import { SCREENS } from '../screens.js';
import { describedElement, namesOf } from './manifest.js';

const documented = namesOf((await describedElement()).cssStates);
const statesOf = (element: Element) =>
  documented.filter((name) => element.matches(`:state(${name})`));

describe('P2pVideoCallElement: states for style sheets', () => {
  for (const { name, make } of SCREENS) {
    it(`the one of the attribute is there, and no other: ${name}`, async () => {
      const element = await make('en');
      const media = ['muted', 'camera-off', 'sharing'];
      const states = statesOf(element).filter((state) => !media.includes(state));
      expect(states).to.deep.equal([element.getAttribute('state')]);
    });
  }

  it('tell what is off and what is shared, in a call alone', async () => {
    const { element, call } = await elementInCall('connected');
    const expectStates = async (...states: string[]) => {
      await element.updateComplete;
      expect(statesOf(element)).to.have.members(states);
    };
    call.setLocalMedia({ microphone: true, camera: true });
    await expectStates('connected');
    call.setLocalMedia({ microphone: false, camera: true });
    await expectStates('connected', 'muted');
    call.setLocalMedia({ microphone: true, camera: false, screen: true });
    await expectStates('connected', 'camera-off', 'sharing');
    // On for its user, though the line is too thin for it.
    call.setLocalMedia({ microphone: true, screen: false, paused: { camera: 'bandwidth' } });
    await expectStates('connected');
    call.setLocalMedia({ microphone: false, camera: false, screen: true });
    call.end('hangup');
    await expectStates('ended');
  });

  it('say nothing of devices while it rings here: nothing is off that was never on', async () => {
    const element = await idleElement();
    element.ring();
    await element.updateComplete;
    expect(statesOf(element)).to.deep.equal(['ringing']);
  });

  it('leave the internals to a subclass that has taken them', async () => {
    class Owner extends FakedElement {
      readonly own = this.attachInternals();
    }
    customElements.define('owner-video-call', Owner);
    const element = await fixture<Owner>(html`<owner-video-call></owner-video-call>`);
    expect(element.own.shadowRoot).to.equal(element.shadowRoot);
    expect(element.getAttribute('state')).to.equal('offline');
    expect(element.renderRoot.querySelector('.root')).to.not.equal(null);
  });
});
