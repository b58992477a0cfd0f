import { PeerCall } from '../../src/call/peer-call.js';
import type { CallOptions } from '../../src/call/terms/call-options.js';
import { P2pVideoCallElement } from '../../src/element/p2p-video-call.js';
import type { SignalingClient } from '../../src/signaling/signaling-client.js';

export class MyCall extends PeerCall {}

/** What the class documentation tells apps to write for calls of a class of their own. */
export class MyElement extends P2pVideoCallElement {
  protected override createCall(peerId: string, options: CallOptions, signaling: SignalingClient) {
    return MyCall.place(signaling, peerId, options);
  }

  protected override createCallListener(
    signaling: SignalingClient,
    onIncoming: (call: PeerCall) => void,
    options: CallOptions,
  ) {
    return MyCall.listen(signaling, onIncoming, options);
  }
}
