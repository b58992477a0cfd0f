import { expect, fixture, html } from '@open-wc/testing';
import sinon from 'sinon';
import type { CallError } from '../../../../src/call/terms/call-error.js';
import type { ElementErrorEvent } from '../../../../src/element/p2p-video-call.js';
import { createDeferred } from '../../../../src/internal/deferred.js';
import { elementInCall, idleElement, visibleText, type FakedElement } from '../../fixtures.js';

describe('P2pVideoCallElement: the loudspeaker', () => {
  /** The change to this one waits. */
  let slow: { readonly deviceId: string; readonly gate: Promise<void> } | null = null;

  afterEach(() => {
    sinon.restore();
    slow = null;
  });

  /** The devices that there are; another one is refused, as browsers do. */
  function haveOutputs(...deviceIds: string[]) {
    return sinon.stub(HTMLMediaElement.prototype, 'setSinkId').callsFake(async function (
      this: HTMLMediaElement,
      deviceId,
    ) {
      if (slow?.deviceId === deviceId) await slow.gate;
      if (!['', ...deviceIds].includes(deviceId)) {
        throw new DOMException('no such device', 'NotFoundError');
      }
      outputs.set(this, deviceId);
    });
  }

  const outputs = new WeakMap<HTMLMediaElement, string>();
  const inUse = (element: FakedElement) => [
    ...new Set(
      [...element.renderRoot.querySelectorAll('audio')].map((sound) => outputs.get(sound) ?? ''),
    ),
  ];

  function failures(element: FakedElement): CallError[] {
    const errors: CallError[] = [];
    element.addEventListener('call-error', ({ error }: ElementErrorEvent) => {
      errors.push(error as CallError);
    });
    return errors;
  }

  it('is the one of `audio-output` from the start', async () => {
    haveOutputs('headset');
    const element = await fixture<FakedElement>(
      html`<faked-video-call audio-output="headset"></faked-video-call>`,
    );
    expect(element.audioOutput).to.equal('headset');
    expect(inUse(element)).to.deep.equal(['headset']);
  });

  it('changes during a call, by attribute, property and method', async () => {
    haveOutputs('headset', 'desk');
    const { element } = await elementInCall('connected');
    element.setAttribute('audio-output', 'headset');
    await element.setAudioOutput('headset');
    expect(inUse(element)).to.deep.equal(['headset']);
    element.audioOutput = 'desk';
    await element.setAudioOutput('desk');
    expect(inUse(element)).to.deep.equal(['desk']);
    await element.setAudioOutput('headset');
    expect(element.audioOutput).to.equal('headset');
    expect(inUse(element)).to.deep.equal(['headset']);
  });

  for (const nothing of ['', null, undefined]) {
    it(`goes back to the default for ${JSON.stringify(nothing)}`, async () => {
      haveOutputs('headset');
      const element = await idleElement();
      await element.setAudioOutput('headset');
      await element.setAudioOutput(nothing);
      expect(inUse(element)).to.deep.equal(['']);
      expect(element.audioOutput).to.equal(null);
    });
  }

  it('is not asked of the browser where nothing asks for another one', async () => {
    const setSinkId = haveOutputs();
    const element = await idleElement();
    element.requestUpdate();
    await element.updateComplete;
    expect(setSinkId.callCount).to.equal(0);
  });

  it('stays as it was if the browser refuses the new one, and says so', async () => {
    haveOutputs('headset');
    const { element } = await elementInCall('connected');
    const errors = failures(element);
    await element.setAudioOutput('headset');
    await element.setAudioOutput('unplugged');
    expect(element.audioOutput).to.equal('headset');
    await element.updateComplete;
    expect(inUse(element)).to.deep.equal(['headset']);
    expect(errors.map(({ code }) => code)).to.deep.equal(['audio-output-failed']);
    expect(errors[0]?.cause).to.have.property('name', 'NotFoundError');
    expect(visibleText(element)).to.contain('This loudspeaker can’t be used. Choose another one.');
  });

  for (const [first, errors] of [
    ['headset', 0],
    ['unplugged', 1],
  ] as const) {
    it(`the last wish counts, though "${first}" before it takes its time`, async () => {
      const gate = createDeferred<void>();
      haveOutputs('headset', 'desk');
      slow = { deviceId: first, gate: gate.promise };
      const { element } = await elementInCall('connected');
      const reported = failures(element);
      element.audioOutput = first;
      await element.updateComplete;
      const last = element.setAudioOutput('desk');
      gate.resolve(undefined);
      await last;
      expect(element.audioOutput).to.equal('desk');
      expect(inUse(element)).to.deep.equal(['desk']);
      expect(reported).to.have.length(errors);
    });
  }

  it('where the browser has no choice of them, that is said, and the default stays', async () => {
    const setSinkId = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'setSinkId')!;
    const { element } = await elementInCall('connected');
    const errors = failures(element);
    Reflect.deleteProperty(HTMLMediaElement.prototype, 'setSinkId');
    try {
      await element.setAudioOutput('headset');
      await element.setAudioOutput(null);
    } finally {
      Object.defineProperty(HTMLMediaElement.prototype, 'setSinkId', setSinkId);
    }
    expect(errors.map(({ code }) => code)).to.deep.equal(['not-supported']);
    expect(errors[0]?.message).to.contain('system settings');
    expect(element.audioOutput).to.equal(null);
    expect(visibleText(element)).to.contain('This browser can’t do that.');
  });
});
