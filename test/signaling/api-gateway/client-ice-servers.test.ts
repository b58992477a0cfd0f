import { expect } from '@open-wc/testing';
import type { ApiGatewaySignalingClient } from '../../../src/signaling/api-gateway/api-gateway-signaling-client.js';
import {
  encodeFailure,
  encodeIceServers,
  type RelayErrorCode,
} from '../../../src/signaling/api-gateway/wire-protocol.js';
import type { SignalingError } from '../../../src/signaling/signaling-error.js';
import { createMemorySignaling } from '../../../src/testing.js';
import { settle } from '../../support/manual-clock.js';
import { until } from '../../support/until.js';
import { setUpOpenClient, TIMERS_WHILE_OPEN, type ClientSetup } from './client-setup.js';

const TTL_S = 600;
const server = (credential: string) => ({
  urls: ['turn:turn.example.com:3478', 'turns:turn.example.com:5349?transport=tcp'],
  username: 'me',
  credential,
});

describe('ApiGatewaySignalingClient: ICE servers', () => {
  let setup: ClientSetup;
  let client: ApiGatewaySignalingClient;

  beforeEach(async () => {
    setup = await setUpOpenClient();
    ({ client } = setup);
  });

  afterEach(async () => {
    client.close();
    await settle();
    expect(setup.clock.pending).to.equal(0);
  });

  /** The `ref`s of all requests for ICE servers, over whatever connection. */
  function refs(): string[] {
    const frames = setup.relay.sockets.flatMap(({ sent }) => sent);
    return frames
      .filter((frame) => frame.includes('"ice-servers"'))
      .map((frame) => (JSON.parse(frame) as { ref: string }).ref);
  }

  const deliver = (frame: string) => setup.relay.latest.deliver(frame);

  /** Asks, and lets the relay answer once the request is there. */
  async function fetchAnswered(answer: (ref: string) => string) {
    const before = refs().length;
    const fetching = client.fetchIceServers();
    await until(() => refs().length > before, 'a request');
    deliver(answer(refs().at(-1)!));
    return fetching;
  }

  const granted = (credential: string) =>
    fetchAnswered((ref) => encodeIceServers([server(credential)], TTL_S, ref));

  const failed = (code: RelayErrorCode) =>
    fetchAnswered((ref) => encodeFailure(code, 'Why.', null, ref, { iceServers: [] }));

  const refused = (fetching: Promise<unknown>): Promise<SignalingError> =>
    fetching.then(
      () => expect.fail('there are servers'),
      (error: unknown) => error as SignalingError,
    );

  it('are what the relay tells, and for how long', async () => {
    expect(await granted('x')).to.deep.equal({ iceServers: [server('x')], ttlMs: TTL_S * 1000 });
    expect(setup.clock.pending).to.equal(TIMERS_WHILE_OPEN);
  });

  it('are remembered for half of their time', async () => {
    await granted('first');
    await setup.clock.advance((TTL_S * 1000) / 2 - 1);
    const again = await client.fetchIceServers();
    expect(again).to.deep.equal({
      iceServers: [server('first')],
      ttlMs: (TTL_S * 1000) / 2 + 1,
    });
    expect(refs()).to.have.length(1);
    await setup.clock.advance(1);
    expect((await granted('second'))?.iceServers).to.deep.equal([server('second')]);
  });

  it('are asked for once by all who ask at the same time', async () => {
    const others = [client.fetchIceServers(), client.fetchIceServers()];
    await until(() => refs().length === 1);
    deliver(encodeIceServers([server('x')], TTL_S, refs()[0]));
    const [one, other] = await Promise.all(others);
    expect(one).to.deep.equal(other);
    expect(refs()).to.have.length(1);
  });

  it('are none where the relay has no such service, which is remembered for a while', async () => {
    expect(await failed('not-supported')).to.equal(null);
    expect(await client.fetchIceServers()).to.equal(null);
    await setup.clock.advance(599_999);
    expect(await client.fetchIceServers()).to.equal(null);
    expect(refs()).to.have.length(1);
    await setup.clock.advance(1);
    // It is asked again, but nobody has to wait for that: a call may be under way whose line is down, and the relay's, too.
    expect(await granted('since then')).to.equal(null);
    let servers: unknown = null;
    await until(() => {
      void client.fetchIceServers().then((grant) => (servers = grant?.iceServers));
      return servers;
    });
    expect(servers).to.have.length(1);
    expect(refs()).to.have.length(2);
  });

  for (const code of ['unauthorized', 'rate-limited', 'internal', 'bad-request'] as const) {
    it(`are refused with ${code}, and asked for again the next time`, async () => {
      const error = await refused(failed(code));
      expect([error.name, error.code]).to.deep.equal(['SignalingError', 'server-error']);
      expect(error.message).to.contain(`(${code})`);
      expect((await granted('x'))?.iceServers).to.have.length(1);
    });
  }

  it('are used on in their second half where the relay refuses new ones', async () => {
    await granted('old');
    await setup.clock.advance(TTL_S * 600);
    expect(await failed('internal')).to.deep.equal({
      iceServers: [server('old')],
      ttlMs: TTL_S * 400,
    });
    await setup.clock.advance(TTL_S * 400);
    expect((await refused(failed('internal'))).code).to.equal('server-error');
  });

  it('are used on without a wait while there is no connection', async () => {
    await granted('old');
    await setup.clock.advance(TTL_S * 600);
    setup.relay.acceptsSockets = false;
    setup.relay.latest.drop();
    expect(client.state).to.equal('reconnecting');
    expect((await client.fetchIceServers())?.iceServers).to.deep.equal([server('old')]);
  });

  /** Nobody answers: it is waited for 5 s, not less and not more. */
  async function timesOut(): Promise<void> {
    const { pending } = setup.clock;
    const fetching = refused(client.fetchIceServers());
    await until(() => setup.clock.pending > pending, 'a request');
    await setup.clock.advance(4_999);
    let isOver = false;
    void fetching.then(() => (isOver = true));
    await settle();
    expect(isOver).to.equal(false);
    await setup.clock.advance(1);
    expect((await fetching).code).to.equal('timeout');
  }

  it('are waited for 5 s, and then not each time anew, where the relay keeps silent', async () => {
    await timesOut();
    // A relay that was deployed before it had this service: calls go on without, and without a wait.
    expect(await client.fetchIceServers()).to.equal(null);
    await setup.clock.advance(29_999);
    expect(await client.fetchIceServers()).to.equal(null);
    expect(refs()).to.have.length(1);
    await setup.clock.advance(1);
    // It was only too slow: it may have had to start.
    expect((await granted('late'))?.iceServers).to.deep.equal([server('late')]);
  });

  it('are waited for less and less often where the relay goes on keeping silent', async () => {
    for (const ms of [30_000, 60_000, 120_000, 240_000, 480_000, 600_000, 600_000]) {
      await timesOut();
      await setup.clock.advance(ms - 1);
      expect(await client.fetchIceServers(), `${ms} ms`).to.equal(null);
      await setup.clock.advance(1);
    }
    await timesOut();
  });

  it('are waited for 5 s without a connection, which says nothing of the relay', async () => {
    setup.relay.acceptsSockets = false;
    setup.relay.latest.drop();
    await timesOut();
    setup.relay.acceptsSockets = true;
    await until(() => {
      void setup.clock.advance(100);
      return client.state === 'open';
    }, 'the connection');
    expect((await granted('x'))?.iceServers).to.deep.equal([server('x')]);
  });

  it('are not taken for none where the relay has told some before', async () => {
    await granted('old');
    await setup.clock.advance(TTL_S * 1000);
    await timesOut();
    expect((await granted('new'))?.iceServers).to.deep.equal([server('new')]);
  });

  const nonsense: Record<string, object> = {
    'no list': { iceServers: 7, ttl: TTL_S },
    'an empty list': { iceServers: [], ttl: TTL_S },
    'no URL': { iceServers: [{ urls: [7] }, null, 'turn:x'], ttl: TTL_S },
    'no time': { iceServers: [server('x')] },
    'a time that is over': { iceServers: [server('x')], ttl: 0 },
    'a time that is none': { iceServers: [server('x')], ttl: 'long' },
  };
  for (const [name, fields] of Object.entries(nonsense)) {
    it(`are not believed with ${name}`, async () => {
      const fetching = fetchAnswered((ref) => JSON.stringify({ ...fields, ref }));
      expect((await refused(fetching)).code).to.equal('server-error');
    });
  }

  it('are the fields that a browser knows, and no others', async () => {
    const odd = { ...server('x'), credentialType: 'password', region: 'x' };
    const unsigned = { urls: 'stun:a', username: 7, credential: 'x' };
    const frame = (ref: string) => JSON.stringify({ iceServers: [odd, unsigned], ttl: 60, ref });
    expect((await fetchAnswered(frame))?.iceServers).to.deep.equal([
      server('x'),
      { urls: ['stun:a'] },
    ]);
  });

  it('are not to be had of a client that is closed', async () => {
    client.close();
    expect((await refused(client.fetchIceServers())).code).to.equal('closed');
  });

  it('are none where the transport has no such service', async () => {
    const memory = createMemorySignaling().connect();
    expect(await memory.fetchIceServers()).to.equal(null);
  });
});
