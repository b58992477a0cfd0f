import '/node_modules/peerjs/dist/peerjs.min.js';
import { firstPicture, now, openStream, openStreamLate, stopStream } from './shared.js';

let peer;
let stream = null;
let call = null;
let cameraDelayMs = null;
let picture;
let ringing = Promise.withResolvers();

function watch() {
  picture = new Promise((resolve) => {
    // It fires once for each track.
    call.once('stream', (remote) => resolve(firstPicture(remote)));
  });
}

export const page = {
  async goOnline({ port }) {
    peer = new globalThis.Peer({ host: 'localhost', port, path: '/', config: { iceServers: [] } });
    peer.on('call', (incoming) => {
      call = incoming;
      watch();
      ringing.resolve();
    });
    return new Promise((resolve, reject) => {
      peer.on('open', resolve);
      peer.on('error', reject);
    });
  },

  /** `lateMs`: the camera opens at the answer, and takes that long; `null`: it is already open. */
  async prepare({ lateMs }) {
    ringing = Promise.withResolvers();
    cameraDelayMs = lateMs;
    stream = lateMs === null ? await openStream() : null;
  },

  dial(address) {
    call = peer.call(address, stream);
    watch();
  },

  rung: () => ringing.promise,

  answer() {
    const clickedAt = now();
    if (stream === null) {
      // `answer` takes a stream; none can be added later.
      void openStreamLate(cameraDelayMs).then((opened) => {
        stream = opened;
        call.answer(stream);
      });
    } else {
      call.answer(stream);
    }
    return clickedAt;
  },

  firstPicture: () => picture,

  hangUp() {
    call?.close();
    stopStream(stream);
  },
};
