import { parseRecordingMessage, type RecordingMessage } from './recording-message.js';

/** Of the own recording: `asked`: nobody has answered yet; `allowed`: it may run. */
export type OwnConsent = 'none' | 'asked' | 'allowed' | 'refused';

/** Of the peer's: `asks`: the user has not answered yet; `allowed`: it may begin; `records`: it runs. */
export type PeerRecording = 'none' | 'asks' | 'allowed' | 'records';

/** Asked for more often than this in one call, the peer is refused without a word: its questions would be in the way. */
const MAX_QUESTIONS = 5;
/** How often in one call the peer is told that what it records was not allowed. */
const MAX_REFUSALS = 20;

/**
 * Who may record a call: each side asks the other. This is courtesy, not protection: nobody can keep a device from recording
 * what it plays.
 */
export class RecordingConsent {
  readonly #send: (message: RecordingMessage) => void;
  readonly #onChange: () => void;
  #own: OwnConsent = 'none';
  #ownId = 0;
  #peer: PeerRecording = 'none';
  #peerId = 0;
  #questions = 0;
  #refusals = 0;

  constructor(send: (message: RecordingMessage) => void, onChange: () => void) {
    this.#send = send;
    this.#onChange = onChange;
  }

  get own(): OwnConsent {
    return this.#own;
  }

  get peer(): PeerRecording {
    return this.#peer;
  }

  /** Asks the peer whether this side may record. */
  ask(): void {
    if (this.#own === 'asked' || this.#own === 'allowed') return;
    this.#ownId += 1;
    this.#setOwn('asked');
    this.#send({ type: 'ask', id: this.#ownId });
  }

  /** The own recording runs. */
  started(): void {
    if (this.#own === 'allowed') this.#send({ type: 'start', id: this.#ownId });
  }

  /** The own recording runs no more, or is not wanted any more. */
  stopped(): void {
    if (this.#own === 'none') return;
    const hadAsked = this.#own !== 'refused';
    this.#setOwn('none');
    if (hadAsked) this.#send({ type: 'stop', id: this.#ownId });
  }

  /** Answers the peer's question; `false` also takes back what was allowed. */
  answer(allowed: boolean): void {
    if (this.#peer === 'none' || (allowed && this.#peer !== 'asks')) return;
    this.#setPeer(allowed ? 'allowed' : 'none');
    this.#send({ type: allowed ? 'allow' : 'refuse', id: this.#peerId });
  }

  /** There is a new connection. Behind it may be a page that has been loaded anew: it knows of no recording, and of no consent. */
  sayAgain(): void {
    const type = this.#own === 'asked' ? 'ask' : this.#own === 'allowed' ? 'start' : 'stop';
    this.#send({ type, id: this.#ownId });
  }

  /** What the peer has said. */
  receive(data: string): void {
    const message = parseRecordingMessage(data);
    if (message === null) return;
    const { type, id } = message;
    switch (type) {
      case 'ask':
        this.#asked(id);
        break;
      case 'start':
        this.#begins(id);
        break;
      case 'stop':
        this.#setPeer('none');
        break;
      case 'allow':
        if (id === this.#ownId && this.#own === 'asked') this.#setOwn('allowed');
        break;
      case 'refuse':
        if (id === this.#ownId && this.#own !== 'none') this.#setOwn('refused');
        break;
    }
  }

  #asked(id: number): void {
    if (id === this.#peerId && this.#peer !== 'none') {
      // Said again: it may have missed the answer.
      if (this.#peer !== 'asks') this.#send({ type: 'allow', id });
      return;
    }
    this.#questions += 1;
    this.#peerId = id;
    if (this.#questions <= MAX_QUESTIONS) this.#setPeer('asks');
    else this.#send({ type: 'refuse', id });
  }

  #begins(id: number): void {
    const isAllowed = id === this.#peerId && (this.#peer === 'allowed' || this.#peer === 'records');
    if (isAllowed) {
      this.#setPeer('records');
    } else if (this.#refusals < MAX_REFUSALS) {
      // As before a reload of this page: who does not know of it can't end it either.
      this.#refusals += 1;
      this.#send({ type: 'refuse', id });
    }
  }

  #setOwn(own: OwnConsent): void {
    this.#own = own;
    this.#onChange();
  }

  #setPeer(peer: PeerRecording): void {
    this.#peer = peer;
    this.#onChange();
  }
}
