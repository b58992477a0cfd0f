import { now } from './meter.js';

/** What the bench does with a build of this package. */
export function packageCall({ ApiGatewaySignalingClient, PeerCall }) {
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

  const callOptions = () => ({
    iceServers: options.iceServers,
    localStream: options.stream,
    ...options.call,
  });

  return {
    async open(given) {
      options = given;
      signaling = new ApiGatewaySignalingClient({ endpoint: options.relayUrl });
      const address = await signaling.open();
      BenchCall.listen(signaling, use, callOptions());
      return address;
    },
    dial: (address) => use(BenchCall.place(signaling, address, callOptions())),
    /** @returns when it was answered */
    async answer() {
      while (call?.state !== 'ringing') await new Promise((resolve) => setTimeout(resolve, 20));
      const at = now();
      void call.answer();
      return at;
    },
    hangUp: () => call?.hangup(),
  };
}
