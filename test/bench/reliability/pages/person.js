import { inventory } from './instruments.js';
import { PictureWatch } from './picture-watch.js';

const { ApiGatewaySignalingClient, PeerCall } = await import('/dist/core.js');

const VIDEO = { width: 320, height: 240, frameRate: 15 };
const SETTINGS = { iceServers: [], video: VIDEO };

/** A call whose data channel can be made to carry nothing while everything looks fine. */
class MutableCall extends PeerCall {
  static isMuted = false;

  createConnection(config) {
    const connection = super.createConnection(config);
    const create = connection.createDataChannel.bind(connection);
    connection.createDataChannel = (...rest) => {
      const channel = create(...rest);
      const send = channel.send.bind(channel);
      channel.send = (data) => {
        if (!MutableCall.isMuted) send(data);
      };
      return channel;
    };
    return connection;
  }
}

let signaling;
let call = null;
let timing = {};
let stopListening = () => undefined;
let pictures = null;
let messageTimer;
let sentMessages = 0;
let receivedMessages = [];
let sentBySignaling = 0;
let refusedBySignaling = 0;
let receivedBySignaling = [];
let addressChanges = 0;
let outages = 0;

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(isTrue, timeoutMs) {
  const deadline = performance.now() + timeoutMs;
  while (!isTrue() && performance.now() < deadline) await wait(20);
  return isTrue();
}

function watch(next) {
  call = next;
  pictures?.stop();
  pictures = new PictureWatch();
  receivedMessages = [];
  sentMessages = 0;
  call.addEventListener('remotestream', ({ stream }) => pictures.watch(stream));
  call.addEventListener('message', ({ data }) => receivedMessages.push(Number(data)));
}

export const page = {
  async goOnline(options) {
    signaling = new ApiGatewaySignalingClient(options);
    signaling.addEventListener('idchange', ({ previous }) => {
      if (previous !== null) addressChanges += 1;
    });
    signaling.addEventListener('statechange', ({ state }) => {
      if (state === 'reconnecting') outages += 1;
    });
    signaling.addEventListener('message', ({ message }) => {
      if (message?.bench !== undefined) receivedBySignaling.push(message.bench);
    });
    return signaling.open();
  },

  goOffline: () => signaling.close(),

  /** @param settings `timing`: durations of the calls; `answers`: whether each is answered at once */
  listen(settings = {}) {
    timing = settings.timing ?? {};
    stopListening();
    stopListening = MutableCall.listen(
      signaling,
      (incoming) => {
        watch(incoming);
        if (settings.answers) void incoming.answer();
      },
      { ...SETTINGS, timing },
    );
  },

  /** Calls, and returns the state right after it. */
  place({ address, timing: ownTiming = {} }) {
    watch(MutableCall.place(signaling, address, { ...SETTINGS, timing: ownTiming }));
    return call.state;
  },

  answer: () => void call.answer(),
  hangUp: () => call?.hangup(),
  address: () => signaling.id,

  /** Resolves with whether the call gets into one of these states in time. */
  reaches: ({ states, timeoutMs = 15_000 }) =>
    until(() => states.includes(call?.state) || call?.state === 'ended', timeoutMs).then(() =>
      states.includes(call?.state),
    ),

  state: () => ({
    state: call?.state ?? null,
    endReason: call?.endReason ?? null,
    error: call?.error ? `${call.error.code}: ${call.error.message}` : null,
    signaling: signaling.state,
    peerId: call?.peerId ?? null,
    address: signaling.id,
  }),

  /** Sends numbered messages on both ways until `stopTalking`. */
  talk({ intervalMs }) {
    const say = () => {
      sentMessages += 1;
      call.sendMessage(String(sentMessages));
      sentBySignaling += 1;
      signaling
        .send(call.peerId, { bench: sentBySignaling })
        .catch(() => (refusedBySignaling += 1));
      messageTimer = setTimeout(say, intervalMs);
    };
    say();
  },

  stopTalking() {
    clearTimeout(messageTimer);
    return { messages: sentMessages, signaling: sentBySignaling };
  },

  /** Sends the next number to the peer over the data channel or, where that is down, over the relay. */
  sayOnce() {
    sentMessages += 1;
    call.sendMessage(String(sentMessages));
    return sentMessages;
  },

  hears: ({ number, timeoutMs }) => until(() => receivedMessages.includes(number), timeoutMs),

  /** What arrived: how many, and whether each came once and in order. */
  heard: () => ({
    messages: receivedMessages.length,
    isInOrder: receivedMessages.every((number, index) => number === index + 1),
    signaling: new Set(receivedBySignaling).size,
    repeatedBySignaling: receivedBySignaling.length - new Set(receivedBySignaling).size,
    refusedBySignaling,
  }),

  forgetSignaling() {
    sentBySignaling = refusedBySignaling = addressChanges = outages = 0;
    receivedBySignaling = [];
  },

  /** Changes of the own address, outages of signaling, and gaps in the peer's picture, so far. */
  figures: () => ({ addressChanges, outages, ...pictures?.figures() }),

  mute(on) {
    MutableCall.isMuted = on;
  },

  /** The events that browsers fire when the network has changed. */
  changeNetwork: () => void dispatchEvent(new Event('online')),

  toggle: async ({ device, on }) => {
    const method = { microphone: 'Microphone', camera: 'Camera', screen: 'ScreenShare' }[device];
    await call[`set${method}Enabled`](on);
  },

  report: () => call.getReport(),
  inventory,
};
