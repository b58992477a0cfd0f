import { expect } from '@open-wc/testing';
import {
  endedWith,
  eventsOf,
  NO_DEVICES,
  reached,
  until,
  useCalls,
} from '../../support/call-fixture.js';
import { CuttableCall } from '../../support/cuttable-call.js';
import { FakeDevices } from '../../support/fake-devices.js';
import { ringByHand, type HandmadeCall } from '../../support/handmade-calls.js';
import { HandmadePeer } from '../../support/handmade-peer.js';
import { inviteMessage, layoutSdp } from '../../support/sdp.js';
import { mediaBytes, WARM } from './warm-call.js';

const ON = { microphone: true, camera: true, screen: true };
const { candidates } = inviteMessage();

describe('PeerCall: a hostile peer while it is warm', () => {
  const calls = useCalls();

  /** Resolves when the other end has what was sent before. */
  async function isHeard({ peer }: Pick<HandmadeCall, 'peer'>): Promise<void> {
    await until(() => peer.link.unacknowledgedCount === 0, 'everything to be acknowledged');
  }

  /** A call from a handmade peer that rings on Bob's side, connected. */
  async function rungWarm(devices = new FakeDevices(calls)): Promise<HandmadeCall> {
    const both = await ringByHand(calls, { iceServers: [], mediaDevices: devices, warmUp: true });
    await until(() => both.peer.has('early-answer'), 'the early answer');
    await until(() => both.peer.connection.connectionState === 'connected', 'a connection');
    return both;
  }

  /** Bob, by hand, whom Alice calls, and who has connected while it rings. */
  async function callsWarm(): Promise<HandmadeCall & { call: CuttableCall; answer: object }> {
    const pair = await calls.pair();
    pair.stop();
    const peer = new HandmadePeer(pair.bob);
    calls.cleanUp(() => peer.close());
    const invited = peer.invited();
    const call = calls.watch(CuttableCall.place(pair.alice, 'bob', NO_DEVICES));
    await invited;
    const answer = await peer.answer();
    peer.say({ type: 'early-answer', ...answer });
    await reached(call, 'ringing');
    await until(() => peer.connection.connectionState === 'connected', 'a connection');
    return { pair, peer, call, answer };
  }

  it('who calls can say no more than before, and opens no device', async () => {
    const devices = new FakeDevices(calls);
    const both = await rungWarm(devices);
    const events = eventsOf(both.call);
    const made = calls.guard.connections.length;
    const offer = { type: 'offer', sdp: both.peer.connection.localDescription!.sdp };
    const answer = { description: { type: 'answer', sdp: layoutSdp() }, offerId: 1, candidates };
    for (const message of [
      { type: 'accepted', media: ON },
      { type: 'accept', ...answer, media: ON },
      { type: 'early-answer', ...answer },
      { type: 'description', description: offer, offerId: 2, generation: 0 },
      { type: 'renewal', description: offer, offerId: 1, candidates, generation: 1 },
      { type: 'renew', generation: 0 },
      { type: 'app', data: 'before you answered' },
      { type: 'reveal', nonce: 'A'.repeat(43) },
      { type: 'confirm' },
      { type: 'away' },
    ]) {
      both.peer.say(message);
    }
    await isHeard(both);
    expect(events).to.deep.equal([]);
    expect(both.call.state).to.equal('ringing');
    expect(calls.guard.connections).to.have.length(made);
    expect(devices.requests).to.have.length(0);
    both.peer.say({ type: 'hangup', reason: 'cancelled' });
    await endedWith(both.call, 'cancelled');
  });

  it('who calls and sends a picture is not shown before the answer', async () => {
    const both = await rungWarm();
    const picture = document.createElement('canvas');
    picture.getContext('2d')!.fillRect(0, 0, 9, 9);
    const [track] = calls.guard.watch(picture.captureStream(30)).getVideoTracks();
    const [, camera] = both.peer.connection.getTransceivers();
    await camera!.sender.replaceTrack(track!);
    both.peer.say({ type: 'media', media: ON });
    await until(() => both.call.remoteMedia.camera, 'what it says that it sends');
    expect(both.call.remoteStream).to.equal(null);
    expect(both.call.state).to.equal('ringing');
    track!.stop();
  });

  it('who is called connects without getting a byte of media, and can’t answer by it', async () => {
    const { call, peer, answer } = await callsWarm();
    const { connection } = call;
    const described = connection.remoteDescription!.sdp;
    const events = eventsOf(call);
    for (const message of [
      { type: 'early-answer', ...answer },
      { type: 'accept', ...answer, media: ON },
      { type: 'media', media: ON },
      { type: 'app', data: 'before I answer' },
      { type: 'renew', generation: 0 },
      { type: 'reveal', nonce: 'A'.repeat(43) },
      { type: 'away' },
    ]) {
      peer.say(message);
    }
    await isHeard({ peer });
    expect(events).to.deep.equal([]);
    expect(call.state).to.equal('ringing');
    expect(connection.remoteDescription!.sdp).to.equal(described);
    expect(await mediaBytes(connection)).to.equal(0);
    expect(connection.getSenders().every(({ track }) => track === null)).to.equal(true);
    peer.say({ type: 'accepted', media: {} });
    await reached(call, 'connected');
    expect(call.connections).to.have.length(1);
  });

  it('has no say with an acceptance before the description that it belongs to', async () => {
    const pair = await calls.pair();
    pair.stop();
    const peer = new HandmadePeer(pair.bob);
    calls.cleanUp(() => peer.close());
    const invited = peer.invited();
    const call = calls.place(pair);
    await invited;
    const answer = await peer.answer();
    peer.say({ type: 'accepted', media: ON });
    await isHeard({ peer });
    expect(['calling', 'ringing']).to.include(call.state);
    peer.say({ type: 'accept', ...answer, media: {} });
    await reached(call, 'connected');
  });

  it('whose certificate is not the one that it promised ends the call while it rings', async () => {
    const pair = await calls.pair();
    pair.stop();
    const { incoming } = calls.listen(CuttableCall, pair.bob, WARM);
    const outgoing = calls.watch(
      class extends CuttableCall {
        /** Its connection has another certificate than its invitation tells of: as one in between would. */
        protected override createConnection(config: RTCConfiguration): RTCPeerConnection {
          const connection = super.createConnection(config);
          const other = () => [new Uint8Array(32).buffer];
          connection.addEventListener('signalingstatechange', () => {
            const { transport } = connection.sctp!;
            Object.assign(transport, { getRemoteCertificates: other });
          });
          return connection;
        }
      }.place(pair.alice, 'bob', NO_DEVICES),
    );
    await endedWith(outgoing, 'verification-failed');
    await until(() => incoming[0]?.state === 'ended');
    expect(outgoing.states).to.deep.equal(['ringing', 'ended']);
    expect(await mediaBytes(outgoing.connection)).to.equal(0);
  });
});
