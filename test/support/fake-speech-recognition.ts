interface Options {
  readonly langs: readonly string[];
  readonly processLocally?: boolean;
  readonly quality?: string;
}

/** What a test lets the browser recognize. */
export interface FakeSpeech {
  /** By language, or by language and quality: `en-US`, `en-US conversation`. What is not there is `unavailable`. */
  readonly models: Record<string, string>;
  /** What `install()` comes to. */
  install: (options: Options) => Promise<boolean>;
  /** Every recognizer that was made, in order. */
  readonly made: FakeSpeechRecognition[];
  readonly asked: Options[];
}

/** A recognizer that hears what the test says. */
export class FakeSpeechRecognition extends EventTarget {
  lang = '';
  continuous = false;
  interimResults = false;
  quality = '';
  track: MediaStreamTrack | null = null;
  isRunning = false;
  #isLocal = false;

  // On the prototype, where one looks for it.
  get processLocally(): boolean {
    return this.#isLocal;
  }

  set processLocally(isLocal: boolean) {
    this.#isLocal = isLocal;
  }

  start(track: MediaStreamTrack): void {
    if (track.readyState !== 'live') throw new DOMException('', 'InvalidStateError');
    this.track = track;
    this.isRunning = true;
    this.dispatchEvent(new Event('start'));
  }

  abort(): void {
    this.isRunning = false;
  }

  /** Hears this; `index`: which of the results it is. */
  hear(transcript: string, isFinal = true, index = 0): void {
    const earlier = Array.from({ length: index }, () => ({ isFinal: true, 0: { transcript: '' } }));
    const results = [...earlier, { isFinal, 0: { transcript } }];
    this.dispatchEvent(Object.assign(new Event('result'), { resultIndex: index, results }));
  }

  fail(error: string): void {
    this.dispatchEvent(Object.assign(new Event('error'), { error }));
  }

  end(): void {
    this.isRunning = false;
    this.dispatchEvent(new Event('end'));
  }
}

const NAME = 'SpeechRecognition';

/** Puts it in the place of the browser's own. `restore()` puts that back. */
export function fakeSpeech(models: Record<string, string> = { 'en-US': 'available' }) {
  const own = Object.getOwnPropertyDescriptor(globalThis, NAME);
  const speech: FakeSpeech = { models, install: async () => true, made: [], asked: [] };
  class Fake extends FakeSpeechRecognition {
    constructor() {
      super();
      speech.made.push(this);
    }

    static async available(options: Options): Promise<string> {
      speech.asked.push(options);
      const name = [...options.langs, options.quality].filter(Boolean).join(' ');
      const status = speech.models[name] ?? 'unavailable';
      if (status === 'rejected') throw new DOMException('', 'NotAllowedError');
      return status;
    }

    static install(options: Options): Promise<boolean> {
      return speech.install(options);
    }
  }
  replace(Fake);
  return {
    speech,
    /** The latest one. */
    get recognition(): FakeSpeechRecognition {
      const latest = speech.made.at(-1);
      if (!latest) throw new Error('Nothing is recognized.');
      return latest;
    },
    restore: () => (own ? Object.defineProperty(globalThis, NAME, own) : replace(undefined)),
  };
}

/** Another class, or none at all. */
export function replace(value: unknown): void {
  Object.defineProperty(globalThis, NAME, { value, configurable: true, writable: true });
}

/** A track of a microphone that hears nothing. */
export function silentTrack(): MediaStreamTrack {
  const context = new AudioContext();
  const [track] = context.createMediaStreamDestination().stream.getAudioTracks();
  void context.close();
  if (!track) throw new Error('No track.');
  return track;
}
