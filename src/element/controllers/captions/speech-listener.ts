import type { Clock } from '../../../internal/clock.js';
import type {
  Recognition,
  SpeechErrorEvent,
  SpeechModel,
  SpeechResultEvent,
} from './speech-model.js';

/** Recognition ends by itself, after silence for one. One that has lasted is begun again at once. */
const RESTART_MS = 250;
const LASTED_MS = 2_000;
/** One that has not is begun later and later, and given up after so many in a row: half a minute. */
const MAX_FAILURES = 7;
/** How long the browser may take to begin. */
const START_MS = 10_000;

/** There is no use in trying again. */
const FINAL_ERRORS = ['not-allowed', 'service-not-allowed', 'language-not-supported'];

/** Writes what is said into a track, as long as there is one. */
export class SpeechListener {
  readonly #model: SpeechModel;
  readonly #onText: (text: string, isFinal: boolean) => void;
  readonly #onFailure: () => void;
  readonly #clock: Clock;
  #track: MediaStreamTrack | null = null;
  #recognition: Recognition | null = null;
  #listeners = new AbortController();
  #startedMs = 0;
  #failures = 0;
  #isFirst = true;
  #interim = '';
  #timer: unknown;

  /**
   * @param onText a text that is not final is replaced by the next one
   * @param onFailure it has come to its end
   */
  constructor(
    model: SpeechModel,
    onText: (text: string, isFinal: boolean) => void,
    onFailure: () => void,
    clock: Clock,
  ) {
    this.#model = model;
    this.#onText = onText;
    this.#onFailure = onFailure;
    this.#clock = clock;
  }

  /** @param track `null`: there is nothing to write now */
  listenTo(track: MediaStreamTrack | null): void {
    const live = track?.readyState === 'live' ? track : null;
    if (live === this.#track) return;
    this.#end();
    this.#track = live;
    if (live) this.#begin(live);
  }

  /** What was not final is said no more. */
  stop(): void {
    this.#interim = '';
    this.listenTo(null);
  }

  #begin(track: MediaStreamTrack): void {
    const recognition = this.#model.create();
    const { signal } = this.#listeners;
    const on = <E extends Event>(type: string, listener: (event: E) => void) =>
      recognition.addEventListener(type, listener as (event: Event) => void, { signal });
    this.#recognition = recognition;
    this.#startedMs = this.#clock.now();
    this.#isFirst = true;
    on('start', () => this.#clock.clearTimeout(this.#timer));
    on('result', (event: SpeechResultEvent) => this.#take(event));
    on('error', ({ error }: SpeechErrorEvent) => this.#ended(track, error));
    on('end', () => this.#ended(track, ''));
    this.#timer = this.#clock.setTimeout(() => this.#ended(track, 'aborted'), START_MS);
    try {
      recognition.start(track);
    } catch {
      // The track has ended meanwhile, or the page is being left.
      this.#ended(track, 'aborted');
    }
  }

  #take({ resultIndex, results }: SpeechResultEvent): void {
    this.#failures = 0;
    this.#interim = '';
    for (const result of Array.from(results).slice(resultIndex)) {
      const text = result[0]?.transcript ?? '';
      if (result.isFinal) this.#say(text, true);
      else this.#interim += text;
    }
    if (this.#interim) this.#say(this.#interim, false);
  }

  /** The first text after a new beginning does not know that there was another one before it. */
  #say(text: string, isFinal: boolean): void {
    if (text.trim() === '') return;
    this.#onText(this.#isFirst ? ` ${text}` : text, isFinal);
    if (isFinal) this.#isFirst = false;
  }

  /** After an error Chromium may fire no `end` (156: `language-not-supported`). Whatever comes first is the end. */
  #ended(track: MediaStreamTrack, error: string): void {
    const lasted = this.#clock.now() - this.#startedMs >= LASTED_MS;
    const isFine = error === 'no-speech' || (error === '' && lasted);
    this.#end();
    this.#failures = isFine ? 0 : this.#failures + 1;
    if (FINAL_ERRORS.includes(error) || this.#failures >= MAX_FAILURES) {
      this.#track = null;
      this.#onFailure();
      return;
    }
    const delayMs = RESTART_MS * 2 ** this.#failures;
    this.#timer = this.#clock.setTimeout(() => {
      if (track.readyState === 'live') this.#begin(track);
      else this.#track = null;
    }, delayMs);
  }

  /** What was not final yet is so now. */
  #end(): void {
    this.#clock.clearTimeout(this.#timer);
    this.#listeners.abort();
    this.#listeners = new AbortController();
    this.#recognition?.abort();
    this.#recognition = null;
    const rest = this.#interim;
    this.#interim = '';
    if (rest) this.#say(rest, true);
  }
}
