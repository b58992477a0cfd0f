import { ApiGatewaySignalingClient, PeerCall } from '/dist/core.js';
// The same files as those that the core consists of: so this page gets hold of the link of its call.
import { Link } from '/dist/link/link.js';

const OPTIONS = { iceServers: [] };
const TICK_MS = 5;
const MAX_BUFFERED_BYTES = 1_000_000;

const now = () => performance.timeOrigin + performance.now();

let signaling;
let call = null;
/** The link of the present call, whose seal gives what is sent the proofs of the true peer. */
let link = null;
let channel = null;

const { send } = Link.prototype;
Link.prototype.send = function (...values) {
  link = this;
  return send.apply(this, values);
};

class Call extends PeerCall {
  connections = [];

  createConnection(config) {
    const connection = super.createConnection(config);
    const { createDataChannel } = connection;
    connection.createDataChannel = (...values) => {
      channel ??= createDataChannel.apply(connection, values);
      return channel;
    };
    this.connections.push(connection);
    return connection;
  }
}

const randomText = (length) =>
  Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) =>
    (byte % 36).toString(36),
  ).join('');

/** So many candidates that nobody has seen. */
function makeCandidates(count) {
  return Array.from({ length: count }, () => {
    const [a, b, c, port] = crypto.getRandomValues(new Uint8Array(4));
    return `candidate:1 1 udp 2122260223 10.${a}.${b}.${c} ${50_000 + port} typ host`;
  });
}

function ownOffer() {
  const [{ localDescription }] = call.connections;
  return localDescription.sdp;
}

function restartOffer() {
  const lines = makeCandidates(100).map((candidate) => `a=${candidate}\r\n`);
  return ownOffer()
    .replace(/^a=candidate:.*\r\n|^a=end-of-candidates\r\n/gm, '')
    .replace(/^a=ice-ufrag:.*\r\n/gm, `a=ice-ufrag:${randomText(8)}\r\n`)
    .replace(/^a=ice-pwd:.*\r\n/gm, `a=ice-pwd:${randomText(24)}\r\n`)
    .replace(/^a=mid:0\r\n/m, `a=mid:0\r\n${lines.join('')}`);
}

/** The next message of each kind of flood, from its number. */
const MESSAGES = {
  app: (number) => ({ type: 'app', data: `${number} ${'x'.repeat(200)}` }),
  candidates: () => ({
    type: 'candidates',
    generation: 0,
    candidates: makeCandidates(100).map((candidate) => ({
      candidate,
      sdpMid: '0',
      sdpMLineIndex: 0,
      usernameFragment: null,
    })),
  }),
  renew: () => ({ type: 'renew', generation: call.connections.length - 1 }),
  renewal: (number) => ({
    type: 'renewal',
    generation: number + 1,
    description: { type: 'offer', sdp: ownOffer() },
    offerId: number + 2,
    candidates: [],
  }),
  restart: (number) => ({
    type: 'description',
    generation: 0,
    description: { type: 'offer', sdp: restartOffer() },
    offerId: number + 2,
  }),
};

export const page = {
  async goOnline({ url }) {
    signaling = new ApiGatewaySignalingClient(url);
    const address = await signaling.open();
    Call.listen(
      signaling,
      (incoming) => {
        channel = null;
        call = incoming;
        void call.answer();
      },
      OPTIONS,
    );
    return address;
  },

  /** @returns when */
  dial(address) {
    const at = now();
    channel = null;
    call = Call.place(signaling, address, OPTIONS);
    return at;
  },

  state: () => call?.state,

  hangUp: () => call.hangup(),

  /**
   * Sends what the call itself never would, evenly, and without waiting for acknowledgements.
   *
   * @param way `direct` or `relay`
   * @returns how many messages have left
   */
  async flood({ kind, way, victim, perSecond, forMs }) {
    const { lastSeq } = link.progress;
    const startedAt = performance.now();
    let sent = 0;
    for (let passed = 0; passed < forMs; passed = performance.now() - startedAt) {
      const due = Math.floor((passed * perSecond) / 1_000);
      while (sent < due && channel.bufferedAmount < MAX_BUFFERED_BYTES) {
        const payload = JSON.stringify(MESSAGES[kind](sent));
        const { lastReceived: ack } = link.progress;
        const envelope = { v: 2, callId: call.id, seq: lastSeq + 1 + sent, ack, payload };
        const sealed = await link.seal.seal(envelope, way === 'relay' ? signaling.id : undefined);
        if (way === 'relay') await signaling.send(victim, sealed);
        else if (channel.readyState === 'open') channel.send(JSON.stringify(sealed));
        else return sent;
        sent += 1;
      }
      await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    }
    return sent;
  },

  /** An invitation and a key as a browser makes them. */
  async material() {
    const connection = new RTCPeerConnection();
    for (const kind of ['audio', 'video', 'video', 'audio']) connection.addTransceiver(kind);
    connection.createDataChannel('', { negotiated: true, id: 0 });
    await connection.setLocalDescription();
    const { type, sdp } = connection.localDescription;
    connection.close();
    const curve = { name: 'ECDH', namedCurve: 'P-256' };
    const { publicKey } = await crypto.subtle.generateKey(curve, true, ['deriveBits']);
    const point = new Uint8Array(await crypto.subtle.exportKey('raw', publicKey));
    const invitation = {
      type: 'invite',
      description: { type, sdp },
      offerId: 1,
      candidates: [],
      media: { microphone: true, camera: true, screen: false },
      commit: 'A'.repeat(43),
    };
    return { key: toBase64Url(point), invitation: JSON.stringify(invitation) };
  },
};

function toBase64Url(bytes) {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
