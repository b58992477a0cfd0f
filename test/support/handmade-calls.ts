import type { CallOptions } from '../../src/call/terms/call-options.js';
import type { PeerCall } from '../../src/call/peer-call.js';
import { NO_DEVICES, reached, until, type CallFixture, type Pair } from './call-fixture.js';
import { HandmadePeer } from './handmade-peer.js';

export interface HandmadeCall {
  readonly pair: Pair;
  /** The other end, which does what the test wants. */
  readonly peer: HandmadePeer;
  /** The end that is tested. */
  readonly call: PeerCall;
}

/** A call from a handmade peer that rings on Bob's side. */
export async function ringByHand(
  calls: CallFixture,
  options: CallOptions = NO_DEVICES,
): Promise<HandmadeCall> {
  const pair = await calls.pair({}, options);
  const peer = new HandmadePeer(pair.alice);
  calls.cleanUp(() => peer.close());
  peer.converse('bob');
  peer.invite(await peer.offer());
  await until(() => pair.incoming.length === 1);
  return { pair, peer, call: pair.incoming[0]! };
}

/** A connected call; the tested end is the one that is called. */
export async function calledByHand(
  calls: CallFixture,
  options: CallOptions = NO_DEVICES,
): Promise<HandmadeCall> {
  const both = await ringByHand(calls, options);
  await both.call.answer();
  await reached(both.call, 'connected');
  return both;
}

/** A connected call; the tested end is the one that calls. */
export async function callByHand(
  calls: CallFixture,
  options: CallOptions = NO_DEVICES,
): Promise<HandmadeCall> {
  const pair = await calls.pair();
  pair.stop();
  const peer = new HandmadePeer(pair.bob);
  calls.cleanUp(() => peer.close());
  const invited = peer.invited();
  const call = calls.place(pair, options);
  await invited;
  const answer = await peer.answer();
  peer.say({ type: 'accept', media: {}, ...answer });
  await reached(call, 'connected');
  return { pair, peer, call };
}
