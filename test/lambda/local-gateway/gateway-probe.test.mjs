import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startGateway } from '../support/gateway.mjs';
import { probe } from '../support/probe.mjs';

test('the gateway behaves as AWS in 18 situations', async (t) => {
  const handler = new URL('../fixtures/throwing-relay.mjs', import.meta.url);
  const { gateway } = await startGateway(t, { handler, jitterMs: 20 });
  const { seen, idA } = await probe(gateway);
  assert.deepEqual(seen, {
    '1 who am I': true,
    '2 empty message': true,
    '3 relay: the target gets': { message: { x: 1 }, from: idA },
    '4 relay: the sender gets': 'nothing',
    '5 unknown id': 'peer-unavailable',
    '6 handler throws': 'Internal server error',
    '7 binary frame': 1003,
    '8 frame of 40 KB': 1009,
    '9 message of 200 KB': 1009,
    '10 GET': [200, ['connectedAt', 'identity', 'lastActiveAt']],
    '11 POST': [200, 'posted'],
    '12 POST of 200 KB': 413,
    '13 POST to a gone id': [410, 'GoneException'],
    '14 DELETE': [204, 1000],
    '15 twenty at once': 20,
    '16 permessage-deflate': '',
    '17 plain GET': 426,
    '18 twenty more': 20,
  });
});
