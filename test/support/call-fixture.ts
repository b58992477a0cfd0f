import { PeerCall } from '../../src/call/peer-call.js';
import type { CallEventMap } from '../../src/call/call-events.js';
import type { CallOptions } from '../../src/call/call-options.js';
import type { CallState } from '../../src/call/call-state.js';
import { createMemorySignaling, type MemorySignalingOptions } from '../../src/testing.js';
import type { MemorySignaling } from '../../src/signaling/memory-signaling.js';
import type { SignalingClient } from '../../src/signaling/signaling-client.js';

/** No STUN, so that nothing leaves the machine. */
export const LOCAL: CallOptions = { iceServers: [] };

/** No devices either: calls of the state machine alone, which still make real connections. */
export const NO_DEVICES: CallOptions = { ...LOCAL, audio: false, video: false };

/** Resolves once `condition` holds; it is looked at whenever the browser is idle for a moment. */
export async function until(condition: () => unknown, what = String(condition)): Promise<void> {
  const deadline = performance.now() + 15_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`Waited in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Resolves when the call is in one of the states. Fails at once if it ends in another way. */
export async function reached(call: PeerCall, ...states: CallState[]): Promise<void> {
  await until(() => states.includes(call.state) || call.state === 'ended', `call ${states.join()}`);
  if (!states.includes(call.state)) {
    throw new Error(`Call ended ${call.endReason}: ${call.error?.message ?? 'no error'}`);
  }
}

export function nextEvent<Name extends keyof CallEventMap & string>(
  call: PeerCall,
  name: Name,
): Promise<CallEventMap[Name]> {
  return new Promise((resolve) => {
    call.addEventListener(name, (event) => resolve(event), { once: true });
  });
}

export interface Pair {
  readonly network: MemorySignaling;
  readonly alice: SignalingClient;
  readonly bob: SignalingClient;
  /** Bob's incoming calls, in order. */
  readonly incoming: PeerCall[];
  /** Ends what is left. */
  close(): Promise<void>;
}

/** Alice and Bob on one network. Bob listens; what he hears is in `incoming`. */
export async function createPair(
  network: MemorySignalingOptions = {},
  bobOptions: CallOptions = NO_DEVICES,
): Promise<Pair> {
  const signaling = createMemorySignaling(network);
  const alice = signaling.connect('alice');
  const bob = signaling.connect('bob');
  await Promise.all([alice.open(), bob.open()]);
  const incoming: PeerCall[] = [];
  const stop = PeerCall.listen(bob, (call) => incoming.push(call), bobOptions);
  return {
    network: signaling,
    alice,
    bob,
    incoming,
    close: async () => {
      stop();
      for (const call of incoming) call.hangup();
      await signaling.settled();
      alice.close();
      bob.close();
    },
  };
}

/** A call from Alice that Bob has answered, connected on both sides. */
export async function connect(
  pair: Pair,
  callerOptions: CallOptions = NO_DEVICES,
): Promise<{ outgoing: PeerCall; incoming: PeerCall }> {
  const outgoing = PeerCall.place(pair.alice, 'bob', callerOptions);
  await until(() => pair.incoming.length > 0, 'an incoming call');
  const incoming = pair.incoming.at(-1) as PeerCall;
  await incoming.answer();
  await Promise.all([reached(outgoing, 'connected'), reached(incoming, 'connected')]);
  return { outgoing, incoming };
}
