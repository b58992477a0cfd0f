import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import { ApiGatewaySignalingClient } from '../../../dist/core.js';
import { startDoor } from '../../lambda/support/door.mjs';
import { until } from '../../lambda/support/gateway.mjs';
import { startParameterStore } from '../../lambda/support/key-servers.mjs';
import { nowS, SECRET, sign } from '../../lambda/support/tokens.mjs';

/** A client before a door with a secret; `token.claims` are those of the next token. */
async function setUp(test) {
  const store = await startParameterStore(test, SECRET);
  const door = await startDoor(test, {
    DOOR_SECRET_NAME: '/calls/secret',
    AWS_ENDPOINT_URL_SSM: store.url,
  });
  const token = { claims: {}, secret: SECRET, asked: 0 };
  const client = new ApiGatewaySignalingClient({
    endpoint: door.gateway.url,
    WebSocket,
    getToken: () => {
      token.asked += 1;
      return sign(token.claims, token.secret);
    },
  });
  test.after(() => client.close());
  return { door, token, client };
}

test('open() is rejected with the reason of the door, and works with a better token', async (t) => {
  const { token, client, door } = await setUp(t);
  token.claims = { exp: nowS() - 60 };
  await assert.rejects(client.open(), { code: 'unauthorized', reason: 'token-expired' });
  token.claims = {};
  token.secret = 'another secret: which is long enough too';
  await assert.rejects(client.open(), { code: 'unauthorized', reason: 'token-invalid' });
  await until(() => door.gateway.connections.length === 0);
  token.secret = SECRET;
  assert.ok(await client.open());
  assert.equal(token.asked, 3);
});

test('a connection whose token has expired is made again with a new one, and loses no message', async (t) => {
  const { token, client, door } = await setUp(t);
  const peer = await door.enter(await sign({}, SECRET));
  const peerId = await peer.whoAmI();
  // With the 10 s of tolerance it is good for 3 s more. The door has run before, so that it takes no time to begin.
  const exp = nowS() - 7;
  token.claims = { exp };
  const first = await client.open();
  token.claims = {};
  await until(() => nowS() > exp + 10);
  client.probe();
  await until(() => client.state !== 'open');
  await client.send(peerId, 'hello');
  assert.notEqual(client.id, first);
  assert.deepEqual(await peer.next(), { message: 'hello', from: client.id });
  assert.equal(token.asked, 2);
});
