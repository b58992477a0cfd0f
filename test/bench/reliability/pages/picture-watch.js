/** A picture that is not replaced within this time counts as frozen. */
const GAP_MS = 1_000;

/** Watches a stream for gaps between its pictures. */
export class PictureWatch {
  #video = document.createElement('video');
  #lastMs = null;
  #frames = 0;
  #gaps = 0;
  #longestMs = 0;

  watch(stream) {
    this.#video.muted = true;
    this.#video.autoplay = true;
    this.#video.srcObject = stream;
    document.body.append(this.#video);
    this.#await();
  }

  stop() {
    this.#video.srcObject = null;
    this.#video.remove();
  }

  figures() {
    const standsMs = this.#lastMs === null ? 0 : performance.now() - this.#lastMs;
    return {
      frames: this.#frames,
      gaps: this.#gaps + (standsMs > GAP_MS ? 1 : 0),
      longestGapMs: Math.max(this.#longestMs, standsMs),
    };
  }

  #await() {
    this.#video.requestVideoFrameCallback((now) => {
      if (this.#lastMs !== null) {
        const passedMs = now - this.#lastMs;
        this.#longestMs = Math.max(this.#longestMs, passedMs);
        if (passedMs > GAP_MS) this.#gaps += 1;
      }
      this.#frames += 1;
      this.#lastMs = now;
      this.#await();
    });
  }
}
