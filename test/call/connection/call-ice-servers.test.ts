import { expect } from '@open-wc/testing';
import type { IceServerProvider } from '../../../src/call/terms/call-options.js';
import {
  expectAlive,
  NO_DEVICES,
  reached,
  until,
  useCalls,
  type ConnectedCalls,
} from '../../support/call-fixture.js';
import { CuttableCall } from '../../support/cuttable-call.js';

const TIMING = { restartIntervalMs: 60_000, iceServersMs: 100 };

/** A server that nobody is at: on this machine, and refused at once. */
const turn = (username: string): RTCIceServer => ({
  urls: 'turn:127.0.0.1:9?transport=tcp',
  username,
  credential: 'x',
});

const usernamesOf = (connection: RTCPeerConnection) =>
  connection.getConfiguration().iceServers!.map(({ username }) => username);

describe('PeerCall: `iceServers` as a function', () => {
  const calls = useCalls();

  /** A call from one who has the function to one who has no servers. */
  async function connected(
    iceServers: IceServerProvider,
  ): Promise<ConnectedCalls & { outgoing: CuttableCall; codes: string[] }> {
    const pair = await calls.pair();
    const options = { ...NO_DEVICES, timing: TIMING, iceServers };
    const outgoing = calls.watch(CuttableCall.place(pair.alice, 'bob', options));
    const codes: string[] = [];
    outgoing.addEventListener('error', ({ error }) => codes.push(error.code));
    await until(() => pair.incoming.length === 1);
    const incoming = pair.incoming[0]!;
    await incoming.answer();
    await reached(outgoing, 'connected');
    await reached(incoming, 'connected');
    return { outgoing, incoming, codes };
  }

  it('is asked for the call and before each restart, and what it gives is used', async () => {
    let asked = 0;
    const both = await connected(() => Promise.resolve([turn(`user ${(asked += 1)}`)]));
    const { outgoing } = both;
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
    expect(asked).to.equal(3);
    await expectAlive(both);
    expect(both.codes).to.deep.equal([]);
  });

  it('is not asked before the user answers', async () => {
    const pair = await calls.pair();
    pair.stop();
    let asked = 0;
    const { incoming } = calls.listen(CuttableCall, pair.bob, {
      ...NO_DEVICES,
      iceServers: () => {
        asked += 1;
        return [];
      },
    });
    const outgoing = calls.place(pair);
    await reached(outgoing, 'ringing');
    await calls.quiet(pair.network);
    expect(asked).to.equal(0);
    await incoming[0]!.answer();
    await reached(outgoing, 'connected');
    expect(asked).to.equal(1);
  });

  const failures: Record<string, () => RTCIceServer[] | Promise<RTCIceServer[]>> = {
    throws: () => {
      throw new Error('no');
    },
    rejects: () => Promise.reject(new Error('no')),
    hangs: () => new Promise(() => undefined),
    'gives nothing': () => undefined as unknown as RTCIceServer[],
  };
  for (const [name, fail] of Object.entries(failures)) {
    it(`may be one that ${name}: the call comes about, and says what is wrong`, async () => {
      const both = await connected(fail);
      expect(both.outgoing.error?.code).to.equal('ice-servers-failed');
      expect(both.outgoing.connection.getConfiguration().iceServers).to.deep.equal([]);
      await expectAlive(both);
    });

    it(`may be one that ${name} later: the path is repaired with the last known servers`, async () => {
      let provide: IceServerProvider = () => [turn('good')];
      const both = await connected(() => provide());
      const { outgoing, codes } = both;
      const { sdp } = outgoing.connection.localDescription!;
      provide = fail;
      outgoing.pretend('failed');
      await until(() => outgoing.connection.localDescription!.sdp !== sdp, 'a restart');
      expect(codes).to.deep.equal(['ice-servers-failed']);
      expect(usernamesOf(outgoing.connection)).to.deep.equal(['good']);
      outgoing.tellTruth();
      await expectAlive(both);
    });
  }

  it('may give servers that the browser refuses: the path is repaired all the same', async () => {
    let servers = [turn('good')];
    const both = await connected(() => servers);
    const { outgoing, codes } = both;
    const { sdp } = outgoing.connection.localDescription!;
    servers = [{ urls: 'nonsense' }];
    outgoing.pretend('failed');
    await until(() => outgoing.connection.localDescription!.sdp !== sdp, 'a restart');
    expect(codes).to.have.length(1);
    outgoing.tellTruth();
    await expectAlive(both);
  });
});
