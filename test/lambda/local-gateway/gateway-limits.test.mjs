import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';
import { describe, test } from 'node:test';
import { startCommandGateway } from '../support/gateway.mjs';
import { manage } from '../support/management-request.mjs';
import { ManualClock } from '../support/manual-clock.mjs';

/** So that the handler is invoked for messages alone. */
const WITHOUT_DISCONNECT = { parameters: { Rooms: 'no' } };
const FRAME = 32_768;

/** Sends one message in frames of the given sizes. */
function sendFrames(socket, sizes) {
  sizes.forEach((size, i) => socket.send('x'.repeat(size), { fin: i === sizes.length - 1 }));
}

describe('the size of a frame and of a message', () => {
  const accepted = [[FRAME], [25_000, 25_000, 25_000, 25_000], [FRAME, FRAME, FRAME, FRAME]];
  const refused = [
    [FRAME + 1],
    [40_000],
    [70_000],
    [200_000],
    [1, FRAME + 1],
    [FRAME, FRAME, FRAME, FRAME, 1],
  ];
  for (const sizes of accepted) {
    test(`${sizes.join(' + ')} bytes are accepted`, async (t) => {
      const { connect } = await startCommandGateway(t);
      const a = await connect();
      sendFrames(a.socket, sizes);
      assert.equal(await a.nextText(), String(sizes.reduce((sum, size) => sum + size)));
    });
  }
  for (const sizes of refused) {
    test(`${sizes.join(' + ')} bytes close the socket with 1009`, async (t) => {
      const { gateway, connect } = await startCommandGateway(t, WITHOUT_DISCONNECT);
      const a = await connect();
      sendFrames(a.socket, sizes);
      assert.equal((await a.closed).code, 1009);
      assert.equal(gateway.stats.invocations, 0);
    });
  }

  test('counts bytes, not characters', async (t) => {
    const { connect } = await startCommandGateway(t);
    const a = await connect();
    a.send('한'.repeat(10_922)); // 32,766 bytes
    assert.equal(await a.nextText(), '10922');
    a.send('한'.repeat(10_923)); // 32,769 bytes
    assert.equal((await a.closed).code, 1009);
  });
});

test('a binary message closes the socket with 1003', async (t) => {
  const { gateway, connect } = await startCommandGateway(t);
  const a = await connect();
  a.socket.send(Buffer.from('say hello'), { binary: true });
  assert.equal((await a.closed).code, 1003);
  assert.equal(gateway.stats.invocations, 0);
});

test('what follows a message that closes the socket is ignored', async (t) => {
  const { gateway, connect } = await startCommandGateway(t);
  const a = await connect();
  a.socket.send(Buffer.from('binary'));
  for (let i = 0; i < 10; i++) a.send('say hello');
  await a.closed;
  assert.equal(gateway.stats.invocations, 0);
});

test('permessage-deflate is not agreed to', async (t) => {
  const { connect } = await startCommandGateway(t);
  const a = await connect({ perMessageDeflate: true });
  assert.equal(a.socket.extensions, '');
});

/** One masked text frame, as a client sends it. */
function clientFrame(text) {
  const payload = Buffer.from(text);
  const mask = randomBytes(4);
  const extended = payload.length > 125;
  const header = Buffer.alloc(extended ? 4 : 2);
  header[0] = 0x81;
  header[1] = 0x80 | (extended ? 126 : payload.length);
  if (extended) header.writeUInt16BE(payload.length, 2);
  return Buffer.concat([header, mask, payload.map((byte, i) => byte ^ mask[i % 4])]);
}

function handshake(url) {
  const { host, pathname } = new URL(url);
  const key = randomBytes(16).toString('base64');
  return Buffer.from(
    `GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
  );
}

/** Writes raw bytes to the gateway and reads until `isEnough`. */
async function exchange(gateway, chunks, isEnough) {
  const socket = net.connect(gateway.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.setNoDelay(true);
  let received = Buffer.alloc(0);
  const done = new Promise((resolve, reject) => {
    socket.on('data', (data) => {
      received = Buffer.concat([received, data]);
      if (isEnough(received)) resolve();
    });
    socket.once('close', () => reject(new Error('The gateway closed the socket.')));
  });
  for (const chunk of chunks) {
    await new Promise((resolve) => socket.write(chunk, resolve));
  }
  await done;
  socket.destroy();
}

describe('the frame watcher', () => {
  test('sees a frame that comes with the handshake itself', async (t) => {
    const { gateway } = await startCommandGateway(t, WITHOUT_DISCONNECT);
    const small = Buffer.concat([handshake(gateway.url), clientFrame('say hello')]);
    await exchange(gateway, [small], (data) => data.includes('hello'));
    const big = Buffer.concat([handshake(gateway.url), clientFrame('x'.repeat(FRAME + 1))]);
    const closeFrame = Buffer.from([0x88, 0x02, 0x03, 0xf1]); // 1009
    await exchange(gateway, [big], (data) => data.includes(closeFrame));
    assert.equal(gateway.stats.invocations, 1);
  });

  test('copes with a header that arrives byte by byte', async (t) => {
    const { gateway } = await startCommandGateway(t);
    const frames = Buffer.concat([clientFrame('x'.repeat(300)), clientFrame('say hello')]);
    const bytes = Array.from(frames, (byte) => Buffer.from([byte]));
    await exchange(gateway, [handshake(gateway.url), ...bytes], (data) => data.includes('hello'));
    assert.equal(gateway.stats.framesIn, 2);
  });
});

describe('the times of a connection', () => {
  test('without a message in either direction it is closed with 1001', async (t) => {
    const clock = new ManualClock();
    const { gateway, connect } = await startCommandGateway(t, { clock, idleTimeoutMs: 800 });
    const [sender, receiver, silent] = [await connect(), await connect(), await connect()];
    receiver.send('event');
    const { connectionId } = (await receiver.next()).requestContext;
    const talk = async () => {
      sender.send('say hello');
      await sender.nextText();
      // What comes from the server counts too.
      await manage(gateway, 'POST', connectionId, 'still here');
      await receiver.nextText();
    };
    // The busy ones live through more than one idle time.
    for (let round = 0; round < 4; round++) {
      await talk();
      clock.advance(500);
    }
    const goingAway = { code: 1001, reason: 'Going away' };
    assert.deepEqual(await silent.closed, goingAway);
    await talk();
    clock.advance(800);
    assert.deepEqual(await Promise.all([sender.closed, receiver.closed]), [goingAway, goingAway]);
  });

  test('a ping of the client is no message', async (t) => {
    const { connect } = await startCommandGateway(t, { idleTimeoutMs: 300 });
    const a = await connect();
    a.socket.on('pong', () => a.socket.ping());
    a.socket.ping();
    assert.equal((await a.closed).code, 1001);
  });

  test('after its longest duration it is closed with 1001, however busy', async (t) => {
    const { connect } = await startCommandGateway(t, { connectionDurationMs: 300 });
    const a = await connect();
    a.socket.on('message', () => a.send('say hello'));
    a.send('say hello');
    assert.deepEqual(await a.closed, { code: 1001, reason: 'Going away' });
  });
});
