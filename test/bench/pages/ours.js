import { ApiGatewaySignalingClient, PeerCall } from '/dist/core.js';
import {
  firstPicture,
  now,
  openStream,
  openStreamLate,
  stopStream,
  videoConstraints,
} from './shared.js';

let signaling;
let stream = null;
let call = null;
let cameraDelayMs = 0;
let isWarm = false;
let picture;
let ringing = Promise.withResolvers();

function watch() {
  picture = new Promise((resolve) => {
    call.addEventListener('remotestream', (event) => resolve(firstPicture(event.stream)));
  });
}

export const page = {
  async goOnline({ url }) {
    signaling = new ApiGatewaySignalingClient(url);
    const address = await signaling.open();
    PeerCall.listen(
      signaling,
      (incoming) => {
        call = incoming;
        watch();
        ringing.resolve();
      },
      {
        iceServers: [],
        video: videoConstraints,
        warmUp: () => isWarm,
        mediaDevices: { getUserMedia: () => openStreamLate(cameraDelayMs) },
      },
    );
    return address;
  },

  /**
   * `lateMs`: the camera opens at the answer, and takes that long; `null`: it is already open. `warmUp`: the callee connects
   * while it rings.
   */
  async prepare({ lateMs, warmUp = false }) {
    isWarm = warmUp;
    ringing = Promise.withResolvers();
    cameraDelayMs = lateMs ?? 0;
    stream = lateMs === null ? await openStream() : null;
  },

  dial(address) {
    call = PeerCall.place(signaling, address, { iceServers: [], localStream: stream });
    watch();
  },

  rung: () => ringing.promise,

  answer() {
    const clickedAt = now();
    void call.answer(stream === null ? {} : { localStream: stream });
    return clickedAt;
  },

  firstPicture: () => picture,

  hangUp() {
    call?.hangup();
    stopStream(stream);
  },

  ended: () =>
    new Promise((resolve) => {
      if (call.state === 'ended') resolve();
      else call.addEventListener('statechange', () => call.state === 'ended' && resolve());
    }),
};
