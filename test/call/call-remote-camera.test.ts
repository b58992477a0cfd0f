import { expect } from '@open-wc/testing';
import { NO_MEDIA } from '../../src/call/terms/media-state.js';
import { LOCAL, until, useCalls } from '../support/call-fixture.js';
import { FakeDevices } from '../support/fake-devices.js';
import { calledByHand, callByHand, type HandmadeCall } from '../support/handmade-calls.js';

const ALL_ON = { microphone: true, camera: true, screen: true, screenSound: true };

describe('PeerCall: only the own user turns devices on (T7)', () => {
  const calls = useCalls();

  /** Both kinds of call, with all devices off at the end that is tested. */
  async function withoutDevices(
    make: typeof callByHand,
  ): Promise<HandmadeCall & { devices: FakeDevices; connection: RTCPeerConnection }> {
    const devices = new FakeDevices(calls);
    const options = { ...LOCAL, audio: false, video: false, mediaDevices: devices };
    const both = await make(calls, options);
    const connection = calls.guard.connections.find((one) => one !== both.peer.connection)!;
    return { ...both, devices, connection };
  }

  function expectDark({ call, devices, connection }: Awaited<ReturnType<typeof withoutDevices>>) {
    expect(devices.requests, 'devices that were asked for').to.deep.equal([]);
    expect(devices.screenRequests).to.equal(0);
    expect(call.localMedia).to.deep.equal(NO_MEDIA);
    expect([call.localStream, call.localScreenStream]).to.deep.equal([null, null]);
    expect(connection.getSenders().map(({ track }) => track)).to.deep.equal([
      null,
      null,
      null,
      null,
    ]);
  }

  const directions = ['caller', 'callee'] as const;
  for (const role of directions) {
    const make = role === 'caller' ? callByHand : calledByHand;

    it(`a ${role} is offered everything anew, and what is off stays off`, async () => {
      const both = await withoutDevices(make);
      const { peer } = both;
      for (const transceiver of peer.connection.getTransceivers()) {
        transceiver.direction = 'sendrecv';
      }
      for (const offerId of [7, 8]) {
        await peer.connection.setLocalDescription(await peer.connection.createOffer());
        const { type, sdp } = peer.connection.localDescription!;
        peer.say({ type: 'media', media: ALL_ON });
        peer.say({ type: 'description', generation: 0, offerId, description: { type, sdp } });
        const isAnswer = (message: object) =>
          'offerId' in message && message.offerId === offerId && 'description' in message;
        await until(() => peer.heard.some(isAnswer), 'the answer');
        const { description } = peer.heard.find(isAnswer) as unknown as {
          description: RTCSessionDescriptionInit;
        };
        await peer.connection.setRemoteDescription(description);
      }
      await until(() => both.call.remoteMedia.camera, 'what the peer says of itself');
      expect(both.call.state).to.equal('connected');
      expectDark(both);
    });

    it(`a ${role} takes no offer for more than the call has`, async () => {
      const both = await withoutDevices(make);
      const { peer, call, connection } = both;
      const codes: string[] = [];
      call.addEventListener('error', ({ error }) => codes.push(error.code));
      peer.connection.addTransceiver('video', { direction: 'sendrecv' });
      const { type, sdp } = await peer.connection.createOffer();
      peer.say({ type: 'description', generation: 0, offerId: 9, description: { type, sdp } });
      await until(() => codes.length > 0, 'a refusal');
      expect(codes).to.deep.equal(['protocol-error']);
      expect(connection.getTransceivers()).to.have.length(4);
      expect(call.state).to.equal('connected');
      expectDark(both);
    });
  }

  it('a camera that is turned off stays off while the peer offers and talks on', async () => {
    const devices = new FakeDevices(calls);
    const both = await calledByHand(calls, { ...LOCAL, mediaDevices: devices });
    const { peer, call } = both;
    await until(() => devices.live.length === 2, 'both devices');
    await call.setCameraEnabled(false);
    const asked = devices.requests.length;
    await peer.connection.setLocalDescription(await peer.connection.createOffer());
    const { type, sdp } = peer.connection.localDescription!;
    peer.say({ type: 'media', media: ALL_ON });
    peer.say({ type: 'description', generation: 0, offerId: 7, description: { type, sdp } });
    await until(() => peer.heard.some((message) => message['offerId'] === 7), 'the answer');
    expect(call.localMedia.camera).to.equal(false);
    expect(devices.requests).to.have.length(asked);
    expect(devices.live).to.deep.equal(['microphone-1']);
  });
});
