import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { startGateway } from '../support/gateway.mjs';
import { callMessage, startTwoClients } from '../support/two-clients.mjs';

describe('a script', () => {
  test('takes its steps at their times, and tells of each', async (t) => {
    const { faults, clock, a, idA } = await startTwoClients(t);
    const told = [];
    const script = faults.run(
      [
        { at: 2_000, do: 'heal' },
        { at: 1_000, do: { kind: 'throttle' } },
        { at: 3_000, do: { kind: 'kill', connections: [1] } },
      ],
      { onStep: (step) => told.push(step.do) },
    );
    const ask = async () => {
      a.send('');
      return (await a.next()).message;
    };
    assert.equal(await ask(), undefined);
    clock.advance(1_000);
    assert.equal(await ask(), 'Too Many Requests');
    clock.advance(1_000);
    assert.equal(await a.whoAmI(), idA);
    assert.equal(script.isRunning, true);
    clock.advance(1_000);
    assert.equal((await a.closed).code, 1006);
    assert.deepEqual(told, [{ kind: 'throttle' }, 'heal', { kind: 'kill', connections: [1] }]);
    assert.equal(script.isRunning, false);
  });

  test('waits for the n-th relayed message, of a type, and knows who had a part in it', async (t) => {
    const { faults, a, b, idA, idB } = await startTwoClients(t);
    faults.run([
      { on: { relayed: 2, type: 'invite' }, do: { kind: 'kill', connections: 'sender' } },
    ]);
    a.request(idB, callMessage('invite'));
    await b.next();
    a.request(idB, callMessage('accept'));
    await b.next();
    assert.equal(await a.whoAmI(), idA, 'not yet');
    a.request(idB, callMessage('invite'));
    assert.deepEqual(await b.next(), { message: callMessage('invite'), from: idA });
    assert.equal((await a.closed).code, 1006);
    assert.equal(await b.whoAmI(), idB);
  });

  test('the receiver can be hit too, and later than the message', async (t) => {
    const { faults, clock, a, b, idA, idB } = await startTwoClients(t);
    faults.run([
      { on: { relayed: 1 }, at: 500, do: { kind: 'kill', code: 1001, connections: ['receiver'] } },
    ]);
    a.request(idB, 1);
    await b.next();
    clock.advance(499);
    assert.equal(await b.whoAmI(), idB);
    clock.advance(1);
    assert.equal((await b.closed).code, 1001);
    assert.equal(await a.whoAmI(), idA);
  });

  test('waits for the n-th new connection', async (t) => {
    const { gateway, connect } = await startGateway(t);
    gateway.faults.run([
      { on: { connection: 2 }, do: { kind: 'half-open', connections: 'newcomer' } },
      { on: { connection: 3 }, do: { kind: 'kill', code: 1001, connections: 'newcomer' } },
    ]);
    const [a, b] = [await connect(), await connect()];
    b.send('');
    assert.ok(await a.whoAmI());
    const c = await connect();
    assert.equal((await c.closed).code, 1001);
    assert.deepEqual(b.frames, []);
    assert.equal(gateway.connections.length, 2);
  });

  test('can be stopped', async (t) => {
    const { faults, clock, a, b, idA, idB } = await startTwoClients(t);
    const script = faults.run([
      { at: 100, do: { kind: 'kill' } },
      { on: { relayed: 1 }, do: { kind: 'kill' } },
    ]);
    script.stop();
    clock.advance(100);
    a.request(idB, 1);
    await b.next();
    assert.equal(await a.whoAmI(), idA);
    assert.equal(script.isRunning, false);
  });
});

describe('a script that makes no sense names the step and the reason', () => {
  const kill = { kind: 'kill' };
  for (const [script, message] of [
    [{}, /array of steps/],
    [['kill'], /^Step 1: It is no object/],
    [[{ at: 1 }], /^Step 1: "do" is missing/],
    [[{ do: kill }], /^Step 1: Say when/],
    [
      [
        { at: 0, do: kill },
        { at: -1, do: kill },
      ],
      /^Step 2: "at" is -1; give milliseconds/,
    ],
    [[{ at: 0, when: 1, do: kill }], /no "when"; it has at, on, do/],
    [[{ on: 'relayed', do: kill }], /"on" is "relayed"; give \{"connection": n\}/],
    [[{ on: { relayed: 0 }, do: kill }], /"on" is \{"relayed":0\}/],
    [[{ on: { relayed: 1, connection: 1 }, do: kill }], /"on" is/],
    [[{ at: 0, do: { kind: 'kill', connections: 'sender' } }], /Nobody is the "sender" here/],
    [
      [{ on: { connection: 1 }, do: { kind: 'kill', connections: ['receiver'] } }],
      /Nobody is the "receiver" here: .*\{"relayed": n\}/,
    ],
    [
      [{ on: { relayed: 1 }, do: { kind: 'kill', connections: 'newcomer' } }],
      /Nobody is the "newcomer" here: .*\{"connection": n\}/,
    ],
    [[{ at: 0, do: { kind: 'dely' } }], /^Step 1: "dely" is no kind of fault: use kill, swap-id/],
  ]) {
    test(JSON.stringify(script), async (t) => {
      const { gateway } = await startGateway(t);
      assert.throws(() => gateway.faults.run(script), { name: 'TypeError', message });
    });
  }
});

test('a fault that makes no sense says which field is wrong, and what it takes', async (t) => {
  const { gateway } = await startGateway(t);
  for (const [fault, message] of [
    [null, /A fault is an object/],
    ['kill', /A fault is an object/],
    [{}, /undefined is no kind of fault/],
    [{ kind: 'toString' }, /"toString" is no kind of fault/],
    [{ kind: 'kill', forMs: 1 }, /"kill" has no "forMs"; it has connections, code/],
    [{ kind: 'kill', code: 1006 }, /"code" of "kill" is 1006; give a close code/],
    [{ kind: 'kill', connections: 0 }, /"connections" of "kill" is 0/],
    [{ kind: 'kill', connections: '' }, /"connections" of "kill" is ""/],
    [{ kind: 'delay' }, /"delay" needs "delayMs"/],
    [{ kind: 'delay', delayMs: [2, 1] }, /"delayMs" of "delay" is \[2,1\]/],
    [{ kind: 'delay', delayMs: 2 ** 31 }, /"delayMs" of "delay" is 2147483648/],
    [{ kind: 'drop', direction: 'up' }, /"direction" of "drop" is "up"/],
    [{ kind: 'drop', probability: 2 }, /"probability" of "drop" is 2/],
    [{ kind: 'drop', where: 'x' }, /"where" of "drop" is "x"; give a function/],
    [{ kind: 'drop', times: 0.5 }, /"times" of "drop" is 0.5/],
    [{ kind: 'reorder', window: 1 }, /"window" of "reorder" is 1; give a whole number from 2/],
    [{ kind: 'management-error' }, /needs "status": one of 403, 410, 429, 500/],
    [{ kind: 'management-error', status: 404 }, /"status" of "management-error" is 404/],
    [{ kind: 'gone', connections: 1 }, /"gone" has no "connections"; it has forMs/],
  ]) {
    assert.throws(() => gateway.faults.start(fault), { name: 'TypeError', message });
  }
});
