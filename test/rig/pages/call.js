import { ApiGatewaySignalingClient, createInvite, PeerCall, readInvite } from '/dist/core.js';
import { candidateTypesIn, selectedPair } from './candidates.js';
import { MediaMeter, now } from './media-meter.js';
import { readText, withLines } from './text-screen.js';

/** All events, with their times. */
const log = [];
const note = (what, value) => log.push({ at: now(), what, value });
const problems = [];
addEventListener('error', ({ message }) => problems.push(message));
addEventListener('unhandledrejection', ({ reason }) => problems.push(String(reason)));

const connections = [];
const localTracks = [];
/** Everything that the peer has sent, as text. */
const heard = [];

let signaling = null;
let call = null;
let callOptions = {};
/** The latest file that goes out, and the latest that comes in. */
let outgoing = null;
let incoming = null;

class RigCall extends PeerCall {
  createConnection(config) {
    const connection = super.createConnection(config);
    connections.push(connection);
    note('connection', connections.length);
    for (const name of ['connectionState', 'iceConnectionState', 'iceGatheringState']) {
      const event = `${name.toLowerCase()}change`;
      connection.addEventListener(event, () => note(name, connection[name]));
    }
    connection.addEventListener('icecandidateerror', ({ url, errorCode, errorText }) =>
      note('icecandidateerror', `${url} ${errorCode} ${errorText}`),
    );
    const createDataChannel = connection.createDataChannel.bind(connection);
    connection.createDataChannel = (...args) => {
      const channel = createDataChannel(...args);
      channel.addEventListener('message', ({ data }) => heard.push(String(data)));
      return channel;
    };
    return connection;
  }

  async openMedia(constraints) {
    const stream = await super.openMedia(constraints);
    localTracks.push(...stream.getTracks());
    return stream;
  }
}

function use(newCall) {
  call = newCall;
  note('call', call.state);
  const forward = (event, describe) =>
    call.addEventListener(event, (detail) => note(event, describe(detail)));
  forward('statechange', ({ state }) => state);
  forward('error', ({ error }) => `${error.code}: ${error.message}`);
  forward('remotemedia', () => call.remoteMedia);
  forward('message', ({ data }) => data);
  call.addEventListener('filetransfer', ({ transfer }) => {
    incoming = transfer;
    transfer.accept();
  });
  call.addEventListener('remotestream', ({ stream }) => {
    document.querySelector('video').srcObject = stream;
  });
}

/** Where the peer's screen is played. @returns {HTMLVideoElement} */
function screenVideo() {
  const id = 'screen';
  const shown = document.getElementById(id);
  const video = shown ?? Object.assign(document.createElement('video'), { id, muted: true });
  if (!shown) document.body.append(video);
  if (video.srcObject !== call.remoteScreenStream) video.srcObject = call.remoteScreenStream;
  void video.play().catch(() => undefined);
  return video;
}

/** Of the letters: from so many on a text counts as readable. */
const READABLE = 0.97;

const meter = new MediaMeter(() => connections.at(-1));

/** Resolves once `isSo()` holds; after the timeout it rejects with what happened instead. */
async function until(what, isSo, timeoutMs) {
  const deadline = now() + timeoutMs;
  while (!(await isSo())) {
    if (now() > deadline) throw new Error(`${what}: not within ${timeoutMs} ms. ${describeAll()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function describeAll() {
  const start = log[0]?.at ?? 0;
  const line = ({ at, what, value }) => `${at - start} ${what} ${JSON.stringify(value)}`;
  return ['Log (ms):', ...log.map(line), ...connections.map(describeConnection)].join('\n');
}

function describeConnection({ connectionState, iceConnectionState, signalingState, sctp }, index) {
  const { state: dtls, iceTransport } = sctp?.transport ?? {};
  return `connection ${index + 1}: ${connectionState}, ICE ${iceConnectionState}/${iceTransport?.state}, DTLS ${dtls}, ${signalingState}`;
}

/** The rig is about networks: pictures and sound that cost little to send do as well, and leave time for the rest. */
const MODEST = {
  audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  video: { width: 320, height: 180, frameRate: 15 },
};

/** A canvas that changes, for browsers without a screen to share. */
function canvasScreen() {
  const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 });
  const context = canvas.getContext('2d');
  let step = 0;
  const timer = setInterval(() => {
    context.fillStyle = `hsl(${(step += 10)} 80% 50%)`;
    context.fillRect(0, 0, canvas.width, canvas.height);
  }, 50);
  const stream = canvas.captureStream(20);
  const [track] = stream.getTracks();
  const stop = track.stop.bind(track);
  track.stop = () => {
    clearInterval(timer);
    stop();
  };
  localTracks.push(track);
  return stream;
}

async function hashOf(blob) {
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What the tests can do on this page. Arguments and results are JSON. */
globalThis.rig = {
  createInvite: () => createInvite().url,
  /** As `open`, with what the link that led to this page holds. */
  openInvite: (options) => globalThis.rig.open({ ...options, ...readInvite(), meets: true }),
  /**
   * Opens the relay, and enters the room if there is one; with `meets`, to be in a call there. Else it listens.
   *
   * @returns the own address
   */
  async open({ endpoint, room, meets = false, hasNoScreen = false, ...options }) {
    const { mediaDevices } = navigator;
    const devices = {
      getUserMedia: ({ audio, video }) =>
        mediaDevices.getUserMedia({ audio: audio && MODEST.audio, video: video && MODEST.video }),
      getDisplayMedia: async (constraints) => {
        if (hasNoScreen) return canvasScreen();
        const stream = await mediaDevices.getDisplayMedia(constraints);
        localTracks.push(...stream.getTracks());
        return stream;
      },
      enumerateDevices: () => mediaDevices.enumerateDevices(),
    };
    callOptions = { mediaDevices: devices, ...options };
    signaling = new ApiGatewaySignalingClient({ endpoint });
    signaling.addEventListener('statechange', ({ state }) => note('signaling', state));
    signaling.addEventListener('message', ({ message }) => heard.push(JSON.stringify(message)));
    if (!meets) RigCall.listen(signaling, use, callOptions);
    const address = await signaling.open();
    if (room === undefined) return address;
    const joined = await signaling.joinRoom(room);
    joined.addEventListener('memberjoin', ({ id }) => note('memberjoin', id));
    joined.addEventListener('error', ({ error }) => note('room', error.code));
    if (meets) RigCall.meet(joined, use, callOptions);
    return address;
  },
  address: () => signaling.id,
  untilOtherAddress: ({ address, timeoutMs }) =>
    until(
      `an address other than ${address}`,
      () => signaling.id !== null && signaling.id !== address,
      timeoutMs,
    ),
  dial: (peerId) => use(RigCall.place(signaling, peerId, callOptions)),
  answer: () => call.answer(),
  reject: () => call.reject(),
  hangup: () => call.hangup(),
  setMicrophone: (on) => call.setMicrophoneEnabled(on),
  setCamera: (on) => call.setCameraEnabled(on),
  setScreen: (on) => call.setScreenShareEnabled(on),
  /** Waits until the text on the peer's screen can be read. */
  async untilReadable({ firstLine, timeoutMs }) {
    let share = 0;
    const isReadable = () => {
      const video = screenVideo();
      if (video.videoWidth > 0) share = readText(video, firstLine);
      return share >= READABLE;
    };
    await until(`text from line ${firstLine} that can be read`, isReadable, timeoutMs).catch(
      (error) => {
        throw new Error(`${(100 * share).toFixed(0)} % of it can be read. ${error.message}`);
      },
    );
    return { share, share540: readText(withLines(screenVideo(), 540), firstLine) };
  },
  send: (text) => call.sendMessage(text),

  /** Begins to send a file of so many bytes, which the other side accepts. Returns its hash. */
  startFile(size) {
    const file = new Blob([new Uint8Array(size).map((_, at) => (at * 7) ^ (at >> 8))]);
    outgoing = call.sendFile(file);
    return hashOf(file);
  },
  /** Waits until this part of it has come to the other side. */
  untilFile: ({ part, timeoutMs }) =>
    until(
      `${part} of the file`,
      () => outgoing.bytesTransferred >= part * outgoing.size,
      timeoutMs,
    ),
  /** How it went, once it is over. */
  async fileOver({ timeoutMs }) {
    const isOver = () => /complete|declined|cancelled|failed/.test(outgoing.state);
    await until('the file to be through', isOver, timeoutMs);
    return { state: outgoing.state, error: outgoing.error?.code ?? null };
  },
  /** The hash of the latest file that has come. */
  incomingHash: () => hashOf(incoming.blob),

  /** Sends a file of so many bytes, which the other side accepts. Returns how it went, once it is over. */
  async sendFile(size) {
    const connection = connections.at(-1);
    let negotiations = 0;
    for (const event of ['negotiationneeded', 'signalingstatechange']) {
      connection.addEventListener(event, () => (negotiations += 1));
    }
    await this.startFile(size);
    return { ...(await this.fileOver({ timeoutMs: 60_000 })), negotiations };
  },

  untilConnection: ({ state, timeoutMs }) =>
    until(
      `a connection that is ${state} while it rings`,
      () => connections.at(-1)?.connectionState === state && call.state === 'ringing',
      timeoutMs,
    ),
  /** What has gone over the connection of sound and pictures, in either direction, and what was opened for it. */
  async media() {
    const report = await connections.at(-1).getStats();
    const bytes = [...report.values()]
      .filter(({ type }) => /^(in|out)bound-rtp$/.test(type))
      .reduce((sum, { bytesSent = 0, bytesReceived = 0 }) => sum + bytesSent + bytesReceived, 0);
    return { bytes, opened: localTracks.length };
  },

  /** The peer's voice so far: samples that were played, those of them that were made up, and packets. */
  async voice() {
    const report = await connections.at(-1).getStats();
    const voice = [...report.values()].find(
      ({ type, mid }) => type === 'inbound-rtp' && mid === '0',
    );
    return {
      played: voice?.totalSamplesReceived ?? 0,
      madeUp: (voice?.concealedSamples ?? 0) - (voice?.silentConcealedSamples ?? 0),
      packets: voice?.packetsReceived ?? 0,
    };
  },
  untilVoice: ({ packets, timeoutMs }) =>
    until(
      `${packets} packets of the voice`,
      async () => (await globalThis.rig.voice()).packets >= packets,
      timeoutMs,
    ),

  untilState: ({ state, timeoutMs }) => until(state, () => call?.state === state, timeoutMs),
  untilVerified: ({ verified, timeoutMs }) =>
    until(`verified: ${verified}`, () => call?.verified === verified, timeoutMs),
  untilRemoteMedia: ({ media, timeoutMs }) =>
    until(
      JSON.stringify(media),
      () => Object.entries(media).every(([device, on]) => call.remoteMedia[device] === on),
      timeoutMs,
    ),
  untilMessage: ({ text, timeoutMs }) =>
    until(
      text,
      () => log.some(({ what, value }) => what === 'message' && value === text),
      timeoutMs,
    ),
  untilPictures({ count, after = now(), timeoutMs }) {
    return until('moving pictures', () => meter.since(after) >= count, timeoutMs);
  },
  /** Waits until the call has ended, or is connected and this many pictures have come after that time. */
  untilOver: ({ count, after, timeoutMs }) =>
    until(
      'the end of the outage',
      () => call.state === 'ended' || (call.state === 'connected' && meter.since(after) >= count),
      timeoutMs,
    ),

  /** Whether the call's own report calls its path direct or relayed. */
  path: async () => (await call.getReport()).path,
  status: () => ({
    state: call?.state ?? null,
    endReason: call?.endReason ?? null,
    error: call?.error
      ? {
          code: call.error.code,
          message: call.error.message,
          diagnosis: call.error.diagnosis,
        }
      : null,
    connections: connections.length,
    callId: call?.id ?? null,
    verified: call?.verified ?? null,
    signaling: signaling.state,
  }),
  log: () => log,
  gaps: () => meter.gaps,
  problems: () => problems,
  pair: () => selectedPair(connections.at(-1)),
  /** The types of the peer's candidates that this side has learnt of, in any way. */
  async candidateTypesHeard() {
    const descriptions = connections.map(({ remoteDescription }) => remoteDescription?.sdp ?? '');
    const known = await Promise.all(connections.map(remoteCandidateTypes));
    const told = candidateTypesIn([...heard, ...descriptions].join('\n'));
    // A peer-reflexive candidate is discovered, not signaled.
    const seen = known.flat().filter((type) => type !== 'prflx');
    return [...new Set([...told, ...seen])].sort();
  },
  /** Everything that the peer has sent, verbatim. */
  heard: () => heard,
  /** What is still open of the calls on this page. */
  remains: () => ({
    tracks: localTracks.filter(({ readyState }) => readyState === 'live').length,
    connections: connections.filter(({ connectionState }) => connectionState !== 'closed').length,
  }),
};

async function remoteCandidateTypes(connection) {
  if (connection.connectionState === 'closed') return [];
  const report = await connection.getStats();
  return [...report.values()]
    .filter(({ type }) => type === 'remote-candidate')
    .map(({ candidateType }) => candidateType);
}
