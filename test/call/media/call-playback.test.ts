import { expect } from '@open-wc/testing';
import { PeerCall } from '../../../src/call/peer-call.js';
import type { CallOptions } from '../../../src/call/terms/call-options.js';
import { bothConnected, LOCAL, reached, until, useCalls } from '../../support/call-fixture.js';
import { CuttableCall } from '../../support/cuttable-call.js';
import { FakeDevices } from '../../support/fake-devices.js';
import { attach, plays, showRemote, showsPictures } from '../../support/playback.js';

describe('PeerCall: one <video> with the peer’s stream', () => {
  const calls = useCalls();
  let devices: FakeDevices;
  let options: CallOptions;

  beforeEach(() => {
    devices = new FakeDevices(calls);
    options = { ...LOCAL, mediaDevices: devices };
    calls.cleanUp(() => {
      for (const video of document.querySelectorAll('video')) {
        video.srcObject = null;
        video.remove();
      }
    });
  });

  /** A call of two, and the elements on which they see each other. */
  async function connect(callerOptions: CallOptions, calleeOptions: CallOptions) {
    const both = await calls.ring(await calls.pair({}, calleeOptions), callerOptions);
    const seen = { outgoing: showRemote(both.outgoing), incoming: showRemote(both.incoming) };
    await both.incoming.answer();
    await bothConnected(both);
    return { ...both, seen };
  }

  const kinds = (call: PeerCall) => call.remoteStream!.getTracks().map(({ kind }) => kind);

  it('lets a peer be heard who sends no picture', async () => {
    const { outgoing, incoming, seen } = await connect(options, { ...options, video: false });
    await plays(seen.outgoing[0]!, 'sound alone');
    await showsPictures(seen.incoming[0]!, 'of the caller');
    expect([kinds(outgoing), kinds(incoming)]).to.deep.equal([['audio'], ['audio', 'video']]);
    expect([seen.outgoing.length, seen.incoming.length]).to.deep.equal([1, 1]);
  });

  it('lets a caller be heard who sends no picture', async () => {
    const { seen } = await connect({ ...options, video: false }, options);
    await plays(seen.incoming[0]!, 'sound alone');
    await showsPictures(seen.outgoing[0]!, 'of the callee');
  });

  it('goes on when the camera goes off, and shows it when it is on again', async () => {
    const { outgoing, incoming, seen } = await connect(options, options);
    const [video] = seen.incoming as [HTMLVideoElement];
    await showsPictures(video, 'at first');
    const stream = incoming.remoteStream!;
    await outgoing.setCameraEnabled(false);
    await until(() => !incoming.remoteMedia.camera);
    expect(kinds(incoming)).to.deep.equal(['audio']);
    await plays(video, 'without the camera');
    await plays(attach(stream), 'in another place meanwhile');
    await outgoing.setCameraEnabled(true);
    await until(() => incoming.remoteMedia.camera);
    await showsPictures(video, 'again');
    expect(incoming.remoteStream === stream).to.equal(true);
    expect(seen.incoming).to.have.length(1);
  });

  it('has the picture by the time that the app hears of it', async () => {
    const { outgoing, incoming } = await connect(options, options);
    await until(() => kinds(incoming).length === 2);
    const heard: [boolean, number][] = [];
    incoming.addEventListener('remotemedia', ({ media }) =>
      heard.push([media.camera, incoming.remoteStream!.getVideoTracks().length]),
    );
    await outgoing.setCameraEnabled(false);
    await outgoing.setCameraEnabled(true);
    await until(() => heard.length === 2);
    expect(heard).to.deep.equal([
      [false, 0],
      [true, 1],
    ]);
  });

  it('lets a peer be heard whose camera gives no picture, whatever it says', async () => {
    const localStream = await devices.getUserMedia({ audio: true });
    calls.cleanUp(() => localStream.getTracks().forEach((track) => track.stop()));
    const canvas = document.createElement('canvas');
    localStream.addTrack(canvas.captureStream(0).getVideoTracks()[0]!);
    const { incoming, seen } = await connect({ ...options, localStream }, options);
    expect(incoming.remoteMedia).to.include({ microphone: true, camera: true });
    await plays(seen.incoming[0]!, 'sound alone');
  });

  for (const video of [true, false]) {
    const peer = video ? 'a peer with a camera' : 'a peer without a camera';

    it(`goes on with ${peer} over a new connection of the same call`, async () => {
      const clock = calls.pacedClock();
      // Without a heartbeat: time that flies outruns its answers.
      const callerOptions = { ...options, video, clock, timing: { heartbeatMs: Infinity } };
      const pair = await calls.pair();
      pair.stop();
      const { incoming } = calls.listen(CuttableCall, pair.bob, options);
      const caller = calls.watch(CuttableCall.place(pair.alice, 'bob', callerOptions));
      await until(() => incoming.length === 1);
      const callee = incoming[0]!;
      const seen = showRemote(callee);
      await callee.answer();
      await bothConnected({ outgoing: caller, incoming: callee });
      await plays(seen[0]!, 'at first');
      const stream = callee.remoteStream;
      caller.pretend('failed');
      clock.speed = 20;
      await until(() => caller.connections.length > 1, 'a new connection');
      clock.speed = 1;
      await until(
        () => callee.connections[0]!.signalingState === 'closed',
        'the end of the old one',
      );
      await plays(seen[0]!, 'over the new connection');
      await plays(attach(callee.remoteStream!), 'in another place');
      if (video) await showsPictures(seen[0]!, 'over the new connection');
      expect(callee.remoteStream === stream).to.equal(true);
      expect(seen).to.have.length(1);
    });
  }

  it('lets both be heard who dialled each other at once', async () => {
    const network = calls.network();
    const places = await Promise.all(
      ['alice', 'bob'].map(async (name) => {
        const client = await calls.client(network, name);
        calls.cleanUp(PeerCall.listen(client, (call) => calls.watch(call), options));
        return (peer: string) => {
          const call = calls.watch(PeerCall.place(client, peer, { ...options, video: false }));
          return { call, seen: showRemote(call) };
        };
      }),
    );
    const both = [places[0]!('bob'), places[1]!('alice')];
    for (const { call } of both) await reached(call, 'connected');
    for (const { seen } of both) await plays(seen[0]!, 'sound alone');
  });
});
