const SAMPLE_MS = 50;
/** Pictures come every 33 to 50 ms; a busy machine may hold them up for some of that. */
const GAP_MS = 500;

/** Measures when pictures of the peer have been decoded, and when for a while none have. */
export class MediaMeter {
  /** What each look has found: `{at, pictures}`. */
  #samples = [];

  /** @param {() => RTCPeerConnection | undefined} connection the one that the call uses at present */
  constructor(connection) {
    void this.#sample(connection);
  }

  /** Times in which no picture came although some had before; one that still goes on is among them. */
  get gaps() {
    const times = [...this.#samples.map(({ at }) => at), now()];
    return times
      .slice(1)
      .map((to, index) => ({ from: times[index], to, ms: to - times[index] }))
      .filter(({ ms }) => this.#samples.length > 0 && ms > GAP_MS);
  }

  /** How many pictures have come since then. */
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

/** Milliseconds on a scale that all pages of one machine share, and that goes on evenly. */
export function now() {
  return Math.round(performance.timeOrigin + performance.now());
}

async function decodedPictures(connection) {
  const report = await connection.getStats();
  return [...report.values()]
    .filter(({ type, kind }) => type === 'inbound-rtp' && kind === 'video')
    .reduce((sum, { framesDecoded = 0 }) => sum + framesDecoded, 0);
}
