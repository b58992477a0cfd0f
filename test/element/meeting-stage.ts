import { fixtureSync, html } from '@open-wc/testing';
import sinon from 'sinon';
import { PeerCall } from '../../src/call/peer-call.js';
import type { MemorySignaling } from '../../src/signaling/memory/memory-signaling.js';
import type { MemorySignalingClient } from '../../src/signaling/memory/memory-signaling-client.js';
import { createMemorySignaling } from '../../src/signaling/memory/memory-signaling.js';
import type { SignalingClient } from '../../src/signaling/signaling-client.js';
import { until } from '../support/until.js';
import { findPart, part, reaches, visibleText } from './fixtures.js';
import { MyElement } from './my-element.js';

/** An element on signaling without a server, with calls of a class of its own. */
export class MeetingElement extends MyElement {
  network: MemorySignaling | null = null;
  readonly clients: MemorySignalingClient[] = [];

  protected override createSignaling(): SignalingClient | null {
    const client = this.network?.connect() ?? null;
    if (client) this.clients.push(client);
    return client;
  }
}

customElements.define('meeting-video-call', MeetingElement);

/** Where the note of a page that was left in the room `standup` is. */
export const AWAY = 'p2p-video-call:room:standup';

/** A network for each test of the block that it is made in, and people who meet by it in the room `standup`. */
export class MeetingStage {
  network = createMemorySignaling();

  constructor() {
    beforeEach(() => {
      this.network = createMemorySignaling();
    });
    afterEach(() => {
      history.replaceState(null, '', location.pathname + location.search);
      sessionStorage.removeItem(AWAY);
    });
  }

  readonly made = (properties: Partial<MeetingElement> = {}): MeetingElement => {
    const element = new MeetingElement();
    Object.assign(element, { network: this.network, iceServers: [], lang: 'en', ...properties });
    fixtureSync<HTMLElement>(html`<div></div>`).append(element);
    return element;
  };

  readonly online = async (properties: Partial<MeetingElement> = {}): Promise<MeetingElement> => {
    const element = this.made(properties);
    await reaches(element, 'idle');
    if (properties.room) await shows(element, 'join-button');
    return element;
  };

  /** Two that are in a call in the room `standup`. */
  readonly together = async (properties: Partial<MeetingElement> = {}) => {
    const first = await this.online({ room: 'standup', ...properties });
    await press(first, 'join-button');
    await reaches(first, 'waiting');
    const second = await this.online({ room: 'standup', ...properties });
    await press(second, 'join-button');
    await Promise.all([reaches(first, 'connected'), reaches(second, 'connected')]);
    return { first, second };
  };

  /** Somebody without an element, who is in a call in the room `standup`. Their browser can crash: then nobody hangs up. */
  readonly visit = async () => {
    const channels: RTCDataChannel[] = [];
    class CrashingCall extends PeerCall {
      protected override createConnection(config: RTCConfiguration): RTCPeerConnection {
        const connection = super.createConnection(config);
        const create = connection.createDataChannel.bind(connection);
        connection.createDataChannel = (...args) => {
          const channel = create(...args);
          channels.push(channel);
          return channel;
        };
        return connection;
      }
    }
    const client = this.network.connect();
    await client.open();
    const calls: PeerCall[] = [];
    const options = { iceServers: [], audio: false, video: false };
    const room = await client.joinRoom('standup');
    CrashingCall.meet(room, (call) => calls.push(call), options);
    await until(() => calls[0]?.state === 'connected', 'the call of the visitor');
    const { id } = client;
    const crash = () => {
      for (const channel of channels) channel.send = () => {};
      this.network.intercept = ({ from }) => (from === id ? 'drop' : 'pass');
      room.leave();
    };
    return { call: calls[0]!, crash, leave: () => room.leave() };
  };
}

export const shows = (element: MeetingElement, name: string) =>
  until(() => findPart(element, name), `${name} in ${visibleText(element)}`);

export const reads = (element: MeetingElement, text: string) =>
  until(() => visibleText(element).includes(text), `${text} in ${visibleText(element)}`);

export async function press(element: MeetingElement, name: string): Promise<void> {
  await shows(element, name);
  part(element, name).click();
  await element.updateComplete;
}

export const buttonOf = (element: MeetingElement, text: string) => {
  const buttons = [...element.renderRoot.querySelectorAll('button')];
  const button = buttons.find(({ textContent }) => textContent.trim() === text);
  if (!button) throw new Error(`There is no button “${text}”.`);
  return button;
};

export const selfView = (element: MeetingElement) =>
  part<HTMLVideoElement>(element, 'local-video').srcObject as MediaStream | null;

/** A press on `button`, made so long after the moment `sinceMs`: by default after now. */
export function pressAfter(
  button: HTMLElement,
  afterMs: number,
  sinceMs = performance.now(),
): void {
  const click = new MouseEvent('click');
  sinon.stub(click, 'timeStamp').value(sinceMs + afterMs);
  button.dispatchEvent(click);
}

/** What a press has begun shows by then. */
export async function settled(element: MeetingElement): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  await element.updateComplete;
}
