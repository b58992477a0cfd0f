import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inspect } from 'node:util';
import { coturnCredentialFor } from '../support/coturn-credential.mjs';
import { AWS_ENVIRONMENT, awsError, setEnvironment } from '../support/aws-environment.mjs';
import { startDynalite, tableEnvironment } from '../support/dynamo.mjs';
import { startGateway } from '../support/gateway.mjs';
import { startStandIn } from '../support/stand-in.mjs';

const HANDLER = new URL('../../../dist/lambda/handler.mjs', import.meta.url);
const SECRET = 'kept-secret-0123456789';
const ROOM = 'r'.repeat(43);
const TURN_URL = 'turn:turn.example.com:3478';
const COTURN = {
  TURN_PROVIDER: 'coturn',
  TURN_URLS: TURN_URL,
  TURN_SECRET_NAME: '/calls/turn',
  TURN_TTL: '600',
};
const CHANNEL = 'arn:aws:kinesisvideo:us-east-1:123456789012:channel/calls/1700000000000';

/** A stand-in for SSM that has the secret. */
const startSsm = (t) => startStandIn(t, () => ({ body: { Parameter: { Value: SECRET } } }));

/** The next frame with this `ref`. */
async function ask(client, request, ref) {
  client.send(JSON.stringify({ ...request, ref }));
  for (;;) {
    const frame = await client.next();
    if (frame.ref === ref) return frame;
  }
}

const askForServers = (client, ref = 'i') => ask(client, { action: 'ice-servers' }, ref);
const join = (client, name) =>
  ask(client, { action: 'join-room', room: ROOM, member: name.padEnd(22, '-') }, 'j');

describe('ICE servers from the built relay, over sockets', () => {
  for (const [where, tableFor] of [
    ['in memory', async () => ({})],
    [
      'in a table',
      async (t) => {
        const { ROOMS_TABLE, AWS_ENDPOINT_URL_DYNAMODB } = tableEnvironment(await startDynalite(t));
        return { ROOMS_TABLE, AWS_ENDPOINT_URL_DYNAMODB };
      },
    ],
  ]) {
    test(`are for members of a room, with rooms ${where}`, async (t) => {
      const ssm = await startSsm(t);
      const environment = {
        ...COTURN,
        ...(await tableFor(t)),
        AWS_ENDPOINT_URL_SSM: ssm.url,
      };
      const { connect, log } = await startGateway(t, { environment });
      const client = await connect();
      const stranger = await askForServers(client);
      assert.deepEqual(
        [stranger.error.code, stranger.iceServers, stranger.connectionId],
        ['unauthorized', [], null],
      );
      await join(client, 'anna');
      const { iceServers, ttl } = await askForServers(client);
      assert.equal(ttl, 600);
      const [{ username, credential, urls }] = iceServers;
      assert.deepEqual(urls, [TURN_URL]);
      assert.equal(credential, coturnCredentialFor(username, SECRET));
      const leftMs = Number(username.split(':')[0]) * 1000 - Date.now();
      assert.ok(leftMs > 590_000 && leftMs <= 600_000, String(leftMs));
      client.send(
        JSON.stringify({ action: 'leave-room', room: ROOM, member: 'anna'.padEnd(22, '-') }),
      );
      // The leave has no answer, but frames of one connection may overtake each other.
      while ((await askForServers(client)).error?.code !== 'unauthorized');
      const text = log.join('\n');
      for (const word of [SECRET, credential, username, '127.0.0.1', TURN_URL]) {
        assert.ok(!text.includes(word), `${word} was logged`);
      }
      assert.match(text, /ice-servers/);
    });
  }

  test('come from Kinesis through the SDK that is built in', async (t) => {
    const aws = await startStandIn(t, ({ url }) =>
      url === '/v1/get-ice-server-config'
        ? {
            body: {
              IceServerList: [
                { Uris: [TURN_URL], Username: 'kvs-user', Password: 'kvs-password', Ttl: 300 },
              ],
            },
          }
        : {
            body: {
              ResourceEndpointList: [{ Protocol: 'HTTPS', ResourceEndpoint: aws.url }],
            },
          },
    );
    const { connect, log } = await startGateway(t, {
      environment: {
        TURN_PROVIDER: 'kinesis',
        TURN_CHANNELS: CHANNEL,
        AWS_ENDPOINT_URL_KINESIS_VIDEO: aws.url,
      },
    });
    const client = await connect();
    await join(client, 'anna');
    assert.deepEqual(await askForServers(client), {
      iceServers: [{ urls: [TURN_URL], username: 'kvs-user', credential: 'kvs-password' }],
      ttl: 300,
      ref: 'i',
    });
    assert.ok(!log.join('\n').includes('kvs-'));
    aws.respond = () => awsError(400, 'ClientLimitExceededException', 'kvs-secret');
    assert.equal((await askForServers(client)).error.code, 'internal');
    assert.match(log.join('\n'), /TurnError: ALL_CHANNELS_BUSY/);
    assert.ok(!log.join('\n').includes('kvs-'));
  });

  test('are not supported where nothing is set up', async (t) => {
    const { connect } = await startGateway(t);
    const client = await connect();
    await join(client, 'anna');
    const { error, iceServers } = await askForServers(client);
    assert.deepEqual([error.code, iceServers], ['not-supported', []]);
  });
});

describe('ICE servers from the built handler, by event', () => {
  async function setUp(t, variables) {
    const log = [];
    for (const level of ['debug', 'info', 'warn', 'error']) {
      t.mock.method(console, level, (...values) => log.push(...values));
    }
    setEnvironment(t, { ...AWS_ENVIRONMENT, ...variables });
    const { handler } = await import(`${HANDLER.href}?turn=${Math.random()}`);
    const askAs = async (authorizer) => {
      const requestContext = {
        eventType: 'MESSAGE',
        connectionId: 'D-j5-fe7IAMCKMA=',
        apiId: 'abcdef1234',
        stage: 'prod',
        identity: { sourceIp: '203.0.113.7' },
        authorizer,
      };
      const { body } = await handler({
        requestContext,
        body: '{"action":"ice-servers","ref":"i"}',
      });
      return JSON.parse(body);
    };
    return { askAs, log };
  }

  test('are for whom the door let in, without a table too, and not for whom it refused', async (t) => {
    const ssm = await startSsm(t);
    const { askAs, log } = await setUp(t, { ...COTURN, AWS_ENDPOINT_URL_SSM: ssm.url });
    const { iceServers } = await askAs({ subject: 'anna' });
    assert.equal(iceServers[0].credential, coturnCredentialFor(iceServers[0].username, SECRET));
    assert.equal((await askAs({ rooms: '*' })).error.code, 'unauthorized');
    const refused = await askAs({ subject: 'anna', refusal: 'token-expired' });
    assert.equal(refused.error.code, 'unauthorized');
    assert.equal(refused.iceServers, undefined);
    assert.equal(ssm.requests.length, 1);
    const text = inspect(log, { depth: null });
    for (const word of [SECRET, 'anna', '203.0.113.7']) assert.ok(!text.includes(word), word);
  });

  test('of Cloudflare come over `fetch`, and its token goes nowhere else', async (t) => {
    const ssm = await startSsm(t);
    const requests = [];
    const { askAs, log } = await setUp(t, {
      TURN_PROVIDER: 'cloudflare',
      TURN_KEY_ID: 'key1',
      TURN_SECRET_NAME: 'turn',
      AWS_ENDPOINT_URL_SSM: ssm.url,
    });
    let answer = {
      iceServers: [
        { urls: [TURN_URL, 'turn:turn.example.com:53'], username: 'u', credential: 'c' },
      ],
    };
    t.mock.method(globalThis, 'fetch', async (url, { headers }) => {
      requests.push([url, headers.Authorization]);
      return Response.json(answer, { status: 201 });
    });
    const frame = await askAs({ subject: 'anna' });
    assert.deepEqual(frame, {
      iceServers: [{ urls: [TURN_URL], username: 'u', credential: 'c' }],
      ttl: 86_400,
      ref: 'i',
    });
    assert.deepEqual(requests, [
      [
        'https://rtc.live.cloudflare.com/v1/turn/keys/key1/credentials/generate-ice-servers',
        `Bearer ${SECRET}`,
      ],
    ]);
    answer = { errors: [SECRET] };
    assert.equal((await askAs({ subject: 'anna' })).error.code, 'internal');
    assert.ok(!inspect(log, { depth: null }).includes(SECRET));
  });
});
