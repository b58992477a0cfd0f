import type { Clock } from '../../internal/clock.js';

/** The pair has to connect in this time. */
const CONNECT_MS = 8_000;
/** As a voice: a packet every 20 ms, two seconds long. */
const PACKETS = 100;
const PACKET_BYTES = 160;
const PACKET_INTERVAL_MS = 20;
/** What is later is lost. */
const LATE_MS = 1_000;
/** As fast as it goes, until one of these is reached. It is sent and received: the line carries it twice. */
const LOAD_BYTES = 800_000;
const LOAD_MS = 3_000;
const CHUNK_BYTES = 8_192;
const BUFFERED_BYTES = 65_536;
const BITS_PER_BYTE = 8;
const SECOND_MS = 1_000;

export interface LineFigures {
  readonly roundTripTimeMs: number | null;
  readonly packetLoss: number;
  readonly bitrate: number | null;
  readonly bytes: number;
}

/**
 * Sends from one connection of this page to another, through a TURN server: what is sent goes up the line, and comes down.
 * Both have the same clock, so that the time between is the round trip to that server.
 *
 * @returns `null` if they can't be connected: some TURN servers don't relay to themselves
 */
export async function measureLine(
  create: () => RTCPeerConnection,
  clock: Clock,
  signal: AbortSignal,
): Promise<LineFigures | null> {
  const [here, there] = [create(), create()];
  try {
    const voice = { negotiated: true, id: 0, ordered: false, maxRetransmits: 0 };
    const load = { negotiated: true, id: 1 };
    const [voiceOut, voiceIn] = [here, there].map((one) => one.createDataChannel('voice', voice));
    const [loadOut, loadIn] = [here, there].map((one) => one.createDataChannel('load', load));
    if (!voiceOut || !voiceIn || !loadOut || !loadIn) return null;
    const isOpen = Promise.all([voiceOut, loadOut, voiceIn, loadIn].map(opened));
    await connect(here, there);
    if (!(await inTime(isOpen, CONNECT_MS, clock, signal))) return null;
    const packets = await sendPackets(voiceOut, voiceIn, clock, signal);
    const rate = await sendLoad(loadOut, loadIn, clock, signal);
    return { ...packets, bitrate: rate.bitrate, bytes: packets.bytes + rate.bytes };
  } catch {
    // The browser says no, or the page has closed them.
    return null;
  } finally {
    here.close();
    there.close();
  }
}

async function connect(here: RTCPeerConnection, there: RTCPeerConnection): Promise<void> {
  for (const [one, other] of [
    [here, there],
    [there, here],
  ] as const) {
    // What comes before the descriptions waits for them.
    one.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate) void described.then(() => other.addIceCandidate(candidate)).catch(() => {});
    });
  }
  const described = describe(here, there);
  await described;
}

async function describe(here: RTCPeerConnection, there: RTCPeerConnection): Promise<void> {
  await here.setLocalDescription();
  if (here.localDescription) await there.setRemoteDescription(here.localDescription);
  await there.setLocalDescription();
  if (there.localDescription) await here.setRemoteDescription(there.localDescription);
}

async function sendPackets(
  out: RTCDataChannel,
  into: RTCDataChannel,
  clock: Clock,
  signal: AbortSignal,
) {
  const times: number[] = [];
  into.binaryType = 'arraybuffer';
  into.onmessage = ({ data }) => {
    const [sentAt = 0] = new Float64Array(data as ArrayBuffer, 0, 1);
    times.push(clock.now() - sentAt);
  };
  for (let i = 0; i < PACKETS && out.readyState === 'open'; i++) {
    const packet = new Float64Array(PACKET_BYTES / Float64Array.BYTES_PER_ELEMENT);
    packet[0] = clock.now();
    out.send(packet);
    await pause(PACKET_INTERVAL_MS, clock, signal);
  }
  const until = clock.now() + LATE_MS;
  while (times.length < PACKETS && clock.now() < until && !signal.aborted) {
    await pause(PACKET_INTERVAL_MS, clock, signal);
  }
  into.onmessage = null;
  const median = times.sort((one, other) => one - other)[times.length >> 1];
  return {
    roundTripTimeMs: median === undefined ? null : Math.round(median),
    packetLoss: 1 - times.length / PACKETS,
    bytes: 2 * PACKETS * PACKET_BYTES,
  };
}

async function sendLoad(
  out: RTCDataChannel,
  into: RTCDataChannel,
  clock: Clock,
  signal: AbortSignal,
) {
  let [received, firstAt, lastAt, sent] = [0, 0, 0, 0];
  into.binaryType = 'arraybuffer';
  into.onmessage = ({ data }) => {
    lastAt = clock.now();
    // The time of the first is when the clock starts: it is not counted.
    if (firstAt === 0) firstAt = lastAt;
    else received += (data as ArrayBuffer).byteLength;
  };
  const until = clock.now() + LOAD_MS;
  const chunk = new Uint8Array(CHUNK_BYTES);
  while (sent < LOAD_BYTES && clock.now() < until && out.readyState === 'open') {
    if (out.bufferedAmount < BUFFERED_BYTES) {
      out.send(chunk);
      sent += CHUNK_BYTES;
    } else {
      await pause(PACKET_INTERVAL_MS / 4, clock, signal);
    }
    if (signal.aborted) break;
  }
  while (received + CHUNK_BYTES < sent && clock.now() < until && !signal.aborted) {
    await pause(PACKET_INTERVAL_MS, clock, signal);
  }
  const elapsedMs = lastAt - firstAt;
  return {
    bitrate: elapsedMs > 0 ? Math.round((received * BITS_PER_BYTE * SECOND_MS) / elapsedMs) : null,
    bytes: sent + received,
  };
}

function opened(channel: RTCDataChannel): Promise<void> {
  return new Promise((resolve) => {
    if (channel.readyState === 'open') resolve();
    else channel.addEventListener('open', () => resolve(), { once: true });
  });
}

/** Whether it is done before the time is over. */
async function inTime(
  done: Promise<unknown>,
  ms: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<boolean> {
  const enough = new AbortController();
  const giveUp = () => enough.abort();
  signal.addEventListener('abort', giveUp);
  try {
    const isDone = done.then(() => true);
    return await Promise.race([isDone, pause(ms, clock, enough.signal).then(() => false)]);
  } finally {
    giveUp();
    signal.removeEventListener('abort', giveUp);
  }
}

/** Ends sooner if it is not waited for any more. */
function pause(ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clock.clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = clock.setTimeout(end, ms);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}
