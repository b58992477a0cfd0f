import { expect } from '@open-wc/testing';
import { DEFAULT_ICE_SERVERS, type CallOptions } from '../../../src/call/terms/call-options.js';
import type { IceServerGrant } from '../../../src/signaling/signaling-client.js';
import {
  expectAlive,
  NO_DEVICES,
  reached,
  until,
  useCalls,
  type ConnectedCalls,
} from '../../support/call-fixture.js';
import { CuttableCall } from '../../support/cuttable-call.js';

/** So that nothing is asked for once more while the test looks on. */
const TIMING = { restartIntervalMs: 60_000, iceServersMs: 100 };

/** A server that nobody is at: on this machine, and refused at once. */
const turn = (username: string): RTCIceServer => ({
  urls: ['turn:127.0.0.1:9?transport=tcp'],
  username,
  credential: 'x',
});

const serversOf = (connection: RTCPeerConnection) => connection.getConfiguration().iceServers!;
const usernamesOf = (connection: RTCPeerConnection) =>
  serversOf(connection).map(({ username }) => username);

/** The browser adds fields of its own to what it was given. */
const urlsOf = (connection: RTCPeerConnection) => serversOf(connection).map(({ urls }) => urls);
const PUBLIC_URLS = DEFAULT_ICE_SERVERS.map(({ urls }) => urls);

describe('PeerCall: servers of the signaling', () => {
  const calls = useCalls();

  /** A call from one whose signaling has this service to one who has no servers. */
  async function connected(
    fetchIceServers: () => Promise<IceServerGrant | null>,
    options: CallOptions = { iceServers: null },
  ): Promise<ConnectedCalls & { outgoing: CuttableCall; codes: string[] }> {
    const pair = await calls.pair();
    Object.assign(pair.alice, { fetchIceServers });
    const outgoing = calls.watch(
      CuttableCall.place(pair.alice, 'bob', { ...NO_DEVICES, timing: TIMING, ...options }),
    );
    const codes: string[] = [];
    outgoing.addEventListener('error', ({ error }) => codes.push(error.code));
    await until(() => pair.incoming.length === 1);
    const incoming = pair.incoming[0]!;
    await incoming.answer();
    await reached(outgoing, 'connected');
    await reached(incoming, 'connected');
    return { outgoing, incoming, codes };
  }

  /** Counts how often it is asked, and gives each time another user name. */
  function counting(ttlMs = 600_000) {
    const service = {
      asked: 0,
      fetch: async () => ({ iceServers: [turn(`user ${(service.asked += 1)}`)], ttlMs }),
    };
    return service;
  }

  it('are asked for at the start and before each restart, and used', async () => {
    const service = counting();
    const both = await connected(service.fetch);
    const { outgoing, codes } = both;
    expect(usernamesOf(outgoing.connection)).to.deep.equal(['user 1']);
    for (const round of [2, 3]) {
      const { sdp } = outgoing.connection.localDescription!;
      outgoing.pretend('failed');
      await until(() => outgoing.connection.localDescription!.sdp !== sdp, 'a restart');
      expect(usernamesOf(outgoing.connection)).to.deep.equal([`user ${round}`]);
      outgoing.tellTruth();
      await until(() => outgoing.connection.signalingState === 'stable');
      await reached(outgoing, 'connected');
    }
    expect(service.asked).to.equal(3);
    await expectAlive(both);
    expect(codes).to.deep.equal([]);
  });

  it('are renewed in time in a call that goes on, without a restart', async () => {
    // 80 % of it are the 10 s below which nothing is asked for anew.
    const service = counting(12_500);
    const both = await connected(service.fetch);
    const { outgoing } = both;
    const { sdp } = outgoing.connection.localDescription!;
    await until(() => usernamesOf(outgoing.connection)[0] === 'user 2', 'new credentials');
    expect(service.asked).to.equal(2);
    expect(outgoing.connection.localDescription!.sdp).to.equal(sdp);
    expect(outgoing.connections).to.have.length(1);
    await expectAlive(both);
    expect(both.codes).to.deep.equal([]);
  });

  it('are not asked for where the app gives its own, or none on purpose', async () => {
    for (const iceServers of [[], [turn('own')], () => [turn('own')]]) {
      const service = counting();
      const { outgoing } = await connected(service.fetch, { iceServers });
      outgoing.hangup();
      expect(service.asked).to.equal(0);
    }
  });

  for (const { caller, secret, asked } of [
    { caller: 'a stranger rings: not before the user answers', secret: null, asked: 0 },
    { caller: 'somebody rings who is known: meanwhile, and once', secret: 'of both', asked: 1 },
  ]) {
    it(`are asked for where ${caller}`, async () => {
      const pair = await calls.pair();
      pair.stop();
      const service = counting();
      Object.assign(pair.bob, { fetchIceServers: service.fetch });
      const options = { ...NO_DEVICES, secret };
      const { incoming } = calls.listen(CuttableCall, pair.bob, { ...options, iceServers: null });
      const outgoing = calls.place(pair, options);
      await reached(outgoing, 'ringing');
      await calls.quiet(pair.network);
      // What asks is fetched.
      await until(() => service.asked >= asked, 'the signaling to be asked');
      expect(service.asked).to.equal(asked);
      expect(incoming[0]!.connections, 'connections before the answer').to.have.length(0);
      await incoming[0]!.answer();
      await reached(outgoing, 'connected');
      expect(service.asked).to.equal(1);
      expect(usernamesOf(incoming[0]!.connection)).to.deep.equal(['user 1']);
    });
  }

  it('are public STUN servers where the signaling has none, and nothing is said', async () => {
    const { outgoing, codes } = await connected(() => Promise.resolve(null));
    expect(urlsOf(outgoing.connection)).to.deep.equal(PUBLIC_URLS);
    expect(codes).to.deep.equal([]);
  });

  for (const [name, fail] of Object.entries({
    rejects: () => Promise.reject(new Error('no')),
    hangs: () => new Promise<never>(() => undefined),
  })) {
    it(`are public STUN servers where it ${name}: the call comes about and says so`, async () => {
      const both = await connected(fail);
      expect(both.codes).to.deep.equal(['ice-servers-failed']);
      expect(both.outgoing.error?.message).to.contain('STUN alone');
      expect(urlsOf(both.outgoing.connection)).to.deep.equal(PUBLIC_URLS);
      await expectAlive(both);
    });
  }
});
