const SAMPLE_MS = 50;
/** Pictures come every 33 to 50 ms; on a busy machine they may be a few times later. */
const GAP_MS = 500;

/** Measures when pictures of the peer were decoded, and for how long none were. */
export class MediaMeter {
  /** The samples: `{at, pictures}`. */
  #samples = [];

  /** @param {() => RTCPeerConnection | undefined} connection returns the call's present connection */
  constructor(connection) {
    void this.#sample(connection);
  }

  /** Periods without pictures, after the first picture; one that still goes on is included. */
  get gaps() {
    const times = [...this.#samples.map(({ at }) => at), now()];
    return times
      .slice(1)
      .map((to, index) => ({ from: times[index], to, ms: to - times[index] }))
      .filter(({ ms }) => this.#samples.length > 0 && ms > GAP_MS);
  }

  /** How many pictures have come since that time. */
  since(time) {
    return this.#samples
      .filter(({ at }) => at > time)
      .reduce((sum, { pictures }) => sum + pictures, 0);
  }

  async #sample(connection) {
    const counts = new Map();
    while (true) {
      const current = connection();
      const decoded = current ? await decodedPictures(current) : 0;
      const pictures = decoded - (counts.get(current) ?? 0);
      counts.set(current, decoded);
      if (pictures > 0) this.#samples.push({ at: now(), pictures });
      await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
    }
  }
}

/** Milliseconds on a monotonic clock that all pages of one machine share. */
export function now() {
  return Math.round(performance.timeOrigin + performance.now());
}

async function decodedPictures(connection) {
  const report = await connection.getStats();
  return [...report.values()]
    .filter(({ type, kind }) => type === 'inbound-rtp' && kind === 'video')
    .reduce((sum, { framesDecoded = 0 }) => sum + framesDecoded, 0);
}
