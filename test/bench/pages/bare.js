import { firstPicture, now, openStream, stopStream } from './shared.js';

/** Two connections in one page without any signaling: the time that the browser itself needs from answer to picture. */
export const page = {
  async measure() {
    const stream = await openStream();
    const caller = new RTCPeerConnection();
    const early = [];
    let callee = null;
    caller.addEventListener('icecandidate', ({ candidate }) => {
      if (callee === null) early.push(candidate);
      else void callee.addIceCandidate(candidate ?? undefined);
    });
    for (const track of stream.getTracks()) caller.addTrack(track, stream);
    const gathered = new Promise((resolve) => {
      caller.addEventListener('icegatheringstatechange', () => {
        if (caller.iceGatheringState === 'complete') resolve();
      });
    });
    await caller.setLocalDescription();
    await gathered;

    const calleePicture = Promise.withResolvers();
    const callerPicture = Promise.withResolvers();
    const takePicture = (picture) => (event) => {
      if (event.track.kind === 'video')
        picture.resolve(firstPicture(new MediaStream([event.track])));
    };
    caller.addEventListener('track', takePicture(callerPicture));

    const clickedAt = now();
    callee = new RTCPeerConnection();
    callee.addEventListener('track', takePicture(calleePicture));
    callee.addEventListener('icecandidate', ({ candidate }) => {
      void caller.addIceCandidate(candidate ?? undefined);
    });
    await callee.setRemoteDescription(caller.localDescription);
    for (const candidate of early) void callee.addIceCandidate(candidate ?? undefined);
    for (const track of stream.getTracks()) callee.addTrack(track, stream);
    await callee.setLocalDescription();
    await caller.setRemoteDescription(callee.localDescription);

    const times = await Promise.all([calleePicture.promise, callerPicture.promise]);
    caller.close();
    callee.close();
    stopStream(stream);
    return { callee: times[0] - clickedAt, caller: times[1] - clickedAt };
  },
};
