import { TypedEventTarget } from '../internal/typed-event-target.js';
import type { Room } from '../signaling/room.js';
import type { SignalingClient } from '../signaling/signaling-client.js';
import { CallError } from './terms/call-error.js';
import type { CallEventMap } from './terms/call-events.js';
import { CallLifecycle } from './call-lifecycle.js';
import {
  resolveCallOptions,
  type AnswerOptions,
  type AudioProcessing,
  type CallOptions,
  type ScreenShareOptions,
} from './terms/call-options.js';
import type { CallQuality } from './terms/call-quality.js';
import { CallRegistry } from './incoming/call-registry.js';
import type { CallReport } from './terms/call-report.js';
import {
  hangupReason,
  type CallDirection,
  type CallState,
  type EndReason,
} from './terms/call-state.js';
import type { MediaState } from './terms/media-state.js';
import { parsePeerAddress } from './terms/peer-address.js';
import type { VerificationCode, Verified } from './terms/verification.js';
import { changeDevices } from './change-devices.js';
import type { FileOptions } from './call-files.js';
import type { FileTransfer } from './terms/file-transfer.js';
import { loadCallEngine } from './lazy-transport.js';
import { loadDeviceOpener } from './media/local-media.js';
import { removeLeftBehind } from './resume/call-keeper.js';
import { meetInRoom } from './meet-in-room.js';
import { resumedInit, type PeerCallInit } from './peer-call-init.js';
import { runHook } from './run-hook.js';
import { checkTopic, sendAppMessage } from './send-app-message.js';

/** The class that `place` and `listen` are called on: `PeerCall` or a subclass. */
export type PeerCallClass<Call extends PeerCall> = new (init: PeerCallInit) => Call;

/**
 * One call with one peer, from ring to end. `ended` is final: the next call is another object.
 *
 * ```ts
 * const stop = PeerCall.listen(signaling, (call) => call.answer());
 * const call = PeerCall.place(signaling, peerId);
 * call.addEventListener('remotestream', ({ stream }) => (video.srcObject = stream));
 * ```
 *
 * To change how it works, extend it and override the protected hooks; `MyCall.place` and `MyCall.listen` then make
 * calls of that class.
 *
 * @fires statechange - {@link CallEventMap.statechange | CallStateChangeEvent}
 * @fires localstream - {@link CallEventMap.localstream | LocalStreamEvent}
 * @fires remotestream - {@link CallEventMap.remotestream | RemoteStreamEvent}
 * @fires message - {@link CallEventMap.message | CallMessageEvent}
 * @fires peername - {@link CallEventMap.peername | PeerNameEvent}
 * @fires filetransfer - {@link CallEventMap.filetransfer | FileTransferEvent}
 * @fires localmedia - {@link CallEventMap.localmedia | LocalMediaEvent}
 * @fires remotemedia - {@link CallEventMap.remotemedia | RemoteMediaEvent}
 * @fires deviceavailable - {@link CallEventMap.deviceavailable | DeviceAvailableEvent}
 * @fires devicehint - {@link CallEventMap.devicehint | DeviceHintEvent}
 * @fires qualitychange - {@link CallEventMap.qualitychange | QualityChangeEvent}
 * @fires verificationchange - {@link CallEventMap.verificationchange | VerificationChangeEvent}
 * @fires error - {@link CallEventMap.error | CallErrorEvent}
 */
export class PeerCall extends TypedEventTarget<CallEventMap> {
  readonly direction: CallDirection;
  readonly #lifecycle: CallLifecycle;

  /** Calls `peerId` at once. The call is made by the class that this is called on. */
  static place<Call extends PeerCall>(
    this: PeerCallClass<Call>,
    signaling: SignalingClient,
    peerId: string,
    options?: CallOptions | null,
  ): Call {
    const { peerId: address, token } = parsePeerAddress(String(peerId));
    if (typeof peerId !== 'string' || peerId === '' || address === signaling.id) {
      throw new CallError(
        'invalid-argument',
        'Give the address of the other side: a text, and not your own.',
      );
    }
    const resolved = resolveCallOptions(options);
    removeLeftBehind(resolved.timing.resumeMs);
    const ringing = CallRegistry.for(signaling).ringingFrom(address, resolved);
    if (ringing instanceof this) {
      // If the address that we are about to call is already ringing here, that call is answered.
      void ringing.answer(options);
      return ringing;
    }
    const init = { signaling, peerId: address, peerToken: token, options };
    const call = new this({ ...init, direction: 'outgoing' });
    call.#lifecycle.start();
    return call;
  }

  /**
   * Lets calls to this signaling client ring. While one is going on, a second caller hears `busy`.
   *
   * @param onIncoming gets each call, in state `ringing`; it is answered with `answer()`
   * @param options for all of these calls, as they are now: to change them, stop and listen anew
   * @returns a function that stops listening; calls that are going on are not touched
   * @throws {CallError} `invalid-state` if somebody listens on this signaling client already
   */
  static listen<Call extends PeerCall>(
    this: PeerCallClass<Call>,
    signaling: SignalingClient,
    onIncoming: (call: Call) => void,
    options?: CallOptions | null,
  ): () => void {
    // So that a wrong option throws here, and not when somebody calls, and no later change counts.
    const resolved = resolveCallOptions(options);
    const registry = CallRegistry.for(signaling);
    if (registry.isListening) {
      const sentence = 'This signaling client is listened on already; stop that first.';
      throw new CallError('invalid-state', sentence);
    }
    // So that a call which comes is answered without a wait. Where it fails, the call says so.
    loadCallEngine().catch(() => undefined);
    loadDeviceOpener().catch(() => undefined);
    removeLeftBehind(resolved.timing.resumeMs);
    return registry.listen((incoming) => {
      const { from: peerId } = incoming;
      const call = new this({
        signaling,
        peerId,
        direction: 'incoming',
        options: resolved,
        incoming,
      });
      call.#lifecycle.start();
      // The caller's hang-up may have come with the invitation.
      if (call.state === 'ended') return;
      runHook(() => onIncoming(call));
      // Not earlier: the app may have answered it, or declined.
      call.#lifecycle.warmUp();
    }, resolved);
  }

  /**
   * Meets in a room: the second to come calls the first, and both are connected without a ring, because to join is the
   * consent. A call that is lost begins again while both are there, under whatever addresses; a reloaded page takes the
   * place of its former self (option `resume` has no effect). A call that you end ends the meeting; after one that the
   * other side has ended, it may come again.
   *
   * While it lasts, nobody but members can call on the room's signaling client.
   * Without a `secret`, who is a member is the relay's word, and that of whoever knows the name.
   *
   * @param room of `signaling.joinRoom(name)`. Leave it when you stop, unless you want to come back
   * @param onCall gets each call, in either direction, before it is answered; answer it here to answer with other options
   * @param options for all of these calls, as they are now
   * @returns a function that stops it; a call that is going on is not touched. It stops by itself, and reports that as an
   * error of the page, if the file for it can't be fetched
   * @throws {CallError} `invalid-argument` for a bad option, `invalid-state` if somebody listens on the client already
   */
  static meet<Call extends PeerCall>(
    this: PeerCallClass<Call> & Pick<typeof PeerCall, 'listen' | 'place'>,
    room: Room<SignalingClient>,
    onCall: (call: Call) => void,
    options?: CallOptions | null,
  ): () => void {
    return meetInRoom<Call>(this, room, onCall, options);
  }

  /**
   * Continues the call that this tab was in before its page was reloaded or left, if it was made or listened for with
   * option `resume` and that was not more than `timing.resumeMs` ago. The call is `reconnecting` at first.
   *
   * Call it when the page starts, and again at a `pageshow` event that is `persisted`: then the page comes out of the
   * browser's back-forward cache, and the `PeerCall` that it had has ended with `replaced`.
   *
   * @returns a promise of the call, or of `null` if there is none to continue
   * @throws {CallError} `resume-failed` if the browser gives no access to its storage, or the call had another secret;
   * `invalid-argument` for a bad option
   */
  static async resume<Call extends PeerCall>(
    this: PeerCallClass<Call>,
    signaling: SignalingClient,
    options?: CallOptions | null,
  ): Promise<Call | null> {
    const init = await resumedInit(signaling, options);
    if (init === null) return null;
    const call = new this(init);
    call.#lifecycle.start();
    return call;
  }

  /** For subclasses only: apps call `place` and `listen`. */
  constructor(init: PeerCallInit) {
    super();
    this.direction = init.direction;
    this.#lifecycle = new CallLifecycle(this, init, {
      createConnection: (config) => this.createConnection(config),
      openMedia: (constraints) => this.openMedia(constraints),
      onStateChange: (state, previous) => this.onStateChange(state, previous),
      onMessage: (data) => this.onMessage(data),
    });
  }

  /** Identifies the call on both sides. It changes once if both dial at once and the peer's call is the one that is kept. */
  get id(): string {
    return this.#lifecycle.session.callId;
  }

  /**
   * Proves to the peer, from another page or after a crash, that it was you who was in this call: store it where nobody
   * else can read it, and pass it as option `replaces` when you call again. It is never sent. `null` until the peer's device
   * has replied.
   */
  get ticket(): string | null {
    return this.#lifecycle.session.ticket;
  }

  /** The peer's address. It changes when the peer reconnects to its relay. */
  get peerId(): string {
    return this.#lifecycle.peerId;
  }

  /**
   * What the peer's user wants to be called: its option `displayName`, as plain text in one line. Known as soon as its call
   * rings, or it has answered. Nobody vouches for it: it says who they are no more than `peerId` does. `null`: it gives none.
   */
  get peerName(): string | null {
    return this.#lifecycle.peerName;
  }

  get state(): CallState {
    return this.#lifecycle.status.state;
  }

  /** Why the call ended; `null` while it has not. */
  get endReason(): EndReason | null {
    return this.#lifecycle.endReason;
  }

  /** Whether `hangup()` or `reject()` of this side has ended the call. */
  get endedHere(): boolean {
    return this.#lifecycle.endedHere;
  }

  /** What went wrong last; `null` if nothing did. A call can go on after an error, without a camera for example. */
  get error(): CallError | null {
    return this.#lifecycle.status.error;
  }

  /** Own microphone and camera; `null` before the first of them is open. */
  get localStream(): MediaStream | null {
    return this.#lifecycle.media.stream;
  }

  /** Own screen while it is shared, without its sound, which is heard here anyway. */
  get localScreenStream(): MediaStream | null {
    return this.#lifecycle.media.screenStream;
  }

  /**
   * The peer's microphone, and its camera while that is on: for one `<video autoplay playsinline>`. It has no video track
   * while the camera is off, because an element that waits for a picture plays no sound either.
   */
  get remoteStream(): MediaStream | null {
    return this.#lifecycle.remote.stream;
  }

  /** The peer's screen while it is shared, and its sound while it has one: play it in an element that is not muted. */
  get remoteScreenStream(): MediaStream | null {
    return this.#lifecycle.remote.screenStream;
  }

  /** What this side sends, and why not what is on but paused. */
  get localMedia(): MediaState {
    return this.#lifecycle.media.media;
  }

  /**
   * What this side means to send: what was turned on and off, and has not failed. A device that is still being opened, or
   * that the system has muted, is on here, and not in `localMedia`.
   */
  get wantedMedia(): MediaState {
    return this.#lifecycle.media.wanted;
  }

  /** What the peer says that it sends. */
  get remoteMedia(): MediaState {
    return this.#lifecycle.remote.media;
  }

  /** The files that the peer offers or sends at the moment: for whoever comes too late for a `filetransfer`. */
  get incomingFiles(): readonly FileTransfer[] {
    return this.#lifecycle.files.incoming;
  }

  /** `null` until it is known. */
  get quality(): CallQuality | null {
    return this.#lifecycle.diagnostics.quality;
  }

  /**
   * The same on both sides if nobody is between them: let the users compare it by voice or sight. `null` before it is
   * known. It stays as it is for the life of the call, over new connections and reloads.
   */
  get verificationCode(): VerificationCode | null {
    return this.#lifecycle.session.verification?.code ?? null;
  }

  /** Whether anybody can be between the two sides. */
  get verified(): Verified {
    return this.#lifecycle.session.verification?.verified ?? false;
  }

  /** Where to call this peer again: its present address, with the token that it was dialled with, if any. */
  get address(): string {
    return this.#lifecycle.acquaintance.addressOf(this.peerId);
  }

  /**
   * The user has compared the code. `false` ends the call with `verification-failed`.
   *
   * @throws {CallError} `invalid-state` while there is no code
   */
  confirmVerification(matches: boolean): void {
    const { status, session } = this.#lifecycle;
    if (status.hasEnded) return;
    if (!session.verification?.code) throw status.notNow('There is a code once both sides have it');
    if (!matches) this.#lifecycle.endedHere = true;
    session.verification.confirm(matches);
  }

  /**
   * Answers an incoming call. Only now are camera and microphone opened and, unless it was warmed up,
   * a connection made.
   *
   * @returns a promise that resolves once the answer is on its way; the camera may still be opening
   * @throws {CallError} `invalid-state` if the call does not ring (any more)
   */
  async answer(options?: AnswerOptions | null): Promise<void> {
    if (!this.#lifecycle.status.isRingingHere) {
      throw this.#lifecycle.status.notNow('Only an incoming call that rings can be answered');
    }
    await this.#lifecycle.answer(options);
  }

  /** Declines an incoming call. Does nothing if it does not ring (any more). */
  reject(reason: EndReason = 'declined'): void {
    if (this.#lifecycle.status.isRingingHere) this.#lifecycle.endHere(reason);
  }

  /** Ends the call on both sides, whatever its state: before an answer it cancels, or declines. */
  hangup(reason?: EndReason): void {
    this.#lifecycle.endHere(reason ?? hangupReason(this.direction, this.#lifecycle.status.state));
  }

  /** @throws {CallError} if the microphone can't be opened, or the call has ended */
  async setMicrophoneEnabled(on: boolean): Promise<void> {
    await changeDevices(this.#lifecycle, (media) => media.setEnabled('microphone', on));
  }

  /** Turning it off stops the camera, so that its light goes out. @throws {CallError} as the microphone does */
  async setCameraEnabled(on: boolean): Promise<void> {
    await changeDevices(this.#lifecycle, (media) => media.setEnabled('camera', on));
  }

  /**
   * Shares the screen that the user chooses, with its sound where that can be had without the call in it. Of a screen that is
   * shared already, it changes `contentHint`.
   *
   * @throws {CallError} `permission-denied` if the user chooses none, `invalid-argument` for a bad `contentHint`
   */
  async setScreenShareEnabled(on: boolean, options?: ScreenShareOptions | null): Promise<void> {
    await changeDevices(this.#lifecycle, (media) =>
      media.setEnabled('screen', on, options ?? undefined),
    );
  }

  /**
   * Changes to another microphone (`audioinput`) or camera (`videoinput`).
   *
   * @throws {CallError} if it can't be opened; `not-supported` for `audiooutput`, which is a matter of the page's
   * media elements (`setSinkId`)
   */
  async switchDevice(kind: MediaDeviceKind, deviceId: string): Promise<void> {
    if (kind === 'audiooutput') {
      throw new CallError('not-supported', 'Call setSinkId() on the element that plays the call.');
    }
    const device = kind === 'audioinput' ? 'microphone' : 'camera';
    await changeDevices(this.#lifecycle, (media) =>
      media.switchTo(device, { deviceId: { exact: deviceId } }),
    );
  }

  /**
   * Changes what the browser does to the sound of the microphone, for this one and each that follows. Left out: as it is.
   *
   * @throws {CallError} if the microphone has to be opened anew for it, and can't be
   */
  async setAudioProcessing(processing: AudioProcessing): Promise<void> {
    await changeDevices(this.#lifecycle, (media) => media.setAudioProcessing(processing));
  }

  /** Changes to the camera that faces the other way, or to the next. @throws {CallError} `device-not-found` without a second */
  async flipCamera(): Promise<void> {
    await changeDevices(this.#lifecycle, (media) => media.flipCamera());
  }

  /**
   * Sends text to the peer's app, where it arrives as a `message` event: once, and in order.
   *
   * @param topic keeps what belongs together away from the rest: it arrives at the listeners of `onTopic` only, and as no event.
   * 1 to 32 small letters, digits and hyphens. `chat`, `files`, `recording` and `captions` are used by this package
   * @throws {CallError} `invalid-state` before the call is connected, `message-too-large` above about 21,000 bytes,
   * `queue-full` if too much waits for a lost connection, `invalid-argument` for a bad topic
   */
  sendMessage(data: string, topic?: string | null): void {
    sendAppMessage(this.#lifecycle, String(data), topic);
  }

  /**
   * Listens to what the peer's app sends with this topic: once, and in order. What has come before anybody listens is kept for
   * the first who does, up to 256 messages and 256,000 characters of all topics together; more is dropped.
   *
   * @param options `signal`: ends it, as the function does that is returned
   * @throws {CallError} `invalid-argument` for a bad topic
   */
  onTopic(
    topic: string,
    listener: (data: string) => void,
    options?: { readonly signal?: AbortSignal | null | undefined } | null,
  ): () => void {
    checkTopic(topic);
    return this.#lifecycle.appMessages.listen(topic, listener, options?.signal);
  }

  /**
   * Offers a file to the peer, whose app hears of it by `filetransfer` and takes or declines it. It goes over a data channel of
   * its own, survives interruptions, and is checked at the end. What becomes of it is told by what is returned: also that it is
   * larger than `maxFileSize`, or that 8 files are on their way already.
   *
   * @throws {CallError} `invalid-state` before the call is connected, `invalid-argument` if it is no file
   */
  sendFile(file: Blob, options?: FileOptions | null): FileTransfer {
    return this.#lifecycle.files.send(file, options);
  }

  /** Figures of the call so far. @throws {CallError} `report-failed` if the file that reads them can't be fetched */
  getReport(): Promise<CallReport> {
    return this.#lifecycle.diagnostics.report();
  }

  /** Hook: makes the connection. Override it to change its configuration or to keep hold of it. */
  protected createConnection(config: RTCConfiguration): RTCPeerConnection {
    if (typeof RTCPeerConnection === 'undefined') {
      throw new CallError('not-supported', 'This browser has no WebRTC.');
    }
    return new RTCPeerConnection(config);
  }

  /** Hook: opens microphone and camera. Override it to send something else. */
  protected async openMedia(constraints: MediaStreamConstraints): Promise<MediaStream> {
    return this.#lifecycle.media.openDevices(constraints);
  }

  /** Hook: the call has moved from `previous` to `state`. Runs before the event. */
  protected onStateChange(_state: CallState, _previous: CallState): void {}

  /** Hook: the peer's app sent `data`. Runs before the event. */
  protected onMessage(_data: string): void {}
}
