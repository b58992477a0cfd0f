import { PeerCall } from '/dist/core.js';
import { bytesOf } from './bytes.js';
import { StrippingClient } from './stripping-client.js';
import { until } from './until.js';
import { QUICK_TIMING, World } from './world.js';

/** A call of the one in the middle. */
class MiddleCall extends PeerCall {
  connection = null;
  #mostBytes = 0;

  createConnection(config) {
    this.connection = super.createConnection(config);
    return this.connection;
  }

  /** RTP that has come so far, in bytes. A closed connection shows none, so it has to be asked meanwhile. */
  async receivedBytes() {
    const bytes = await bytesOf(this.connection, 'inbound-rtp', 'bytesReceived');
    this.#mostBytes = Math.max(this.#mostBytes, bytes);
    return this.#mostBytes;
  }
}

/** Plays the callee to the caller, and the caller to the callee, with keys and certificates of its own. */
class Middleman {
  /** Its calls with the two. */
  calls = {};

  constructor(between, options) {
    const client = (side) => new StrippingClient(between[side]);
    const clients = { caller: client('caller'), callee: client('callee') };
    MiddleCall.listen(
      clients.caller,
      (call) => {
        this.calls.caller = call;
        void call.answer();
      },
      { iceServers: [], audio: false, video: false, ...options },
    );
    between.caller.addEventListener('message', ({ message: { bySecret } }) => {
      if (bySecret !== undefined) clients.callee.borrowedProof = bySecret;
      // It dials as soon as it is dialled.
      this.calls.callee ??= MiddleCall.place(clients.callee, 'callee', {
        iceServers: [],
        audio: false,
        video: false,
        ...options,
      });
    });
  }

  async receivedBytes() {
    const { caller, callee } = this.calls;
    return {
      caller: (await caller?.receivedBytes()) ?? 0,
      callee: (await callee?.receivedBytes()) ?? 0,
    };
  }
}

/** Both talk with the one in the middle, compare their codes, and say that these differ. */
export async function comparesCodes() {
  const world = await World.open();
  const middleman = new Middleman(world.between);
  await world.connected();
  await until(async () => Object.values(await middleman.receivedBytes()).every(Boolean));
  await until(() => world.calls.every(({ verificationCode }) => verificationCode !== null));
  const { caller, callee } = world.summary;
  for (const call of world.calls) call.confirmVerification(false);
  await until(() => Object.values(middleman.calls).every(({ state }) => state === 'ended'));
  return {
    codes: [caller.code, callee.code],
    stolenBytes: await middleman.receivedBytes(),
    ...world.summary,
    heardInTheMiddle: Object.values(middleman.calls).map(({ endReason }) => endReason),
  };
}

/** The two have a secret that the one in the middle does not know: it takes the proofs of it off, or sends copies of them. */
export async function lacksSecret() {
  const world = await World.open();
  const middleman = new Middleman(world.between, { timing: QUICK_TIMING });
  const secret = crypto.randomUUID();
  await world.play({ secret, timing: QUICK_TIMING }, async () => {
    await middleman.receivedBytes();
    return world.calls.some(({ state }) => state === 'connected');
  });
  await until(() => world.incoming || middleman.calls.callee?.state === 'ended');
  return { ...world.summary, stolenBytes: await middleman.receivedBytes() };
}
