import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { TONE_RATE, toneSamples } from '../../../../src/element/controllers/ringing/ring-tone.js';
import type { FakePeerCall } from '../../../support/fake-peer-call.js';
import { restoreVisibility, setVisibility } from '../../../support/page-visibility.js';
import { until } from '../../../support/until.js';
import { elementInCall, findPart, idleElement, part, type FakedElement } from '../../fixtures.js';

/** TypeScript does not know it. */
interface SinkContext {
  setSinkId: (deviceId: string) => Promise<void>;
}

/** What comes out of the loudspeaker: each Web Audio context, and how loud it has been. */
class Ears {
  readonly contexts: AudioContext[] = [];
  readonly #analysers: AnalyserNode[] = [];

  constructor() {
    const { contexts } = this;
    const analysers = this.#analysers;
    // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with its own node
    const connect = AudioNode.prototype.connect as (this: AudioNode, node: AudioNode) => AudioNode;
    sinon.stub(AudioNode.prototype, 'connect').callsFake(function (this: AudioNode, ...[node]) {
      const { context } = this;
      if ((node as unknown) === context.destination && context instanceof AudioContext) {
        const analyser = context.createAnalyser();
        connect.call(this, analyser);
        analysers.push(analyser);
        contexts.push(context);
      }
      return connect.call(this, node as unknown as AudioNode) as never;
    });
  }

  get loudness(): number {
    const samples = new Float32Array(2048);
    const peaks = this.#analysers.map((analyser) => {
      if (analyser.context.state !== 'running') return 0;
      analyser.getFloatTimeDomainData(samples);
      return Math.max(...samples.map(Math.abs));
    });
    return Math.max(0, ...peaks);
  }

  get isSilent(): boolean {
    return this.contexts.every(({ state }) => state === 'closed');
  }
}

async function ringingElement(
  prepare: (element: FakedElement) => void = () => {},
): Promise<{ element: FakedElement; call: FakePeerCall }> {
  const element = await idleElement();
  prepare(element);
  const call = element.ring({ peerId: 'ada-1' });
  return { element, call };
}

describe('P2pVideoCallElement: ringing', () => {
  let ears: Ears;

  beforeEach(() => {
    setVisibility('visible');
    sinon.stub(document, 'hasFocus').returns(true);
    ears = new Ears();
  });

  afterEach(async () => {
    await until(() => ears.isSilent, 'silence');
    sinon.restore();
    restoreVisibility();
  });

  for (const [name, end] of [
    ['answered', (call: FakePeerCall) => call.moveTo('connecting')],
    ['declined', (call: FakePeerCall) => call.end('declined')],
    ['cancelled', (call: FakePeerCall) => call.end('cancelled')],
  ] as const) {
    it(`is heard until it is ${name}, and not a moment longer`, async () => {
      const { call } = await ringingElement();
      await until(() => ears.loudness > 0.05, 'a ring');
      const close = sinon.spy(AudioContext.prototype, 'close');
      end(call);
      expect(close.callCount).to.equal(1);
    });
  }

  it('stops when the element is taken out', async () => {
    const { element } = await ringingElement();
    await until(() => ears.loudness > 0.05, 'a ring');
    element.remove();
    await until(() => ears.isSilent);
  });

  it('is heard more quietly by who calls, while it rings there', async () => {
    const { element, call } = await elementInCall('calling');
    await element.updateComplete;
    expect(ears.contexts).to.have.length(0);
    call.moveTo('ringing');
    await until(() => ears.loudness > 0.02, 'a ring');
    expect(ears.loudness).to.be.below(0.1);
    call.moveTo('connecting');
    await until(() => ears.isSilent);
  });

  it('a call that is answered at once does not ring', async () => {
    const { call } = await ringingElement((element) => (element.autoAnswer = true));
    call.moveTo('connecting');
    const { call: later } = await ringingElement();
    await until(() => ears.loudness > 0.05, 'the other one');
    expect(ears.contexts).to.have.length(1);
    later.end('cancelled');
  });

  it('on the loudspeaker of choice', async () => {
    const setSinkId = sinon.stub().resolves();
    const prototype = AudioContext.prototype as unknown as SinkContext;
    sinon.stub(HTMLMediaElement.prototype, 'setSinkId').resolves();
    // Chromium has it alone; elsewhere this is what a browser that gets it would do.
    if ('setSinkId' in prototype) sinon.replace(prototype, 'setSinkId', setSinkId);
    else sinon.define(prototype, 'setSinkId', setSinkId);
    const { call } = await ringingElement((element) => (element.audioOutput = 'default'));
    await until(() => ears.loudness > 0.05, 'a ring');
    expect(setSinkId.args).to.deep.equal([['default']]);
    call.end('cancelled');
  });

  it('as soon as the user touches the page, where browsers allow no sound before', async () => {
    sinon.stub(AudioContext.prototype, 'state').get(() => 'suspended');
    const resume = sinon.stub(AudioContext.prototype, 'resume').resolves();
    const { call } = await ringingElement();
    await until(() => ears.contexts.length === 1);
    expect(resume.callCount).to.equal(0);
    document.body.click();
    document.dispatchEvent(new PointerEvent('pointerup'));
    expect(resume.callCount).to.equal(1);
    call.end('cancelled');
    document.dispatchEvent(new PointerEvent('pointerup'));
    expect(resume.callCount).to.equal(1);
    sinon.restore();
  });

  describe('`ringtone`', () => {
    let played: HTMLMediaElement[];
    beforeEach(() => {
      played = [];
      sinon.stub(HTMLMediaElement.prototype, 'play').callsFake(function (this: HTMLMediaElement) {
        if (this.src.includes('missing')) {
          return Promise.reject(new DOMException('Not there.', 'NotSupportedError'));
        }
        if (this.src) played.push(this);
        return Promise.resolve();
      });
    });

    it('plays a sound of the page, again and again', async () => {
      const { call } = await ringingElement((element) => (element.ringtone = '/bell.mp3'));
      await until(() => played.length === 1);
      expect(played[0]?.loop).to.equal(true);
      expect(played[0]?.getAttribute('src')).to.equal('/bell.mp3');
      call.moveTo('connecting');
      expect(played[0]?.hasAttribute('src')).to.equal(false);
      expect(ears.contexts).to.have.length(0);
    });

    it('that can’t be played is the element’s own', async () => {
      const { call } = await ringingElement((element) => (element.ringtone = '/missing.mp3'));
      await until(() => ears.loudness > 0.05, 'a ring');
      call.end('cancelled');
    });

    it('`off` is silent, for who calls too', async () => {
      const element = await idleElement();
      element.ringtone = 'off';
      element.startCall('peer-1');
      element.lastPlaced.moveTo('ringing');
      const { call } = await ringingElement((other) => (other.ringtone = 'off'));
      const { call: heard } = await ringingElement();
      await until(() => ears.contexts.length > 0);
      expect(ears.contexts).to.have.length(1);
      call.end('cancelled');
      heard.end('cancelled');
    });
  });

  describe('of several tabs', () => {
    /** Another tab that rings; `isOver` once this one has taken its place. */
    function otherTab() {
      const tab = { isOver: false, leave: () => {} };
      const held = new Promise<void>((holds) => {
        const request = navigator.locks.request('p2p-video-call-ring', () => {
          holds();
          return new Promise<void>((resolve) => (tab.leave = resolve));
        });
        request.catch(() => (tab.isOver = true));
      });
      return held.then(() => tab);
    }

    it('one is heard: the one that has the focus', async () => {
      const tab = await otherTab();
      const { call } = await ringingElement();
      await until(() => ears.loudness > 0.05, 'a ring');
      await until(() => tab.isOver);
      call.end('cancelled');
    });

    it('another one is seen alone', async () => {
      (document.hasFocus as sinon.SinonStub).returns(false);
      const tab = await otherTab();
      const request = sinon.spy(navigator.locks, 'request');
      const { call } = await ringingElement();
      await until(() => request.callCount === 1);
      await request.firstCall.returnValue;
      expect(ears.contexts).to.have.length(0);
      expect(tab.isOver).to.equal(false);
      tab.leave();
      call.end('cancelled');
    });

    it('stops when the user looks at another that rings', async () => {
      const { call } = await ringingElement();
      await until(() => ears.loudness > 0.05, 'a ring');
      const other = navigator.locks.request('p2p-video-call-ring', { steal: true }, () => {});
      await until(() => ears.isSilent);
      await other;
      call.end('cancelled');
    });

    it('each rings where there are no locks', async () => {
      sinon.stub(navigator.locks, 'request').rejects(new DOMException('No.', 'SecurityError'));
      const { call } = await ringingElement();
      await until(() => ears.loudness > 0.05, 'a ring');
      call.end('cancelled');
    });
  });

  describe('while nobody sees the page', () => {
    const title = () => document.title;
    let before: string;
    beforeEach(() => {
      before = document.title;
      document.title = 'My  page';
      setVisibility('hidden');
    });
    afterEach(() => (document.title = before));

    it('the title says so by turns, and is what it was in the end', async () => {
      const node = document.querySelector('title');
      const text = node?.firstChild;
      const { call } = await ringingElement();
      await until(() => title() === 'ada-1 is calling');
      await until(() => node?.textContent === 'My  page');
      await until(() => title() === 'ada-1 is calling');
      call.moveTo('connecting');
      expect(node?.textContent).to.equal('My  page');
      expect(node?.firstChild).to.equal(text);
    });

    it('what the page makes of it meanwhile stays', async () => {
      const { call } = await ringingElement();
      await until(() => title() === 'ada-1 is calling');
      document.title = '(1) My page';
      await until(() => title() === 'ada-1 is calling');
      await until(() => title() === '(1) My page');
      document.title = '(2) My page';
      call.end('cancelled');
      expect(title()).to.equal('(2) My page');
    });

    it('until it is seen', async () => {
      const { call } = await ringingElement();
      await until(() => title() === 'ada-1 is calling');
      setVisibility('visible');
      expect(title()).to.equal('My page');
      call.end('cancelled');
      setVisibility('hidden');
      expect(title()).to.equal('My page');
    });

    it('stands before the title where movement is not wanted', async () => {
      const matchMedia = window.matchMedia.bind(window);
      sinon
        .stub(window, 'matchMedia')
        .callsFake((query) => (query.includes('reduce') ? matchMedia('all') : matchMedia(query)));
      const { call } = await ringingElement();
      await until(() => title() === 'ada-1 is calling · My page');
      call.end('cancelled');
      expect(title()).to.equal('My page');
    });
  });

  describe('notifications', () => {
    let permission: NotificationPermission;
    let shown: FakeNotification[];

    class FakeNotification {
      static get permission() {
        return permission;
      }
      static requestPermission() {
        permission = 'granted';
        return Promise.resolve(permission);
      }
      isOpen = true;
      onclick: (() => void) | null = null;
      readonly title: string;
      readonly options: NotificationOptions;
      constructor(title: string, options: NotificationOptions) {
        this.title = title;
        this.options = options;
        shown.push(this);
      }
      close() {
        this.isOpen = false;
      }
    }

    beforeEach(() => {
      permission = 'granted';
      shown = [];
      sinon.replace(window, 'Notification', FakeNotification as never);
      setVisibility('hidden');
    });

    it('tell who calls, by name and address, until it does not ring any more', async () => {
      const { element, call } = await ringingElement((host) => (host.notify = true));
      Object.assign(call, { peerName: '<b>Ada</b>' });
      await until(() => shown.length === 1);
      expect(shown[0]?.title).to.equal('Incoming call');
      expect(shown[0]?.options.body).to.equal('<b>Ada</b> · ada-1');
      const focus = sinon.stub(window, 'focus');
      shown[0]?.onclick?.();
      expect(focus.callCount).to.equal(1);
      expect(shown[0]?.isOpen).to.equal(false);
      element.requestUpdate();
      call.end('cancelled');
    });

    it('are closed when the call ends, and when the page is seen', async () => {
      const { call } = await ringingElement((host) => (host.notify = true));
      await until(() => shown.length === 1);
      setVisibility('visible');
      expect(shown[0]?.isOpen).to.equal(false);
      setVisibility('hidden');
      expect(shown).to.have.length(2);
      call.end('cancelled');
      expect(shown[1]?.isOpen).to.equal(false);
    });

    for (const [why, prepare] of [
      ['the page does not want them', () => {}],
      [
        'the user has not allowed them',
        (host: FakedElement) => {
          host.notify = true;
          permission = 'default';
        },
      ],
      [
        'the page is seen',
        (host: FakedElement) => {
          host.notify = true;
          setVisibility('visible');
        },
      ],
    ] as const) {
      it(`there are none where ${why}`, async () => {
        const { call } = await ringingElement(prepare);
        await until(() => ears.contexts.length === 1);
        expect(shown).to.have.length(0);
        call.end('cancelled');
      });
    }

    it('are asked for by a button, where the page wants them and the user has not been asked', async () => {
      permission = 'default';
      const element = await idleElement();
      expect(findPart(element, 'notify-button')).to.equal(null);
      element.notify = true;
      await until(() => findPart(element, 'notify-button'));
      const button = part(element, 'notify-button');
      expect(button.getAttribute('aria-label')).to.equal('Tell me when somebody calls');
      expect(button.offsetWidth).to.be.at.least(44);
      button.click();
      await until(() => findPart(element, 'notify-button') === null);
      expect(permission).to.equal('granted');
    });

    it('are asked for by the page, which turns them on by that', async () => {
      permission = 'default';
      const element = await idleElement();
      expect(await element.requestNotifications()).to.equal(true);
      expect(element.notify).to.equal(true);
      sinon.stub(FakeNotification, 'requestPermission').resolves('denied' as never);
      expect(await element.requestNotifications()).to.equal(false);
    });
  });
});

describe('ring tones', () => {
  for (const [kind, peak] of [
    ['ring', 0.4],
    ['ringback', 0.1],
  ] as const) {
    it(`${kind}: quiet, with a pause, without a click`, () => {
      const samples = toneSamples(kind);
      const loudest = Math.max(...samples.map(Math.abs));
      expect(loudest).to.be.within(peak / 4, peak);
      const lastSecond = samples.slice(-TONE_RATE);
      expect(Math.max(...lastSecond.map(Math.abs))).to.be.below(0.01);
      const steps = samples
        .slice(1)
        .map((sample, index) => Math.abs(sample - (samples[index] ?? 0)));
      expect(Math.max(...steps)).to.be.below(loudest);
      expect(samples[0]).to.equal(0);
    });
  }
});
