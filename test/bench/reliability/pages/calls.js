import { inventory } from './instruments.js';

const { PeerCall } = await import('/dist/core.js');
const { createMemorySignaling } = await import('/dist/testing.js');

const OPTIONS = { iceServers: [], video: { width: 160, height: 120, frameRate: 5 } };
const TIMEOUT_MS = 20_000;
/** The longest that something of an ended call may still wait. */
const POLL_MS = 20;

const network = createMemorySignaling({ latencyMs: 1 });
const alice = network.connect('alice');
const bob = network.connect('bob');
await Promise.all([alice.open(), bob.open()]);

let incoming = null;
PeerCall.listen(
  bob,
  (call) => {
    incoming = call;
    void call.answer();
  },
  OPTIONS,
);

async function until(isTrue, what) {
  const deadline = performance.now() + TIMEOUT_MS;
  while (!isTrue()) {
    if (performance.now() > deadline) throw new Error(`${what}: not within ${TIMEOUT_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function callOnce() {
  const outgoing = PeerCall.place(alice, 'bob', OPTIONS);
  await until(() => outgoing.state === 'connected' && incoming?.state === 'connected', 'connected');
  let heard = false;
  incoming.addEventListener('message', () => (heard = true));
  outgoing.sendMessage('hello');
  await until(() => heard, 'a message');
  outgoing.hangup();
  await until(() => outgoing.state === 'ended' && incoming.state === 'ended', 'the end');
  incoming = null;
  await network.settled();
}

export const page = {
  /** Makes this many calls, one after the other. */
  async call({ count }) {
    for (let index = 0; index < count; index += 1) await callOnce();
  },
  inventory,
};
