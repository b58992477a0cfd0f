import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { startCommandGateway, until } from '../support/gateway.mjs';
import { callMessage, startTwoClients } from '../support/two-clients.mjs';

/** The messages that `client` has, once it has `count`. */
async function take(client, count) {
  const messages = [];
  while (messages.length < count) messages.push((await client.next()).message);
  return messages;
}

describe('delay', () => {
  test('to the handler: the message waits before it is invoked', async (t) => {
    const { faults, gateway, clock, a, b, idA, idB } = await startTwoClients(t);
    const { invocations } = gateway.stats;
    const fault = faults.start({ kind: 'delay', direction: 'to-lambda', delayMs: 300, times: 1 });
    a.request(idB, 'late');
    await until(() => fault.hits === 1);
    assert.equal(fault.isActive, false, 'what it holds comes in its time all the same');
    assert.equal(await a.whoAmI(), idA, 'the next one is not late');
    clock.advance(299);
    assert.equal(gateway.stats.invocations, invocations + 1);
    clock.advance(1);
    assert.deepEqual(await take(b, 1), ['late']);
  });

  test('to the client: what @connections took waits before it arrives', async (t) => {
    const { faults, gateway, clock, a, b, idA, idB } = await startTwoClients(t);
    faults.start({ kind: 'delay', direction: 'to-client', connections: idB, delayMs: 300 });
    a.request(idB, 'late');
    await until(() => gateway.stats.relayed === 1);
    assert.equal(await a.whoAmI(), idA, 'the other client is not hit');
    clock.advance(299);
    assert.deepEqual(b.frames, []);
    clock.advance(1);
    assert.deepEqual(await take(b, 1), ['late']);
  });

  test('a range lets frames overtake each other, the same ones for the same seed', async (t) => {
    const orderWith = async (seed) => {
      const { faults, clock, a, b, idB } = await startTwoClients(t);
      const fault = faults.start({
        kind: 'delay',
        direction: 'to-client',
        delayMs: [0, 1_000],
        seed,
      });
      for (let i = 0; i < 8; i++) {
        a.request(idB, i);
        await until(() => fault.hits === i + 1);
      }
      clock.advance(1_000);
      return take(b, 8);
    };
    const first = await orderWith(5);
    assert.deepEqual(first.toSorted(), [0, 1, 2, 3, 4, 5, 6, 7]);
    assert.notDeepEqual(first, first.toSorted());
    assert.deepEqual(await orderWith(5), first);
    assert.notDeepEqual(await orderWith(6), first);
  });

  test('what a client sent before it left is still handled', async (t) => {
    const { faults, clock, a, b, idA, idB } = await startTwoClients(t);
    const fault = faults.start({ kind: 'delay', direction: 'to-lambda', delayMs: 300 });
    a.request(idB, 'goodbye');
    await a.close();
    await until(() => fault.hits === 1);
    clock.advance(300);
    assert.deepEqual(await b.next(), { message: 'goodbye', from: idA });
  });
});

describe('drop', () => {
  test('nobody gets the message, and nobody hears of it', async (t) => {
    const { faults, gateway, a, b, idB } = await startTwoClients(t);
    faults.start({ kind: 'drop', direction: 'to-client', times: 1 });
    a.request(idB, 'lost');
    await until(() => gateway.stats.relayed === 1);
    a.request(idB, 'arrives');
    assert.deepEqual(await take(b, 1), ['arrives']);
    assert.deepEqual(a.frames, []);
  });

  test('before the handler, it is not even invoked', async (t) => {
    const { faults, gateway, a, idA } = await startTwoClients(t);
    const { invocations } = gateway.stats;
    const fault = faults.start({ kind: 'drop', direction: 'to-lambda' });
    a.send('');
    await until(() => fault.hits === 1);
    faults.heal();
    assert.equal(await a.whoAmI(), idA);
    assert.equal(gateway.stats.invocations, invocations + 1);
    assert.deepEqual(a.frames, []);
  });

  test('by the type of the call message, in its envelope or bare', async (t) => {
    const { faults, a, b, idB } = await startTwoClients(t);
    const fault = faults.start({ kind: 'drop', direction: 'to-client', type: ['accept', 'x'] });
    const sent = [callMessage('invite'), callMessage('accept'), { type: 'x' }, { type: 'y' }, 'x'];
    for (const message of sent) a.request(idB, message);
    assert.deepEqual(new Set(await take(b, 3)), new Set([sent[0], sent[3], sent[4]]));
    assert.equal(fault.hits, 2);
  });

  test('by what a function says of the frame', async (t) => {
    const { faults, a, b, idA, idB } = await startTwoClients(t);
    faults.start({
      kind: 'drop',
      direction: 'to-client',
      where: (frame) => frame.from === idA && frame.message > 1,
    });
    for (const number of [1, 2, 3]) a.request(idB, number);
    b.request(idA, 4);
    assert.deepEqual([await take(a, 1), await take(b, 1)], [[4], [1]]);
    assert.equal(await b.whoAmI(), idB);
    assert.deepEqual(b.frames, []);
  });

  test('a part of them, the same ones for the same seed', async (t) => {
    const { gateway, connect } = await startCommandGateway(t);
    const arrivalsWith = async (seed) => {
      const client = await connect();
      const fault = gateway.faults.start({
        kind: 'drop',
        direction: 'to-lambda',
        probability: 0.5,
        seed,
      });
      for (let i = 0; i < 20; i++) client.send(`say ${i}`);
      const sent = gateway.stats.framesIn;
      await until(() => gateway.stats.framesIn >= sent + 20);
      fault.heal();
      client.send('say the last one');
      const arrived = [];
      do arrived.push(await client.nextText());
      while (arrived.at(-1) !== 'the last one');
      assert.equal(arrived.length, 21 - fault.hits);
      return arrived;
    };
    const first = await arrivalsWith(3);
    assert.ok(first.length > 1 && first.length < 21, first.join());
    assert.deepEqual(await arrivalsWith(3), first);
    assert.notDeepEqual(await arrivalsWith(4), first);
  });
});

describe('duplicate', () => {
  test('to the handler: one event is invoked again, with the same ids', async (t) => {
    const { gateway, connect } = await startCommandGateway(t);
    const a = await connect();
    gateway.faults.start({ kind: 'duplicate', direction: 'to-lambda' });
    a.send('event');
    const [first, second] = [await a.next(), await a.next()];
    assert.deepEqual(first, second);
    assert.equal(gateway.stats.invocations, 2);
    assert.equal(gateway.stats.framesIn, 1);
  });

  test('to the client: as many copies as wanted, each later than the one before', async (t) => {
    const { faults, clock, a, b, idA, idB } = await startTwoClients(t);
    faults.start({
      kind: 'duplicate',
      direction: 'to-client',
      connections: idB,
      copies: 2,
      afterMs: 100,
    });
    a.request(idB, 'again');
    assert.deepEqual(await take(b, 1), ['again']);
    clock.advance(100);
    assert.deepEqual(await take(b, 1), ['again']);
    assert.equal(await a.whoAmI(), idA);
    assert.deepEqual(b.frames, []);
    clock.advance(100);
    assert.deepEqual(await take(b, 1), ['again']);
  });

  test('the relay delivers a message twice when Lambda retries', async (t) => {
    const { faults, clock, gateway, a, b, idB } = await startTwoClients(t);
    faults.start({ kind: 'duplicate', direction: 'to-lambda', type: 'invite', afterMs: 50 });
    a.request(idB, callMessage('invite'));
    assert.deepEqual(await take(b, 1), [callMessage('invite')]);
    clock.advance(50);
    assert.deepEqual(await take(b, 1), [callMessage('invite')]);
    assert.equal(gateway.stats.relayed, 2);
  });
});

describe('reorder', () => {
  test('frames arrive in reverse, by twos', async (t) => {
    const { faults, a, b, idB } = await startTwoClients(t);
    const fault = faults.start({ kind: 'reorder', direction: 'to-client' });
    for (let i = 0; i < 4; i++) {
      a.request(idB, i);
      await until(() => fault.hits === i + 1);
    }
    assert.deepEqual(await take(b, 4), [1, 0, 3, 2]);
  });

  test('a frame that no other one follows is let go in the end', async (t) => {
    const { faults, clock, a, b, idA, idB } = await startTwoClients(t);
    const fault = faults.start({
      kind: 'reorder',
      direction: 'to-client',
      connections: idB,
      window: 3,
      holdMs: 200,
    });
    for (let i = 0; i < 2; i++) {
      a.request(idB, i);
      await until(() => fault.hits === i + 1);
    }
    clock.advance(199);
    assert.equal(await a.whoAmI(), idA);
    assert.deepEqual(b.frames, []);
    clock.advance(1);
    assert.deepEqual(await take(b, 2), [1, 0]);
  });

  test('before the handler, the invocations begin in reverse', async (t) => {
    const { gateway, connect } = await startCommandGateway(t);
    const a = await connect();
    gateway.faults.start({ kind: 'reorder', direction: 'to-lambda', window: 3 });
    for (const word of ['one', 'two', 'three']) a.send(`say ${word}`);
    const order = [await a.nextText(), await a.nextText(), await a.nextText()];
    assert.deepEqual(order, ['three', 'two', 'one']);
  });
});

describe('whom and how long', () => {
  test('by number, by a list, by a function, or all', async (t) => {
    const { faults, a, b, idA, idB } = await startTwoClients(t);
    const hitBy = async (connections) => {
      const fault = faults.start({ kind: 'throttle', connections });
      a.send('');
      b.send('');
      const frames = [await a.next(), await b.next()];
      fault.heal();
      return frames.map(({ message }) => message === 'Too Many Requests');
    };
    assert.deepEqual(await hitBy(undefined), [true, true]);
    assert.deepEqual(await hitBy(1), [true, false]);
    assert.deepEqual(await hitBy(idB), [false, true]);
    assert.deepEqual(await hitBy([idA, 2]), [true, true]);
    assert.deepEqual(await hitBy(({ id }) => id === idB), [false, true]);
    assert.deepEqual(await hitBy([]), [false, false]);
  });

  test('for a number of times, for a time, or until it is healed', async (t) => {
    const { faults, clock, a, idA } = await startTwoClients(t);
    const throttle = { kind: 'throttle' };
    const isThrottled = async () => {
      a.send('');
      return (await a.next()).message === 'Too Many Requests';
    };
    faults.start({ ...throttle, times: 2 });
    assert.deepEqual(
      [await isThrottled(), await isThrottled(), await isThrottled()],
      [true, true, false],
    );
    const timed = faults.start({ ...throttle, forMs: 1_000 });
    clock.advance(999);
    assert.equal(await isThrottled(), true);
    clock.advance(1);
    assert.equal(await isThrottled(), false);
    assert.equal(timed.isActive, false);
    faults.start(throttle);
    faults.start(throttle);
    assert.equal(await isThrottled(), true);
    faults.heal();
    assert.equal(await a.whoAmI(), idA);
  });

  test('a frame goes through several faults in the order in which they were started', async (t) => {
    const { faults, clock, a, b, idB } = await startTwoClients(t);
    const toB = { direction: 'to-client', connections: idB };
    faults.start({ ...toB, kind: 'duplicate', copies: 3 });
    faults.start({ ...toB, kind: 'drop', times: 2 });
    const delay = faults.start({ ...toB, kind: 'delay', delayMs: 100 });
    a.request(idB, 'x');
    await until(() => {
      clock.advance(0); // lets the copies go
      return delay.hits === 2;
    });
    assert.deepEqual(b.frames, []);
    clock.advance(100);
    assert.deepEqual(await take(b, 2), ['x', 'x']);
  });
});
