import { expect } from '@open-wc/testing';
import { NO_MEDIA } from '../../../src/call/terms/media-state.js';
import { CallError } from '../../../src/call/terms/call-error.js';
import type { CallErrorCode, CallErrorDevice } from '../../../src/call/terms/call-error.js';
import type { CallOptions } from '../../../src/call/terms/call-options.js';
import {
  bothConnected,
  expectAlive,
  LOCAL,
  NO_DEVICES,
  until,
  useCalls,
} from '../../support/call-fixture.js';
import { FakeDevices } from '../../support/fake-devices.js';

const wants = (kind: 'audio' | 'video', constraints: MediaStreamConstraints) =>
  constraints[kind] !== undefined && constraints[kind] !== false;

interface Case {
  readonly refuse: (constraints: MediaStreamConstraints) => unknown;
  readonly errors: readonly (readonly [CallErrorCode, CallErrorDevice | null])[];
  readonly sends: { readonly microphone: boolean; readonly camera: boolean };
}

const named = (name: string) => new DOMException('refused', name);

const CASES: Record<string, Case> = {
  'there is no camera': {
    refuse: (constraints) => (wants('video', constraints) ? named('NotFoundError') : null),
    errors: [['device-not-found', 'camera']],
    sends: { microphone: true, camera: false },
  },
  'there is no microphone': {
    refuse: (constraints) => (wants('audio', constraints) ? named('NotFoundError') : null),
    errors: [['device-not-found', 'microphone']],
    sends: { microphone: false, camera: true },
  },
  'there is neither': {
    refuse: () => named('NotFoundError'),
    errors: [
      ['device-not-found', 'microphone'],
      ['device-not-found', 'camera'],
    ],
    sends: { microphone: false, camera: false },
  },
  'the camera is in use': {
    refuse: (constraints) => (wants('video', constraints) ? named('NotReadableError') : null),
    errors: [['device-in-use', 'camera']],
    sends: { microphone: true, camera: false },
  },
  'no camera fits': {
    refuse: (constraints) => (wants('video', constraints) ? named('OverconstrainedError') : null),
    errors: [['constraints-not-met', 'camera']],
    sends: { microphone: true, camera: false },
  },
  'the page may not': {
    refuse: () => new CallError('insecure-context', 'Serve the page over https.'),
    errors: [['insecure-context', null]],
    sends: { microphone: false, camera: false },
  },
  'something else fails': {
    refuse: () => new TypeError('x'),
    errors: [
      ['media-failed', 'microphone'],
      ['media-failed', 'camera'],
    ],
    sends: { microphone: false, camera: false },
  },
};

describe('PeerCall: devices that can’t be had', () => {
  const calls = useCalls();
  let devices: FakeDevices;
  let options: CallOptions;

  beforeEach(() => {
    devices = new FakeDevices(calls);
    options = { ...LOCAL, mediaDevices: devices };
  });

  /** Where the browser's own settings grant a device, as those of this one do, a second question does no harm. */
  function grantNothing(): void {
    const query = navigator.permissions.query.bind(navigator.permissions);
    navigator.permissions.query = () => Promise.reject(new TypeError('unknown name'));
    calls.cleanUp(() => (navigator.permissions.query = query));
  }

  for (const [name, { refuse, errors, sends }] of Object.entries(CASES)) {
    it(`goes on when ${name}`, async () => {
      devices.refuse = refuse;
      const pair = await calls.pair();
      const outgoing = calls.place(pair, options);
      const seen: (readonly [string, string | null])[] = [];
      outgoing.addEventListener('error', ({ error }) => seen.push([error.code, error.device]));
      await until(() => pair.incoming.length === 1);
      const incoming = pair.incoming[0]!;
      await incoming.answer();
      await bothConnected({ outgoing, incoming });
      await until(() => seen.length === errors.length);
      expect(seen).to.deep.equal(errors);
      expect(outgoing.localMedia).to.deep.equal({ ...NO_MEDIA, ...sends });
      await until(
        () =>
          incoming.remoteMedia.camera === sends.camera &&
          incoming.remoteMedia.microphone === sends.microphone,
        'the peer to know what is sent',
      );
      await expectAlive({ outgoing, incoming });
    });
  }

  it('asks once if the user refuses, and goes on', async () => {
    grantNothing();
    devices.refuse = () => named('NotAllowedError');
    const pair = await calls.pair();
    const both = await calls.connect(pair, options);
    await until(() => both.outgoing.error !== null);
    expect([both.outgoing.error!.code, both.outgoing.error!.device]).to.deep.equal([
      'permission-denied',
      null,
    ]);
    expect(devices.requests).to.have.length(1);
    expect(both.outgoing.error!.cause).to.be.instanceOf(DOMException);
    await expectAlive(both);
  });

  it('says so when the page may use but one of the two', async () => {
    const policy = { allowsFeature: (feature: string) => feature !== 'camera' };
    Object.defineProperty(document, 'featurePolicy', { configurable: true, value: policy });
    calls.cleanUp(() => Reflect.deleteProperty(document, 'featurePolicy'));
    devices.forbidden = ['videoinput'];
    const both = await calls.connect(await calls.pair(), options);
    await until(() => both.outgoing.error !== null);
    const { code, reason, device } = both.outgoing.error!;
    expect([code, reason, device]).to.deep.equal(['permission-denied', 'page', 'camera']);
    await until(() => both.incoming.remoteMedia.microphone && !both.incoming.remoteMedia.camera);
    expect(devices.live).to.deep.equal(['microphone-1']);
  });

  for (const reason of ['page', 'system'] as const) {
    it(`asks for one by one what was not refused by the user, but by the ${reason}`, async () => {
      grantNothing();
      if (reason === 'page') {
        const policy = { allowsFeature: (feature: string) => feature !== 'camera' };
        Object.defineProperty(document, 'featurePolicy', { configurable: true, value: policy });
        calls.cleanUp(() => Reflect.deleteProperty(document, 'featurePolicy'));
      }
      const message = reason === 'page' ? 'Permission denied' : 'Permission denied by system';
      devices.refuse = (constraints) =>
        wants('video', constraints) ? new DOMException(message, 'NotAllowedError') : null;
      const both = await calls.connect(await calls.pair(), options);
      await until(() => both.outgoing.error !== null);
      expect([both.outgoing.error!.reason, both.outgoing.error!.device]).to.deep.equal([
        reason,
        'camera',
      ]);
      await until(() => both.incoming.remoteMedia.microphone);
    });
  }

  it('accepts at once although the camera takes its time, and then shows it', async () => {
    const release = devices.hold();
    const pair = await calls.pair({}, options);
    const both = await calls.connect(pair, NO_DEVICES);
    await expectAlive(both);
    expect(both.incoming.localStream === null).to.equal(true);
    release();
    await until(() => both.outgoing.remoteMedia.camera);
    await until(() => both.outgoing.remoteStream!.getVideoTracks().length > 0, 'a picture');
  });

  it('can be turned off while the browser’s question is not answered', async () => {
    const release = devices.hold();
    const both = await calls.connect(await calls.pair(), options);
    expect(both.outgoing.localMedia).to.include({ microphone: true, camera: true });
    await both.outgoing.setCameraEnabled(false);
    expect(both.outgoing.localMedia).to.include({ microphone: true, camera: false });
    await until(() => !both.incoming.remoteMedia.camera, 'the peer to know');
    release();
    await until(() => devices.live.length === 1);
    expect(devices.live).to.deep.equal(['microphone-1']);
    await both.outgoing.setCameraEnabled(true);
    await until(() => both.incoming.remoteMedia.camera);
  });

  it('ends with a question that is never answered', async () => {
    devices.hold();
    const both = await calls.connect(await calls.pair(), options);
    await both.outgoing.setMicrophoneEnabled(false);
    await both.outgoing.setCameraEnabled(false);
    both.outgoing.hangup();
    await until(() => both.incoming.state === 'ended');
  });

  for (const moment of ['before', 'after'] as const) {
    it(`stops what comes after the end of the call, ${moment} the answer`, async () => {
      const release = devices.hold();
      const pair = await calls.pair({}, options);
      const both = await calls.ring(pair, options);
      if (moment === 'after') {
        await both.incoming.answer();
        await bothConnected(both);
      }
      both.outgoing.hangup();
      await until(() => both.incoming.state === 'ended');
      release();
      await until(() => devices.opened.length === (moment === 'after' ? 4 : 2));
      await until(() => devices.live.length === 0, 'late tracks to be stopped');
      expect(both.outgoing.localStream === null).to.equal(true);
    });
  }

  it('asks for nothing more once the call has ended', async () => {
    devices.refuse = () => named('NotReadableError');
    const release = devices.hold();
    const pair = await calls.pair();
    const outgoing = calls.place(pair, options);
    await until(() => devices.requests.length === 1);
    outgoing.hangup();
    release();
    await calls.quiet(pair.network);
    expect(devices.requests).to.have.length(1);
  });

  it('opens no other device that was asked for before the end', async () => {
    const release = devices.hold();
    const pair = await calls.pair();
    const both = await calls.connect(pair, options);
    const switching = [
      both.outgoing.switchDevice('videoinput', 'camera-2'),
      both.outgoing.flipCamera(),
      both.outgoing.setMicrophoneEnabled(true),
    ];
    both.outgoing.hangup();
    release();
    await Promise.all(switching);
    expect(devices.requests).to.have.length(1);
  });

  it('stops a screen that the user chooses after the end of the call', async () => {
    const pair = await calls.pair();
    const both = await calls.connect(pair, { ...NO_DEVICES, mediaDevices: devices });
    const release = devices.hold();
    const choosing = both.outgoing.setScreenShareEnabled(true);
    await until(() => devices.screenRequests === 1);
    both.outgoing.hangup();
    release();
    await choosing;
    await until(() => devices.opened.length === 1);
    expect(devices.live).to.deep.equal([]);
  });

  it('opens nothing before the answer, and nothing that is not asked for (T6)', async () => {
    const pair = await calls.pair({}, options);
    const both = await calls.ring(pair, { ...options, audio: true, video: false });
    await until(() => devices.requests.length === 1);
    expect(devices.requests).to.deep.equal([{ audio: true, video: false }]);
    await both.incoming.answer({ audio: { echoCancellation: false }, video: false });
    await bothConnected(both);
    expect(devices.requests[1]).to.deep.equal({
      audio: { echoCancellation: false },
      video: false,
    });
  });

  it('leaves devices alone where none is wanted', async () => {
    const pair = await calls.pair({}, { ...NO_DEVICES, mediaDevices: devices });
    const both = await calls.connect(pair, { ...NO_DEVICES, mediaDevices: devices });
    expect(devices.requests).to.deep.equal([]);
    expect(both.outgoing.localStream === null).to.equal(true);
    await both.outgoing.setMicrophoneEnabled(true);
    await until(() => both.incoming.remoteMedia.microphone);
    expect(devices.live).to.deep.equal(['microphone-1']);
  });
});
