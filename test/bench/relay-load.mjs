import { once } from 'node:events';
import { WebSocket, WebSocketServer } from 'ws';
import { createLocalGateway } from '../../dist/local-gateway.mjs';
import { median, ms, percentile, printTable } from './figures.mjs';

const CLIENTS = 8;
/** How many frames of each client are in flight at a time. */
const WINDOW = 4;
/** The length of a batch of candidates; invite and accept are ten times longer. */
const MESSAGE = 'x'.repeat(1_000);

/** The relay behind the local gateway, and beside it a bare `ws` server that sends every frame back. */
export async function measureRelay(frames) {
  const gateway = await createLocalGateway();
  const echo = await startEcho();
  try {
    const rows = [];
    for (const [name, open] of [
      ['who-am-I, handler behind the gateway', () => openAsking(gateway.url)],
      ['message to another client, through the AWS SDK', () => openPair(gateway.url)],
      ['the same frames, bare `ws` echo', () => openEcho(echo.url)],
    ]) {
      const single = await measure(open, { frames: frames / 10, clients: 1, window: 1 });
      const many = await measure(open, { frames, clients: CLIENTS, window: WINDOW });
      rows.push([
        name,
        ms(median(single.latencies)),
        ms(percentile(single.latencies, 0.99)),
        `${(many.frames / (many.durationMs / 1000)).toFixed(0)}/s`,
        ms(median(many.latencies)),
      ]);
    }
    printTable(
      `The relay on this machine, ${frames} frames each (messages of 1 KB; server and clients in one process)`,
      ['', 'one at a time', '99 %', `${CLIENTS} clients × ${WINDOW}`, 'latency then'],
      rows,
    );
  } finally {
    await gateway.close();
    await echo.stop();
  }
}

async function measure(open, { frames, clients, window }) {
  const share = Math.ceil(frames / clients);
  const lines = await Promise.all(Array.from({ length: clients }, open));
  const startedAt = performance.now();
  const latencies = await Promise.all(lines.map((line) => exchange(line, share, window)));
  const durationMs = performance.now() - startedAt;
  for (const { from, to } of lines) {
    from.close();
    to.close();
  }
  return { latencies: latencies.flat(), durationMs, frames: share * clients };
}

/** Every frame that is sent at `from` arrives at `to`. They may overtake each other, but all are the same. */
function exchange({ from, to, frame }, count, window) {
  return new Promise((resolve, reject) => {
    const sentAt = [];
    const latencies = [];
    const send = () => {
      sentAt.push(performance.now());
      from.send(frame);
    };
    const arrive = () => {
      latencies.push(performance.now() - sentAt[latencies.length]);
      if (sentAt.length < count) send();
      if (latencies.length === count) resolve(latencies);
    };
    to.on('message', arrive);
    // A sender gets a frame only if something went wrong.
    if (from !== to) from.on('message', (data) => reject(new Error(String(data))));
    from.once('close', (code) => reject(new Error(`The server closed with ${code}.`)));
    for (let sent = 0; sent < Math.min(window, count); sent += 1) send();
  });
}

async function openAsking(url) {
  const socket = await connect(url);
  return { from: socket, to: socket, frame: '' };
}

async function openPair(url) {
  const [from, to] = [await connect(url), await connect(url)];
  to.send('');
  const [data] = await once(to, 'message');
  return { from, to, frame: relayFrame(JSON.parse(String(data)).connectionId) };
}

async function openEcho(url) {
  const socket = await connect(url);
  return { from: socket, to: socket, frame: relayFrame('L0SM9cOFvHcCIhw=') };
}

const relayFrame = (id) => JSON.stringify({ connectionId: id, message: MESSAGE });

async function connect(url) {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  await once(socket, 'open');
  return socket;
}

async function startEcho() {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  server.on('connection', (socket) => socket.on('message', (data) => socket.send(String(data))));
  await once(server, 'listening');
  return {
    url: `ws://127.0.0.1:${server.address().port}`,
    stop: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}
