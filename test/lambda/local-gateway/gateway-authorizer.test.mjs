import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { connect, refusalOf } from '../support/client.mjs';
import { startCommandGateway, until } from '../support/gateway.mjs';

const AUTHORIZER = new URL('../fixtures/command-authorizer.mjs', import.meta.url);
const ALL_ROUTES = { $connect: {}, $default: { routeResponse: true }, $disconnect: {} };

const start = (test, options = {}) =>
  startCommandGateway(test, { authorizer: { handler: AUTHORIZER }, ...options });

/** The event that the handler gets for a message of `client`. */
async function eventOf(client) {
  client.send('event');
  return client.next();
}

describe('an authorizer that lets somebody in', () => {
  test('its context comes with every event of the connection, as texts', async (t) => {
    const { gateway, log } = await start(t, { routes: ALL_ROUTES });
    const client = await connect(`${gateway.url}?do=allow&event=1`);
    const { requestContext } = await eventOf(client);
    const { integrationLatency, ...texts } = requestContext.authorizer;
    assert.deepEqual(texts, { principalId: 'somebody', text: 'hello', number: '7', flag: 'true' });
    assert.equal(typeof integrationLatency, 'number');
    await client.close();
    await until(() => log.some((line) => line.startsWith('DISCONNECT')));
    for (const name of ['CONNECT', 'DISCONNECT']) {
      const line = log.find((line) => line.startsWith(`${name} `));
      const event = JSON.parse(line.slice(name.length + 1));
      assert.deepEqual(event.requestContext.authorizer, requestContext.authorizer, name);
    }
  });

  test('is asked with an event of the form that AWS documents', async (t) => {
    const { gateway, log } = await start(t);
    const client = await connect(`${gateway.url}?do=event&token=a&token=b`, {
      origin: 'https://example.com',
    });
    const id = (await eventOf(client)).requestContext.connectionId;
    const [line] = log.filter((line) => line.startsWith('AUTHORIZE '));
    const event = JSON.parse(line.slice('AUTHORIZE '.length));
    assert.equal(event.type, 'REQUEST');
    assert.equal(
      event.methodArn,
      'arn:aws:execute-api:us-east-1:000000000000:localrelay/local/$connect',
    );
    assert.equal(event.queryStringParameters.token, 'b');
    assert.deepEqual(event.multiValueQueryStringParameters.token, ['a', 'b']);
    assert.equal(event.headers.Origin, 'https://example.com');
    assert.deepEqual(event.multiValueHeaders.Origin, ['https://example.com']);
    assert.deepEqual(event.stageVariables, {});
    assert.equal(event.requestContext.eventType, 'CONNECT');
    assert.equal(event.requestContext.routeKey, '$connect');
    assert.equal(event.requestContext.connectionId, id);
    assert.equal('body' in event, false);
    assert.equal('body' in event.requestContext, false);
    assert.equal('authorizer' in event.requestContext, false);
    await client.close();
  });

  test('may allow the whole stage, and may fill its result to the last byte', async (t) => {
    const { gateway } = await start(t);
    for (const command of ['allow-stage', 'almost-large']) {
      const client = await connect(`${gateway.url}?do=${command}`);
      const { requestContext } = await eventOf(client);
      assert.equal(requestContext.authorizer.principalId, 'somebody');
      await client.close();
    }
  });

  test('has an environment of its own', async (t) => {
    const { gateway } = await start(t, {
      environment: { OF_HANDLER: 'yes' },
      authorizer: { handler: AUTHORIZER, environment: { OF_AUTHORIZER: 'yes' } },
    });
    const client = await connect(`${gateway.url}?do=environment`);
    assert.equal((await eventOf(client)).requestContext.authorizer.seen, 'yes');
    client.send('environment');
    const environment = await client.next();
    assert.equal(environment.OF_HANDLER, 'yes');
    assert.equal('OF_AUTHORIZER' in environment, false);
    await client.close();
  });
});

test('without an authorizer an event has nothing of one', async (t) => {
  const gateway = await startCommandGateway(t);
  const client = await gateway.connect();
  assert.equal('authorizer' in (await eventOf(client)).requestContext, false);
  await client.close();
});

describe('a handshake is refused', () => {
  const cases = [
    ['with 403 if the policy denies', 'deny', 403],
    ['with 403 if the policy is for the methods of a REST API', 'allow-rest', 403],
    ['with 403 if the policy is for another API', 'allow-other', 403],
    ['with 401 if the authorizer throws "Unauthorized"', 'unauthorized', 401],
    ['with 500 if it throws anything else', 'throw', 500],
    ['with 500 if it answers with a status', 'status', 500],
    ['with 500 if it does not say who it is', 'nameless', 500],
    ['with 500 if its context holds a list', 'nested', 500],
    ['with 500 if its result is above 8 KB', 'large', 500],
    ['with 500 if it returns nothing', 'nothing', 500],
  ];
  for (const [title, command, status] of cases) {
    test(title, async (t) => {
      const { gateway, log } = await start(t, { routes: ALL_ROUTES });
      assert.equal(await refusalOf(`${gateway.url}?do=${command}&event=1`), status);
      assert.deepEqual(gateway.connections, []);
      assert.equal(gateway.stats.invocations, 0, 'the handler was not invoked');
      assert.equal(
        log.some((line) => line.startsWith('CONNECT')),
        false,
      );
    });
  }

  test('with 401, and nobody is asked, if an identity source is missing', async (t) => {
    const identitySource = ['route.request.querystring.token', 'route.request.header.Origin'];
    const { gateway, log } = await start(t, {
      authorizer: { handler: AUTHORIZER, identitySource },
    });
    const origin = 'https://example.com';
    assert.equal(await refusalOf(`${gateway.url}?do=event`, { origin }), 401);
    assert.equal(await refusalOf(`${gateway.url}?do=event&token=a`), 401);
    assert.deepEqual(log, []);
    const client = await connect(`${gateway.url}?do=event&token=a`, { origin });
    assert.equal(log.length, 1);
    await client.close();
  });
});

test('an authorizer that cannot be loaded is named', async (t) => {
  const handler = new URL('../fixtures/no-handler.mjs', import.meta.url);
  await assert.rejects(
    start(t, { authorizer: { handler } }),
    /no-handler\.mjs could not be started/,
  );
});
