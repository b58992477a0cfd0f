import type { CallError } from '../../src/call/terms/call-error.js';
import {
  CallErrorEvent,
  CallStateChangeEvent,
  FileTransferEvent,
  LocalMediaEvent,
  LocalStreamEvent,
  PeerNameEvent,
  QualityChangeEvent,
  RemoteMediaEvent,
  RemoteStreamEvent,
  VerificationChangeEvent,
  type CallEventMap,
} from '../../src/call/terms/call-events.js';
import type { AnswerOptions, CallOptions } from '../../src/call/terms/call-options.js';
import type { CallQuality } from '../../src/call/terms/call-quality.js';
import type { CallReport } from '../../src/call/terms/call-report.js';
import type { CallDirection, CallState, EndReason } from '../../src/call/terms/call-state.js';
import type { FileTransfer } from '../../src/call/terms/file-transfer.js';
import { NO_MEDIA, type MediaState } from '../../src/call/terms/media-state.js';
import type { VerificationCode, Verified } from '../../src/call/terms/verification.js';
import { EMOJI } from '../../src/call/verification/emoji.js';
import type { PeerCall } from '../../src/call/peer-call.js';
import { sampleReport } from './sample-report.js';
import { TypedEventTarget } from '../../src/internal/typed-event-target.js';
import { FakeFileTransfer, type FakeFileTransferInit } from './fake-file-transfer.js';

export interface FakePeerCallInit {
  readonly peerId?: string;
  readonly direction?: CallDirection;
  readonly state?: CallState;
  readonly options?: CallOptions;
}

/** A code with these pictures, by their numbers. */
export function verificationCode(
  pictures: readonly number[] = [0, 12, 28, 53, 63],
  digits = '024057183',
): VerificationCode {
  const emoji = pictures.map((picture) => {
    const [symbol = '', name = ''] = EMOJI[picture] ?? [];
    return { symbol, name };
  });
  return { emoji, digits };
}

/** A `PeerCall` that does nothing by itself: it records the requests, and changes when the test says so. */
export class FakePeerCall extends TypedEventTarget<CallEventMap> {
  id = 'fake-call';
  /** Changes when the test says so, as it does when the peer reconnects. */
  peerId: string;
  readonly direction: CallDirection;
  readonly options: CallOptions;
  /** The requests in order: the method's name and its arguments. */
  readonly requests: [name: string, ...values: unknown[]][] = [];
  /** The next request that returns a promise is rejected with this. */
  nextFailure: CallError | null = null;

  state: CallState;
  endReason: EndReason | null = null;
  error: CallError | null = null;
  localStream: MediaStream | null = null;
  remoteStream: MediaStream | null = null;
  localScreenStream: MediaStream | null = null;
  remoteScreenStream: MediaStream | null = null;
  localMedia: MediaState = NO_MEDIA;
  wantedMedia: MediaState = NO_MEDIA;
  remoteMedia: MediaState = NO_MEDIA;
  quality: CallQuality | null = null;
  verificationCode: VerificationCode | null = null;
  verified: Verified = false;
  readonly #topics = new Set<readonly [topic: string, listener: (data: string) => void]>();
  /** What `getReport()` says; an error is thrown. */
  report: CallReport | CallError = sampleReport();
  /** How often it was asked for. */
  reportCount = 0;
  peerName: string | null = null;
  /** Of the address that was dialled. */
  token: string | null = null;

  constructor(init: FakePeerCallInit = {}) {
    super();
    this.peerId = init.peerId ?? 'peer-1';
    this.direction = init.direction ?? 'outgoing';
    this.state = init.state ?? (this.direction === 'incoming' ? 'ringing' : 'calling');
    this.options = init.options ?? {};
  }

  /** This double, typed as the class that the code under test expects. */
  get asPeerCall(): PeerCall {
    return this as unknown as PeerCall;
  }

  get address(): string {
    return this.token === null ? this.peerId : `${this.peerId}.${this.token}`;
  }

  answer = (options?: AnswerOptions) => this.#ask('answer', options);
  setMicrophoneEnabled = (on: boolean) => this.#ask('setMicrophoneEnabled', on);
  setCameraEnabled = (on: boolean) => this.#ask('setCameraEnabled', on);
  setScreenShareEnabled = (on: boolean) => this.#ask('setScreenShareEnabled', on);
  switchDevice = (kind: MediaDeviceKind, deviceId: string) =>
    this.#ask('switchDevice', kind, deviceId);
  flipCamera = () => this.#ask('flipCamera');

  async getReport(): Promise<CallReport> {
    this.reportCount += 1;
    if (this.report instanceof Error) throw this.report;
    return this.report;
  }

  reject(reason: EndReason = 'declined'): void {
    this.requests.push(['reject', reason]);
  }

  hangup(reason: EndReason = 'hangup'): void {
    this.requests.push(['hangup', reason]);
  }

  confirmVerification(matches: boolean): void {
    this.requests.push(['confirmVerification', matches]);
  }

  /** Throws `nextFailure`, if there is one. */
  sendMessage(data: string, topic?: string): void {
    this.requests.push(['sendMessage', data, topic]);
    const failure = this.nextFailure;
    this.nextFailure = null;
    if (failure) throw failure;
  }

  onTopic(
    topic: string,
    listener: (data: string) => void,
    options?: { readonly signal?: AbortSignal | null | undefined } | null,
  ): () => void {
    const entry = [topic, listener] as const;
    const stop = () => void this.#topics.delete(entry);
    this.#topics.add(entry);
    options?.signal?.addEventListener('abort', stop);
    return stop;
  }

  /** Whoever listens to it now hears no more. */
  forgetTopic(topic: string): void {
    for (const entry of [...this.#topics]) if (entry[0] === topic) this.#topics.delete(entry);
  }

  /** The files that were sent are among the requests, and these are what became of them. */
  readonly files: FakeFileTransfer[] = [];

  sendFile(file: File): FileTransfer {
    this.requests.push(['sendFile', file]);
    const { name, size, type } = file;
    const transfer = new FakeFileTransfer({ direction: 'outgoing', name, size, type });
    this.files.push(transfer);
    return transfer.asFileTransfer;
  }

  incomingFiles: readonly FileTransfer[] = [];

  /** The peer offers a file. */
  offerFile(init: FakeFileTransferInit = {}): FakeFileTransfer {
    const transfer = new FakeFileTransfer(init);
    this.incomingFiles = [...this.incomingFiles, transfer.asFileTransfer];
    this.dispatchEvent(new FileTransferEvent(transfer.asFileTransfer));
    return transfer;
  }

  /** The peer's app has sent this. */
  receive(topic: string, data: string): void {
    for (const [wanted, listener] of [...this.#topics]) if (wanted === topic) listener(data);
  }

  moveTo(state: CallState): void {
    const previous = this.state;
    this.state = state;
    this.dispatchEvent(new CallStateChangeEvent(state, previous));
  }

  end(reason: EndReason, error: CallError | null = null): void {
    this.endReason = reason;
    this.error = error;
    this.moveTo('ended');
  }

  fail(error: CallError): void {
    this.error = error;
    this.dispatchEvent(new CallErrorEvent(error));
  }

  setLocalMedia(media: Partial<MediaState>): void {
    this.localMedia = { ...this.localMedia, ...media };
    this.dispatchEvent(new LocalMediaEvent(this.localMedia));
  }

  setRemoteMedia(media: Partial<MediaState>): void {
    this.remoteMedia = { ...this.remoteMedia, ...media };
    this.dispatchEvent(new RemoteMediaEvent(this.remoteMedia));
  }

  setLocalStream(stream: MediaStream): void {
    this.localStream = stream;
    this.dispatchEvent(new LocalStreamEvent(stream));
  }

  setRemoteStream(stream: MediaStream): void {
    this.remoteStream = stream;
    this.dispatchEvent(new RemoteStreamEvent(stream));
  }

  setPeerName(name: string | null): void {
    this.peerName = name;
    this.dispatchEvent(new PeerNameEvent(name));
  }

  setQuality(quality: CallQuality, report: Partial<CallReport> = {}): void {
    this.quality = quality;
    this.dispatchEvent(new QualityChangeEvent(quality, report as CallReport));
  }

  setVerification(code: VerificationCode | null, verified: Verified = false): void {
    this.verificationCode = code;
    this.verified = verified;
    this.dispatchEvent(new VerificationChangeEvent(code, verified));
  }

  async #ask(name: string, ...values: unknown[]): Promise<void> {
    this.requests.push([name, ...values]);
    const failure = this.nextFailure;
    this.nextFailure = null;
    if (failure) throw failure;
  }
}
