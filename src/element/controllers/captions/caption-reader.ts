import { systemClock, type Clock } from '../../../internal/clock.js';
import { createRandomText } from '../../../internal/random-text.js';
import type { CaptionsMessage, CaptionsState, FromSpeaker } from './captions-message.js';

/** What the reader is told. `asking`: nothing has come back yet; `silent`: and nothing will. */
export type ReaderNote = CaptionsState | 'asking' | 'silent';

/** How long the other side may take to say anything at all. It may have no captions: an older version, or an app of its own. */
const ANSWER_MS = 15_000;
/** How long a text stays after the last word, and the word that they are on. */
const SHOWN_MS = 6_000;
const SAID_MS = 4_000;
/** More than two lines have, in characters. */
const MAX_SHOWN = 300;

/** Asks the other side for captions, and keeps what of them is to be read now. */
export class CaptionReader {
  readonly #send: (message: CaptionsMessage) => void;
  readonly #onChange: () => void;
  readonly #clock: Clock;
  #id: string | null = null;
  #note: ReaderNote | null = null;
  #lang: string | null = null;
  #said = '';
  #interim = '';
  #isOver = true;
  #noteTimer: unknown;
  #textTimer: unknown;

  constructor(
    send: (message: CaptionsMessage) => void,
    onChange: () => void,
    clock: Clock = systemClock,
  ) {
    this.#send = send;
    this.#onChange = onChange;
    this.#clock = clock;
  }

  get note(): ReaderNote | null {
    return this.#note;
  }

  /** The latest that was said. */
  get text(): string {
    return tail(this.#said + this.#interim);
  }

  /** Of the text, as a BCP 47 tag; `null`: not known. */
  get lang(): string | null {
    return this.#lang;
  }

  /** Whether nothing has been said for a while: the text goes. */
  get isOver(): boolean {
    return this.#isOver;
  }

  want(isWanted: boolean): void {
    if (isWanted === (this.#id !== null)) return;
    if (isWanted) return this.ask();
    this.#post('stop');
    this.close();
  }

  /** Asks, or asks anew after it has failed. */
  readonly ask = (): void => {
    this.#clear();
    this.#id = createRandomText();
    this.#post('ask');
    this.#tell('asking', ANSWER_MS, 'silent');
  };

  /** There is a new connection. A side that goes on says the same as before; one that does not want to is left alone. */
  askAgain(): void {
    if (this.#note !== 'refused') this.#post('ask');
  }

  receive(message: FromSpeaker): void {
    if (message.id !== this.#id) {
      // As a page that has been loaded anew it wants nothing any more.
      this.#send({ type: 'stop', id: message.id });
    } else if (message.type === 'text') {
      this.#read(message.text, message.final);
    } else {
      this.#lang = message.lang ?? null;
      // What is said again after a new connection is no news.
      const isNews = message.state !== 'on' || this.#note !== null;
      if (isNews) this.#tell(message.state, message.state === 'on' ? SAID_MS : Infinity, null);
    }
  }

  readonly dismiss = (): void => this.#tell(null);

  close(): void {
    this.#clear();
    this.#id = null;
    this.#onChange();
  }

  #read(text: string, isFinal: boolean): void {
    if (this.#isOver) this.#said = '';
    this.#said = tail(this.#said + (isFinal ? text : ''));
    this.#interim = isFinal ? '' : text;
    this.#isOver = false;
    this.#clock.clearTimeout(this.#textTimer);
    this.#textTimer = this.#clock.setTimeout(() => {
      this.#isOver = true;
      this.#onChange();
    }, SHOWN_MS);
    this.#onChange();
  }

  /** @param next what is said after `delayMs` */
  #tell(note: ReaderNote | null, delayMs = Infinity, next: ReaderNote | null = null): void {
    this.#clock.clearTimeout(this.#noteTimer);
    this.#note = note;
    if (delayMs < Infinity) {
      this.#noteTimer = this.#clock.setTimeout(() => this.#tell(next), delayMs);
    }
    this.#onChange();
  }

  #post(type: 'ask' | 'stop'): void {
    if (this.#id !== null) this.#send({ type, id: this.#id });
  }

  #clear(): void {
    this.#clock.clearTimeout(this.#noteTimer);
    this.#clock.clearTimeout(this.#textTimer);
    this.#note = this.#lang = null;
    this.#said = this.#interim = '';
    this.#isOver = true;
  }
}

/** The end of a text, from the beginning of a word where there are such. */
function tail(text: string): string {
  if (text.length <= MAX_SHOWN) return text;
  const rest = text.slice(-MAX_SHOWN);
  const space = rest.indexOf(' ');
  return space >= 0 && space < MAX_SHOWN / 2
    ? rest.slice(space)
    : rest.replace(/^[\uDC00-\uDFFF]/, '');
}
