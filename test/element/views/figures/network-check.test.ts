import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { loadLanguage } from '../../../../src/element/texts/languages.js';
import { until } from '../../../support/until.js';
import { findPart, idleElement, part, reaches, type FakedElement } from '../../fixtures.js';
import { MeetingStage, press } from '../../meeting-stage.js';

await loadLanguage('ko');

const panel = (element: FakedElement) => part(element, 'network-check');
const words = (element: FakedElement) => panel(element).innerText.replace(/\s+/g, ' ');
const verdict = (element: FakedElement) =>
  panel(element).querySelector('[role=status]')!.textContent.trim();

async function open(element: FakedElement): Promise<HTMLElement> {
  const button = part(element, 'network-check-button');
  button.focus();
  button.click();
  await until(() => element.shadowRoot?.activeElement === findPart(element, 'network-check'));
  return button;
}

/** Its signaling answers what is sent to the own address, and it has no servers. */
async function ready(lang = 'en') {
  const element = await idleElement(lang);
  element.iceServers = () => [];
  const signaling = element.ownSignaling[0]!;
  const send = sinon.stub(signaling, 'send').callsFake(async (to, message) => {
    signaling.deliver(to, message);
  });
  return { element, send };
}

describe('P2pVideoCallElement: the network check before a room is joined', () => {
  const { online } = new MeetingStage();

  it('is there as on the first screen, and goes when the room is joined', async () => {
    const element = await online({ room: 'standup', audio: false, video: false });
    await press(element, 'network-check-button');
    await until(() => findPart(element, 'network-check'), 'the panel');
    await expect(element).to.be.accessible();
    await until(
      () => part(element, 'network-check').innerText.includes('Good connection'),
      'the result',
    );
    await press(element, 'join-button');
    await reaches(element, 'waiting');
    await until(() => findPart(element, 'network-check-button') === null, 'the waiting screen');
  });
});

describe('P2pVideoCallElement: the network check', () => {
  afterEach(() => sinon.restore());

  it('tells of each test what came out and what to do, and opens no device', async () => {
    const devices = sinon.spy(navigator.mediaDevices, 'getUserMedia');
    const { element, send } = await ready();
    const button = await open(element);
    expect(button.ariaExpanded).to.equal('true');
    expect(button.getAttribute('aria-controls')).to.equal('network-check');
    expect(verdict(element)).to.equal('Checking…');
    await until(() => verdict(element) === 'Good connection', 'the result');
    expect(words(element)).to.match(
      /Call server \d+ ms Direct path Not tested TURN server Not tested/,
    );
    expect(words(element)).to.contain('There is none. Calls with strict networks may fail.');
    expect(words(element)).to.contain('Uses up to 2 MB. Camera and microphone stay off.');
    expect(devices.callCount).to.equal(0);
    expect(send.firstCall.args[0]).to.equal('own-1');

    const before = send.callCount;
    [...panel(element).querySelectorAll('button')]
      .find(({ innerText }) => innerText.includes('again'))!
      .click();
    await until(() => send.callCount === before + 3, 'another check');
    await until(() => verdict(element) === 'Good connection');
  });

  it('says when calls won’t work, in Korean too', async () => {
    const { element, send } = await ready('ko');
    send.rejects(new Error('thrown by the test'));
    await open(element);
    await until(() => verdict(element) === '이 네트워크에서는 통화할 수 없습니다', 'the result');
    expect(words(element)).to.contain('통화 서버에 연결할 수 없습니다');
  });

  for (const [name, leave] of [
    [
      'is closed',
      (element: FakedElement) => panel(element).querySelector<HTMLElement>('.close')!.click(),
    ],
    ['is called', (element: FakedElement) => void element.ring()],
    ['calls', (element: FakedElement) => void element.startCall('peer-1')],
    ['is taken away', (element: FakedElement) => element.remove()],
  ] as const) {
    it(`ends when the element ${name}`, async () => {
      const { element, send } = await ready();
      const made: RTCPeerConnection[] = [];
      const Original = RTCPeerConnection;
      sinon.replace(
        globalThis,
        'RTCPeerConnection',
        class extends Original {
          constructor(...args: ConstructorParameters<typeof Original>) {
            super(...args);
            made.push(this);
          }
        },
      );
      // Nothing answers, so that it takes long.
      send.resolves();
      element.iceServers = [{ urls: 'stun:127.0.0.1:60999' }];
      await open(element);
      await until(
        () => made.some(({ iceGatheringState }) => iceGatheringState !== 'new'),
        'the test',
      );
      leave(element);
      await until(() => made.every(({ signalingState }) => signalingState === 'closed'), 'its end');
      const count = made.length;
      if (!element.isConnected) await until(() => element.state === 'offline');
      await element.updateComplete;
      expect(made, 'and no other one begins').to.have.length(count);
      expect(findPart(element, 'network-check')).to.equal(
        element.isConnected ? null : panel(element),
      );
    });
  }

  for (const [width, height] of [
    [280, 400],
    [320, 568],
    [1_440, 900],
  ] as const) {
    it(`fits ${width} × ${height}`, async () => {
      const { element } = await ready();
      await open(element);
      await until(() => verdict(element) === 'Good connection');
      element.style.cssText = `width:${width}px;height:${height}px;aspect-ratio:auto`;
      const box = panel(element).getBoundingClientRect();
      const root = element.renderRoot.querySelector('.root')!.getBoundingClientRect();
      expect(box.top).to.be.at.least(root.top);
      expect(box.bottom).to.be.at.most(root.bottom);
      expect(panel(element).scrollWidth).to.be.at.most(panel(element).clientWidth);
    });
  }
});
