import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { signedHeaders } from '../support/management-request.mjs';
import { startCommandGateway, startGateway } from '../support/gateway.mjs';

const POST = { method: 'POST', body: 'forged' };
const SIX_MINUTES_MS = 6 * 60_000;

async function withClient(t) {
  const { gateway, connect } = await startCommandGateway(t);
  const client = await connect();
  client.send('event');
  const { connectionId: id } = (await client.next()).requestContext;
  const url = new URL(`${gateway.managementUrl}/@connections/${encodeURIComponent(id)}`);
  const ask = async (init) => {
    const response = await fetch(url, init);
    const { message } = JSON.parse((await response.text()) || '{}');
    return { status: response.status, type: response.headers.get('x-amzn-errortype'), message };
  };
  /** What follows is the first that the client gets: no refused request has come through. */
  const isUntouched = async () => {
    client.send('say untouched');
    assert.equal(await client.nextText(), 'untouched');
  };
  return { gateway, client, id, url, ask, isUntouched };
}

function sdkClient(gateway, credentials = gateway.credentials) {
  const { managementUrl: endpoint, region } = gateway;
  return new ApiGatewayManagementApiClient({ endpoint, region, credentials, maxAttempts: 1 });
}

describe('@connections', () => {
  test('takes what the AWS SDK signs with the credentials of the gateway', async (t) => {
    const { gateway, client, id } = await withClient(t);
    const sdk = sdkClient(gateway);
    const Data = '한글 📞';
    await sdk.send(new PostToConnectionCommand({ ConnectionId: id, Data }));
    assert.equal(await client.nextText(), Data);
    const { Identity } = await sdk.send(new GetConnectionCommand({ ConnectionId: id }));
    assert.equal(Identity.SourceIp, '127.0.0.1');
    await sdk.send(new DeleteConnectionCommand({ ConnectionId: id }));
    assert.equal((await client.closed).code, 1000);
  });

  test('takes nothing that is not signed, as a page of somebody else would send it', async (t) => {
    const { ask, isUntouched } = await withClient(t);
    for (const init of [POST, { method: 'DELETE' }, { method: 'GET' }]) {
      assert.deepEqual(await ask(init), {
        status: 403,
        type: 'MissingAuthenticationTokenException',
        message: 'Missing Authentication Token',
      });
    }
    for (const authorization of ['x', 'Bearer x', 'AWS4-HMAC-SHA256 Credential=x']) {
      const { status, type } = await ask({ ...POST, headers: { authorization } });
      assert.deepEqual([status, type], [403, 'IncompleteSignatureException'], authorization);
    }
    await isUntouched();
  });

  test('takes no other credentials', async (t) => {
    const { gateway, id, isUntouched } = await withClient(t);
    const { accessKeyId, secretAccessKey } = gateway.credentials;
    const wrong = [
      [{ accessKeyId: 'local', secretAccessKey: 'local' }, 'UnrecognizedClientException'],
      [{ accessKeyId: 'x', secretAccessKey }, 'UnrecognizedClientException'],
      [{ accessKeyId, secretAccessKey: 'x' }, 'InvalidSignatureException'],
    ];
    for (const [credentials, name] of wrong) {
      const command = new PostToConnectionCommand({ ConnectionId: id, Data: 'forged' });
      await assert.rejects(sdkClient(gateway, credentials).send(command), { name });
    }
    await isUntouched();
  });

  test('takes nothing that was changed after it was signed', async (t) => {
    const { gateway, url, ask, isUntouched } = await withClient(t);
    const signed = (request, options) =>
      signedHeaders(gateway, { path: url.pathname, ...POST, ...request }, options);
    const changed = [
      ['body', { ...POST, headers: await signed({ body: 'genuine' }) }],
      ['path', { ...POST, headers: await signed({ path: '/local/@connections/other' }) }],
      ['method', { method: 'DELETE', headers: await signed({}) }],
      ['header', { ...POST, headers: { ...(await signed({})), 'x-amz-date': '20200101T000000Z' } }],
      ['scope', { ...POST, headers: await signed({}, { signingRegion: 'eu-west-1' }) }],
      ['service', { ...POST, headers: await signed({}, { signingService: 's3' }) }],
    ];
    for (const [what, init] of changed) {
      const { status, type } = await ask(init);
      assert.deepEqual([status, type], [403, 'InvalidSignatureException'], what);
    }
    // The hash of the body is a header of its own, which is signed too.
    const headers = await signed({ body: 'genuine' });
    const { 'x-amz-content-sha256': hash } = await signed({});
    const { type } = await ask({ ...POST, headers: { ...headers, 'x-amz-content-sha256': hash } });
    assert.equal(type, 'InvalidSignatureException');
    await isUntouched();
  });

  test('takes nothing that was signed more than five minutes ago', async (t) => {
    const { gateway, url, ask, isUntouched } = await withClient(t);
    for (const offsetMs of [-SIX_MINUTES_MS, SIX_MINUTES_MS]) {
      const signingDate = new Date(Date.now() + offsetMs);
      const headers = await signedHeaders(
        gateway,
        { path: url.pathname, ...POST },
        { signingDate },
      );
      const { status, type, message } = await ask({ ...POST, headers });
      assert.deepEqual([status, type], [403, 'InvalidSignatureException']);
      assert.match(message, /expired|not yet current/);
    }
    await isUntouched();
  });
});

test('each gateway has credentials of its own, and its handler has them', async (t) => {
  const { gateway, connect } = await startCommandGateway(t);
  const { gateway: other } = await startGateway(t);
  assert.notEqual(gateway.credentials.accessKeyId, other.credentials.accessKeyId);
  assert.notEqual(gateway.credentials.secretAccessKey, other.credentials.secretAccessKey);
  const client = await connect();
  client.send('environment');
  const environment = await client.next();
  assert.equal(environment.AWS_ACCESS_KEY_ID, gateway.credentials.accessKeyId);
  assert.equal(environment.AWS_SECRET_ACCESS_KEY, gateway.credentials.secretAccessKey);
});
