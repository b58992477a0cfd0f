import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, test } from 'node:test';
import { refusalOf } from '../support/client.mjs';
import { startCommandGateway, until } from '../support/gateway.mjs';
import { manage } from '../support/management-request.mjs';
import { ManualClock } from '../support/manual-clock.mjs';
import { startTwoClients } from '../support/two-clients.mjs';

const WITH_DISCONNECT = { $default: { routeResponse: true }, $disconnect: {} };

/** The error code that a request of `client` to `id` is answered with. */
async function errorFor(client, id) {
  client.request(id, 'hello?');
  return (await client.next()).error?.code;
}

describe('kill', () => {
  test('drops the TCP connection of the chosen client alone, and its address is gone', async (t) => {
    const { faults, a, b, idB } = await startTwoClients(t);
    const fault = faults.start({ kind: 'kill', connections: idB });
    assert.equal((await b.closed).code, 1006);
    assert.equal(await errorFor(a, idB), 'peer-unavailable');
    assert.deepEqual([fault.hits, fault.isActive], [1, false]);
  });

  test('closes with a code', async (t) => {
    const { faults, a, b } = await startTwoClients(t);
    faults.start({ kind: 'kill', code: 1001, connections: 1 });
    assert.equal((await a.closed).code, 1001);
    faults.start({ kind: 'kill', code: 1009 });
    assert.equal((await b.closed).code, 1009);
  });

  test('runs $disconnect, or leaves it out', async (t) => {
    const { gateway, log, connect } = await startCommandGateway(t, { routes: WITH_DISCONNECT });
    const clients = [await connect(), await connect(), await connect()];
    const [silent, silentWithCode, told] = gateway.connections.map(({ id }) => id);
    gateway.faults.start({ kind: 'kill', connections: silent, withoutDisconnect: true });
    gateway.faults.start({
      kind: 'kill',
      connections: silentWithCode,
      code: 1001,
      withoutDisconnect: true,
    });
    await Promise.all([clients[0].closed, clients[1].closed]);
    gateway.faults.start({ kind: 'kill', connections: told });
    await until(() => log.some((line) => line.startsWith('DISCONNECT')));
    const [line, ...more] = log.filter((entry) => entry.startsWith('DISCONNECT'));
    assert.deepEqual(more, []);
    const { requestContext } = JSON.parse(line.slice('DISCONNECT'.length));
    assert.equal(requestContext.connectionId, told);
    assert.equal(requestContext.disconnectStatusCode, 1006);
  });
});

test('swap-id: both are dropped as at the two-hour cap, and come back as others', async (t) => {
  const { faults, connect, a, b, idA, idB } = await startTwoClients(t);
  faults.start({ kind: 'swap-id', connections: [idA, idB] });
  for (const { closed } of [a, b]) {
    assert.deepEqual(await closed, { code: 1001, reason: 'Going away' });
  }
  const again = await connect();
  const newId = await again.whoAmI();
  assert.ok(![idA, idB].includes(newId));
  assert.equal(await errorFor(again, idA), 'peer-unavailable');
});

describe('half-open', () => {
  test('swallows both directions, and neither the client nor the relay notices', async (t) => {
    const { faults, gateway, connect, a, b, idA, idB } = await startTwoClients(t);
    const c = await connect();
    const idC = await c.whoAmI();
    faults.start({ kind: 'half-open', connections: idA });
    b.request(idA, 'to the dead');
    assert.equal(await b.whoAmI(), idB, 'no failure comes before the answer');
    a.request(idB, 'from the dead');
    await new Promise((resolve) => a.socket.send('', resolve));
    c.request(idB, 'from the living');
    assert.deepEqual(await b.next(), { message: 'from the living', from: idC });
    assert.deepEqual([a.frames, b.frames], [[], []]);
    assert.equal(a.socket.readyState, a.socket.OPEN);
    assert.ok(gateway.connections.some(({ id }) => id === idA));
  });

  test('ends with a dropped connection', async (t) => {
    const { faults, clock, a, b, idA, idB } = await startTwoClients(t);
    faults.start({ kind: 'half-open', connections: idA, forMs: 5_000 });
    a.request(idB, 'swallowed');
    clock.advance(4_999);
    assert.equal(a.socket.readyState, a.socket.OPEN);
    clock.advance(1);
    assert.equal((await a.closed).code, 1006);
    assert.equal(await b.whoAmI(), idB);
    assert.deepEqual(b.frames, [], 'what was swallowed stays so');
  });

  test('the idle cap ends only the side of the gateway', async (t) => {
    const { faults, clock, gateway, a, b, idA, idB } = await startTwoClients(t);
    faults.start({ kind: 'half-open', connections: idA });
    faults.start({ kind: 'limits', connections: idA, idleTimeoutMs: 5_000 });
    clock.advance(5_000);
    assert.deepEqual(
      gateway.connections.map(({ id }) => id),
      [idB],
    );
    assert.equal(await errorFor(b, idA), 'peer-unavailable');
    assert.equal(a.socket.readyState, a.socket.OPEN);
    faults.heal();
    assert.equal((await a.closed).code, 1006);
  });

  test('outlives neither its gateway nor its place on the port of another server', async (t) => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    t.after(() => server.close());
    const { faults, gateway, clock, a, b, idA } = await startTwoClients(t, { server });
    faults.start({ kind: 'half-open' });
    faults.start({ kind: 'limits', connections: idA, idleTimeoutMs: 5_000 });
    clock.advance(5_000); // the gateway has forgotten the first one, and keeps the second
    await gateway.close();
    assert.deepEqual([(await a.closed).code, (await b.closed).code], [1006, 1006]);
  });
});

test('too-large: the next frame of the client ends its connection with 1009', async (t) => {
  const { faults, gateway, a, b, idA, idB } = await startTwoClients(t);
  const { invocations } = gateway.stats;
  const fault = faults.start({ kind: 'too-large', connections: idA });
  a.request(idB, 'small');
  assert.equal((await a.closed).code, 1009);
  assert.equal(gateway.stats.invocations, invocations);
  assert.equal(await b.whoAmI(), idB);
  assert.equal(fault.isActive, false);
});

describe('gone', () => {
  test('drops all, refuses all, and is back after its time', async (t) => {
    const { faults, gateway, clock, connect, a, b, idA } = await startTwoClients(t);
    const post = () => manage(gateway, 'POST', idA, 'x');
    faults.start({ kind: 'gone', forMs: 10_000 });
    assert.deepEqual([(await a.closed).code, (await b.closed).code], [1006, 1006]);
    assert.equal(await refusalOf(gateway.url), 503);
    assert.equal((await post()).status, 503);
    clock.advance(9_999);
    assert.equal(await refusalOf(gateway.url), 503);
    clock.advance(1);
    const again = await connect();
    assert.notEqual(await again.whoAmI(), idA);
    assert.equal((await post()).status, 410);
  });
});

describe('limits', () => {
  test('hold for those who are connected and for those who come', async (t) => {
    const { faults, clock, connect, a, b } = await startTwoClients(t);
    clock.advance(1_000);
    faults.start({ kind: 'limits', connectionDurationMs: 3_000 });
    const later = await connect();
    clock.advance(2_000);
    assert.deepEqual(await a.closed, { code: 1001, reason: 'Going away' });
    assert.equal((await b.closed).code, 1001);
    assert.equal(later.socket.readyState, later.socket.OPEN);
    clock.advance(1_000);
    assert.equal((await later.closed).code, 1001);
  });

  test('the idle one counts from the last message', async (t) => {
    const { faults, clock, a, b, idA } = await startTwoClients(t);
    faults.start({ kind: 'limits', idleTimeoutMs: 5_000 });
    clock.advance(4_000);
    assert.equal(await a.whoAmI(), idA);
    clock.advance(4_000);
    assert.equal((await b.closed).code, 1001);
    assert.equal(await a.whoAmI(), idA);
  });

  test('are for the chosen ones, and until they are healed', async (t) => {
    const { faults, clock, a, b, idA, idB } = await startTwoClients(t);
    const short = { kind: 'limits', connectionDurationMs: 2_000 };
    const healed = faults.start({ ...short, connections: idA });
    faults.start({ ...short, connections: idB });
    healed.heal();
    clock.advance(2_000);
    assert.equal((await b.closed).code, 1001);
    assert.equal(await a.whoAmI(), idA);
  });
});

test('nothing waits any more once the gateway is closed', async (t) => {
  const clock = new ManualClock();
  const { gateway, connect } = await startCommandGateway(t, { clock });
  const a = await connect();
  gateway.faults.start({ kind: 'delay', delayMs: 1_000 });
  gateway.faults.start({ kind: 'limits', idleTimeoutMs: 1_000, forMs: 5_000 });
  gateway.faults.run([{ at: 3_000, do: { kind: 'kill' } }]);
  a.send('say hello');
  await until(() => gateway.stats.framesIn === 1);
  assert.equal(clock.size, 5);
  await gateway.close();
  assert.equal(clock.size, 0);
  assert.throws(() => gateway.faults.start({ kind: 'kill' }), /closed/);
});
