import { BroadcastChannelSignaling } from '../../examples/custom-signaling/broadcast-channel-signaling.js';
import { SocketIoSignaling } from '../../examples/custom-signaling/socket-io/socket-io-signaling.js';
import { describeSignalingContract } from '../support/signaling-contract.js';

describeSignalingContract('example over BroadcastChannel', () => {
  // A channel of its own, so that what a test leaves under way does not reach the next.
  const name = crypto.randomUUID();
  return Promise.resolve({
    a: new BroadcastChannelSignaling(name),
    b: new BroadcastChannelSignaling(name),
    teardown: () => undefined,
  });
});

// The server runs inside the test server: scripts/test/socket-io-server.mjs.
describeSignalingContract('example over Socket.IO', () => {
  const options = { transports: ['websocket'] };
  return Promise.resolve({
    a: new SocketIoSignaling(location.origin, options),
    b: new SocketIoSignaling(location.origin, options),
    teardown: () => undefined,
  });
});
