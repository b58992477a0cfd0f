import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { importTypeScript } from '../../support/import-typescript.mjs';
import { AWS_ENVIRONMENT, awsError, setEnvironment } from '../support/aws-environment.mjs';
import { startStandIn } from '../support/stand-in.mjs';

const CHANNELS = [1, 2, 3, 4].map(
  (n) => `arn:aws:kinesisvideo:eu-west-1:123456789012:channel/calls-${n}/170000000000${n}`,
);
/** As the documentation of GetIceServerConfig shows it. */
const SERVERS = [1, 2].map((n) => ({
  Uris: [
    `turn:198-51-100-${n}.t-abcd1234.kinesisvideo.eu-west-1.amazonaws.com:443?transport=udp`,
    `turns:198-51-100-${n}.t-abcd1234.kinesisvideo.eu-west-1.amazonaws.com:443?transport=udp`,
    `turns:198-51-100-${n}.t-abcd1234.kinesisvideo.eu-west-1.amazonaws.com:443?transport=tcp`,
  ],
  Username: `1795760000:djE6YXJuOmF3czpraW5lc2lzdmlkZW8${n}`,
  Password: `aGVyZSBpcyBhIHBhc3N3b3Jk${n}=`,
  Ttl: 300,
}));

describe('credentials of Kinesis Video Streams', () => {
  let KinesisProvider;
  before(async () => ({ KinesisProvider } = await importTypeScript('lambda/turn/kinesis.ts')));

  /** @param ice answers to GetIceServerConfig, @param endpoint to GetSignalingChannelEndpoint */
  async function setUp(t, { ice = () => ({ body: { IceServerList: SERVERS } }), endpoint } = {}) {
    const aws = await startStandIn(t, (request) => {
      const body = JSON.parse(request.body);
      if (request.url === '/v1/get-ice-server-config') return ice(body, request);
      if (endpoint) return endpoint(body, request);
      return {
        body: { ResourceEndpointList: [{ Protocol: 'HTTPS', ResourceEndpoint: aws.url }] },
      };
    });
    setEnvironment(t, { ...AWS_ENVIRONMENT, AWS_ENDPOINT_URL_KINESIS_VIDEO: aws.url });
    const provide = (channels) => new KinesisProvider(channels, process.env);
    const asked = (url) => aws.requests.filter((request) => request.url === url);
    return {
      provide,
      endpointRequests: () => asked('/getSignalingChannelEndpoint'),
      iceRequests: () => asked('/v1/get-ice-server-config'),
    };
  }

  test('are asked of the endpoint of a channel, for TURN', async (t) => {
    const { provide, endpointRequests, iceRequests } = await setUp(t);
    const { iceServers, ttl } = await provide(CHANNELS.slice(0, 1)).mint('user-1');
    assert.equal(ttl, 300);
    assert.deepEqual(
      iceServers,
      SERVERS.map(({ Uris, Username, Password }) => ({
        urls: Uris,
        username: Username,
        credential: Password,
      })),
    );
    assert.deepEqual(JSON.parse(endpointRequests()[0].body), {
      ChannelARN: CHANNELS[0],
      SingleMasterChannelEndpointConfiguration: { Protocols: ['HTTPS'], Role: 'VIEWER' },
    });
    const [{ body, headers }] = iceRequests();
    assert.deepEqual(JSON.parse(body), {
      ChannelARN: CHANNELS[0],
      Service: 'TURN',
      Username: 'user-1',
    });
    // In the region of the channel, wherever the function is.
    assert.match(headers.authorization, /Credential=test\/\d+\/eu-west-1\/kinesisvideo\//);
  });

  test('need the endpoint of a channel once, and all channels have their turn', async (t) => {
    const { provide, endpointRequests, iceRequests } = await setUp(t);
    const provider = provide(CHANNELS);
    for (let i = 0; i < 80; i++) await provider.mint('user');
    assert.equal(endpointRequests().length, CHANNELS.length);
    const used = new Set(iceRequests().map(({ body }) => JSON.parse(body).ChannelARN));
    assert.deepEqual([...used].sort(), CHANNELS);
    assert.equal(iceRequests().length, 80);
  });

  const busy = [
    awsError(400, 'ClientLimitExceededException'),
    awsError(400, 'ThrottlingException'),
    awsError(429, 'TooManyRequestsException'),
  ];
  for (const answer of busy) {
    test(`come from the next channel after ${answer.body.__type}`, async (t) => {
      let refused = 0;
      const { provide, iceRequests } = await setUp(t, {
        ice: () => (++refused <= 2 ? answer : { body: { IceServerList: SERVERS } }),
      });
      assert.equal((await provide(CHANNELS).mint('user')).ttl, 300);
      const channels = iceRequests().map(({ body }) => JSON.parse(body).ChannelARN);
      assert.equal(new Set(channels).size, 3);
    });
  }

  test('are given up after three busy channels', async (t) => {
    const { provide, iceRequests } = await setUp(t, { ice: () => busy[0] });
    await assert.rejects(provide(CHANNELS).mint('user'), { code: 'ALL_CHANNELS_BUSY' });
    assert.equal(iceRequests().length, 3);
  });

  for (const [status, type] of [
    [400, 'InvalidClientException'],
    [400, 'SessionExpiredException'],
    [400, 'InvalidArgumentException'],
    [401, 'NotAuthorizedException'],
    [404, 'ResourceNotFoundException'],
  ]) {
    test(`are not asked elsewhere after ${type}`, async (t) => {
      const { provide, iceRequests } = await setUp(t, { ice: () => awsError(status, type) });
      await assert.rejects(provide(CHANNELS).mint('user'), { name: type });
      assert.equal(iceRequests().length, 1);
    });
  }

  const nonsense = {
    'no list': [{}, 'NO_TURN_SERVER'],
    'an empty list': [{ IceServerList: [] }, 'NO_TURN_SERVER'],
    'no password': [{ IceServerList: [{ ...SERVERS[0], Password: undefined }] }, 'NO_TURN_SERVER'],
    'no URI of TURN': [
      { IceServerList: [{ ...SERVERS[0], Uris: ['http://x'] }] },
      'NO_TURN_SERVER',
    ],
    'no Ttl': [{ IceServerList: [{ ...SERVERS[0], Ttl: undefined }] }, 'NO_TURN_SERVER'],
  };
  for (const [name, [body, code]] of Object.entries(nonsense)) {
    test(`are not to be had for ${name}`, async (t) => {
      const { provide } = await setUp(t, { ice: () => ({ body }) });
      await assert.rejects(provide(CHANNELS).mint('user'), { code });
    });
  }

  test('are not to be had for text that is no JSON', async (t) => {
    const { provide } = await setUp(t, { ice: () => ({ body: '<html>' }) });
    await assert.rejects(provide(CHANNELS).mint('user'), Error);
  });

  test('are good for as long as the shortest of them', async (t) => {
    const IceServerList = [SERVERS[0], { ...SERVERS[1], Ttl: 120 }];
    const { provide } = await setUp(t, { ice: () => ({ body: { IceServerList } }) });
    assert.equal((await provide(CHANNELS).mint('user')).ttl, 120);
  });

  test('try a channel again whose endpoint was not to be had', async (t) => {
    const answers = [
      { body: { ResourceEndpointList: [] } },
      { body: { ResourceEndpointList: [{ Protocol: 'HTTPS', ResourceEndpoint: 'no URL' }] } },
      awsError(404, 'ResourceNotFoundException'),
    ];
    const codes = [];
    const { provide } = await setUp(t, { endpoint: () => answers[codes.length] });
    const provider = provide(CHANNELS.slice(0, 1));
    while (codes.length < answers.length) {
      const error = await provider.mint('user').then(assert.fail, (reason) => reason);
      codes.push(error.code ?? error.name);
    }
    assert.deepEqual(codes, ['NO_ENDPOINT', 'NO_ENDPOINT', 'ResourceNotFoundException']);
  });
});
