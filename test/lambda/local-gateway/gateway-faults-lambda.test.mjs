import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { until } from '../support/gateway.mjs';
import { manage } from '../support/management-request.mjs';
import { startTwoClients } from '../support/two-clients.mjs';

/** The keys of the frame by which the gateway itself speaks. */
const GATEWAY_FRAME = ['message', 'connectionId', 'requestId'];

describe('management-error', () => {
  // The AWS SDK asks again after 429 and 500, so the relay hears of them only if they last.
  for (const [status, code, type, requests] of [
    [410, 'peer-unavailable', 'GoneException', 1],
    [403, 'peer-unavailable', 'ForbiddenException', 1],
    [429, 'rate-limited', 'LimitExceededException', 2],
    [500, 'internal', 'InternalServerErrorException', 2],
  ]) {
    test(`${status}: the sender hears ${code}, though the target is there`, async (t) => {
      const { faults, gateway, a, b, idA, idB } = await startTwoClients(t);
      const fault = faults.start({ kind: 'management-error', status, connections: idB });
      a.request(idB, 'hello', 'ref');
      const { error, connectionId, ref } = await a.next();
      assert.deepEqual([error.code, connectionId, ref], [code, idB, 'ref']);
      assert.equal(fault.hits, requests);
      const response = await manage(gateway, 'POST', idB, 'x');
      assert.deepEqual([response.status, response.headers.get('x-amzn-errortype')], [status, type]);
      b.request(idA, 'the other way is open');
      assert.equal((await a.next()).from, idB);
      fault.heal();
      a.request(idB, 'healed');
      assert.equal((await b.next()).message, 'healed');
    });
  }

  test('429 once: the SDK asks again, and the message arrives', async (t) => {
    const { faults, a, b, idB } = await startTwoClients(t);
    const fault = faults.start({ kind: 'management-error', status: 429, times: 1 });
    a.request(idB, 'patience');
    assert.equal((await b.next()).message, 'patience');
    assert.deepEqual([fault.hits, fault.isActive], [1, false]);
    assert.deepEqual(a.frames, []);
  });
});

test('throttle: the client is told so, and the handler is not invoked', async (t) => {
  const { faults, gateway, a, idA, idB } = await startTwoClients(t);
  const { invocations } = gateway.stats;
  faults.start({ kind: 'throttle', connections: idA, times: 1 });
  a.request(idB, 'too much');
  const frame = await a.next();
  assert.deepEqual(Object.keys(frame), GATEWAY_FRAME);
  assert.equal(frame.message, 'Too Many Requests');
  assert.equal(gateway.stats.invocations, invocations);
  assert.equal(await a.whoAmI(), idA);
});

test('lambda-throws: the gateway says so in its own frame, and nothing is relayed', async (t) => {
  const { faults, gateway, a, b, idA, idB } = await startTwoClients(t);
  faults.start({ kind: 'lambda-throws', connections: idA, times: 1 });
  a.request(idB, 'into the void');
  const frame = await a.next();
  assert.deepEqual(Object.keys(frame), GATEWAY_FRAME);
  assert.deepEqual([frame.message, frame.connectionId], ['Internal server error', idA]);
  assert.equal(await b.whoAmI(), idB);
  assert.deepEqual([gateway.stats.relayed, b.frames], [0, []]);
});

describe('lambda-times-out', () => {
  test('the message arrives, and the sender hears of an error after the time', async (t) => {
    const { faults, clock, a, b, idA, idB } = await startTwoClients(t);
    const fault = faults.start({ kind: 'lambda-times-out', times: 1 });
    a.request(idB, 'done, but never said');
    assert.equal((await b.next()).message, 'done, but never said');
    await until(() => fault.hits === 1);
    clock.advance(28_999);
    assert.equal(await a.whoAmI(), idA, 'nothing comes before the answer');
    clock.advance(1);
    assert.equal((await a.next()).message, 'Internal server error');
  });

  test('an answer of the handler never comes', async (t) => {
    const { faults, clock, a } = await startTwoClients(t);
    const fault = faults.start({ kind: 'lambda-times-out', afterMs: 500, times: 1 });
    a.send('');
    await until(() => fault.hits === 1);
    clock.advance(500);
    assert.equal((await a.next()).message, 'Internal server error');
  });
});
