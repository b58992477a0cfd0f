import { systemClock, type Clock } from '../../../internal/clock.js';
import { captionText, type CaptionsMessage, type CaptionsState } from './captions-message.js';
import { SpeechListener } from './speech-listener.js';
import { findSpeechModel, type SpeechModel } from './speech-model.js';

/**
 * What the user here is told, or asked. `question`: may it be written? `download`: and may the browser download what it
 * needs? `downloading`; `not-loaded`: that has failed; `there`: what is said here is written.
 */
export type SpeakerNote = 'question' | 'download' | 'downloading' | 'not-loaded' | 'there';

/** What is known of the user beyond one call. */
export interface SpeakerMemory {
  /** The user has said no, and not yes since. */
  hasRefused: boolean;
}

/** Between two texts that are not final yet: as fast as one reads. */
const INTERIM_MS = 300;
/** Asked for more often than this in one call, the peer is refused without a word: its questions would be in the way. */
const MAX_QUESTIONS = 10;

/**
 * Writes down what is said here, on the device, when the other side asks for it, and sends it the text. The user sees that, and
 * can end it at any time; after that, and where the browser has to download something, nothing is written without a yes.
 */
export class CaptionSpeaker {
  readonly #send: (message: CaptionsMessage) => void;
  readonly #onChange: () => void;
  readonly #language: () => string;
  readonly #clock: Clock;
  readonly #memory: SpeakerMemory;
  #id: string | null = null;
  #questions = 0;
  #state: CaptionsState | null = null;
  #note: SpeakerNote | null = null;
  #model: SpeechModel | null = null;
  #listener: SpeechListener | null = null;
  #track: MediaStreamTrack | null = null;
  #interim: string | null = null;
  #timer: unknown = null;

  constructor(
    send: (message: CaptionsMessage) => void,
    onChange: () => void,
    language: () => string,
    clock: Clock = systemClock,
    memory: SpeakerMemory = { hasRefused: false },
  ) {
    this.#send = send;
    this.#onChange = onChange;
    this.#language = language;
    this.#clock = clock;
    this.#memory = memory;
  }

  get note(): SpeakerNote | null {
    return this.#note;
  }

  /** The peer wants to read what is said here. */
  async ask(id: string): Promise<void> {
    if (id === this.#id) {
      // It may have missed the answer. While there is none yet, it comes.
      if (this.#state) this.#tell(this.#state, this.#note);
      return;
    }
    this.#reset(id);
    this.#questions += 1;
    if (this.#questions > MAX_QUESTIONS) return this.#tell('refused');
    const model = await findSpeechModel(this.#language());
    // It may have been taken back since.
    if (id !== this.#id) return;
    if (typeof model === 'string') return this.#tell(model);
    this.#model = model;
    if (!model.isInstalled) this.#tell('asks', 'download');
    else if (this.#memory.hasRefused) this.#tell('asks', 'question');
    else this.#begin(model);
  }

  /** The peer does not want to read it any more. */
  stop(id: string): void {
    if (id === this.#id) this.close();
  }

  /** The user says yes. Must be called where that was pressed: browsers download for nobody else. */
  async allow(): Promise<void> {
    const id = this.#id;
    const model = this.#model;
    if (model === null || this.#note === null || this.#note === 'there') return;
    this.#memory.hasRefused = false;
    if (this.#note !== 'question') {
      this.#tell('loading', 'downloading');
      const isThere = await model.install();
      if (id !== this.#id || this.#note !== 'downloading') return;
      if (!isThere) return this.#tell('failed', 'not-loaded');
      // What it can is known only now.
      const found = await findSpeechModel(this.#language());
      if (id !== this.#id || this.#note !== 'downloading') return;
      if (typeof found !== 'string') this.#model = found;
    }
    this.#begin(this.#model ?? model);
  }

  /** The user says no, or does not want it any more. */
  refuse(): void {
    if (this.#note === null) return;
    this.#memory.hasRefused = true;
    this.#silence();
    this.#tell('refused');
  }

  /** @param track what the other side hears; `null`: nothing at the moment */
  listenTo(track: MediaStreamTrack | null): void {
    this.#track = track;
    this.#listener?.listenTo(track);
  }

  close(): void {
    this.#reset(null);
    this.#onChange();
  }

  #begin(model: SpeechModel): void {
    this.#tell('on', 'there');
    this.#listener = new SpeechListener(
      model,
      (text, isFinal) => this.#say(text, isFinal),
      () => {
        this.#silence();
        this.#tell('failed');
      },
      this.#clock,
    );
    this.#listener.listenTo(this.#track);
  }

  #say(text: string, isFinal: boolean): void {
    if (isFinal) {
      this.#dropInterim();
      this.#write(text, true);
      return;
    }
    this.#interim = text;
    this.#timer ??= this.#clock.setTimeout(() => {
      const latest = this.#interim;
      this.#dropInterim();
      if (latest) this.#write(latest, false);
    }, INTERIM_MS);
  }

  #write(text: string, final: boolean): void {
    if (this.#id === null) return;
    this.#send({ type: 'text', id: this.#id, text: captionText(text), final });
  }

  #dropInterim(): void {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = this.#interim = null;
  }

  #tell(state: CaptionsState, note: SpeakerNote | null = null): void {
    this.#state = state;
    this.#note = note;
    const id = this.#id;
    const lang = state === 'on' ? this.#model?.lang : undefined;
    if (id !== null) this.#send({ type: 'state', id, state, lang });
    this.#onChange();
  }

  #reset(id: string | null): void {
    this.#silence();
    this.#id = id;
    this.#state = this.#note = this.#model = null;
  }

  #silence(): void {
    this.#listener?.stop();
    this.#listener = null;
    this.#dropInterim();
  }
}
