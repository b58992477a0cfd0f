import type { CallOptions, PeerCall, SignalingClient } from 'p2p-video-call/core';
import { P2pVideoCallElement } from 'p2p-video-call/element';
import { LessonCall } from './lesson-call';

/** The element, whose calls are lessons. */
export class LessonElement extends P2pVideoCallElement {
  protected override createCall(
    peerId: string,
    options: CallOptions,
    signaling: SignalingClient,
  ): PeerCall {
    return LessonCall.place(signaling, peerId, options);
  }

  protected override createCallListener(
    signaling: SignalingClient,
    onIncoming: (call: PeerCall) => void,
    options: CallOptions,
  ): () => void {
    return LessonCall.listen(signaling, onIncoming, options);
  }
}

customElements.define('lesson-call', LessonElement);
