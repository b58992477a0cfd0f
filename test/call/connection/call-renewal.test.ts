import { expect } from '@open-wc/testing';
import type { CallOptions } from '../../../src/call/terms/call-options.js';
import type { PeerCall } from '../../../src/call/peer-call.js';
import type { MemorySignalingOptions } from '../../../src/testing.js';
import {
  bothConnected,
  endedWith,
  expectAlive,
  LOCAL,
  messagesOf,
  NO_DEVICES,
  reached,
  until,
  useCalls,
  type Pair,
} from '../../support/call-fixture.js';
import { CuttableCall } from '../../support/cuttable-call.js';
import { FakeDevices } from '../../support/fake-devices.js';
import { HandmadePeer } from '../../support/handmade-peer.js';
import { ufragsOf } from '../../support/negotiator-pair.js';
import type { PacedClock } from '../../support/paced-clock.js';
import { latestReport } from '../../support/latest-report.js';
import { MEDIA_KINDS } from '../../support/sdp.js';

/** Without a heartbeat: time that flies outruns its answers. A connection that is merely late is not missed. */
const TIMING = { heartbeatMs: Infinity, disconnectedGraceMs: 60_000 };
/** How much faster time goes while a repair that can't succeed is waited for. */
const FLYING = 20;

const isClosed = ({ signalingState }: RTCPeerConnection) => signalingState === 'closed';
const fingerprintsOf = (description: RTCSessionDescription | null) => [
  ...new Set(description?.sdp.match(/a=fingerprint:.*/g)),
];
/** In the order of microphone, camera, screen. */
const tracksSentBy = (connection: RTCPeerConnection) =>
  connection.getSenders().map(({ track }) => track);

describe('PeerCall: a new connection in place of one that is beyond repair', () => {
  const calls = useCalls();

  interface Renewable extends Pair {
    readonly clock: PacedClock;
    readonly devices: readonly [FakeDevices, FakeDevices];
    readonly calls: readonly [CuttableCall, CuttableCall];
  }

  async function connected(
    options: CallOptions = {},
    network: MemorySignalingOptions = {},
  ): Promise<Renewable> {
    const devices = [new FakeDevices(calls), new FakeDevices(calls)] as const;
    const optionsOf = (mediaDevices: FakeDevices) => {
      return { ...LOCAL, timing: TIMING, clock, mediaDevices, ...options };
    };
    const clock = calls.pacedClock();
    const pair = await calls.pair(network);
    pair.stop();
    const { incoming } = calls.listen(CuttableCall, pair.bob, optionsOf(devices[1]));
    const caller = calls.watch(CuttableCall.place(pair.alice, 'bob', optionsOf(devices[0])));
    await until(() => incoming.length === 1);
    const callee = incoming[0]!;
    await callee.answer();
    await bothConnected({ outgoing: caller, incoming: callee });
    return { ...pair, clock, devices, calls: [caller, callee] };
  }

  /** Time flies until a side has made its connection with this number; that then has all the time that it needs. */
  async function renewed({ clock, calls: both }: Renewable, count = 2): Promise<void> {
    clock.speed = FLYING;
    await until(() => both.some(({ connections }) => connections.length >= count), 'a renewal');
    clock.speed = 1;
  }

  const isHeard = (call: PeerCall) =>
    call
      .remoteStream!.getTracks()
      .every(({ muted, readyState }) => !muted && readyState === 'live');

  /** Sound and picture arrive, and both sides mean the same connection, which is the only one. */
  async function expectOneConnection([caller, callee]: readonly CuttableCall[]): Promise<void> {
    // A renewal that was asked for before may still be under way.
    await until(() => {
      const [here, there] = [caller!.connection, callee!.connection];
      return (
        [caller!, callee!].every(
          ({ state, connection: { signalingState, connectionState } }) =>
            state === 'connected' && signalingState === 'stable' && connectionState === 'connected',
        ) &&
        ufragsOf(here.localDescription) === ufragsOf(there.remoteDescription) &&
        ufragsOf(there.localDescription) === ufragsOf(here.remoteDescription)
      );
    }, 'both sides to agree');
    const [here, there] = [caller!.connection, callee!.connection];
    for (const call of [caller!, callee!]) {
      const old = call.connections.slice(0, -1);
      await until(() => old.every(isClosed), `the old connections of the ${call.direction} call`);
    }
    expect(calls.guard.openConnections).to.have.members([here, there]);
    await expectAlive({ outgoing: caller!, incoming: callee! });
  }

  for (const side of ['the caller', 'the callee', 'both'] as const) {
    it(`comes when two ICE restarts have not helped, missed by ${side}`, async () => {
      const renewable = await connected();
      const { network, alice, bob, devices, calls: both } = renewable;
      await until(() => both.every(isHeard), 'sound and picture, both ways');
      const streams = both.map(({ remoteStream }) => remoteStream);
      const remoteStreamEvents: unknown[] = [];
      const errors: string[] = [];
      for (const call of both) {
        call.addEventListener('remotestream', (event) => remoteStreamEvents.push(event));
        call.addEventListener('error', ({ error }) => errors.push(error.code));
      }
      const old = both.map(({ connection }) => connection);
      const sent = old.map(tracksSentBy);
      const fingerprints = old.map(({ localDescription }) => fingerprintsOf(localDescription));
      const before = await Promise.all(both.map((call) => call.getReport()));
      const [caller, callee] = both;
      const heard = [messagesOf(caller), messagesOf(callee)];

      const misses = both.filter(({ direction }) => {
        return side === 'both' || direction === (side === 'the caller' ? 'outgoing' : 'incoming');
      });
      for (const call of misses) call.pretend('failed');
      expect(misses.every(({ state }) => state === 'reconnecting')).to.equal(true);
      // Signaling is gone for a moment too, so that what the app says has to wait.
      const clients = misses.map((call) => (call === caller ? alice : bob));
      const addresses = clients.map(({ id }) => id!);
      for (const client of clients) client.interrupt();
      const said = [1, 2, 3].map((count) => `during the outage ${count}`);
      for (const call of misses) for (const text of said) call.sendMessage(text);
      await calls.quiet(network);
      expect(heard.flat()).to.deep.equal([]);
      for (const [index, client] of clients.entries()) client.restore(addresses[index]);
      await renewed(renewable);
      await until(
        () => both.every(({ connections }) => connections.length > 1),
        'a new connection',
      );
      await expectOneConnection(both);
      expect(old.every(isClosed)).to.equal(true);
      expect(both.map(({ connections }) => connections.length)).to.deep.equal([2, 2]);

      const during = () => heard.map((texts) => texts.filter((text) => said.includes(text)));
      await until(() => during().flat().length >= said.length * misses.length, 'all that was said');
      expect(during()).to.deep.equal([
        misses.includes(callee) ? said : [],
        misses.includes(caller) ? said : [],
      ]);

      for (const [index, call] of both.entries()) {
        const { connection } = call;
        expect(fingerprintsOf(connection.localDescription)).to.deep.equal(fingerprints[index]);
        expect(call.remoteStream, 'the stream that plays').to.equal(streams[index]);
        expect(tracksSentBy(connection), 'the tracks').to.deep.equal(sent[index]);
        expect(devices[index]!.requests, 'times that the user was asked').to.have.length(1);
        expect(call.states).to.deep.equal([
          ...(call.direction === 'outgoing' ? ['ringing'] : []),
          'connecting',
          'connected',
          // The callee tells the caller; the other way round, it need not notice.
          ...(misses.includes(call) || call === caller ? ['reconnecting', 'connected'] : []),
        ]);
      }
      await until(() => both.every(isHeard), 'sound and picture over the new connection');
      expect(remoteStreamEvents).to.deep.equal([]);
      expect(errors).to.deep.equal([]);
      for (const [index, call] of both.entries()) {
        const latestOf = latestReport(call);
        await until(() => {
          const latest = latestOf() ?? before[index]!;
          return (
            latest.bytesReceived > before[index]!.bytesReceived &&
            latest.bytesSent > before[index]!.bytesSent &&
            latest.connectedMs! > before[index]!.connectedMs!
          );
        }, 'figures that go on from where they were');
      }
      callee.hangup();
      await endedWith(caller, 'hangup');
    });
  }

  it('comes again and again, in the same call', async () => {
    const renewable = await connected({ ...NO_DEVICES });
    const { calls: both } = renewable;
    const [caller, callee] = both;
    const { id } = caller;
    for (let round = 1; round <= 4; round += 1) {
      (round % 2 === 0 ? callee : caller).pretend('failed');
      await renewed(renewable, round + 1);
      await until(() => both.every(({ connections }) => connections.length === round + 1));
      await expectOneConnection(both);
    }
    expect([caller.id, callee.id]).to.deep.equal([id, id]);
  });

  it('sends what is switched on and off meanwhile', async () => {
    const renewable = await connected();
    const { calls: both, devices } = renewable;
    const [caller, callee] = both;
    await until(() => both.every(isHeard), 'sound and picture, both ways');
    caller.pretend('failed');
    await caller.setCameraEnabled(false);
    await callee.setMicrophoneEnabled(false);
    await renewed(renewable);
    await until(() => both.every(({ connections }) => connections.length === 2));
    await expectOneConnection(both);
    await until(() => !callee.remoteMedia.camera && !caller.remoteMedia.microphone);
    expect(tracksSentBy(caller.connection)[1]).to.equal(null);
    await caller.setCameraEnabled(true);
    await until(() => tracksSentBy(caller.connection)[1]?.readyState === 'live', 'the camera');
    await until(() => callee.remoteMedia.camera);
    expect(devices[0].requests).to.have.length(2);
  });

  for (const seed of [1, 2, 3, 4, 5, 6]) {
    it(`is one, and the same on both sides, although both ask for it at once on a bad network, seed ${seed}`, async () => {
      const timing = { ...TIMING, retransmitMs: 200, ackDelayMs: 100 };
      const renewable = await connected(
        { ...NO_DEVICES, timing },
        { seed, latencyMs: [0, 60], reorder: 0.5, duplicate: 0.2, drop: 0.1 },
      );
      const { calls: both } = renewable;
      for (const call of both) call.pretend('failed');
      await renewed(renewable);
      await until(() => both.every(({ connections }) => connections.length > 1), 'on both sides');
      await expectOneConnection(both);
      both[seed % 2]!.hangup();
      await endedWith(both[0], 'hangup');
      await endedWith(both[1], 'hangup');
    });
  }

  for (const ending of [0, 1]) {
    it(`leaves nothing behind if side ${ending} hangs up while it is being made`, async () => {
      const renewable = await connected({ ...NO_DEVICES });
      const { calls: both } = renewable;
      for (const call of both) call.pretend('failed');
      await renewed(renewable);
      await until(() => both[ending]!.connections.length === 2);
      both[ending]!.hangup();
      await endedWith(both[1 - ending]!, 'hangup');
      await until(() => calls.guard.openConnections.length === 0, 'every connection to be closed');
    });
  }

  it('is not made if the first connection comes back in time', async () => {
    const { calls: both } = await connected({ ...NO_DEVICES });
    const [caller, callee] = both;
    const before = ufragsOf(caller.connection.localDescription);
    caller.pretend('failed');
    await until(() => ufragsOf(caller.connection.localDescription) !== before, 'an ICE restart');
    caller.tellTruth();
    await bothConnected({ outgoing: caller, incoming: callee });
    await expectOneConnection(both);
    expect(both.map(({ connections }) => connections.length)).to.deep.equal([1, 1]);
  });

  describe('with a peer that is made by hand', () => {
    const media = { microphone: false, camera: false, screen: false };
    // Long enough for the next try not to come while a test looks, and for what is late not to go over the relay as well.
    const timing = { restartIntervalMs: 60_000, retransmitMs: 60_000, retransmitMaxMs: 60_000 };

    /** A call from a peer by hand, connected. */
    async function called(): Promise<{ peer: HandmadePeer; call: CuttableCall }> {
      const pair = await calls.pair();
      pair.stop();
      const { incoming } = calls.listen(CuttableCall, pair.bob, { ...NO_DEVICES, timing });
      const peer = new HandmadePeer(pair.alice);
      calls.cleanUp(() => peer.close());
      peer.converse('bob');
      peer.invite(await peer.offer());
      await until(() => incoming.length === 1);
      await incoming[0]!.answer();
      await reached(incoming[0]!, 'connected');
      return { peer, call: incoming[0]! };
    }

    /** A call to a peer by hand, connected. */
    async function calling(): Promise<{ peer: HandmadePeer; call: CuttableCall }> {
      const pair = await calls.pair();
      pair.stop();
      const peer = new HandmadePeer(pair.bob);
      calls.cleanUp(() => peer.close());
      const invited = peer.invited();
      const call = calls.watch(CuttableCall.place(pair.alice, 'bob', { ...NO_DEVICES, timing }));
      await invited;
      peer.say({ type: 'accept', ...(await peer.answer()), media });
      await reached(call, 'connected');
      return { peer, call };
    }

    /** The offer of another connection, with another certificate. */
    async function foreignOffer(): Promise<RTCSessionDescriptionInit> {
      const connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
      connection.createDataChannel('p2p-video-call', { negotiated: true, id: 0 });
      for (const kind of MEDIA_KINDS) connection.addTransceiver(kind);
      const { type, sdp } = await connection.createOffer();
      connection.close();
      return { type, sdp: sdp! };
    }

    async function expectEcho({ peer, call }: { peer: HandmadePeer; call: PeerCall }) {
      const messages = messagesOf(call);
      peer.say({ type: 'app', data: 'still there?' });
      call.sendMessage('yes');
      await until(() => messages.includes('still there?'));
      await until(() => peer.heard.some(({ type, data }) => type === 'app' && data === 'yes'));
      expect(call.state).to.equal('connected');
    }

    it('is refused to another fingerprint, and the call goes on over the old one', async () => {
      const { peer, call } = await called();
      const codes: string[] = [];
      call.addEventListener('error', ({ error }) => codes.push(error.code));
      const [old] = call.connections;
      const description = await foreignOffer();
      peer.say({ type: 'renewal', generation: 1, description, offerId: 1, candidates: [] });
      await until(() => codes.length > 0);
      expect(codes).to.deep.equal(['protocol-error']);
      expect(peer.has('renewal')).to.equal(false);
      await expectEcho({ peer, call });
      const { relayMessagesSent } = await call.getReport();
      await expectEcho({ peer, call });
      expect((await call.getReport()).relayMessagesSent, 'off the relay').to.equal(
        relayMessagesSent,
      );
      expect(old!.connectionState).to.equal('connected');
    });

    it('is not made for messages of other generations', async () => {
      const { peer, call } = await called();
      const codes: string[] = [];
      call.addEventListener('error', ({ error }) => codes.push(error.code));
      const description = await foreignOffer();
      const { remoteDescription } = call.connection;
      for (const generation of [-1, 0, undefined, '1', 0.5, null]) {
        peer.say({ type: 'renewal', generation, description, offerId: 1, candidates: [] });
      }
      for (const generation of [-1, 1, 2, 1_000]) {
        peer.say({ type: 'description', generation, description, offerId: 2 });
        peer.say({ type: 'renew', generation });
        const candidate = { candidate: 'nonsense', sdpMid: '0', sdpMLineIndex: 0 };
        peer.say({ type: 'candidates', generation, candidates: [candidate] });
      }
      // The caller is who makes connections.
      peer.say({ type: 'renew', generation: 0 });
      await expectEcho({ peer, call });
      expect(codes).to.deep.equal([]);
      expect(call.connections).to.have.length(1);
      expect(call.connection.remoteDescription?.sdp).to.equal(remoteDescription?.sdp);
    });

    it('is made once for each connection that the callee misses the peer on', async () => {
      const { peer, call } = await calling();
      peer.say({ type: 'renew', generation: 1 });
      peer.say({ type: 'renew', generation: -1 });
      await expectEcho({ peer, call });
      expect(call.connections).to.have.length(1);
      peer.say({ type: 'renew', generation: 0 });
      peer.say({ type: 'renew', generation: 0 });
      await until(() => peer.has('renewal'));
      await until(() => peer.link.unacknowledgedCount === 0);
      expect(call.connections).to.have.length(2);
      const renewals = peer.heard.filter(({ type }) => type === 'renewal');
      expect(renewals.map(({ generation }) => generation)).to.deep.equal([1]);
      expect(call.state).to.equal('reconnecting');
      // An answer to a connection that is not there, or not any more, changes nothing.
      const description = { type: 'answer', sdp: call.connections[0]!.remoteDescription!.sdp };
      for (const generation of [0, 2]) {
        peer.say({ type: 'renewal', generation, description, offerId: 1, candidates: [] });
      }
      await until(() => peer.link.unacknowledgedCount === 0);
      expect(call.connection.signalingState).to.equal('have-local-offer');
      expect(call.error).to.equal(null);
    });
  });
});
