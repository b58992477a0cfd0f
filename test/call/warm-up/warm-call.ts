import type { CallOptions } from '../../../src/call/terms/call-options.js';
import {
  NO_DEVICES,
  reached,
  until,
  type CallFixture,
  type Pair,
} from '../../support/call-fixture.js';
import { CuttableCall } from '../../support/cuttable-call.js';

export const WARM: CallOptions = { ...NO_DEVICES, warmUp: true };

export interface WarmCalls {
  readonly pair: Pair;
  readonly outgoing: CuttableCall;
  readonly incoming: CuttableCall;
}

/** A call from Alice that rings on Bob's side, where it may be warmed up. */
export async function ringWarm(
  calls: CallFixture,
  bobOptions: CallOptions = WARM,
  aliceOptions: CallOptions = NO_DEVICES,
  pair?: Pair,
): Promise<WarmCalls> {
  const both = pair ?? (await calls.pair());
  both.stop();
  const { incoming } = calls.listen(CuttableCall, both.bob, bobOptions);
  const outgoing = calls.watch(CuttableCall.place(both.alice, 'bob', aliceOptions));
  await until(() => incoming.length === 1, 'a ring');
  return { pair: both, outgoing, incoming: incoming[0]! };
}

/** Resolves when the two are connected, and still ring. */
export async function warm(both: WarmCalls): Promise<void> {
  const stateOf = ({ state, connections: [connection] }: CuttableCall) =>
    [
      state,
      connection?.signalingState,
      connection?.iceGatheringState,
      connection?.iceConnectionState,
      connection?.connectionState,
      connection?.sctp?.transport.state,
    ].join(' ');
  const sides = [both.outgoing, both.incoming];
  const isUp = ({ connections: [connection] }: CuttableCall) =>
    // Not the state of its transport, of which Chromium 156 does not always tell.
    connection?.connectionState === 'connected';
  const howItStands = () => `a connection while it rings: ${sides.map(stateOf).join('; ')}`;
  await until(() => sides.every(isUp), howItStands);
  await reached(both.outgoing, 'ringing');
}

/** What a connection has sent and received of sound and pictures, in bytes. */
export async function mediaBytes(connection: RTCPeerConnection): Promise<number> {
  let sum = 0;
  for (const stats of (await connection.getStats()).values() as Iterable<{
    type: string;
    bytesSent?: number;
    bytesReceived?: number;
  }>) {
    if (/^(in|out)bound-rtp$/.test(stats.type)) {
      sum += (stats.bytesSent ?? 0) + (stats.bytesReceived ?? 0);
    }
  }
  return sum;
}
