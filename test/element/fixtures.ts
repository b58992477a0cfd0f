import { fixture, html } from '@open-wc/testing';
import { CallError } from '../../src/call/terms/call-error.js';
import type { CallOptions } from '../../src/call/terms/call-options.js';
import type { PeerCall } from '../../src/call/peer-call.js';
import { P2pVideoCallElement, type ElementState } from '../../src/element/p2p-video-call.js';
import { loadLanguage } from '../../src/element/texts/languages.js';
import type { SignalingClient } from '../../src/signaling/signaling-client.js';
import { FakePeerCall, type FakePeerCallInit } from '../support/fake-peer-call.js';
import { SecretGuard } from '../support/secret-guard.js';
import { FakeSignaling } from './fake-signaling.js';

// As in a page that has been there for a moment.
await Promise.all([
  loadLanguage('en'),
  import('../../src/element/styles/call-styles.js'),
  import('../../src/element/views/call-screen.js'),
  import('../../src/element/controllers/call-tools.js'),
  import('../../src/element/controllers/exchange-tools.js'),
]);

// For every test of a file that imports this one.
const secrets = new SecretGuard();
beforeEach(() => secrets.install());
afterEach(() => {
  secrets.uninstall();
  secrets.check();
});

/** The element with its three factory hooks pointed at doubles. */
export class FakedElement extends P2pVideoCallElement {
  /** What `createSignaling()` makes the next client from. */
  nextSignaling: () => FakeSignaling = () => new FakeSignaling();
  readonly ownSignaling: FakeSignaling[] = [];
  readonly placed: FakePeerCall[] = [];
  readonly listeningOn: SignalingClient[] = [];
  listenOptions: CallOptions | null = null;
  readonly resumedWith: CallOptions[] = [];
  /** What `resumeCall()` finds. */
  savedCall: Promise<FakePeerCall | null> = Promise.resolve(null);
  #onIncoming: ((call: PeerCall) => void) | null = null;

  /** The latest call that was placed. */
  get lastPlaced(): FakePeerCall {
    const call = this.placed.at(-1);
    if (!call) throw new Error('No call was placed.');
    return call;
  }

  ring(init: FakePeerCallInit = {}): FakePeerCall {
    const call = new FakePeerCall({ direction: 'incoming', ...init });
    this.#onIncoming?.(call.asPeerCall);
    return call;
  }

  protected override createSignaling(): SignalingClient | null {
    if (this.endpoint === '') return null;
    const signaling = this.nextSignaling();
    this.ownSignaling.push(signaling);
    return signaling;
  }

  protected override createCall(peerId: string, options: CallOptions): PeerCall {
    if (peerId === '' || peerId === this.connectionId) {
      throw new CallError('invalid-argument', 'As `PeerCall.place` does.');
    }
    const call = new FakePeerCall({ peerId, options });
    this.placed.push(call);
    return call.asPeerCall;
  }

  protected override async resumeCall(
    _signaling: SignalingClient,
    options: CallOptions,
  ): Promise<PeerCall | null> {
    this.resumedWith.push(options);
    return (await this.savedCall)?.asPeerCall ?? null;
  }

  protected override createCallListener(
    signaling: SignalingClient,
    onIncoming: (call: PeerCall) => void,
    options: CallOptions,
  ): () => void {
    this.listeningOn.push(signaling);
    this.listenOptions = options;
    this.#onIncoming = onIncoming;
    return () => {
      this.listeningOn.splice(this.listeningOn.indexOf(signaling), 1);
      this.listenOptions = null;
      this.#onIncoming = null;
    };
  }
}

customElements.define('faked-video-call', FakedElement);

/** An element that is online, with `own-1` as its address. */
export async function idleElement(lang = 'en'): Promise<FakedElement> {
  const element = await fixture<FakedElement>(
    html`<faked-video-call endpoint="wss://example.test" lang=${lang}></faked-video-call>`,
  );
  await reaches(element, 'idle');
  return element;
}

/** An element in a call that it has placed, moved on to `state`. */
export async function elementInCall(
  state: 'calling' | 'ringing' | 'connecting' | 'connected' | 'reconnecting',
  lang = 'en',
): Promise<{ element: FakedElement; call: FakePeerCall }> {
  const element = await idleElement(lang);
  element.startCall('peer-1');
  const call = element.lastPlaced;
  if (state !== 'calling') call.moveTo(state);
  await element.updateComplete;
  return { element, call };
}

export async function reaches(element: P2pVideoCallElement, state: ElementState): Promise<void> {
  while (element.state !== state) {
    await new Promise((resolve) => {
      element.addEventListener('call-statechange', resolve, { once: true });
    });
  }
  await element.updateComplete;
}

/** The node that carries the part `name`; fails if there is none. */
export function part<T extends HTMLElement = HTMLElement>(
  element: P2pVideoCallElement,
  name: string,
): T {
  const node = findPart<T>(element, name);
  if (!node) throw new Error(`There is no part "${name}" in the state "${element.state}".`);
  return node;
}

export function findPart<T extends HTMLElement = HTMLElement>(
  element: P2pVideoCallElement,
  name: string,
): T | null {
  return element.renderRoot.querySelector<T>(`[part~="${name}"]`);
}

/** What a user can read in the element, white space evened out. */
export function visibleText(element: P2pVideoCallElement): string {
  const root = element.renderRoot.querySelector<HTMLElement>('.root');
  return (root?.innerText ?? '').replace(/\s+/g, ' ').trim();
}

/** A moving picture without a camera. */
export function canvasStream(): MediaStream {
  const canvas = document.createElement('canvas');
  canvas.getContext('2d')?.fillRect(0, 0, canvas.width, canvas.height);
  return canvas.captureStream(5);
}
