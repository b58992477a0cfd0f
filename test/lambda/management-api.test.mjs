import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { describe, test } from 'node:test';
import { manage, signedHeaders } from './support/management-request.mjs';
import { startCommandGateway, startGateway, until } from './support/gateway.mjs';

/** Calls `@connections` and gives what AWS's clients look at. */
async function call(gateway, method, id, body) {
  const response = await manage(gateway, method, id, body);
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get('x-amzn-errortype'),
    json: text === '' ? null : JSON.parse(text),
  };
}

async function withClient(t, options) {
  const { gateway, connect } = await startCommandGateway(t, options);
  const client = await connect({ headers: { 'User-Agent': 'test/1' } });
  client.send('event');
  const { requestContext } = await client.next();
  return { gateway, client, id: requestContext.connectionId };
}

describe('@connections', () => {
  test('POST sends the text as it is, 128 KB at most', async (t) => {
    const { gateway, client, id } = await withClient(t);
    for (const text of ['한글 📞', 'no {json', 'x'.repeat(131_072)]) {
      assert.deepEqual(await call(gateway, 'POST', id, text), {
        status: 200,
        type: null,
        json: null,
      });
      assert.equal(await client.nextText(), text);
    }
    const { status, type } = await call(gateway, 'POST', id, 'x'.repeat(200_000));
    assert.deepEqual([status, type], [413, 'PayloadTooLargeException']);
    assert.equal(gateway.stats.relayed, 3);
  });

  test('GET tells of the connection', async (t) => {
    const { gateway, client, id } = await withClient(t);
    const { status, json } = await call(gateway, 'GET', id);
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(json), ['connectedAt', 'identity', 'lastActiveAt']);
    assert.deepEqual(json.identity, { sourceIp: '127.0.0.1', userAgent: 'test/1' });
    assert.equal(new Date(json.connectedAt).toISOString(), json.connectedAt);
    client.send('say hello');
    await client.nextText();
    const later = await call(gateway, 'GET', id);
    assert.equal(later.json.connectedAt, json.connectedAt);
    assert.ok(later.json.lastActiveAt >= json.lastActiveAt);
  });

  test('DELETE closes the connection, and then it is gone', async (t) => {
    const { gateway, client, id } = await withClient(t);
    assert.equal((await call(gateway, 'DELETE', id)).status, 204);
    assert.equal((await client.closed).code, 1000);
    for (const method of ['POST', 'GET', 'DELETE']) {
      const { status, type } = await call(gateway, method, id, method === 'POST' ? 'x' : undefined);
      assert.deepEqual([status, type], [410, 'GoneException'], method);
    }
  });

  test('is 410 for an id that nobody has, 400 for what is no id', async (t) => {
    const { gateway } = await startCommandGateway(t);
    const ids = [
      ['AAAAAAAAAAAAAAA=', 410, 'GoneException'],
      ['AAAAAAAAAAAAAAAA', 400, 'BadRequestException'],
      ['x', 400, 'BadRequestException'],
      ['../prod', 400, 'BadRequestException'],
      ['constructor', 400, 'BadRequestException'],
    ];
    for (const [id, status, type] of ids) {
      for (const method of ['POST', 'GET', 'DELETE']) {
        const answer = await call(gateway, method, id, method === 'POST' ? 'x' : undefined);
        assert.deepEqual([answer.status, answer.type], [status, type], `${method} ${id}`);
      }
    }
    const { json } = await call(gateway, 'GET', 'x');
    assert.equal(json.message, 'Invalid connectionId: x');
  });

  test('is 403 without the permission', async (t) => {
    const { gateway, client, id } = await withClient(t, { managementPermissions: ['POST'] });
    for (const method of ['GET', 'DELETE', 'PUT']) {
      const { status, type } = await call(gateway, method, id);
      assert.deepEqual([status, type], [403, 'ForbiddenException'], method);
    }
    assert.equal((await call(gateway, 'POST', id, 'hello')).status, 200);
    assert.equal(await client.nextText(), 'hello');
  });

  test('without the permission the relay says peer-unavailable, and logs an error', async (t) => {
    const { connect, log } = await startGateway(t, { managementPermissions: [] });
    const [a, b] = [await connect(), await connect()];
    const [, idB] = [await a.whoAmI(), await b.whoAmI()];
    a.request(idB, 1);
    assert.equal((await a.next()).error.code, 'peer-unavailable');
    await until(() => log.some((line) => line.includes('execute-api:ManageConnections')));
  });

  test('is 429 above the rate', async (t) => {
    const { gateway } = await startCommandGateway(t, {
      accountThrottle: { ratePerSecond: 0, burst: 1 },
    });
    assert.equal((await call(gateway, 'GET', 'AAAAAAAAAAAAAAA=')).status, 410);
    const { status, type } = await call(gateway, 'GET', 'AAAAAAAAAAAAAAA=');
    assert.deepEqual([status, type], [429, 'LimitExceededException']);
  });

  test('takes the path with and without percent-encoding', async (t) => {
    const { gateway, client, id } = await withClient(t);
    const stage = new URL(gateway.url).pathname;
    const encoded = encodeURIComponent(id);
    const paths = [
      `${stage}/@connections/${id}`,
      `${stage}/%40connections/${encoded}`,
      `${stage}/%40connections/${id}`,
    ];
    for (const path of paths) {
      assert.equal(await statusOf(gateway, path, 'POST', 'hello'), 200, path);
      assert.equal(await client.nextText(), 'hello');
    }
    const others = [
      `/other/@connections/${encoded}`,
      `/@connections/${encoded}`,
      `${stage}/@connections`,
      `${stage}/@connections/`,
      `${stage}/@connections/${encoded}/more`,
      `${stage}/connections/${encoded}`,
      `${stage}/elsewhere`,
      '/',
      '/%',
    ];
    for (const path of others) assert.equal(await statusOf(gateway, path, 'POST', 'x'), 403, path);
    assert.equal(await statusOf(gateway, `${stage}/@connections/%`, 'POST', 'x'), 400);
  });
});

test('a plain request to the endpoint is told to upgrade', async (t) => {
  const { gateway } = await startCommandGateway(t);
  const { pathname } = new URL(gateway.url);
  assert.equal(await statusOf(gateway, pathname, 'GET'), 426);
  assert.equal(await statusOf(gateway, `${pathname}/`, 'GET'), 426);
});

/** Unlike `fetch`, this leaves the path as it is. */
async function statusOf(gateway, path, method, body) {
  const headers = await signedHeaders(gateway, { method, path, body });
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port: gateway.port, path, method, headers },
      (response) => {
        response.resume();
        response.once('end', () => resolve(response.statusCode));
      },
    );
    request.once('error', reject);
    request.end(body);
  });
}
