import { expect, fixture, html } from '@open-wc/testing';
import { CallError } from '../../../src/call/terms/call-error.js';
import { loadLanguage, resolveStrings } from '../../../src/element/texts/languages.js';
import type { StringKey } from '../../../src/element/texts/strings.js';
import { SignalingError } from '../../../src/signaling/signaling-error.js';
import { FakeSignaling } from '../fake-signaling.js';
import {
  canvasStream,
  elementInCall,
  findPart,
  idleElement,
  type FakedElement,
  part,
  visibleText,
} from '../fixtures.js';

await loadLanguage('ko');

interface StateCase {
  readonly name: string;
  readonly make: (lang: string) => Promise<FakedElement>;
  readonly state: string;
  /** What the status line says. */
  readonly status: StringKey;
  /** What else must be there to read. */
  readonly texts: readonly StringKey[];
}

async function offlineElement(lang: string, failure: SignalingError | null): Promise<FakedElement> {
  const element = await fixture<FakedElement>(
    html`<faked-video-call lang=${lang}></faked-video-call>`,
  );
  element.nextSignaling = () => {
    const signaling = new FakeSignaling();
    signaling.failure = failure;
    signaling.opens = false;
    return signaling;
  };
  element.endpoint = 'wss://example.test';
  await element.updateComplete;
  await element.updateComplete;
  return element;
}

async function connected(lang: string) {
  const { element, call } = await elementInCall('connecting', lang);
  call.setLocalStream(canvasStream());
  call.setLocalMedia({ microphone: true, camera: true });
  call.setRemoteStream(canvasStream());
  call.setRemoteMedia({ microphone: true, camera: true });
  call.moveTo('connected');
  call.setQuality('excellent');
  await element.updateComplete;
  return { element, call };
}

const CASES: readonly StateCase[] = [
  {
    name: 'offline without an endpoint',
    make: (lang) => fixture(html`<faked-video-call lang=${lang}></faked-video-call>`),
    state: 'offline',
    status: 'no-endpoint',
    texts: [],
  },
  {
    name: 'going online',
    make: (lang) => offlineElement(lang, null),
    state: 'offline',
    status: 'opening',
    texts: [],
  },
  {
    name: 'offline after a failure',
    make: (lang) => offlineElement(lang, new SignalingError('timeout', 'no answer')),
    state: 'offline',
    status: 'offline-connect-failed',
    texts: ['retrying', 'try-again'],
  },
  {
    name: 'idle',
    make: idleElement,
    state: 'idle',
    status: 'ready',
    texts: ['own-id', 'own-id-hint', 'copy', 'peer-id', 'call', 'preview-on'],
  },
  {
    name: 'idle while signaling reconnects',
    make: async (lang) => {
      const element = await idleElement(lang);
      element.ownSignaling[0]?.move('reconnecting');
      await element.updateComplete;
      return element;
    },
    state: 'idle',
    status: 'server-reconnecting',
    texts: ['own-id'],
  },
  {
    name: 'calling',
    make: async (lang) => (await elementInCall('calling', lang)).element,
    state: 'calling',
    status: 'calling',
    texts: [],
  },
  {
    name: 'ringing there',
    make: async (lang) => (await elementInCall('ringing', lang)).element,
    state: 'ringing',
    status: 'ringing',
    texts: [],
  },
  {
    name: 'ringing here',
    make: async (lang) => {
      const element = await idleElement(lang);
      element.ring();
      await element.updateComplete;
      return element;
    },
    state: 'ringing',
    status: 'incoming',
    texts: ['answer', 'answer-audio', 'decline'],
  },
  {
    name: 'connecting',
    make: async (lang) => (await elementInCall('connecting', lang)).element,
    state: 'connecting',
    status: 'connecting',
    texts: [],
  },
  {
    name: 'connected',
    make: async (lang) => (await connected(lang)).element,
    state: 'connected',
    status: 'connected',
    texts: [],
  },
  {
    name: 'connected to a peer without camera, on a bad line',
    make: async (lang) => {
      const { element, call } = await connected(lang);
      call.setRemoteMedia({ camera: false, microphone: false });
      call.setQuality('poor');
      element.ownSignaling[0]?.move('reconnecting');
      await element.updateComplete;
      return element;
    },
    state: 'connected',
    status: 'quality-poor',
    texts: ['remote-camera-off', 'server-reconnecting'],
  },
  {
    name: 'connected, no screen chosen',
    make: async (lang) => {
      const { element, call } = await connected(lang);
      call.fail(new CallError('permission-denied', 'no', { device: 'screen', reason: 'user' }));
      await element.updateComplete;
      return element;
    },
    state: 'connected',
    status: 'connected',
    texts: ['error-permission-denied-user-screen'],
  },
  {
    name: 'reconnecting',
    make: async (lang) => {
      const { element, call } = await connected(lang);
      call.moveTo('reconnecting');
      await element.updateComplete;
      return element;
    },
    state: 'reconnecting',
    status: 'reconnecting',
    texts: [],
  },
  {
    name: 'connected while signaling reconnects: that is no trouble of the call',
    make: async (lang) => {
      const { element } = await connected(lang);
      element.ownSignaling[0]?.move('reconnecting');
      await element.updateComplete;
      return element;
    },
    state: 'connected',
    status: 'connected',
    texts: ['server-reconnecting'],
  },
  {
    name: 'ended for a reason that is known',
    make: async (lang) => {
      const { element, call } = await elementInCall('connecting', lang);
      const diagnosis = { cause: 'udp-blocked', side: 'remote' } as const;
      call.end('connection-failed', new CallError('connection-failed', 'no', { diagnosis }));
      await element.updateComplete;
      return element;
    },
    state: 'ended',
    status: 'ended-connection-failed',
    texts: ['diagnosis-udp-blocked-remote', 'call-again', 'back'],
  },
  {
    name: 'ended',
    make: async (lang) => {
      const { element, call } = await connected(lang);
      call.end('connection-lost', new CallError('connection-lost', 'gone'));
      await element.updateComplete;
      return element;
    },
    state: 'ended',
    status: 'ended-connection-lost',
    texts: ['error-connection-lost', 'call-again', 'back'],
  },
];

describe('P2pVideoCallElement: each state', () => {
  for (const lang of ['en', 'ko'] as const) {
    const text = resolveStrings(lang, null);
    for (const { name, make, state, status, texts } of CASES) {
      it(`${name} (${lang}): says so, and is accessible`, async () => {
        const element = await make(lang);
        expect(element.state).to.equal(state);
        expect(element.getAttribute('state')).to.equal(state);
        expect(part(element, 'status').textContent).to.equal(text[status]);
        for (const key of texts) expect(visibleText(element)).to.contain(text[key]);
        expect(visibleText(element)).to.not.match(/undefined|null|\[object/);
        await expect(element).to.be.accessible();
      });
    }
  }

  it('while the call itself reconnects, it says that alone', async () => {
    const { element, call } = await connected('en');
    element.ownSignaling[0]?.move('reconnecting');
    call.moveTo('reconnecting');
    await element.updateComplete;
    const text = resolveStrings('en', null);
    expect(visibleText(element)).to.contain(text.reconnecting);
    expect(visibleText(element)).to.not.contain(text['server-reconnecting']);
    call.moveTo('connected');
    await element.updateComplete;
    expect(visibleText(element)).to.contain(text['server-reconnecting']);
    element.ownSignaling[0]?.move('open');
    await element.updateComplete;
    expect(visibleText(element)).to.not.contain(text['server-reconnecting']);
  });

  it('is accessible in the dark too', async () => {
    const element = await idleElement();
    element.style.colorScheme = 'dark';
    await expect(element).to.be.accessible();
  });

  it('speaks the names of the buttons that show an icon alone', async () => {
    const { element } = await connected('ko');
    const text = resolveStrings('ko', null);
    expect(part(element, 'microphone-button').ariaLabel).to.equal(text.microphone);
    expect(part(element, 'camera-button').ariaLabel).to.equal(text.camera);
    expect(part(element, 'screen-button').ariaLabel).to.equal(text.screen);
    expect(part(element, 'hangup-button').ariaLabel).to.equal(text.hangup);
  });

  it('keeps the nodes of the status line and of the videos from state to state', async () => {
    const element = await idleElement();
    const names = ['status', 'remote-video', 'local-video', 'remote-screen-video'];
    const before = names.map((name) => part(element, name));
    element.startCall('peer-1');
    for (const state of ['ringing', 'connecting', 'connected', 'reconnecting'] as const) {
      element.lastPlaced.moveTo(state);
      await element.updateComplete;
    }
    element.lastPlaced.end('hangup');
    await element.updateComplete;
    expect(names.map((name) => part(element, name))).to.deep.equal(before);
  });

  it('offers no screen sharing where the policy of the page forbids it', async () => {
    const { element, call } = await connected('en');
    expect(findPart(element, 'screen-button')).to.not.equal(null);
    const asked: string[] = [];
    const featurePolicy = { allowsFeature: (name: string) => asked.push(name) === 0 };
    Object.defineProperty(document, 'featurePolicy', { value: featurePolicy, configurable: true });
    try {
      call.setQuality('good');
      await element.updateComplete;
      expect(findPart(element, 'screen-button')).to.equal(null);
      expect(asked).to.deep.equal(['display-capture']);
    } finally {
      Reflect.deleteProperty(document, 'featurePolicy');
    }
  });

  it('a real frame that must not share screens is known as such', async () => {
    const frame = document.createElement('iframe');
    frame.allow = "display-capture 'none'";
    frame.srcdoc = `<script type="module">
      import { isAllowedByPolicy } from '/src/call/media/media-error.ts';
      parent.postMessage([isAllowedByPolicy('screen'), isAllowedByPolicy('camera')]);
    </script>`;
    const told = new Promise<unknown>((resolve) =>
      addEventListener('message', ({ data }) => resolve(data), { once: true }),
    );
    document.body.append(frame);
    // Firefox does not tell.
    const known = 'featurePolicy' in document ? [false, true] : [undefined, undefined];
    expect(await told).to.deep.equal(known);
    frame.remove();
  });

  it('offers no screen sharing where the browser has none', async () => {
    const { element, call } = await connected('en');
    const { getDisplayMedia } = Object.getOwnPropertyDescriptors(MediaDevices.prototype);
    if (!getDisplayMedia) throw new Error('This browser has none itself.');
    Reflect.deleteProperty(MediaDevices.prototype, 'getDisplayMedia');
    try {
      call.setQuality('good');
      await element.updateComplete;
      expect(findPart(element, 'screen-button')).to.equal(null);
    } finally {
      Object.defineProperty(MediaDevices.prototype, 'getDisplayMedia', getDisplayMedia);
    }
  });
});
