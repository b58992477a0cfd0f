import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect } from '../support/client.mjs';
import { startGateway, until } from '../support/gateway.mjs';

const SECRET = 'a=ice-pwd:0123456789 192.0.2.7';
const GONE = 'AAAAAAAAAAAAAAA=';

/** Everything that a client can make the relay and its gateway say, with something to hide in each place. */
async function provoke(gateway) {
  const options = { headers: { Authorization: SECRET, 'User-Agent': SECRET } };
  const client = await connect(`${gateway.url}?token=${encodeURIComponent(SECRET)}`, options);
  const id = await client.whoAmI();
  const requests = [
    { connectionId: GONE, message: SECRET },
    { connectionId: id, message: SECRET },
    { connectionId: SECRET, message: 1 },
    { connectionId: GONE, message: SECRET, ref: 5 },
    { connectionId: GONE, message: SECRET.repeat(1_000) },
  ];
  for (const request of requests) {
    client.send(JSON.stringify(request));
    assert.equal(typeof (await client.next()).error.code, 'string');
  }
  client.send(SECRET);
  assert.equal((await client.next()).connectionId, id);
  await client.close();
  return [SECRET, '192.0.2.7', 'ice-pwd', '127.0.0.1', id, GONE];
}

for (const [what, options] of [
  ['that works', {}],
  [
    'without an answer from AWS',
    { environment: { AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI: 'http://127.0.0.1:1/x' } },
  ],
]) {
  test(`a relay ${what} logs no address, message, token or key`, async (t) => {
    const { gateway, log } = await startGateway(t, options);
    const hidden = await provoke(gateway);
    const { accessKeyId, secretAccessKey } = gateway.credentials;
    await until(() => log.filter((line) => line.includes('bytes')).length === 7);
    const text = log.join('\n');
    for (const word of [...hidden, accessKeyId, secretAccessKey]) {
      assert.ok(!text.includes(word), `${word} is in the log:\n${text}`);
    }
  });
}
