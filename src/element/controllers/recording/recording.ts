import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { notFetched, type CallError } from '../../../call/terms/call-error.js';
import type { PeerCall } from '../../../call/peer-call.js';
import { isUp } from '../../call-phase.js';
import { saveFile } from '../files/save-file.js';
import { CallRecordedEvent } from './call-recorded-event.js';
import type { CallRecorder } from './call-recorder.js';
import { RecordingConsent } from './recording-consent.js';
import { RECORDING_TOPIC } from './recording-message.js';

export interface RecordingHost extends ReactiveControllerHost, HTMLElement {
  readonly call: PeerCall | null;
}

/** A call that was recorded, until its user saves it or throws it away. */
export interface RecordedCall {
  readonly file: Blob;
  /** For the file system: no part of it comes from the peer. */
  readonly name: string;
}

/** When what could not be said is said again. */
const SAY_AGAIN_MS = 1_000;
const MAX_UNSAID = 20;

/** Asks, answers, records: whatever the two sides of a call have to do with recording it. */
export class Recording implements ReactiveController {
  readonly #host: RecordingHost;
  readonly #report: (error: CallError) => void;
  #listeners = new AbortController();
  #call: PeerCall | null = null;
  #wasConnected = false;
  #consent: RecordingConsent | null = null;
  #recorder: CallRecorder | null = null;
  #startedMs = 0;
  /** What the other side has not been told yet. */
  #unsaid: string[] = [];
  #sayTimer: ReturnType<typeof setTimeout> | undefined;
  #files: readonly RecordedCall[] = [];
  /** The page that is not left without a question. */
  #guarded: Window | null = null;

  constructor(host: RecordingHost, report: (error: CallError) => void) {
    this.#host = host;
    this.#report = report;
    host.addController(this);
  }

  /** Who may record this call, and who does; `null` while nobody can. */
  get consent(): Pick<RecordingConsent, 'own' | 'peer'> | null {
    return this.#consent;
  }

  /** Of the recording that runs here; `null` while there is none. */
  get progress(): { readonly seconds: number; readonly bytes: number } | null {
    if (this.#recorder === null) return null;
    const seconds = Math.floor((performance.now() - this.#startedMs) / 1_000);
    return { seconds, bytes: this.#recorder.size };
  }

  /** What is to be saved yet, of this call and those before. */
  get files(): readonly RecordedCall[] {
    return this.#files;
  }

  hostUpdate(): void {
    const { call } = this.#host;
    const live = call && isUp(call) ? call : null;
    const isConnected = live?.state === 'connected';
    if (live !== this.#call) {
      this.#leave();
      this.#call = live;
      if (live) this.#enter(live);
    } else if (isConnected && !this.#wasConnected) {
      this.#consent?.sayAgain();
    }
    this.#wasConnected = isConnected;
  }

  hostConnected(): void {
    this.#guard();
  }

  hostDisconnected(): void {
    // The host may be moved. What it has recorded is lost if it does not come back.
    setTimeout(() => {
      if (this.#host.isConnected) return;
      this.#leave();
      this.#files = [];
      this.#changed();
    });
  }

  /** Asks the other side, and records once it allows that. */
  readonly start = (): void => this.#consent?.ask();

  /** Ends the recording, or takes the question back. */
  readonly stop = (): void => {
    this.#consent?.stopped();
    void this.#finish();
  };

  /** Answers the peer's question, or takes back what was allowed. */
  answer(allowed: boolean): void {
    this.#consent?.answer(allowed);
  }

  /** Lets the user save a recording. It stays here until it is thrown away: the browser may not have saved it. */
  save({ file, name }: RecordedCall): void {
    saveFile(this.#host.ownerDocument, file, name);
  }

  discard(recording: RecordedCall): void {
    this.#files = this.#files.filter((file) => file !== recording);
    this.#changed();
  }

  #enter(call: PeerCall): void {
    const consent = new RecordingConsent(
      (message) => this.#say(call, JSON.stringify(message)),
      () => this.#consentChanged(call, consent),
    );
    this.#consent = consent;
    const { signal } = this.#listeners;
    call.onTopic(RECORDING_TOPIC, (data) => consent.receive(data), { signal });
  }

  #leave(): void {
    this.#listeners.abort();
    this.#listeners = new AbortController();
    this.#consent = null;
    clearTimeout(this.#sayTimer);
    this.#unsaid = [];
    void this.#finish();
  }

  #say(call: PeerCall, data: string): void {
    // The user does not press that often: what is left out are answers to a peer that asks without end.
    if (this.#unsaid.length < MAX_UNSAID) this.#unsaid.push(data);
    this.#sayAll(call);
  }

  #sayAll(call: PeerCall): void {
    clearTimeout(this.#sayTimer);
    for (let data = this.#unsaid.shift(); data !== undefined; data = this.#unsaid.shift()) {
      try {
        call.sendMessage(data, RECORDING_TOPIC);
      } catch {
        // Too much is waiting for the connection. A "stop" must not be lost: the other side would go on recording.
        this.#unsaid.unshift(data);
        this.#sayTimer = setTimeout(() => this.#sayAll(call), SAY_AGAIN_MS);
        return;
      }
    }
  }

  #consentChanged(call: PeerCall, consent: RecordingConsent): void {
    if (consent !== this.#consent) return;
    if (consent.own === 'allowed') void this.#record(call, consent);
    else void this.#finish();
    this.#changed();
  }

  async #record(call: PeerCall, consent: RecordingConsent): Promise<void> {
    if (this.#recorder) return;
    try {
      const { CallRecorder } = await import('./call-recorder.js').catch((cause: unknown) => {
        throw notFetched('invalid-state', cause);
      });
      // It may have been taken back since.
      if (consent !== this.#consent || consent.own !== 'allowed' || this.#recorder) return;
      const { ownerDocument } = this.#host;
      this.#recorder = new CallRecorder(call, ownerDocument, () => this.#progressed());
      this.#startedMs = performance.now();
      consent.started();
    } catch (error) {
      consent.stopped();
      this.#report(error as CallError);
    }
    this.#changed();
  }

  /** Ends what is recorded, if anything is, and keeps it for the user. */
  async #finish(): Promise<void> {
    const recorder = this.#recorder;
    if (recorder === null) return;
    this.#recorder = null;
    this.#changed();
    const file = await recorder.stop();
    const name = fileName(file.type);
    const isForUser = this.#host.dispatchEvent(new CallRecordedEvent(file, name));
    // Out of its page the host has nobody to ask.
    if (isForUser && file.size > 0 && this.#host.isConnected) {
      this.#files = [...this.#files, { file, name }];
    }
    this.#changed();
  }

  #progressed(): void {
    if (this.#recorder?.isRunning === false) this.stop();
    this.#changed();
  }

  #changed(): void {
    this.#guard();
    this.#host.requestUpdate();
  }

  /** As long as something would be lost, the browser asks before the page is left: the one that the host stands in. */
  #guard(): void {
    const isAtRisk = this.#recorder !== null || this.#files.length > 0;
    const view = isAtRisk ? this.#host.ownerDocument.defaultView : null;
    if (view === this.#guarded) return;
    this.#guarded?.removeEventListener('beforeunload', this.#preventLeaving);
    view?.addEventListener('beforeunload', this.#preventLeaving);
    this.#guarded = view;
  }

  /** Of this element alone: another one on the page may have something to lose, too. */
  readonly #preventLeaving = (event: BeforeUnloadEvent): void => event.preventDefault();
}

/** As in `call-2026-11-28-06-45-12.mp4`: the time where the user is. */
function fileName(type: string): string {
  const now = new Date();
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  const time = local.toISOString().slice(0, 19).replace(/[T:]/g, '-');
  return `call-${time}.${type.startsWith('video/mp4') ? 'mp4' : 'webm'}`;
}
