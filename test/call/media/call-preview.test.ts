import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { PeerCall } from '../../../src/call/peer-call.js';
import type { CallOptions } from '../../../src/call/terms/call-options.js';
import {
  bothConnected,
  LOCAL,
  NO_DEVICES,
  until,
  useCalls,
  type ConnectedCalls,
} from '../../support/call-fixture.js';
import { FakeDevices } from '../../support/fake-devices.js';

/** Opens what it is asked for with the hook of `PeerCall`, as an app does that works on the picture. */
class WorkingCall extends PeerCall {
  readonly given: MediaStreamTrack[] = [];

  protected override async openMedia(constraints: MediaStreamConstraints): Promise<MediaStream> {
    const stream = await super.openMedia(constraints);
    this.given.push(...stream.getTracks());
    return stream;
  }
}

describe('PeerCall: the stream of a preview', () => {
  const calls = useCalls();
  let devices: FakeDevices;
  let previewStream: MediaStream;
  let camera: MediaStreamTrack | undefined;

  beforeEach(async () => {
    devices = new FakeDevices(calls);
    await openPreview({ video: true });
  });

  async function openPreview(constraints: MediaStreamConstraints): Promise<void> {
    camera?.stop();
    previewStream = await devices.getUserMedia(constraints);
    camera = previewStream.getVideoTracks()[0];
    devices.requests.length = 0;
  }

  async function connectWith(options: CallOptions): Promise<ConnectedCalls> {
    const all = { ...LOCAL, mediaDevices: devices, previewStream, ...options };
    return calls.connect(await calls.pair(), all);
  }

  const sent = () => calls.guard.connections[0]!.getSenders().map(({ track }) => track);

  it('is sent in place of a camera of the call’s own, while the user is asked for the microphone', async () => {
    const release = devices.hold();
    const { outgoing, incoming } = await connectWith({});
    await until(() => incoming.remoteMedia.camera, 'the camera');
    expect(outgoing.localStream!.getTracks()).to.deep.equal([camera]);
    await until(() => sent()[1] === camera);
    await until(() => incoming.remoteStream!.getVideoTracks().length > 0, 'a picture');
    release();
    await until(() => incoming.remoteMedia.microphone, 'the microphone');
    expect(devices.requests).to.deep.equal([{ audio: true, video: false }]);
    expect(devices.live).to.deep.equal(['camera-1', 'microphone-1']);
    expect(previewStream.getTracks(), 'the stream of the app').to.deep.equal([camera]);
  });

  it('is the call’s own: the camera stops when it goes off, and opens again', async () => {
    const { outgoing, incoming } = await connectWith({ audio: false });
    await until(() => incoming.remoteMedia.camera);
    expect(devices.requests).to.deep.equal([]);
    await outgoing.setCameraEnabled(false);
    expect(devices.live).to.deep.equal([]);
    await outgoing.setCameraEnabled(true);
    expect(devices.requests).to.have.length(1);
    expect(devices.live).to.deep.equal(['camera-1']);
  });

  it('stops when the call ends', async () => {
    const { outgoing, incoming } = await connectWith({ audio: false });
    await until(() => incoming.remoteMedia.camera);
    outgoing.hangup();
    expect(camera!.readyState).to.equal('ended');
  });

  it('stops when the call ends before it has begun', async () => {
    await openPreview({ audio: true, video: true });
    const outgoing = calls.place(await calls.pair(), {
      ...LOCAL,
      mediaDevices: devices,
      previewStream,
    });
    outgoing.hangup();
    await until(() => devices.live.length === 0);
    expect(devices.requests).to.deep.equal([]);
  });

  for (const options of [{ video: false }, { localStream: new MediaStream() }]) {
    it(`stops at once where it is not wanted: ${Object.keys(options).join()}`, async () => {
      await connectWith({ audio: false, ...options });
      expect(camera!.readyState).to.equal('ended');
    });
  }

  it('may hold both devices', async () => {
    await openPreview({ audio: true, video: true });
    const { outgoing, incoming } = await connectWith({});
    await until(() => incoming.remoteMedia.camera && incoming.remoteMedia.microphone);
    expect(outgoing.localStream!.getTracks()).to.have.members(previewStream.getTracks());
    expect(devices.requests).to.deep.equal([]);
    await outgoing.switchDevice('audioinput', 'microphone-2');
    expect(devices.live).to.deep.equal(['camera-1', 'microphone-2']);
  });

  it('is brought to the constraints of the call', async () => {
    const apply = sinon.spy(camera!, 'applyConstraints');
    const video = { width: 320 };
    const { incoming } = await connectWith({ audio: false, video });
    await until(() => incoming.remoteMedia.camera);
    expect(apply.args).to.deep.equal([[video]]);
    expect(devices.requests).to.deep.equal([]);
  });

  it('gives way to a camera that meets the constraints where it does not', async () => {
    camera!.applyConstraints = () => Promise.reject(new OverconstrainedError('deviceId'));
    const video = { deviceId: { exact: 'camera-2' } };
    const { incoming } = await connectWith({ audio: false, video });
    await until(() => incoming.remoteMedia.camera);
    expect(devices.requests).to.deep.equal([{ audio: false, video }]);
    expect(devices.live).to.deep.equal(['camera-2']);
  });

  it('gives way to a camera that works where it has ended', async () => {
    camera!.stop();
    const { incoming } = await connectWith({ audio: false });
    await until(() => incoming.remoteMedia.camera);
    expect(devices.live).to.deep.equal(['camera-1']);
  });

  it('goes with the answer too', async () => {
    const both = await calls.ring(await calls.pair({}, { ...LOCAL, mediaDevices: devices }));
    await both.incoming.answer({ previewStream, audio: false });
    await bothConnected(both);
    await until(() => both.outgoing.remoteStream!.getVideoTracks().length > 0, 'a picture');
    expect(devices.requests).to.deep.equal([]);
    both.outgoing.hangup();
    await until(() => camera!.readyState === 'ended');
  });

  it('comes through the hook of an app that works on the picture', async () => {
    const pair = await calls.pair();
    const call = calls.watch(
      WorkingCall.place(pair.alice, 'bob', {
        ...NO_DEVICES,
        video: true,
        mediaDevices: devices,
        previewStream,
      }),
    );
    await until(() => call.localStream !== null);
    expect(call.given).to.deep.equal([camera]);
    expect(devices.requests).to.deep.equal([]);
  });

  it('leaves nothing open where the app asks for both at once', async () => {
    class BothCall extends PeerCall {
      protected override openMedia(): Promise<MediaStream> {
        return super.openMedia({ audio: true, video: true });
      }
    }
    const pair = await calls.pair();
    calls.watch(
      BothCall.place(pair.alice, 'bob', { ...LOCAL, mediaDevices: devices, previewStream }),
    );
    await until(() => devices.live.length === 2);
    expect(camera!.readyState).to.equal('ended');
  });
});
