import assert from 'node:assert/strict';
import { connect } from './client.mjs';
import { startGateway } from './gateway.mjs';

const AUTHORIZER = new URL('../../../dist/lambda/authorizer.mjs', import.meta.url);

/**
 * The relay behind its door, both as they are deployed.
 *
 * @param {import('node:test').TestContext} test
 * @param {Record<string, string>} environment of the authorizer
 */
export async function startDoor(test, environment) {
  const { gateway, log } = await startGateway(test, {
    authorizer: { handler: AUTHORIZER, environment },
  });
  const open = async (query, options) => {
    const client = await connect(`${gateway.url}?${new URLSearchParams(query)}`, options);
    test.after(() => client.socket.terminate());
    return client;
  };
  return {
    gateway,
    log,
    /** Connects with a token, or with the parameters of a whole query. */
    enter: (token, options) => open(typeof token === 'string' ? { token } : (token ?? {}), options),
  };
}

/** The refusal that a client gets, whatever it asks; fails if it gets anything else. */
export async function refusalFor(client, bystander) {
  const address = bystander === undefined ? 'AAAAAAAAAAAAAAA=' : await bystander.whoAmI();
  const requests = [
    '',
    JSON.stringify({ connectionId: address, message: { type: 'invite' }, ref: 'r' }),
    JSON.stringify({ action: 'ice-servers', ref: 'r' }),
    JSON.stringify({ action: 'join-room', room: 'r'.repeat(43), member: 'm'.repeat(22) }),
    '\u0000 no JSON',
  ];
  const codes = new Set();
  for (const request of requests) {
    client.send(request);
    const { error, ...rest } = await client.next();
    assert.equal(error?.code, 'unauthorized', request);
    assert.deepEqual(rest, { connectionId: null });
    codes.add(error.message.split(':')[0]);
  }
  // Had anything come through, it would have come before this answer.
  if (bystander) assert.equal(await bystander.whoAmI(), address);
  assert.deepEqual(bystander?.frames ?? [], []);
  assert.equal(codes.size, 1);
  return [...codes][0];
}

/** No part of a token, and no secret, is in the log. */
export function assertNotLogged(log, texts) {
  const all = log.join('\n');
  for (const text of texts) {
    for (const part of text.split('.').filter((part) => part.length >= 8)) {
      assert.ok(!all.includes(part), `the log holds ${part}`);
    }
  }
}
