import { expect, fixtureSync, html } from '@open-wc/testing';
import sinon from 'sinon';
import type { P2pVideoCallElement } from '../../src/element/p2p-video-call.js';
import { FakeSignaling } from './fake-signaling.js';
import { FakedElement, part, visibleText } from './fixtures.js';

type Settable = Record<string, unknown>;

/** Some values for each property that can be set, all different from the default. */
const SAMPLES: Record<string, readonly [unknown, ...unknown[]]> = {
  endpoint: ['wss://sample.test'],
  signaling: [new FakeSignaling()],
  room: ['standup'],
  peerId: ['peer-7'],
  audio: [false, { echoCancellation: true }],
  video: [{ width: 640 }, false],
  // One that there is: another would be put back.
  audioOutput: ['default'],
  autoAnswer: [true],
  preview: [true],
  mirror: [false],
  askName: [true],
  iceServers: [[{ urls: 'stun:example.test' }], () => []],
  resume: [true],
  iceTransportPolicy: ['relay'],
  secret: ['nineteen-letters-it'],
  addressToken: ['token-1'],
  knownOnly: [true],
  warmUp: [true, () => true],
  displayName: ['Ann'],
  dataSaver: [true],
  maxBitrate: [500_000],
  maxFileSize: [1_000_000],
  ringtone: ['off'],
  notify: [true],
  hotkeys: [false],
  controlsList: ['nocamera', 'nopip nomore'],
  strings: [{ ready: 'Here' }],
  lang: ['ko'],
};

/** What their attributes take; the others take any text. */
const ATTRIBUTES: Record<string, string> = {
  audio: 'off',
  video: 'off',
  audioOutput: 'default',
  hotkeys: 'off',
  mirror: 'off',
};

const READ_ONLY = ['call', 'connectionId', 'state'];

/** What concerns the connection; everything else must not. */
const OF_THE_CONNECTION: readonly string[] = ['endpoint', 'signaling'];

const WRONG_TYPES = [5, NaN, true, 'x', {}, [], () => {}];

/** Each property with its attribute, if it has one. */
function declared(): (readonly [name: string, attribute: string | null])[] {
  const ours = [...FakedElement.elementProperties].map(([key, { attribute }]) => {
    const name = String(key);
    if (attribute === false) return [name, null] as const;
    return [name, typeof attribute === 'string' ? attribute : name.toLowerCase()] as const;
  });
  return [...ours, ['lang', 'lang']];
}

/** An element that is not in the document yet, online as soon as it is unless `name` is what makes it so. */
function made(name = ''): FakedElement {
  const element = new FakedElement();
  if (name !== 'endpoint') element.endpoint = 'wss://example.test';
  return element;
}

const asSettable = (element: P2pVideoCallElement) => element as unknown as Settable;

async function show(element: P2pVideoCallElement): Promise<void> {
  // Around it another language than its own default.
  fixtureSync<HTMLElement>(html`<div lang="ko"></div>`).append(element);
  await settled(element);
}

/** The changes of one property may lead to changes of the state, and these to another rendering. */
async function settled(element: P2pVideoCallElement): Promise<void> {
  do {
    await new Promise((resolve) => setTimeout(resolve));
    await element.updateComplete;
  } while (element.isUpdatePending);
}

/** All that can be told of an element from outside. */
async function behaviour(element: FakedElement): Promise<unknown> {
  const properties = Object.fromEntries(
    [...declared(), ['isConnected']].map(([name = '']) => [name, asSettable(element)[name]]),
  );
  const screen = visibleText(element);
  const input = element.renderRoot.querySelector('input')?.value;
  const { listenOptions, resumedWith } = element;
  const codes: string[] = [];
  element.addEventListener('call-error', ({ error }) => codes.push(error.code));
  const calledBySelf = element.startCall();
  element.startCall('peer-9');
  element.placed.at(-1)?.end('hangup');
  const requests = element.ring().requests;
  await settled(element);
  const open = element.ownSignaling.filter(({ state }) => state !== 'closed');
  return {
    // The client is another one in each element.
    properties: { ...properties, signaling: properties.signaling === open.at(-1) || null },
    screen,
    input,
    listenOptions,
    resumed: resumedWith.length,
    calledBySelf,
    codes,
    placed: element.placed.map(({ peerId, options }) => ({ peerId, options })),
    requests,
    clients: open.length,
    ringing: visibleText(element),
  };
}

describe('P2pVideoCallElement: properties', () => {
  // A machine without a loudspeaker has no `default` either.
  before(() => sinon.stub(HTMLMediaElement.prototype, 'setSinkId').resolves());
  after(() => sinon.restore());

  it('each one has its row here', () => {
    const rows = [...Object.keys(SAMPLES), ...READ_ONLY];
    expect(declared().map(([name]) => name)).to.have.members(rows);
  });

  for (const [name, attribute] of declared()) {
    const [sample, ...others] = SAMPLES[name] ?? [];
    if (sample === undefined) continue;

    for (const nothing of [undefined, null]) {
      it(`${name}: ${nothing} is as never set`, async () => {
        const untouched = made(name);
        await show(untouched);
        const expected = await behaviour(untouched);

        const first = made(name);
        asSettable(first)[name] = nothing;
        await show(first);
        expect(await behaviour(first), 'from the start').to.deep.equal(expected);

        const later = made(name);
        asSettable(later)[name] = sample;
        if (name !== 'resume') await show(later);
        asSettable(later)[name] = nothing;
        if (name === 'resume') await show(later);
        await settled(later);
        expect(await behaviour(later), 'after another value').to.deep.equal(expected);
      });
    }

    if (attribute !== null) {
      it(`${name}: without its attribute as never set`, async () => {
        const untouched = made(name);
        await show(untouched);
        const element = made(name);
        element.setAttribute(attribute, ATTRIBUTES[name] ?? 'ko');
        expect(asSettable(element)[name]).to.not.equal(asSettable(untouched)[name]);
        if (name !== 'resume') await show(element);
        element.removeAttribute(attribute);
        if (name === 'resume') await show(element);
        await settled(element);
        expect(await behaviour(element)).to.deep.equal(await behaviour(untouched));
      });
    }

    it(`${name}: a value of a wrong type does not throw`, async () => {
      for (const wrong of WRONG_TYPES) {
        const element = made(name);
        await show(element);
        asSettable(element)[name] = wrong;
        await settled(element);
        expect(() => element.startCall()).to.not.throw();
        expect(part(element, 'status').textContent).to.match(/\S/);
        element.remove();
      }
    });

    if (!OF_THE_CONNECTION.includes(name)) {
      it(`${name}: however often it is set, the address stays`, async () => {
        const element = made();
        await show(element);
        const addresses: string[] = [];
        element.addEventListener('connection-id', (event) => addresses.push(event.connectionId));
        for (const value of [sample, ...others, null, sample, undefined]) {
          asSettable(element)[name] = value;
          await settled(element);
        }
        expect(element.ownSignaling.map(({ openCount }) => openCount)).to.deep.equal([1]);
        expect(addresses).to.deep.equal([]);
        expect(element.connectionId).to.equal('own-1');
      });
    }
  }

  it('what the element alone sets stays as it is when a page sets it', async () => {
    const element = made();
    await show(element);
    for (const name of READ_ONLY) {
      const before = asSettable(element)[name];
      asSettable(element)[name] = 'connected';
      expect(asSettable(element)[name], name).to.equal(before);
    }
  });

  it('set before the element is defined they are taken over, and can be changed later', async () => {
    const element = document.createElement('late-video-call');
    const early = element as unknown as Settable;
    const signaling = new FakeSignaling();
    for (const [name, values] of Object.entries(SAMPLES)) early[name] = values[0];
    early.signaling = signaling;
    for (const name of READ_ONLY) early[name] = 'connected';
    document.body.append(element);

    class LateElement extends FakedElement {}
    customElements.define('late-video-call', LateElement);
    const late = element as LateElement;
    try {
      await settled(late);
      for (const [name, values] of Object.entries(SAMPLES)) {
        if (name !== 'signaling') expect(early[name], name).to.equal(values[0]);
      }
      expect(signaling.openCount).to.equal(1);
      expect(late.signaling).to.equal(signaling);
      expect(late.ownSignaling).to.deep.equal([]);
      expect(late.state).to.equal('idle');
      expect(late.connectionId).to.equal('own-1');
      expect(late.call).to.equal(null);

      const another = new FakeSignaling();
      late.signaling = another;
      await settled(late);
      expect(another.openCount).to.equal(1);
    } finally {
      late.remove();
    }
  });

  it('texts mean what they mean in the attributes: frameworks set properties of those', () => {
    const element = asSettable(made());
    for (const name of [
      'audio',
      'video',
      'autoAnswer',
      'preview',
      'resume',
      'knownOnly',
      'warmUp',
      'dataSaver',
    ]) {
      for (const off of ['off', 'false']) {
        element[name] = off;
        expect(element[name], name).to.equal(false);
      }
      element[name] = '';
      expect(element[name], name).to.equal(true);
    }
  });

  it('requests take `undefined` and `null` for "not given"', async () => {
    const element = made();
    await show(element);
    const codes: string[] = [];
    element.addEventListener('call-error', ({ error }) => codes.push(error.code));
    const startCall = (peerId?: unknown) => element.startCall(peerId as string);
    for (const peerId of [undefined, null, {}]) expect(startCall(peerId)).to.equal(null);
    expect(codes).to.deep.equal(['invalid-argument', 'invalid-argument', 'invalid-argument']);

    element.peerId = 'peer-7';
    const call = startCall(null);
    expect(call?.peerId).to.equal('peer-7');
    element.lastPlaced.end('hangup');
    startCall(42);
    expect(element.lastPlaced.peerId).to.equal('42');
    element.lastPlaced.moveTo('connected');
    await element.toggleMicrophone(null);
    expect(element.lastPlaced.requests).to.deep.equal([['setMicrophoneEnabled', true]]);
    element.lastPlaced.end('hangup');

    const incoming = element.ring();
    await element.answer(null);
    expect(incoming.requests).to.deep.equal([['answer', { audio: true, video: true }]]);
  });

  it('single texts that are not given stay the element’s own', async () => {
    const element = made();
    element.lang = 'en';
    const texts: Settable = { ready: undefined, copy: null, call: 'Ring them' };
    element.strings = texts;
    await show(element);
    expect(visibleText(element)).to.contain('Ready for calls').and.contain('Copy');
    expect(visibleText(element)).to.contain('Ring them');
    expect(visibleText(element)).to.not.match(/undefined|null/);
  });
});
