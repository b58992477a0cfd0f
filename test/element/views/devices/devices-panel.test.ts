import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { NO_MEDIA } from '../../../../src/call/terms/media-state.js';
import { until } from '../../../support/until.js';
import {
  canvasStream,
  elementInCall,
  findPart,
  idleElement,
  part,
  visibleText,
  type FakedElement,
} from '../../fixtures.js';
import { ALL, FRONT, HEADSET, PageDevices } from '../../page-devices.js';
import { OwnStorage } from '../../own-storage.js';

const KEY = 'p2p-video-call:devices';

describe('P2pVideoCallElement: the panel of devices', () => {
  let page: PageDevices;
  let storage: OwnStorage;
  let setSinkId: sinon.SinonStub;

  beforeEach(() => {
    storage = new OwnStorage();
    page = new PageDevices();
    setSinkId = sinon.stub(HTMLMediaElement.prototype, 'setSinkId').resolves();
  });

  afterEach(() => {
    sinon.restore();
    page.close();
  });

  async function opened(element: FakedElement): Promise<void> {
    await until(() => findPart(element, 'devices-button') !== null);
    part(element, 'devices-button').click();
    await until(() => findPart(element, 'devices') !== null);
    await until(() => panelText(element).length > 100);
  }

  const menu = (element: FakedElement, kind: MediaDeviceKind) =>
    element.renderRoot.querySelector<HTMLSelectElement>(`#devices-${kind}`)!;
  const names = (element: FakedElement, kind: MediaDeviceKind) =>
    [...(menu(element, kind)?.options ?? [])].map(({ label }) => label);
  const panelText = (element: FakedElement) =>
    part(element, 'devices').innerText.replace(/\s+/g, ' ');
  const meter = (element: FakedElement) =>
    element.renderRoot.querySelector<HTMLElement>('[role="meter"]');
  const selfView = (element: FakedElement) =>
    part<HTMLVideoElement>(element, 'local-video').srcObject as MediaStream | null;
  const shownCamera = (element: FakedElement) =>
    selfView(element)?.getVideoTracks()[0]?.getSettings().deviceId;

  function choose(element: FakedElement, kind: MediaDeviceKind, deviceId: string): void {
    const select = menu(element, kind);
    select.value = deviceId;
    select.dispatchEvent(new Event('change'));
  }

  function check(element: FakedElement, words: string): HTMLInputElement {
    const labels = [...part(element, 'devices').querySelectorAll('label')];
    const input = labels.find((label) => label.innerText.includes(words))?.querySelector('input');
    if (!input) throw new Error(`There is no box "${words}".`);
    return input;
  }

  it('lists what there is, before a call; no camera is opened for it', async () => {
    const element = await idleElement();
    await opened(element);
    expect(names(element, 'videoinput')).to.deep.equal(['Front', 'Desk']);
    expect(names(element, 'audioinput')).to.deep.equal(['Built-in', 'Headset']);
    expect(names(element, 'audiooutput')).to.deep.equal([
      'As the system has it',
      'Speaker',
      'Earphone',
    ]);
    await until(() => meter(element) !== null);
    expect(page.live).to.deep.equal(['mic-1']);
    await expect(element).to.be.accessible();
  });

  it('has its button where a call can be made or taken, and in a call', async () => {
    const element = await idleElement();
    await until(() => findPart(element, 'devices-button') !== null);
    const call = element.ring();
    await element.updateComplete;
    part(element, 'devices-button');
    call.end('cancelled');
    await element.updateComplete;
    expect(findPart(element, 'devices-button')).to.equal(null);
    const { element: other } = await elementInCall('connected');
    part(other, 'devices-button');
  });

  it('shows how loud the microphone is, in words too, and lets it go when it is closed', async () => {
    const element = await idleElement();
    await opened(element);
    await until(() => Number(meter(element)?.ariaValueNow) > 50, 'a level');
    expect(
      Number.parseFloat(getComputedStyle(meter(element)!).getPropertyValue('--level')),
    ).to.be.above(0.5);
    await until(() => meter(element)?.ariaValueText === 'Your microphone hears you.');
    expect(panelText(element)).to.contain('Your microphone hears you.');
    part(element, 'devices').querySelector<HTMLElement>('.close')!.click();
    await element.updateComplete;
    expect(findPart(element, 'devices')).to.equal(null);
    expect(page.live).to.deep.equal([]);
    expect(element.shadowRoot!.activeElement).to.equal(part(element, 'devices-button'));
  });

  for (const [what, act] of [
    ['a call begins', (element: FakedElement) => element.startCall('peer-1')],
    ['it rings', (element: FakedElement) => element.ring()],
    ['the element is removed', (element: FakedElement) => element.remove()],
  ] as const) {
    it(`lets the microphone go when ${what}`, async () => {
      const element = await idleElement();
      await opened(element);
      await until(() => page.live.length > 0);
      act(element);
      await until(() => page.live.length === 0);
    });
  }

  it('lets a microphone go that comes when it is closed already', async () => {
    let open!: () => void;
    page.gate = new Promise<void>((resolve) => (open = resolve));
    const element = await idleElement();
    await opened(element);
    await until(() => page.requests.length === 1);
    part(element, 'devices').dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }),
    );
    await element.updateComplete;
    open();
    await until(() => page.tracks.length === 1);
    await until(() => page.live.length === 0);
  });

  it('changes the self-view, and the call begins with what is shown', async () => {
    const element = await idleElement();
    element.preview = true;
    await until(() => shownCamera(element) === 'cam-1');
    await opened(element);
    await until(() => menu(element, 'videoinput').value === 'cam-1');
    choose(element, 'videoinput', 'cam-2');
    choose(element, 'audioinput', 'mic-2');
    await until(() => shownCamera(element) === 'cam-2');
    await until(() => page.live.join() === 'cam-2,mic-2', 'no other device is open');
    element.startCall('peer-1');
    const { audio, video, previewStream } = element.lastPlaced.options;
    expect(audio).to.deep.equal({ deviceId: { ideal: 'mic-2' } });
    expect(video).to.deep.equal({ width: 1280, height: 720, deviceId: { ideal: 'cam-2' } });
    expect(previewStream?.getVideoTracks()[0]?.getSettings().deviceId).to.equal('cam-2');
  });

  it('keeps what the page wishes of a camera, but not which way it faces', async () => {
    const element = await idleElement();
    element.video = { width: 640, facingMode: 'environment' };
    element.audio = { echoCancellation: false };
    await opened(element);
    choose(element, 'videoinput', 'cam-2');
    choose(element, 'audioinput', 'mic-2');
    element.ring();
    await element.answer();
    const [, options] = (element.call as unknown as { requests: unknown[][] }).requests[0]!;
    expect(options).to.deep.include({
      audio: { echoCancellation: false, deviceId: { ideal: 'mic-2' } },
      video: { width: 640, deviceId: { ideal: 'cam-2' } },
    });
  });

  it('answered by voice alone, the call has the microphone that was chosen, as the page wishes it', async () => {
    const element = await idleElement();
    element.audio = { echoCancellation: false };
    await opened(element);
    choose(element, 'videoinput', 'cam-2');
    choose(element, 'audioinput', 'mic-2');
    element.ring();
    await element.answer({ video: false });
    const [, options] = (element.call as unknown as { requests: unknown[][] }).requests[0]!;
    expect(options).to.deep.equal({
      audio: { echoCancellation: false, deviceId: { ideal: 'mic-2' } },
      video: false,
    });
  });

  it('a device that the call begins without is opened as chosen when it goes on', async () => {
    const element = await idleElement();
    element.video = false;
    await opened(element);
    choose(element, 'videoinput', 'cam-2');
    choose(element, 'audioinput', 'mic-2');
    element.startCall('peer-1');
    element.lastPlaced.wantedMedia = { ...NO_MEDIA, microphone: true };
    await element.updateComplete;
    expect(element.lastPlaced.options.video).to.equal(false);
    expect(element.lastPlaced.requests).to.deep.equal([['switchDevice', 'videoinput', 'cam-2']]);
  });

  it('changes the devices of a call, and shows those that it uses', async () => {
    const { element, call } = await elementInCall('connected');
    const [camera] = canvasStream().getTracks();
    camera!.getSettings = () => ({ deviceId: 'cam-2' });
    call.setLocalStream(new MediaStream([camera!]));
    await opened(element);
    await until(() => menu(element, 'videoinput').value === 'cam-2');
    choose(element, 'audioinput', 'mic-2');
    await until(() => call.requests.length > 0);
    expect(call.requests).to.deep.equal([['switchDevice', 'audioinput', 'mic-2']]);
    expect(page.requests, 'the microphone is that of the call').to.deep.equal([]);
  });

  it('goes back to what is used where the other one fails', async () => {
    const { element, call } = await elementInCall('connected');
    const [camera] = canvasStream().getTracks();
    camera!.getSettings = () => ({ deviceId: 'cam-1' });
    call.setLocalStream(new MediaStream([camera!]));
    await opened(element);
    const { CallError } = await import('../../../../src/call/terms/call-error.js');
    call.nextFailure = new CallError('device-in-use', 'It is.', { device: 'camera' });
    choose(element, 'videoinput', 'cam-2');
    await until(() => visibleText(element).includes('Your camera failed.'));
    await until(() => menu(element, 'videoinput').value === 'cam-1');
  });

  it('plays the call on another loudspeaker', async () => {
    const { element } = await elementInCall('connected');
    await opened(element);
    choose(element, 'audiooutput', 'out-2');
    await until(() => setSinkId.called);
    expect(setSinkId.firstCall.args).to.deep.equal(['out-2']);
    expect(element.audioOutput).to.equal('out-2');
    choose(element, 'audiooutput', '');
    await until(() => element.audioOutput === null);
  });

  it('shows the loudspeaker before where another one can’t be used', async () => {
    const element = await idleElement();
    await opened(element);
    setSinkId.rejects(new DOMException('gone', 'NotFoundError'));
    choose(element, 'audiooutput', 'out-2');
    await until(() => visibleText(element).includes('This loudspeaker can’t be used.'));
    await until(() => menu(element, 'audiooutput').value === '');
  });

  it('plays a melody on the loudspeaker that was chosen, and says so', async () => {
    const play = sinon.stub(HTMLMediaElement.prototype, 'play').resolves();
    const element = await idleElement();
    await opened(element);
    choose(element, 'audiooutput', 'out-2');
    await until(() => element.audioOutput === 'out-2');
    setSinkId.resetHistory();
    const button = [...part(element, 'devices').querySelectorAll('button')].at(-1)!;
    expect(button.innerText.trim()).to.equal('Test the sound');
    button.click();
    await until(() => button.innerText.trim() === 'Playing…');
    await until(() => play.called);
    expect(setSinkId.firstCall.args).to.deep.equal(['out-2']);
    const sound = play.firstCall.thisValue as HTMLAudioElement;
    expect((sound.srcObject as MediaStream).getAudioTracks()[0]?.readyState).to.equal('live');
    await until(() => button.innerText.trim() === 'Test the sound', 'its end');
  });

  it('follows what is plugged in and out, and says what is used instead of what is gone', async () => {
    const element = await idleElement();
    await opened(element);
    choose(element, 'audioinput', 'mic-2');
    await until(() => page.live.join() === 'mic-2');
    menu(element, 'audioinput').focus();
    page.plug(ALL.filter((device) => device !== HEADSET));
    await until(() => page.live.join() === 'mic-1', 'another one');
    expect(names(element, 'audioinput')).to.deep.equal(['Built-in', 'Headset (not connected)']);
    await until(() =>
      panelText(element).includes('Headset is not connected. Used instead: Built-in'),
    );
    expect(menu(element, 'audioinput').value).to.equal('mic-1');
    expect(element.shadowRoot!.activeElement).to.equal(menu(element, 'audioinput'));
    page.plug(ALL);
    await until(() => names(element, 'audioinput').join() === 'Built-in,Headset');
    page.plug([FRONT]);
    await until(() => names(element, 'audioinput').join().includes('not connected'));
    expect(names(element, 'videoinput')).to.deep.equal(['Front']);
    page.plug([]);
    await until(() => names(element, 'videoinput').join() === 'No camera found');
  });

  it('without the permission it says why there is nothing to choose, and asks for it on request', async () => {
    page.permissions = { camera: 'prompt', microphone: 'prompt' };
    const element = await idleElement();
    await opened(element);
    expect(panelText(element)).to.contain('Allow camera and microphone to choose');
    expect(page.requests).to.deep.equal([]);
    await expect(element).to.be.accessible();
    let answer!: () => void;
    page.gate = new Promise<void>((resolve) => (answer = resolve));
    const allow = [...part(element, 'devices').querySelectorAll('button')].find(({ innerText }) =>
      innerText.includes('Allow'),
    )!;
    allow.click();
    await until(() =>
      visibleText(element).includes('Your browser asks for your microphone and camera.'),
    );
    expect(page.requests).to.deep.equal([{ audio: true, video: true }]);
    page.setPermission('camera', 'granted');
    page.setPermission('microphone', 'granted');
    answer();
    await until(() => names(element, 'videoinput').join() === 'Front,Desk');
    expect(visibleText(element)).to.not.contain('Your browser asks');
    await until(() => page.live.join() === 'mic-1', 'the microphone alone');
  });

  it('shows the own picture as it is, on request', async () => {
    const element = await idleElement();
    element.preview = true;
    await until(() => selfView(element) !== null);
    const video = part(element, 'local-video');
    expect(video.hasAttribute('data-mirrored')).to.equal(true);
    await opened(element);
    check(element, 'mirror').click();
    await element.updateComplete;
    expect(element.mirror).to.equal(false);
    expect(video.hasAttribute('data-mirrored')).to.equal(false);
    element.setAttribute('mirror', '');
    await element.updateComplete;
    expect(video.hasAttribute('data-mirrored')).to.equal(true);
    element.setAttribute('mirror', 'off');
    await element.updateComplete;
    expect(video.hasAttribute('data-mirrored')).to.equal(false);
  });

  describe('remembers', () => {
    it('nothing by itself', async () => {
      const element = await idleElement();
      await opened(element);
      choose(element, 'audioinput', 'mic-2');
      await until(() => page.live.join() === 'mic-2');
      expect(localStorage.getItem(KEY)).to.equal(null);
    });

    it('on request what is chosen, for the calls of the next visit, until that is taken back', async () => {
      const element = await idleElement();
      await opened(element);
      choose(element, 'audioinput', 'mic-2');
      check(element, 'Remember').click();
      choose(element, 'videoinput', 'cam-2');
      choose(element, 'audiooutput', 'out-2');
      await until(() => localStorage.getItem(KEY)?.includes('out-2'));
      element.remove();

      const next = await idleElement();
      await until(() => findPart(next, 'devices-button') !== null);
      next.startCall('peer-1');
      expect(next.lastPlaced.options).to.deep.include({
        audio: { deviceId: { ideal: 'mic-2' } },
        video: { width: 1280, height: 720, deviceId: { ideal: 'cam-2' } },
      });
      expect(next.audioOutput).to.equal(null);
      next.lastPlaced.setLocalStream(canvasStream());
      await until(() => next.audioOutput === 'out-2', 'once it is known to be there');
      next.lastPlaced.end('hangup');
      next.remove();

      const last = await idleElement();
      await opened(last);
      expect(check(last, 'Remember').checked).to.equal(true);
      check(last, 'Remember').click();
      expect(localStorage.getItem(KEY)).to.equal(null);
    });

    it('says where the browser forbids it', async () => {
      storage.isForbidden = true;
      const element = await idleElement();
      await opened(element);
      check(element, 'Remember').click();
      await element.updateComplete;
      expect(panelText(element)).to.contain('does not let the page remember');
      expect(check(element, 'Remember').checked).to.equal(false);
    });

    it('finds a device by its name where the browser has given it another id', async () => {
      const devices = { audioinput: { id: 'of-yesterday', label: 'Headset' } };
      localStorage.setItem(KEY, JSON.stringify({ devices }));
      const element = await idleElement();
      await until(() => findPart(element, 'devices-button') !== null);
      element.startCall('peer-1');
      const call = element.lastPlaced;
      call.wantedMedia = { ...NO_MEDIA, microphone: true, camera: true };
      call.setLocalStream(canvasStream());
      await until(() => call.requests.length > 0);
      expect(call.requests).to.deep.equal([['switchDevice', 'audioinput', 'mic-2']]);
      expect(localStorage.getItem(KEY)).to.contain('mic-2');
    });

    for (const text of [
      '{',
      '7',
      '{"devices":{"audioinput":{"id":7,"label":"x"}}}',
      'null',
      '[]',
    ]) {
      it(`nothing that is none of it: ${text}`, async () => {
        localStorage.setItem(KEY, text);
        const element = await idleElement();
        await until(() => findPart(element, 'devices-button') !== null);
        element.startCall('peer-1');
        expect(element.lastPlaced.options).to.deep.include({ audio: true, video: true });
      });
    }
  });
});
