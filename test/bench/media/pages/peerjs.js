import '/node_modules/peerjs/dist/peerjs.min.js';
import { now } from './meter.js';

let peer;
let call = null;
let options = null;

function use(newCall) {
  call = newCall;
  // It fires once for each track.
  call.once('stream', (remote) => options.show(remote));
}

export function open(given) {
  options = given;
  const { peerServer, iceServers } = options;
  peer = new globalThis.Peer({ ...peerServer, path: '/', config: { iceServers } });
  peer.on('call', use);
  return new Promise((resolve, reject) => {
    peer.on('open', resolve);
    peer.on('error', reject);
  });
}

export function dial(address) {
  use(peer.call(address, options.stream));
  options.watch(call.peerConnection);
}

export async function answer() {
  while (call === null) await new Promise((resolve) => setTimeout(resolve, 20));
  const at = now();
  call.answer(options.stream);
  options.watch(call.peerConnection);
  return at;
}

export function hangUp() {
  call?.close();
}
