import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { refusalOf, connect } from '../support/client.mjs';
import { startCommandGateway, startGateway, until } from '../support/gateway.mjs';
import { manage } from '../support/management-request.mjs';

const AWS_ID = /^[A-Za-z0-9_-]{15}=$/;

describe('the relay behind the gateway', () => {
  test('tells each client its address', async (t) => {
    const { connect } = await startGateway(t);
    const [a, b] = [await connect(), await connect()];
    const ids = [await a.whoAmI(), await b.whoAmI()];
    for (const id of ids) assert.match(id, AWS_ID);
    assert.notEqual(ids[0], ids[1]);
    assert.equal(await a.whoAmI(), ids[0], 'it stays the same');
  });

  test('relays a message, and answers the sender nothing', async (t) => {
    const { gateway, connect } = await startGateway(t);
    const [a, b] = [await connect(), await connect()];
    const [idA, idB] = [await a.whoAmI(), await b.whoAmI()];
    a.request(idB, { text: '한글 📞' }, 'ref');
    assert.deepEqual(await b.next(), { message: { text: '한글 📞' }, from: idA });
    b.request(idA, null);
    assert.deepEqual(await a.next(), { message: null, from: idB });
    assert.equal(await a.whoAmI(), idA);
    assert.equal(await b.whoAmI(), idB);
    assert.deepEqual(
      { ...gateway.stats },
      { framesIn: 6, framesOut: 6, relayed: 2, invocations: 6 },
    );
  });

  test('names the request that failed', async (t) => {
    const { connect } = await startGateway(t);
    const a = await connect();
    const own = await a.whoAmI();
    const gone = await connect();
    const goneId = await gone.whoAmI();
    await gone.close();
    const targets = [
      [goneId, 'peer-unavailable'],
      ['AAAAAAAAAAAAAAA=', 'peer-unavailable'],
      ['malformed', 'peer-unavailable'],
      ['../x', 'bad-request'],
      [own, 'bad-request'],
    ];
    for (const [target, code] of targets) {
      a.request(target, 1, target);
      const { error, connectionId, ref } = await a.next();
      assert.deepEqual([error.code, connectionId, ref], [code, target, target]);
    }
  });

  test('refuses what is above 30,000 bytes and keeps the connection', async (t) => {
    const { connect } = await startGateway(t);
    const a = await connect();
    const id = await a.whoAmI();
    a.send('x'.repeat(30_001));
    assert.equal((await a.next()).error.code, 'too-large');
    assert.equal(await a.whoAmI(), id);
  });
});

describe('events', () => {
  test('of a message have the form of AWS', async (t) => {
    const { gateway, connect } = await startCommandGateway(t);
    const a = await connect({ headers: { 'User-Agent': 'test/1' } });
    a.send('event');
    const first = await a.next();
    a.send('event');
    const second = await a.next();

    assert.deepEqual(Object.keys(first).sort(), ['body', 'isBase64Encoded', 'requestContext']);
    assert.equal(first.body, 'event');
    assert.equal(first.isBase64Encoded, false);
    const context = first.requestContext;
    assert.deepEqual(Object.keys(context).sort(), [
      'apiId',
      'connectedAt',
      'connectionId',
      'domainName',
      'eventType',
      'extendedRequestId',
      'identity',
      'messageDirection',
      'messageId',
      'requestId',
      'requestTime',
      'requestTimeEpoch',
      'routeKey',
      'stage',
    ]);
    assert.equal(context.routeKey, '$default');
    assert.equal(context.eventType, 'MESSAGE');
    assert.equal(context.messageDirection, 'IN');
    assert.equal(context.stage, new URL(gateway.url).pathname.slice(1));
    assert.match(context.requestTime, /^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
    assert.ok(context.requestTimeEpoch >= context.connectedAt);
    assert.deepEqual(context.identity, { userAgent: 'test/1', sourceIp: '127.0.0.1' });
    for (const key of ['connectionId', 'messageId', 'requestId', 'extendedRequestId']) {
      assert.match(context[key], AWS_ID);
    }
    assert.equal(second.requestContext.connectionId, context.connectionId);
    assert.notEqual(second.requestContext.messageId, context.messageId);
  });

  test('of $connect bring headers and query, those of $disconnect the close code', async (t) => {
    const routes = { $connect: {}, $default: { routeResponse: true }, $disconnect: {} };
    const { gateway, log } = await startCommandGateway(t, { routes });
    const a = await connect(`${gateway.url}?event=1&room=x&room=y`, {
      origin: 'https://page.test',
    });
    a.send('event');
    const { connectionId } = (await a.next()).requestContext;
    await until(() => log.some((line) => line.startsWith('CONNECT')));
    const connectEvent = JSON.parse(log.find((line) => line.startsWith('CONNECT')).slice(8));
    assert.equal(connectEvent.body, undefined);
    assert.equal(connectEvent.requestContext.eventType, 'CONNECT');
    assert.equal(connectEvent.requestContext.routeKey, '$connect');
    assert.equal(connectEvent.requestContext.connectionId, connectionId);
    assert.equal(connectEvent.headers.Origin, 'https://page.test');
    assert.equal(connectEvent.headers['X-Forwarded-For'], '127.0.0.1');
    assert.deepEqual(connectEvent.multiValueHeaders['Sec-WebSocket-Version'], ['13']);
    assert.equal(connectEvent.headers.Connection, undefined);
    assert.deepEqual(connectEvent.queryStringParameters, { event: '1', room: 'y' });
    assert.deepEqual(connectEvent.multiValueQueryStringParameters.room, ['x', 'y']);

    a.socket.close(4000, 'bye');
    await a.closed;
    await until(() => log.some((line) => line.startsWith('DISCONNECT')));
    const { requestContext } = JSON.parse(
      log.find((line) => line.startsWith('DISCONNECT')).slice(11),
    );
    assert.equal(requestContext.eventType, 'DISCONNECT');
    assert.equal(requestContext.routeKey, '$disconnect');
    assert.equal(requestContext.connectionId, connectionId);
    assert.equal(requestContext.disconnectStatusCode, 4000);
    assert.equal(requestContext.disconnectReason, 'bye');
  });
});

describe('$connect', () => {
  const routes = { $connect: {}, $default: { routeResponse: true } };

  test('refuses with the status that the handler returns', async (t) => {
    const { gateway } = await startCommandGateway(t, { routes });
    assert.equal(await refusalOf(`${gateway.url}?status=401`), 401);
    assert.equal(await refusalOf(`${gateway.url}?status=403`), 403);
    assert.equal(await refusalOf(`${gateway.url}?status=500`), 500);
    assert.equal(await refusalOf(`${gateway.url}?throw=1`), 502);
    assert.equal(await refusalOf(`${gateway.url}?status=nonsense`), 502);
  });

  test('comes before the connection: until it returns there is nobody to post to', async (t) => {
    const { gateway } = await startCommandGateway(t, { routes });
    const seen = [];
    // The handler asks here in the middle of $connect, so the answer holds the handshake up.
    const asked = createServer(async (request, response) => {
      let id = '';
      for await (const chunk of request) id += chunk;
      const { status } = await manage(gateway, 'POST', id, 'too early');
      seen.push({ id, status });
      response.end();
    });
    asked.listen(0, '127.0.0.1');
    await once(asked, 'listening');
    t.after(() => {
      asked.close();
      asked.closeAllConnections();
    });

    const url = encodeURIComponent(`http://127.0.0.1:${asked.address().port}/`);
    const a = await connect(`${gateway.url}?ask=${url}`);
    assert.deepEqual(
      seen.map(({ status }) => status),
      [410],
    );
    const { status } = await manage(gateway, 'POST', seen[0].id, 'now');
    assert.equal(status, 200);
    assert.equal(await a.nextText(), 'now');
  });

  test('decides on the subprotocol', async (t) => {
    const { gateway } = await startCommandGateway(t, { routes });
    const socket = await connect(`${gateway.url}?protocol=second`, {}, ['first', 'second']);
    assert.equal(socket.socket.protocol, 'second');
  });
});

describe('routes', () => {
  test('without a route response nobody hears of the result', async (t) => {
    const { connect } = await startCommandGateway(t, {
      routes: { $default: { routeResponse: false }, answer: { routeResponse: true } },
    });
    const a = await connect();
    a.send('say something');
    a.send('throw');
    assert.equal((await a.next()).message, 'Internal server error', 'errors come all the same');
    a.send('{"action":"answer"}');
    assert.equal(await a.nextText(), '19');
    assert.deepEqual(a.frames, []);
  });

  test('are selected by the expression, and are $default otherwise', async (t) => {
    const { connect } = await startCommandGateway(t, {
      routeSelectionExpression: '${request.body.meta.kind}',
      routes: { $default: {}, $connect: {}, known: { routeResponse: true } },
    });
    const a = await connect();
    // Those of $default bring no answer, so the one that is answered is the last.
    const toDefault = [
      'no json',
      '',
      '5',
      'null',
      '{"meta":"known"}',
      '{"meta":{"kind":["known"]}}',
      '{"meta":{"kind":"$connect"}}',
      '{"meta":{"kind":"toString"}}',
      '{"__proto__":{"meta":{"kind":"known"}}}',
    ];
    for (const text of toDefault) a.send(text);
    a.send('{"meta":{"kind":"known"},"more":1}');
    assert.equal(await a.nextText(), '34');
    assert.deepEqual(a.frames, []);
  });

  test('no route at all is Forbidden, and the socket stays open', async (t) => {
    const { connect } = await startCommandGateway(t, {
      routes: { known: { routeResponse: true } },
    });
    const a = await connect();
    a.send('hello');
    const { message, connectionId, requestId } = await a.next();
    assert.equal(message, 'Forbidden');
    assert.match(connectionId, AWS_ID);
    assert.match(requestId, AWS_ID);
    a.send('{"action":"known"}');
    assert.equal(await a.nextText(), '18');
  });
});

describe('integration errors', () => {
  const commands = [
    'throw',
    'reject',
    'return-undefined',
    'return null',
    'return "text"',
    'return []',
    'return {"body":"no status"}',
    'return {"statusCode":"200"}',
    'return {"statusCode":200,"body":{"no":"text"}}',
    'exit',
  ];
  test('are Internal server error, and the socket stays open', async (t) => {
    const { connect } = await startCommandGateway(t);
    const a = await connect();
    for (const command of commands) {
      a.send(command);
      const frame = await a.next();
      assert.deepEqual(Object.keys(frame), ['message', 'connectionId', 'requestId'], command);
      assert.equal(frame.message, 'Internal server error', command);
      a.send('say still here');
      assert.equal(await a.nextText(), 'still here', command);
    }
  });

  test('so is no answer in time', async (t) => {
    const { connect } = await startCommandGateway(t, { integrationTimeoutMs: 2_000 });
    const a = await connect();
    a.send('hang');
    const frame = await a.next();
    assert.deepEqual(Object.keys(frame), ['message', 'connectionId', 'requestId']);
    assert.equal(frame.message, 'Internal server error');
  });

  test('are told in the log', async (t) => {
    const { connect, log } = await startCommandGateway(t);
    const a = await connect();
    a.send('throw');
    await a.next();
    await until(() => log.some((line) => line.includes('thrown by the handler')));
  });

  test('a result without a body brings no frame', async (t) => {
    const { connect } = await startCommandGateway(t);
    const a = await connect();
    a.send('nothing');
    a.send('say hello');
    assert.equal(await a.nextText(), 'hello');
    assert.deepEqual(a.frames, []);
  });
});

describe('order', () => {
  const MESSAGES = 12;
  const SEED = 10_365; // its twelve delays lie 5 % of the jitter apart at least

  async function orderOf(t, options) {
    const { connect } = await startCommandGateway(t, options);
    const a = await connect();
    for (let i = 0; i < MESSAGES; i++) a.send(`say ${i}`);
    const order = [];
    while (order.length < MESSAGES) order.push(Number(await a.nextText()));
    return order;
  }
  const sorted = Array.from({ length: MESSAGES }, (_, i) => i);

  test('is lost with jitter, as on AWS; no message is', async (t) => {
    const order = await orderOf(t, { jitterMs: 40, seed: 1 });
    assert.notDeepEqual(order, sorted);
    assert.deepEqual(
      order.toSorted((a, b) => a - b),
      sorted,
    );
  });

  test('also of what was sent before the client left, no message is lost', async (t) => {
    const { connect } = await startGateway(t, { jitterMs: 2_000, seed: SEED });
    const [a, b] = [await connect(), await connect()];
    const idB = await b.whoAmI();
    for (let i = 0; i < MESSAGES; i++) a.request(idB, i);
    a.close();
    const arrived = [];
    while (arrived.length < MESSAGES) arrived.push((await b.next()).message);
    assert.deepEqual(
      arrived.toSorted((x, y) => x - y),
      sorted,
    );
  });

  test('is the same for the same seed', async (t) => {
    // 150 ms apart, so a message that arrives late on a busy machine changes nothing.
    const [first, second, other] = await Promise.all(
      [SEED, SEED, SEED + 1].map((seed) => orderOf(t, { jitterMs: 3_000, seed })),
    );
    assert.deepEqual(first, second);
    assert.notDeepEqual(first, other);
  });

  test('a slow invocation does not hold up the next one', async (t) => {
    const { connect } = await startCommandGateway(t);
    const a = await connect();
    a.send('hang');
    a.send('say first');
    assert.equal(await a.nextText(), 'first');
  });

  test('relayed messages overtake each other too', async (t) => {
    const { connect } = await startGateway(t, { jitterMs: 40 });
    const [a, b] = [await connect(), await connect()];
    const idB = await b.whoAmI();
    for (let i = 0; i < 20; i++) a.request(idB, i);
    const order = [];
    while (order.length < 20) order.push((await b.next()).message);
    const inOrder = Array.from({ length: 20 }, (_, i) => i);
    assert.notDeepEqual(order, inOrder);
    assert.deepEqual(
      order.toSorted((x, y) => x - y),
      inOrder,
    );
  });
});

describe('throttling', () => {
  test('of a message is an error frame, and the socket stays open', async (t) => {
    const { gateway, connect } = await startCommandGateway(t, {
      routeThrottle: { ratePerSecond: 0, burst: 2 },
    });
    const a = await connect();
    for (const text of ['one', 'two']) {
      a.send(`say ${text}`);
      assert.equal(await a.nextText(), text);
    }
    a.send('say three');
    const { message, requestId } = await a.next();
    assert.equal(message, 'Too Many Requests');
    assert.match(requestId, AWS_ID);
    assert.equal(gateway.stats.invocations, 2);
    assert.equal(a.socket.readyState, a.socket.OPEN);
  });

  test('of a POST is 429, which the relay passes on as rate-limited', async (t) => {
    const { connect } = await startGateway(t, { accountThrottle: { ratePerSecond: 0, burst: 3 } });
    const [a, b] = [await connect(), await connect()];
    const [, idB] = [await a.whoAmI(), await b.whoAmI()];
    a.request(idB, 1, 'r');
    const { error, ref } = await a.next();
    assert.deepEqual([error.code, ref], ['rate-limited', 'r']);
  });

  test('lets go with time', async (t) => {
    const { connect } = await startCommandGateway(t, {
      routeThrottle: { ratePerSecond: 20, burst: 1 },
    });
    const a = await connect();
    a.send('say one');
    assert.equal(await a.nextText(), 'one');
    let answer;
    do {
      a.send('say two');
      answer = await a.nextText();
    } while (answer !== 'two');
  });
});
