import type { Room } from '../signaling/room.js';
import type { SignalingClient } from '../signaling/signaling-client.js';
import { CallRegistry } from './incoming/call-registry.js';
import type { MeetingOptions } from './meeting/meeting-options.js';
import type { Meeting, MeetingCall } from './meeting/meeting.js';
import { runHook } from './run-hook.js';
import { notFetched } from './terms/call-error.js';
import { resolveCallOptions, type CallOptions } from './terms/call-options.js';

/** What makes the calls: `PeerCall` or a subclass. */
export interface CallMaker<Call> {
  listen(
    signaling: SignalingClient,
    onIncoming: (call: Call) => void,
    options: CallOptions,
  ): () => void;
  place(signaling: SignalingClient, peerId: string, options: CallOptions): Call;
}

/** What is behind `PeerCall.meet`: it listens at once, and fetches what keeps the meeting. */
export function meetInRoom<Call extends MeetingCall>(
  maker: CallMaker<Call>,
  room: Room<SignalingClient>,
  onCall: (call: Call) => void,
  options: CallOptions | null | undefined,
): () => void {
  const { signaling } = room;
  const resolved = resolveCallOptions(options);
  const { router } = CallRegistry.for(signaling);
  let meeting: Meeting<Call> | undefined;
  let isStopped = false;
  const policy: MeetingOptions = {
    ...resolved,
    resume: false,
    meeting: {
      // Until there is somebody to take its call, an invitation is not answered, and comes again.
      isMember: (address) => Boolean(meeting) && room.members.includes(address),
      call: () => meeting?.call,
    },
  };
  const stopListening = maker.listen(signaling, (call) => meeting?.take(call), policy);
  const stop = () => {
    isStopped = true;
    stopListening();
    meeting?.stop();
  };
  void import('./meeting/meeting.js').then(
    ({ Meeting }) => {
      if (isStopped) return;
      meeting = new Meeting<Call>({
        room,
        options: resolved,
        place: (peerId, all) => maker.place(signaling, peerId, all),
        onCall: (call) => runHook(() => onCall(call)),
        redirect: (callId, address) => router.redirect(callId, address),
        onStop: stop,
      });
    },
    (cause: unknown) => {
      stopListening();
      reportError(notFetched('connection-failed', cause));
    },
  );
  return stop;
}
