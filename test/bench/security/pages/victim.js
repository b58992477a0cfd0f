import { countOpen, takeMostOpen } from './connections.js';
import { takeLongestBlock } from './watchdog.js';
import { ApiGatewaySignalingClient, PeerCall, createAddressToken } from '/dist/core.js';

const OPTIONS = { iceServers: [] };

const now = () => performance.timeOrigin + performance.now();
const nextTask = () => new Promise((resolve) => setTimeout(resolve));

let signaling;
let stopListening = () => {};
let call = null;
/** Whose calls have rung, and when. */
let rings = [];
let messages = 0;
let received = 0;

export const page = {
  async goOnline({ url }) {
    signaling = new ApiGatewaySignalingClient(url);
    signaling.addEventListener('message', () => (received += 1));
    return signaling.open();
  },

  /** @returns the token that friends dial behind the address */
  listen({ answers }) {
    stopListening();
    const addressToken = createAddressToken();
    rings = [];
    stopListening = PeerCall.listen(
      signaling,
      (incoming) => {
        rings.push({ from: incoming.peerId, at: now() });
        call = incoming;
        if (answers) void call.answer();
        this.watch();
      },
      { ...OPTIONS, addressToken },
    );
    return addressToken;
  },

  dial(address) {
    call = PeerCall.place(signaling, address, OPTIONS);
    this.watch();
  },

  watch() {
    call.addEventListener('message', () => (messages += 1));
  },

  state: () => ({ id: call?.id, state: call?.state, endReason: call?.endReason }),

  rings: () => rings,

  /** Forgets what was measured so far. */
  reset() {
    takeLongestBlock();
    takeMostOpen();
    messages = received = 0;
  },

  figures: () => ({
    longestBlockMs: takeLongestBlock(),
    mostOpen: takeMostOpen(),
    messages,
    received,
  }),

  /** @returns how long it takes until nothing of the call is open and the page reacts again */
  async hangUp() {
    const startedAt = performance.now();
    call?.hangup();
    do await nextTask();
    while (countOpen() > 0);
    return performance.now() - startedAt;
  },
};
