import { ApiGatewaySignalingClient, PeerCall } from '/dist/core.js';
import { now } from './meter.js';

let signaling;
let call = null;
let options = null;

class BenchCall extends PeerCall {
  createConnection(config) {
    const connection = super.createConnection(config);
    options.watch(connection);
    return connection;
  }
}

function use(newCall) {
  call = newCall;
  call.addEventListener('remotestream', ({ stream }) => options.show(stream));
}

function callOptions() {
  return { iceServers: options.iceServers, localStream: options.stream, ...options.call };
}

export async function open(given) {
  options = given;
  signaling = new ApiGatewaySignalingClient({ endpoint: options.relayUrl });
  const address = await signaling.open();
  BenchCall.listen(signaling, use, callOptions());
  return address;
}

export function dial(address) {
  use(BenchCall.place(signaling, address, callOptions()));
}

/** @returns when it was answered */
export async function answer() {
  while (call?.state !== 'ringing') await new Promise((resolve) => setTimeout(resolve, 20));
  const at = now();
  void call.answer();
  return at;
}

export function hangUp() {
  call?.hangup();
}
