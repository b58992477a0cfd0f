import { expect } from '@open-wc/testing';
import { CallError } from '../../src/call/terms/call-error.js';
import { until } from '../support/until.js';
import {
  elementInCall,
  type FakedElement,
  findPart,
  idleElement,
  part,
  reaches,
} from './fixtures.js';
import { describedElement, namesOf } from './theme/manifest.js';

const connected = async () => (await elementInCall('connected')).element;

const recordedElement = async () => {
  const { element, call } = await elementInCall('connected');
  call.localStream = call.remoteStream = new MediaStream();
  return element;
};

/** Brings each event about, some of them in the middle of much else. */
const EVENTS: Readonly<
  Record<
    string,
    readonly [start: () => Promise<FakedElement>, cause: (at: FakedElement) => unknown]
  >
> = {
  'connection-id': [idleElement, (element) => element.ownSignaling[0]?.become('own-2')],
  'call-incoming': [idleElement, (element) => element.ring()],
  'call-statechange': [idleElement, (element) => element.startCall('peer-1')],
  'call-error': [
    connected,
    (element) => element.lastPlaced.fail(new CallError('device-in-use', 'by the test')),
  ],
  'chat-message': [
    connected,
    (element) => element.lastPlaced.receive('chat', '{"id":"a","text":"a"}'),
  ],
  'call-recorded': [
    recordedElement,
    async (element) => {
      part(element, 'more-button').click();
      await until(() => findPart(element, 'record-button'), 'the menu');
      part(element, 'record-button').click();
      element.lastPlaced.receive('recording', '{"type":"allow","id":1}');
      await until(() => element.renderRoot.querySelector('.note.runs'), 'the recording');
      element.renderRoot.querySelector<HTMLElement>('[part=record-note-button]')?.click();
    },
  ],
  'call-rating': [
    connected,
    async (element) => {
      element.lastPlaced.end('hangup');
      await until(() => findPart(element, 'star-button'), 'the stars');
      part(element, 'star-button').click();
    },
  ],
};

/** What ends a call comes with the next state. */
const STATES = ['ringing', 'connecting', 'connected', 'reconnecting', 'ended'] as const;

async function isGoneAndComesBack(element: FakedElement, home: HTMLElement): Promise<void> {
  await reaches(element, 'offline');
  await until(() => element.ownSignaling.every(({ closeCount }) => closeCount === 1), 'no client');
  expect(element.call).to.equal(null);
  expect(element.listeningOn).to.deep.equal([]);
  home.append(element);
  await reaches(element, 'idle');
  part(element, 'call-button');
  expect(findPart(element, 'record-note')).to.equal(null);
  element.remove();
  await reaches(element, 'offline');
}

// What is thrown meanwhile and not caught fails a test by itself.
describe('P2pVideoCallElement: a page that takes the element away in one of its own events', () => {
  it('all events are looked at', async () => {
    const { events } = await describedElement();
    expect(Object.keys(EVENTS).sort()).to.deep.equal(namesOf(events).sort());
  });

  for (const [name, [start, cause]] of Object.entries(EVENTS)) {
    it(`\`${name}\`: all ends well, and it can be put back`, async () => {
      const element = await start();
      const home = element.parentElement!;
      let count = 0;
      element.addEventListener(name, () => {
        count += 1;
        element.remove();
      });
      await cause(element);
      await until(() => count > 0, 'the event');
      expect(element.isConnected).to.equal(false);
      await isGoneAndComesBack(element, home);
    });
  }

  for (const state of STATES) {
    it(`\`call-statechange\` to ${state}: the call is ended`, async () => {
      const element = await idleElement();
      const home = element.parentElement!;
      element.startCall('peer-1');
      const call = element.lastPlaced;
      element.addEventListener('call-statechange', (event) => {
        if (event.state === state) element.remove();
      });
      if (state === 'ended') call.end('hangup');
      else call.moveTo(state);
      await until(() => !element.isConnected);
      await isGoneAndComesBack(element, home);
      const hangups = call.requests.filter(([what]) => what === 'hangup');
      expect(hangups).to.have.length(state === 'ended' ? 0 : 1);
    });
  }
});
