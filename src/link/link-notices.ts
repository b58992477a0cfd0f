import type { JsonValue } from '../internal/json-value.js';
import type { Envelope, EnvelopeContent } from './envelope.js';

export interface NoticeProgress {
  /** The numbers of the last notice in either direction. */
  readonly noticeSent: number;
  readonly noticeReceived: number;
}

/** What a link says outside its sequence: numbered, so that each notice is heard once, and no old one again. */
export class LinkNotices {
  #sent: number;
  #received: number;
  #present: EnvelopeContent = {};
  #prepared: Envelope | null = null;

  constructor(progress?: NoticeProgress) {
    this.#sent = progress?.noticeSent ?? 0;
    this.#received = progress?.noticeReceived ?? 0;
  }

  get progress(): NoticeProgress {
    return { noticeSent: this.#sent, noticeReceived: this.#received };
  }

  /** What every bare acknowledgement carries. */
  get present(): EnvelopeContent {
    return this.#present;
  }

  set(message: JsonValue): void {
    this.#sent += 1;
    this.#present = { payload: JSON.stringify(message), notice: this.#sent };
  }

  clear(): void {
    this.#present = {};
  }

  /** Seals the next notice in advance. Its number is used up: the next page of this call must not use it again. */
  async prepare(
    message: JsonValue,
    seal: (content: EnvelopeContent) => Promise<Envelope>,
  ): Promise<void> {
    this.#sent += 1;
    this.#prepared = await seal({ payload: JSON.stringify(message), notice: this.#sent });
  }

  /** The notice that was prepared; `null` if there is none. */
  get prepared(): Envelope | null {
    return this.#prepared;
  }

  /** Whether it is newer than all before. From now on it is not. */
  isNew({ notice = 0 }: Envelope): boolean {
    if (notice <= this.#received) return false;
    this.#received = notice;
    return true;
  }
}
