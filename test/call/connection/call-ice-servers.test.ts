import { expect } from '@open-wc/testing';
import type { CallError } from '../../../src/call/terms/call-error.js';
import type { CallOptions, IceServerProvider } from '../../../src/call/terms/call-options.js';
import {
  endedWith,
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

describe('PeerCall: `iceServers`', () => {
  const calls = useCalls();

  /** A call from one who has these servers to one who has no servers. */
  async function connected(
    iceServers: NonNullable<CallOptions['iceServers']>,
  ): Promise<ConnectedCalls & { outgoing: CuttableCall; codes: string[]; errors: CallError[] }> {
    const pair = await calls.pair();
    const options = { ...NO_DEVICES, timing: TIMING, iceServers };
    const outgoing = calls.watch(CuttableCall.place(pair.alice, 'bob', options));
    const codes: string[] = [];
    const errors: CallError[] = [];
    outgoing.addEventListener('error', ({ error }) => {
      codes.push(error.code);
      errors.push(error);
    });
    await until(() => pair.incoming.length === 1);
    const incoming = pair.incoming[0]!;
    await incoming.answer();
    await reached(outgoing, 'connected');
    await reached(incoming, 'connected');
    return { outgoing, incoming, codes, errors };
  }

  it('is asked for the call and before each restart, and what it gives is used (T14)', async () => {
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

  it('is not asked before the user answers (T12)', async () => {
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

  /** One of each kind that browsers refuse, and what tells an app which one it is. */
  const badServers: Record<string, { server: unknown; name: string }> = {
    'STUN with a transport': {
      server: { urls: 'stun:127.0.0.1:9?transport=udp' },
      name: 'iceServers[1] (stun:127.0.0.1:9?transport=udp)',
    },
    'TURN without credentials': {
      server: { urls: 'turn:127.0.0.1:9' },
      name: 'iceServers[1] (turn:127.0.0.1:9)',
    },
    'TURN without a password': {
      server: { urls: 'turn:127.0.0.1:9', username: 'me' },
      name: 'iceServers[1] (turn:127.0.0.1:9)',
    },
    'a misspelt scheme': {
      server: { urls: 'stn:127.0.0.1' },
      name: 'iceServers[1] (stn:127.0.0.1)',
    },
    'a password in its URL': {
      server: { urls: 'turn:me:5ecret@127.0.0.1', username: 'me', credential: '5ecret' },
      name: 'iceServers[1] (127.0.0.1)',
    },
    'no URL': { server: { urls: '' }, name: 'iceServers[1] ()' },
    'an empty list of URLs': { server: { urls: [] }, name: 'iceServers[1] ()' },
    'no field': { server: {}, name: 'iceServers[1] ()' },
    null: { server: null, name: 'iceServers[1] ()' },
    'a text': { server: 'stun:127.0.0.1', name: 'iceServers[1] ()' },
    'a number': { server: 7, name: 'iceServers[1] ()' },
  };
  const good = turn('good');
  for (const [kind, { server, name }] of Object.entries(badServers)) {
    it(`may give one with ${kind}: the others are used, and the app hears which it was`, async () => {
      const servers = [good, server as RTCIceServer, turn('too')];
      for (const iceServers of [servers, () => servers]) {
        const both = await connected(iceServers);
        const { outgoing, codes, errors } = both;
        expect(codes).to.deep.equal(['ice-servers-failed']);
        expect(errors[0]!.message).to.include(name).and.not.include('5ecret');
        expect(errors[0]!.cause).to.be.instanceOf(Error);
        expect(usernamesOf(outgoing.connection)).to.deep.equal(['good', 'too']);
        await expectAlive(both);
        outgoing.hangup();
      }
    });
  }

  it('may give one with a bad URL among good ones, which are used', async () => {
    const urls = ['turn:127.0.0.1:9?transport=tcp', 'turn:127.0.0.1:9?transport=tpc'];
    const { outgoing, codes, errors } = await connected([{ ...good, urls }, turn('too')]);
    expect(codes).to.deep.equal(['ice-servers-failed']);
    expect(errors[0]!.message).to.include(`iceServers[0] (${urls.join()})`);
    expect(usernamesOf(outgoing.connection)).to.deep.equal(['good', 'too']);
  });

  it('may give bad ones alone: the call goes on without servers', async () => {
    const both = await connected([{ urls: 'nonsense' }, { urls: 'turn:127.0.0.1:9' }]);
    expect(both.codes).to.deep.equal(['ice-servers-failed']);
    expect(both.errors[0]!.message)
      .to.include('[0] (nonsense)')
      .and.include('[1] (turn:127.0.0.1:9)');
    expect(both.outgoing.connection.getConfiguration().iceServers).to.deep.equal([]);
    await expectAlive(both);
  });

  for (const [kind, later, used] of [
    ['one more that is bad', [turn('new'), { urls: 'nonsense' }], 'new'],
    ['bad ones alone', [{ urls: 'nonsense' }], 'good'],
  ] as const) {
    it(`may give ${kind} later: the path is repaired with the ${used} one`, async () => {
      let servers: readonly RTCIceServer[] = [good];
      const both = await connected(() => servers);
      const { outgoing, codes } = both;
      const { sdp } = outgoing.connection.localDescription!;
      servers = later;
      outgoing.pretend('failed');
      await until(() => outgoing.connection.localDescription!.sdp !== sdp, 'a restart');
      expect(codes).to.deep.equal(['ice-servers-failed']);
      expect(usernamesOf(outgoing.connection)).to.deep.equal([used]);
      outgoing.tellTruth();
      await expectAlive(both);
    });
  }

  it('does not blame servers for something else that the browser refuses', async () => {
    const pair = await calls.pair();
    class Picky extends CuttableCall {
      protected override createConnection(): RTCPeerConnection {
        throw new DOMException('too many', 'UnknownError');
      }
    }
    const call = calls.watch(Picky.place(pair.alice, 'bob', { ...NO_DEVICES, iceServers: [good] }));
    await endedWith(call, 'connection-failed');
    expect(call.error!.code).to.equal('negotiation-failed');
    expect(call.error!.cause).to.have.property('message', 'too many');
  });
});
