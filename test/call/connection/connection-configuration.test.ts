import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import type { CallError } from '../../../src/call/terms/call-error.js';
import {
  DEFAULT_ICE_SERVERS,
  resolveCallOptions,
  type CallOptions,
} from '../../../src/call/terms/call-options.js';
import { ConnectionConfiguration } from '../../../src/call/connection/connection-configuration.js';
import type { IceServerGrant } from '../../../src/signaling/signaling-client.js';
import { createDeferred } from '../../../src/internal/deferred.js';
import { ManualClock } from '../../support/manual-clock.js';

const STUN: RTCIceServer = { urls: 'stun:127.0.0.1:3478' };
const turn = (credential: string): RTCIceServer => ({
  urls: 'turn:127.0.0.1:3478',
  username: 'me',
  credential,
});

describe('ConnectionConfiguration', () => {
  let clock: ManualClock;
  let errors: CallError[];
  let fetchIceServers: () => Promise<IceServerGrant | null>;
  let due: number;

  beforeEach(() => {
    clock = new ManualClock();
    errors = [];
    fetchIceServers = () => Promise.reject(new Error('Nobody was to be asked.'));
    due = 0;
  });

  afterEach(() => expect(clock.pending).to.equal(0));

  const configure = (options: CallOptions) =>
    new ConnectionConfiguration({
      options: resolveCallOptions({ ...options, clock }),
      fetchIceServers: () => fetchIceServers(),
      onError: (error) => errors.push(error),
      onServersDue: () => (due += 1),
      certificate: undefined,
    });

  /** As a connection that takes all of them. */
  async function serversUsedBy(configuration: ConnectionConfiguration): Promise<RTCIceServer[]> {
    return configuration.withServers(await configuration.iceServers(), (servers) => servers);
  }

  const codes = () => errors.map(({ code }) => code);

  it('has the servers and the policy of the options', async () => {
    const configuration = configure({ iceServers: [STUN], iceTransportPolicy: 'relay' });
    const { certificates, ...rest } = await configuration.create();
    expect(rest).to.deep.equal({
      iceServers: [STUN],
      iceTransportPolicy: 'relay',
      bundlePolicy: 'max-bundle',
    });
    expect(certificates).to.have.length(1);
    expect(await configuration.iceServers()).to.deep.equal([STUN]);
  });

  it('has one certificate for all connections of a call, and another for another call', async () => {
    const configuration = configure({ iceServers: [] });
    const [first, second] = [await configuration.create(), await configuration.create()];
    const other = await configure({ iceServers: [] }).create();
    expect(first.certificates![0]).to.equal(second.certificates![0]);
    expect(first.certificates![0]).not.to.equal(other.certificates![0]);
    const fingerprint = ({ certificates }: RTCConfiguration) =>
      certificates![0]!.getFingerprints()[0]!.value;
    expect(fingerprint(first)).not.to.equal(fingerprint(other));
  });

  describe('made ready while it rings', () => {
    const grantOf = (credential: string): IceServerGrant => ({
      iceServers: [turn(credential)],
      ttlMs: 600_000,
    });
    let asked: number;

    beforeEach(() => {
      asked = 0;
      fetchIceServers = () => Promise.resolve(grantOf(String((asked += 1))));
    });

    it('has asked the signaling, and made the certificate, once', async () => {
      const generate = sinon.spy(RTCPeerConnection, 'generateCertificate');
      const configuration = configure({});
      try {
        configuration.prepare(true);
        expect([asked, generate.callCount]).to.deep.equal([1, 1]);
        const { iceServers, certificates } = await configuration.create();
        expect([asked, generate.callCount]).to.deep.equal([1, 1]);
        expect(iceServers).to.deep.equal([turn('1')]);
        expect(certificates![0]).to.equal(configuration.certificate);
      } finally {
        generate.restore();
        configuration.close();
      }
    });

    it('asks again for the next connection, and after a long ring', async () => {
      const configuration = configure({});
      configuration.prepare(true);
      await configuration.create();
      expect((await configuration.create()).iceServers).to.deep.equal([turn('2')]);
      const slow = configure({});
      slow.prepare(true);
      await clock.advance(20_000);
      expect((await slow.create()).iceServers).to.deep.equal([turn('4')]);
      for (const each of [configuration, slow]) each.close();
    });

    it('does not ask the app, nor the signaling where the app has said what there is', async () => {
      const configuration = configure({ iceServers: () => [turn(String((asked += 1)))] });
      configuration.prepare(true);
      configure({ iceServers: [] }).prepare(true);
      expect(asked).to.equal(0);
      expect((await configuration.create()).iceServers).to.deep.equal([turn('1')]);
    });

    it('does not ask because of a stranger', async () => {
      const configuration = configure({});
      configuration.prepare(false);
      expect(asked).to.equal(0);
      await configuration.create();
      configuration.close();
      expect(asked).to.equal(1);
    });

    it('reports a failure once the call needs them', async () => {
      fetchIceServers = () => Promise.reject(new Error('The relay is overloaded.'));
      const configuration = configure({});
      configuration.prepare(true);
      await clock.advance(0);
      expect(codes()).to.deep.equal([]);
      expect((await configuration.create()).iceServers).to.deep.equal(DEFAULT_ICE_SERVERS);
      expect(codes()).to.deep.equal(['ice-servers-failed']);
    });
  });

  it('asks the app for servers each time, and not before', async () => {
    let asked = 0;
    const configuration = configure({ iceServers: () => [turn(String((asked += 1)))] });
    expect(asked).to.equal(0);
    expect((await configuration.create()).iceServers).to.deep.equal([turn('1')]);
    expect(await configuration.iceServers()).to.deep.equal([turn('2')]);
    expect((await configuration.create()).iceServers).to.deep.equal([turn('3')]);
    expect(asked).to.equal(3);
  });

  it('takes servers that the app has given while the scripts of the page stood still', async () => {
    const { promise, resolve } = createDeferred<RTCIceServer[]>();
    const creating = configure({ iceServers: () => promise }).create();
    clock.standStill(60_000);
    await clock.advance(0);
    resolve([STUN]);
    expect((await creating).iceServers).to.deep.equal([STUN]);
    expect(codes()).to.deep.equal([]);
  });

  const failures: Record<string, () => RTCIceServer[] | Promise<RTCIceServer[]>> = {
    throws: () => {
      throw new Error('no');
    },
    rejects: () => Promise.reject(new Error('no')),
    'gives nothing': () => undefined as unknown as RTCIceServer[],
    'gives no list': () => ({ urls: 'stun:127.0.0.1' }) as unknown as RTCIceServer[],
  };
  for (const [name, fail] of Object.entries(failures)) {
    it(`goes on with the last known servers when the app’s function ${name}`, async () => {
      let provide = fail;
      const configuration = configure({ iceServers: () => provide() });
      expect((await configuration.create()).iceServers, 'none are known').to.deep.equal([]);
      expect(codes()).to.deep.equal(['ice-servers-failed']);
      expect(errors[0]!.cause).to.be.instanceOf(Error);
      provide = () => Promise.resolve([turn('good')]);
      expect(await serversUsedBy(configuration)).to.deep.equal([turn('good')]);
      provide = fail;
      expect(await configuration.iceServers()).to.deep.equal([turn('good')]);
      expect((await configuration.create()).iceServers).to.deep.equal([turn('good')]);
      expect(codes()).to.deep.equal(Array.from({ length: 3 }, () => 'ice-servers-failed'));
    });
  }

  it('waits 5 s for the app, and goes on with the last known servers', async () => {
    let provide: () => Promise<RTCIceServer[]> = () => Promise.resolve([STUN]);
    const configuration = configure({ iceServers: () => provide() });
    await serversUsedBy(configuration);
    let answer: (servers: RTCIceServer[]) => void = () => undefined;
    provide = () => new Promise((resolve) => (answer = resolve));
    let result: RTCIceServer[] | null = null;
    void configuration.iceServers().then((servers) => (result = servers));
    await clock.advance(4_999);
    expect([result, codes()]).to.deep.equal([null, []]);
    await clock.advance(1);
    expect([result, codes()]).to.deep.equal([[STUN], ['ice-servers-failed']]);
    answer([turn('late')]);
    provide = () => Promise.reject(new Error('no'));
    expect(await configuration.iceServers(), 'too late').to.deep.equal([STUN]);
  });

  describe('where the app leaves the servers to the signaling', () => {
    const grant = (credential: string, ttlMs = 100_000) => ({
      iceServers: [turn(credential)],
      ttlMs,
    });

    it('asks it each time, and not where the app gives some', async () => {
      let asked = 0;
      fetchIceServers = () => Promise.resolve(grant(String((asked += 1))));
      await configure({ iceServers: [STUN] }).create();
      await configure({ iceServers: [] }).create();
      await configure({ iceServers: () => [STUN] }).create();
      expect(asked).to.equal(0);
      const configuration = configure({});
      expect((await configuration.create()).iceServers).to.deep.equal([turn('1')]);
      expect(await configuration.iceServers()).to.deep.equal([turn('2')]);
      configuration.close();
    });

    it('says when 80 % of their time is over, until it is closed', async () => {
      fetchIceServers = () => Promise.resolve(grant('x'));
      const configuration = configure({});
      await configuration.create();
      await clock.advance(79_999);
      expect(due).to.equal(0);
      await clock.advance(1);
      expect(due).to.equal(1);
      await configuration.iceServers();
      await clock.advance(80_000);
      expect(due).to.equal(2);
      await configuration.iceServers();
      configuration.close();
      await clock.advance(80_000);
      expect(due).to.equal(2);
    });

    it('does not ask all the time whatever the signaling says', async () => {
      fetchIceServers = () => Promise.resolve(grant('x', 1));
      const configuration = configure({});
      await configuration.create();
      await clock.advance(9_999);
      expect(due).to.equal(0);
      configuration.close();
    });

    it('starts no timer after it is closed', async () => {
      const { promise, resolve } = createDeferred<IceServerGrant>();
      fetchIceServers = () => promise;
      const configuration = configure({});
      const creating = configuration.create();
      configuration.close();
      resolve(grant('late'));
      await creating;
      expect(clock.pending).to.equal(0);
    });

    it('takes public STUN servers, without a word, where the signaling has none', async () => {
      fetchIceServers = () => Promise.resolve(null);
      expect((await configure({}).create()).iceServers).to.deep.equal(DEFAULT_ICE_SERVERS);
      expect(codes()).to.deep.equal([]);
    });

    const failing: Record<string, () => Promise<IceServerGrant>> = {
      rejects: () => Promise.reject(new Error('no')),
      throws: () => {
        throw new Error('no');
      },
      'gives no list': () => Promise.resolve({ iceServers: 7, ttlMs: 1 } as never),
      hangs: () => new Promise(() => undefined),
    };
    for (const [name, fail] of Object.entries(failing)) {
      it(`takes public STUN servers and says so where the signaling ${name}`, async () => {
        fetchIceServers = fail;
        const configuration = configure({});
        const creating = configuration.create();
        if (name === 'hangs') await clock.advance(5_000);
        expect((await creating).iceServers).to.deep.equal(DEFAULT_ICE_SERVERS);
        expect(codes()).to.deep.equal(['ice-servers-failed']);
        expect(errors[0]!.message).to.contain('STUN alone');
        configuration.close();
      });
    }

    it('keeps those that it had where the signaling fails later, and says in a minute to ask again', async () => {
      fetchIceServers = () => Promise.resolve(grant('good'));
      const configuration = configure({});
      await serversUsedBy(configuration);
      fetchIceServers = () => Promise.reject(new Error('no'));
      await clock.advance(80_000);
      expect(await serversUsedBy(configuration)).to.deep.equal([turn('good')]);
      expect(codes()).to.deep.equal(['ice-servers-failed']);
      await clock.advance(59_999);
      expect(due).to.equal(1);
      await clock.advance(1);
      expect(due).to.equal(2);
      configuration.close();
    });
  });
});
