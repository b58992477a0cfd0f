const SAMPLE_MS = 250;
/** A freeze is a picture so much longer than usual (https://www.w3.org/TR/webrtc-stats/, "freezeCount"). */
const FREEZE_MS = 150;
const FREEZE_FACTOR = 3;
const USUAL_OF = 30;

/** Milliseconds on a clock that all browsers of one machine share. */
export const now = () => performance.timeOrigin + performance.now();

/** Reads the figures of a connection again and again, and notes each change of the picture's size where it is played. */
export class Meter {
  /** Each look at the connection. */
  samples = [];
  /** The size of the picture from that time on, and the size of the window is no matter: `{at, width, height}`. */
  pictures = [];
  #connection = null;
  /** How long the last pictures stood, in ms. */
  #durations = [];
  #shownAt = null;
  #freezes = 0;
  #freezeMs = 0;

  constructor() {
    void this.#run();
  }

  watch(connection) {
    this.#connection = connection;
  }

  /** Plays the stream, small: what counts is the size of its pictures. */
  show(stream) {
    const video = document.createElement('video');
    Object.assign(video, { autoplay: true, muted: true, playsInline: true, width: 160 });
    video.srcObject = stream;
    document.body.append(video);
    const look = (_time, { width, height }) => {
      this.#countFreezes(now());
      if (this.pictures.at(-1)?.height !== height) this.pictures.push({ at: now(), width, height });
      video.requestVideoFrameCallback(look);
    };
    video.requestVideoFrameCallback(look);
  }

  #countFreezes(at) {
    const ms = at - (this.#shownAt ?? at);
    this.#shownAt = at;
    const usual = this.#durations.reduce((sum, each) => sum + each, 0) / this.#durations.length;
    if (ms > Math.max(FREEZE_FACTOR * usual, usual + FREEZE_MS)) {
      this.#freezes += 1;
      this.#freezeMs += ms;
    }
    this.#durations = [...this.#durations, ms].slice(-USUAL_OF);
  }

  async #run() {
    while (true) {
      const connection = this.#connection;
      const report = await connection?.getStats().catch(() => null);
      if (report) this.samples.push(this.#withFreezes(read(report)));
      await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
    }
  }

  /**
   * Firefox 153 receives anew whenever a parameter of the sender beside it is changed, and loses count of freezes. There they
   * are counted where pictures are shown.
   */
  #withFreezes(sample) {
    if (!navigator.userAgent.includes('Firefox')) return sample;
    return { ...sample, freezes: this.#freezes, freezeMs: this.#freezeMs };
  }
}

function read(report) {
  const entries = [...report.values()];
  const one = (type, kind) =>
    entries
      .filter((entry) => entry.type === type && entry.kind === kind)
      // Of several sections, that which has carried most.
      .sort(
        (a, b) => (b.bytesReceived ?? b.bytesSent ?? 0) - (a.bytesReceived ?? a.bytesSent ?? 0),
      )[0] ?? {};
  const transport = entries.find(({ type }) => type === 'transport');
  const pair =
    report.get(transport?.selectedCandidatePairId) ??
    entries.find(
      ({ type, nominated, state }) =>
        type === 'candidate-pair' && nominated && state === 'succeeded',
    ) ??
    {};
  const audio = one('inbound-rtp', 'audio');
  const video = one('inbound-rtp', 'video');
  const sent = one('outbound-rtp', 'video');
  const voice = one('outbound-rtp', 'audio');
  return {
    at: now(),
    roundTripMs: pair.currentRoundTripTime === undefined ? null : pair.currentRoundTripTime * 1000,
    available: pair.availableOutgoingBitrate ?? null,
    heard: audio.totalSamplesReceived ?? 0,
    concealed: audio.concealedSamples ?? 0,
    silentConcealed: audio.silentConcealedSamples ?? 0,
    bufferDelay: audio.jitterBufferDelay ?? 0,
    bufferEmitted: audio.jitterBufferEmittedCount ?? 0,
    audioBytes: audio.bytesReceived ?? 0,
    audioPackets: audio.packetsReceived ?? 0,
    audioLost: audio.packetsLost ?? 0,
    fec: audio.fecPacketsReceived ?? 0,
    videoBytes: video.bytesReceived ?? 0,
    frames: video.framesDecoded ?? 0,
    freezes: video.freezeCount ?? 0,
    freezeMs: (video.totalFreezesDuration ?? 0) * 1000,
    receivedLines: video.frameHeight ?? 0,
    lines: sent.frameHeight ?? 0,
    target: sent.targetBitrate ?? null,
    sentBytes: sent.bytesSent ?? 0,
    resentBytes: sent.retransmittedBytesSent ?? 0,
    isActive: sent.active ?? null,
    sentFps: sent.framesPerSecond ?? 0,
    limit: sent.qualityLimitationReason ?? null,
    codec: report.get(sent.codecId)?.mimeType ?? null,
    audioCodec: report.get(audio.codecId)?.mimeType ?? null,
    voiceTarget: voice.targetBitrate ?? null,
    qp: sent.framesEncoded ? sent.qpSum / sent.framesEncoded : null,
    encodeMs: sent.framesEncoded ? (sent.totalEncodeTime * 1000) / sent.framesEncoded : null,
  };
}
