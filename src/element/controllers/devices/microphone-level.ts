/** What is quieter than this is shown as nothing, in dB below the loudest. */
const FLOOR_DB = 60;
/** How fast the bar falls: speech is not to make it flicker. */
const DECAY = 0.8;

/** How loud a microphone is. */
export class MicrophoneLevel {
  readonly #onLevel: (level: number) => void;
  #context: AudioContext | null = null;
  #source: MediaStreamAudioSourceNode | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #track: MediaStreamTrack | null = null;
  #level = 0;

  /** @param onLevel gets it from 0 to 1, many times a second */
  constructor(onLevel: (level: number) => void) {
    this.#onLevel = onLevel;
  }

  /** The track that is listened to. */
  get track(): MediaStreamTrack | null {
    return this.#track;
  }

  /** @param everyMs how often it looks */
  listen(track: MediaStreamTrack, everyMs: number): void {
    if (track === this.#track) return;
    this.#source?.disconnect();
    clearInterval(this.#timer);
    this.#track = track;
    const context = (this.#context ??= new AudioContext());
    // It may have begun without a press: then the next one lets it go on.
    context.resume().catch(() => undefined);
    const analyser = context.createAnalyser();
    const samples = new Float32Array(analyser.fftSize);
    this.#source = context.createMediaStreamSource(new MediaStream([track]));
    this.#source.connect(analyser);
    this.#timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      this.#level = Math.max(levelOf(samples), this.#level * DECAY);
      this.#onLevel(this.#level);
    }, everyMs);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#source?.disconnect();
    this.#source = this.#track = null;
    this.#level = 0;
    void this.#context?.close();
    this.#context = null;
  }
}

function levelOf(samples: Float32Array): number {
  const energy = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  return Math.min(1, Math.max(0, 1 + (10 * Math.log10(energy)) / FLOOR_DB));
}
