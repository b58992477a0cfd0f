// Strangers who flood an address of the relay: `node strangers-process.mjs <relay> <how many>`, with tasks by IPC.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';

const TICK_MS = 5;
const [, , relayUrl, count] = process.argv;

const strangers = [];
while (strangers.length < Number(count)) {
  const socket = new WebSocket(relayUrl);
  await once(socket, 'open');
  socket.send('');
  const [data] = await once(socket, 'message');
  strangers.push({ socket, address: JSON.parse(String(data)).connectionId });
}

const text = (bytes) => randomBytes(bytes).toString('base64url');

/** What a stranger at `address` sends. Everything that a proof could be in has one, which is wrong: that costs most. */
const ENVELOPES = {
  invites: ({ key, invitation }, address) => ({
    v: 2,
    callId: text(16),
    seq: 1,
    ack: 0,
    payload: invitation,
    address,
    key,
    byToken: text(32),
    byTicket: text(32),
  }),
  early: ({ key }, address, number) => ({
    v: 2,
    callId: text(16),
    seq: 2 + (number % 60),
    ack: 0,
    payload: JSON.stringify({ type: 'candidates', generation: 0, candidates: [] }),
    address,
    key,
    mac: text(32),
  }),
  forged: ({ key, callId }, address, number) => ({
    v: 2,
    callId,
    seq: 1 + (number % 60),
    ack: 0,
    payload: JSON.stringify({ type: 'app', data: 'x'.repeat(500) }),
    address,
    key,
    mac: text(32),
  }),
};

/** Sends evenly, as far as this machine lets it. */
async function flood({ kind, victim, perSecond, forMs, ...material }) {
  const startedAt = performance.now();
  let sent = 0;
  for (let passed = 0; passed < forMs; passed = performance.now() - startedAt) {
    const due = Math.floor((passed * perSecond) / 1_000);
    for (; sent < due; sent += 1) {
      const { socket, address } = strangers[sent % strangers.length];
      const message = ENVELOPES[kind](material, address, sent);
      socket.send(JSON.stringify({ connectionId: victim, message }));
    }
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  return sent;
}

process.on('message', async (task) => process.send({ sent: await flood(task) }));
process.on('disconnect', () => process.exit());
process.send({ isReady: true });
