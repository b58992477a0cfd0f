import { now } from './meter.js';

let connection = null;
let options = null;

const gathered = () =>
  new Promise((resolve) => {
    const look = () => connection.iceGatheringState === 'complete' && resolve();
    connection.addEventListener('icegatheringstatechange', look);
    look();
  });

export function open(given) {
  options = given;
  connection = new RTCPeerConnection({ iceServers: options.iceServers });
  options.watch(connection);
  connection.addEventListener('track', ({ streams: [stream] }) => {
    if (stream.getTracks().length === 2) options.show(stream);
  });
  for (const track of options.stream.getTracks()) connection.addTrack(track, options.stream);
  return null;
}

/** The bench carries the descriptions itself: there is nothing in between. */
export async function offer() {
  await connection.setLocalDescription();
  await gathered();
  return connection.localDescription.toJSON();
}

export async function answer(offerOfPeer) {
  const at = now();
  await connection.setRemoteDescription(offerOfPeer);
  await connection.setLocalDescription();
  await gathered();
  return { at, description: connection.localDescription.toJSON() };
}

export async function accept(answerOfPeer) {
  await connection.setRemoteDescription(answerOfPeer);
}

export function hangUp() {
  connection.close();
}
