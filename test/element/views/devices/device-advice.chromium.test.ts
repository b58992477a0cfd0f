import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { CallError, type CallErrorDevice } from '../../../../src/call/terms/call-error.js';
import { NO_MEDIA } from '../../../../src/call/terms/media-state.js';
import { until } from '../../../support/until.js';
import { elementInCall, findPart, idleElement, part, type FakedElement } from '../../fixtures.js';
import { PageDevices } from '../../page-devices.js';

const BOTH = { ...NO_MEDIA, microphone: true, camera: true };

function refusal(device?: CallErrorDevice): CallError {
  return new CallError('permission-denied', 'Refused.', { device, reason: 'user' });
}

describe('P2pVideoCallElement: what is said of permissions', () => {
  let page: PageDevices;

  beforeEach(() => {
    page = new PageDevices();
    page.permissions = { camera: 'prompt', microphone: 'prompt' };
  });

  afterEach(() => {
    sinon.restore();
    page.close();
  });

  const said = (element: FakedElement) =>
    element.renderRoot.querySelector<HTMLElement>('[role="alert"]')!.innerText.trim();
  const closeButton = (element: FakedElement) =>
    element.renderRoot.querySelector<HTMLElement>('.notice .close');
  const control = (element: FakedElement) =>
    element.renderRoot.querySelector<HTMLElement>('usermedia, camera, microphone');
  const changes = (call: { requests: unknown[][] }) =>
    call.requests.filter(([name]) => String(name).startsWith('set'));

  async function idle(): Promise<FakedElement> {
    const element = await idleElement();
    await until(() => findPart(element, 'devices-button') !== null);
    return element;
  }

  describe('while the browser asks', () => {
    it('why, for the self-view, until it is answered', async () => {
      let answer!: () => void;
      page.gate = new Promise<void>((resolve) => (answer = resolve));
      const element = await idle();
      element.preview = true;
      await until(() => said(element).startsWith('Your browser asks for your camera.'));
      expect(said(element)).to.contain('Nobody else does yet.');
      expect(closeButton(element), 'there is nothing to close').to.equal(null);
      await expect(element).to.be.accessible();
      page.permissions.camera = 'granted';
      answer();
      await until(() => said(element) === '');
    });

    it('nothing where it does not ask', async () => {
      page.permissions = { camera: 'granted', microphone: 'granted' };
      let answer!: () => void;
      page.gate = new Promise<void>((resolve) => (answer = resolve));
      const element = await idle();
      element.preview = true;
      await until(() => page.requests.length === 1);
      await element.updateComplete;
      expect(said(element)).to.equal('');
      answer();
    });

    it('why, in a call, for what is not there yet', async () => {
      const { element, call } = await elementInCall('calling');
      await until(() => findPart(element, 'devices-button') !== null);
      call.wantedMedia = BOTH;
      element.requestUpdate();
      await until(() =>
        said(element).startsWith('Your browser asks for your microphone and camera'),
      );
      call.setLocalStream(await navigator.mediaDevices.getUserMedia({ audio: true }));
      await until(() => said(element).startsWith('Your browser asks for your camera'));
      expect(said(element)).to.contain('so that they can see you');
      call.setLocalStream(await navigator.mediaDevices.getUserMedia({ audio: true, video: true }));
      await until(() => said(element) === '');
    });

    it('why, when a call is answered; not while it rings', async () => {
      const element = await idle();
      const call = element.ring();
      call.wantedMedia = BOTH;
      await element.updateComplete;
      expect(said(element)).to.equal('');
      call.moveTo('connecting');
      await until(() => said(element).startsWith('Your browser asks'));
      call.end('hangup');
      await until(() => said(element) === '');
    });
  });

  describe('after a refusal', () => {
    for (const [device, tag] of [
      ['camera', 'camera'],
      ['microphone', 'microphone'],
      [undefined, 'usermedia'],
    ] as const) {
      it(`offers the browser's own <${tag}>, and uses what it gives`, async () => {
        const { element, call } = await elementInCall('connected');
        await until(() => findPart(element, 'devices-button') !== null);
        call.fail(refusal(device));
        await until(() => control(element)?.localName === tag);
        expect(said(element)).to.match(/blocked\. Press here to allow it:/);
        await expect(element).to.be.accessible();
        const given = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
        const [track] = given.getTracks();
        Object.defineProperty(control(element)!, device ? 'track' : 'stream', {
          value: device ? track : given,
        });
        control(element)!.dispatchEvent(new Event(device ? 'track' : 'stream'));
        await until(() => said(element) === '');
        expect(track!.readyState, 'the call opens its own').to.equal('ended');
        const microphone = ['setMicrophoneEnabled', true];
        const camera = ['setCameraEnabled', true];
        expect(changes(call)).to.deep.equal(
          device === undefined ? [microphone, camera] : [device === 'camera' ? camera : microphone],
        );
      });
    }

    it('says where it is undone in this browser, if that has no such control', async () => {
      const { element, call } = await elementInCall('connected');
      await until(() => findPart(element, 'devices-button') !== null);
      for (const name of ['HTMLCameraElement', 'HTMLMicrophoneElement', 'HTMLUserMediaElement']) {
        const value = Object.getOwnPropertyDescriptor(window, name)!;
        delete (window as unknown as Record<string, unknown>)[name];
        // Put back by `sinon.restore()` no more than by itself.
        restore.push(() => Object.defineProperty(window, name, value));
      }
      call.fail(refusal('camera'));
      await until(() => said(element).includes('Press the icon left of the address'));
      expect(control(element)).to.equal(null);
      expect(closeButton(element)).to.not.equal(null);
    });
    const restore: (() => void)[] = [];
    afterEach(() => restore.splice(0).forEach((putBack) => putBack()));

    for (const [what, error] of [
      ['the system has refused', new CallError('permission-denied', 'x', { reason: 'system' })],
      ['no screen was chosen', refusal('screen')],
      ['it is about something else', new CallError('device-in-use', 'x', { device: 'camera' })],
    ] as const) {
      it(`offers nothing where ${what}`, async () => {
        const { element, call } = await elementInCall('connected');
        await until(() => findPart(element, 'devices-button') !== null);
        call.fail(error);
        await until(() => said(element) !== '');
        expect(control(element)).to.equal(null);
      });
    }

    it('opens what was wanted once it is allowed in the address bar, and says no more of it', async () => {
      page.permissions = { camera: 'denied', microphone: 'denied' };
      const { element, call } = await elementInCall('connected');
      await until(() => findPart(element, 'devices-button') !== null);
      call.fail(refusal());
      await until(() => said(element) !== '');
      page.setPermission('microphone', 'granted');
      await until(() => changes(call).length > 0);
      expect(changes(call)).to.deep.equal([['setMicrophoneEnabled', true]]);
      expect(said(element), 'the camera is still blocked').to.not.equal('');
      page.setPermission('camera', 'granted');
      await until(() => said(element) === '');
      expect(changes(call).at(-1)).to.deep.equal(['setCameraEnabled', true]);
    });

    it('opens nothing that is allowed later, when what was said of it has been closed', async () => {
      page.permissions = { camera: 'denied', microphone: 'denied' };
      const { element, call } = await elementInCall('connected');
      await until(() => findPart(element, 'devices-button') !== null);
      call.fail(refusal('camera'));
      await until(() => closeButton(element) !== null);
      closeButton(element)!.click();
      await element.updateComplete;
      page.setPermission('camera', 'granted');
      await new Promise((resolve) => setTimeout(resolve));
      await element.updateComplete;
      expect(changes(call)).to.deep.equal([]);
    });

    it('shows the self-view once its camera is allowed', async () => {
      page.permissions.camera = 'denied';
      page.refuse = () => new DOMException('Permission denied', 'NotAllowedError');
      const element = await idle();
      element.renderRoot.querySelector<HTMLElement>('.preview')!.click();
      await until(() => control(element)?.localName === 'camera');
      page.refuse = () => null;
      page.setPermission('camera', 'granted');
      await until(() => part<HTMLVideoElement>(element, 'local-video').srcObject !== null);
      expect(said(element)).to.equal('');
      element.remove();
      await until(() => page.live.length === 0);
    });

    it('asks nobody who has gone', async () => {
      page.permissions.camera = 'denied';
      const { element, call } = await elementInCall('connected');
      await until(() => findPart(element, 'devices-button') !== null);
      call.fail(refusal('camera'));
      await until(() => control(element) !== null);
      element.remove();
      page.setPermission('camera', 'granted');
      await new Promise((resolve) => setTimeout(resolve));
      expect(changes(call)).to.deep.equal([]);
    });
  });
});
