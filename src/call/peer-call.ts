import { Timer } from '../internal/timer.js';
import { TypedEventTarget } from '../internal/typed-event-target.js';
import { createCallId } from '../link/call-id.js';
import { LinkError } from '../link/link-error.js';
import type { SignalingClient } from '../signaling/signaling-client.js';
import type { RemoteStreams } from './call-connection.js';
import { CallError, toCallError } from './call-error.js';
import {
  CallErrorEvent,
  CallMessageEvent,
  CallStateChangeEvent,
  LocalMediaEvent,
  LocalStreamEvent,
  QualityChangeEvent,
  RemoteMediaEvent,
  RemoteStreamEvent,
  type CallEventMap,
} from './call-events.js';
import {
  resolveCallOptions,
  type AnswerOptions,
  type CallOptions,
  type ResolvedCallOptions,
} from './call-options.js';
import { callFailure, type CallFailureReason } from './call-failure.js';
import type { CallQuality } from './call-quality.js';
import { CallRegistry, type IncomingInvite, type RegisteredCall } from './call-registry.js';
import type { CallReport } from './call-report.js';
import { CallSession } from './call-session.js';
import { CallStatistics } from './call-statistics.js';
import {
  hangupReason,
  isLegalMove,
  type CallDirection,
  type CallState,
  type EndReason,
} from './call-state.js';
import type { PathChange } from './connection-monitor.js';
import { LocalMedia } from './local-media.js';
import { requireMediaDevices } from './media-error.js';
import { isSameMedia, NO_MEDIA, type MediaState } from './media-state.js';
import type { PeerCallInit } from './peer-call-init.js';

/** The class that `place` and `listen` are called on: `PeerCall` or a subclass. */
export type PeerCallClass<Call extends PeerCall> = new (init: PeerCallInit) => Call;

/**
 * One call with one peer, from ring to end. It never comes back from `ended`; for another call, make another.
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
 * @fires statechange - {@link CallStateChangeEvent}
 * @fires localstream - {@link LocalStreamEvent}
 * @fires remotestream - {@link RemoteStreamEvent}
 * @fires message - {@link CallMessageEvent}
 * @fires localmedia - {@link LocalMediaEvent}
 * @fires remotemedia - {@link RemoteMediaEvent}
 * @fires qualitychange - {@link QualityChangeEvent}
 * @fires error - {@link CallErrorEvent}
 */
export class PeerCall extends TypedEventTarget<CallEventMap> {
  readonly direction: CallDirection;
  readonly #signaling: SignalingClient;
  readonly #registry: CallRegistry;
  readonly #registration: RegisteredCall;
  readonly #listeners = new AbortController();
  readonly #statistics: CallStatistics;
  readonly #ringTimer: Timer;
  #options: ResolvedCallOptions;
  #peerId: string;
  #state: CallState;
  #endReason: EndReason | null = null;
  #error: CallError | null = null;
  #session: CallSession;
  #media: LocalMedia;
  #remote: RemoteStreams | null = null;
  #remoteMedia: MediaState = NO_MEDIA;
  #quality: CallQuality | null = null;

  /** Calls `peerId` at once. The call is made by the class that this is called on. */
  static place<Call extends PeerCall>(
    this: PeerCallClass<Call>,
    signaling: SignalingClient,
    peerId: string,
    options: CallOptions = {},
  ): Call {
    if (typeof peerId !== 'string' || peerId === '' || peerId === signaling.id) {
      throw new CallError(
        'invalid-argument',
        'Give the address of the other side: a text, and not your own.',
      );
    }
    const ringing = CallRegistry.for(signaling).ringingFrom(peerId);
    if (ringing instanceof this) {
      // Whom we are about to call is calling us: that is the call.
      void ringing.answer(options);
      return ringing;
    }
    const call = new this({ signaling, peerId, direction: 'outgoing', options });
    call.#dial();
    return call;
  }

  /**
   * Lets calls to this signaling client ring. While one is going on, a second caller hears `busy`.
   *
   * @param onIncoming gets each call, in state `ringing`; it is answered with `answer()`
   * @returns a function that stops listening; calls that are going on are not touched
   * @throws {CallError} `invalid-state` if somebody listens on this signaling client already
   */
  static listen<Call extends PeerCall>(
    this: PeerCallClass<Call>,
    signaling: SignalingClient,
    onIncoming: (call: Call) => void,
    options: CallOptions = {},
  ): () => void {
    const registry = CallRegistry.for(signaling);
    if (registry.isListening) {
      throw new CallError(
        'invalid-state',
        'This signaling client is listened on already; stop that first.',
      );
    }
    return registry.listen((incoming) => {
      const call = new this({
        signaling,
        peerId: incoming.from,
        direction: 'incoming',
        options,
        incoming,
      });
      call.#ring(incoming);
      // The caller's last word may have come with the invitation.
      if (call.state !== 'ended') call.#runHook(() => onIncoming(call));
    });
  }

  /** For subclasses only: apps call `place` and `listen`. */
  constructor(init: PeerCallInit) {
    super();
    const { signaling, peerId, direction, options, incoming } = init;
    this.direction = direction;
    this.#signaling = signaling;
    this.#registry = CallRegistry.for(signaling);
    this.#options = resolveCallOptions(options);
    this.#peerId = peerId;
    this.#state = direction === 'outgoing' ? 'calling' : 'ringing';
    this.#media = this.#createMedia();
    const { clock, timing } = this.#options;
    this.#ringTimer = new Timer(clock, () => this.#setupTimedOut('timeout'));
    this.#statistics = new CallStatistics({
      clock,
      intervalMs: timing.qualityIntervalMs,
      expectsMedia: () => !isSameMedia(this.#remoteMedia, NO_MEDIA),
      onQuality: (quality) => this.#setQuality(quality),
    });
    this.#session = this.#createSession(incoming, options.replaces);
    this.#registration = {
      call: this,
      yieldTo: (winner) => this.#yieldTo(winner),
      replace: () => this.#end('replaced', 'silently'),
    };
  }

  /** Identifies the call on both sides. It changes once if both dial at once and the peer's call goes on. */
  get id(): string {
    return this.#session.callId;
  }

  /** The peer's address. It changes when the peer reconnects to its relay. */
  get peerId(): string {
    return this.#peerId;
  }

  get state(): CallState {
    return this.#state;
  }

  /** Why the call ended; `null` while it has not. */
  get endReason(): EndReason | null {
    return this.#endReason;
  }

  /** What went wrong last; `null` if nothing did. A call can go on after an error, without a camera for example. */
  get error(): CallError | null {
    return this.#error;
  }

  /** Own microphone and camera; `null` before the first of them is open. */
  get localStream(): MediaStream | null {
    return this.#media.stream;
  }

  /** Own screen while it is shared. */
  get localScreenStream(): MediaStream | null {
    return this.#media.screenStream;
  }

  /** The peer's microphone and camera; their tracks are muted while nothing is sent. */
  get remoteStream(): MediaStream | null {
    return this.#remote?.main ?? null;
  }

  /** The peer's screen while it is shared. */
  get remoteScreenStream(): MediaStream | null {
    return this.#remoteMedia.screen ? (this.#remote?.screen ?? null) : null;
  }

  /** What we send. */
  get localMedia(): MediaState {
    return this.#media.media;
  }

  /** What the peer sends, by its own word. */
  get remoteMedia(): MediaState {
    return this.#remoteMedia;
  }

  /** `null` before it is known. */
  get quality(): CallQuality | null {
    return this.#quality;
  }

  /**
   * Answers an incoming call. Only now are camera and microphone opened and a connection made.
   *
   * @returns a promise that resolves once the answer is on its way; the camera may still be opening
   * @throws {CallError} `invalid-state` if the call does not ring (any more)
   */
  async answer(options: AnswerOptions = {}): Promise<void> {
    if (!this.#isRingingHere()) {
      throw this.#notNow('Only an incoming call that rings can be answered');
    }
    // Nothing but the media: `place` hands over all its options, and the rest of a ringing call is decided.
    const { audio = this.#options.audio, video = this.#options.video, localStream } = options;
    this.#options = {
      ...this.#options,
      audio,
      video,
      ...(localStream === undefined ? {} : { localStream }),
    };
    this.#media = this.#createMedia();
    this.#startMedia();
    await this.#accept();
  }

  /** Declines an incoming call. Does nothing if it does not ring (any more). */
  reject(reason: EndReason = 'declined'): void {
    if (this.#isRingingHere()) this.#end(reason);
  }

  /** Ends the call on both sides, whatever its state: before an answer it cancels, or declines. */
  hangup(reason?: EndReason): void {
    this.#end(reason ?? hangupReason(this.direction, this.#state));
  }

  /** @throws {CallError} if the microphone can't be opened, or the call has ended */
  async setMicrophoneEnabled(on: boolean): Promise<void> {
    await this.#operate(() => this.#media.setEnabled('microphone', on));
  }

  /** Turning it off stops the camera, so that its light goes out. @throws {CallError} as the microphone does */
  async setCameraEnabled(on: boolean): Promise<void> {
    await this.#operate(() => this.#media.setEnabled('camera', on));
  }

  /** Shares the screen that the user chooses. @throws {CallError} `permission-denied` if the user chooses none */
  async setScreenShareEnabled(on: boolean): Promise<void> {
    await this.#operate(() => this.#media.setEnabled('screen', on));
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
    await this.#operate(() => this.#media.switchTo(device, { deviceId: { exact: deviceId } }));
  }

  /** Changes between front and back camera. @throws {CallError} `device-not-found` if there is but one */
  async flipCamera(): Promise<void> {
    await this.#operate(() => this.#media.flipCamera());
  }

  /**
   * Sends text to the peer's app, where it arrives as a `message` event: once, and in order.
   *
   * @throws {CallError} `invalid-state` before the call is connected, `message-too-large` above about 29,000 bytes,
   * `queue-full` if too much waits for a lost connection
   */
  sendMessage(data: string): void {
    if (!this.#hasConnected())
      throw this.#notNow('Messages can be sent once the call is connected');
    try {
      this.#session.sendAppMessage(String(data));
    } catch (error) {
      const isTooLarge = error instanceof LinkError && error.code === 'too-large';
      throw toCallError(error, isTooLarge ? 'message-too-large' : 'queue-full');
    }
  }

  /** Figures of the call so far. */
  getReport(): Promise<CallReport> {
    return this.#statistics.report(this.#session.link);
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
    return requireMediaDevices(this.#options.mediaDevices).getUserMedia(constraints);
  }

  /** Hook: the call has moved from `previous` to `state`. Runs before the event. */
  protected onStateChange(_state: CallState, _previous: CallState): void {}

  /** Hook: the peer's app sent `data`. Runs before the event. */
  protected onMessage(_data: string): void {}

  #dial(): void {
    this.#begin();
    this.#startMedia();
    void this.#session.invite();
  }

  #ring(incoming: IncomingInvite): void {
    this.#begin();
    this.#remoteMedia = incoming.invite.media;
    this.#session.ring();
  }

  #begin(): void {
    const { signal } = this.#listeners;
    this.#registry.add(this.#registration);
    this.#ringTimer.start(this.#options.timing.ringMs);
    // A page that goes away would otherwise leave the peer with a frozen picture.
    globalThis.addEventListener?.('pagehide', () => this.hangup(), { signal });
    this.#signaling.addEventListener('statechange', () => this.#checkSignaling(), { signal });
    queueMicrotask(() => this.#checkSignaling());
  }

  #checkSignaling(): void {
    if (this.#signaling.state === 'closed' && !this.#hasConnected()) this.#fail('signaling-failed');
  }

  /** The peer's call goes on in place of ours: we dialled it, so it is answered without another question. */
  #yieldTo(incoming: IncomingInvite): void {
    this.#session.close();
    this.#session = this.#createSession(incoming, this.#session.callId);
    this.#remoteMedia = incoming.invite.media;
    this.#session.takeInvitation();
    void this.#accept();
  }

  async #accept(): Promise<void> {
    this.#moveTo('connecting');
    await this.#session.accept();
  }

  #startMedia(): void {
    // The call goes on without what fails.
    void this.#media.start().catch((error: unknown) => this.#report(toCallError(error)));
  }

  #createSession(incoming: IncomingInvite | undefined, replaces?: string): CallSession {
    return new CallSession({
      callId: incoming?.callId ?? createCallId(),
      peerId: this.#peerId,
      router: this.#registry.router,
      options: this.#options,
      incoming,
      replaces,
      handlers: {
        createConnection: (config) => this.createConnection(config),
        localMedia: () => this.localMedia,
        onAddress: (address) => {
          if (!this.#hasEnded()) this.#peerId = address;
        },
        onRinging: () => this.#moveTo('ringing'),
        onAccepted: () => this.#moveTo('connecting'),
        onSenders: (senders) => this.#media.connect(senders),
        onRemoteStreams: (streams) => this.#takeRemoteStreams(streams),
        onRemoteMedia: (media) => this.#setRemoteMedia(media),
        onAppMessage: (data) => this.#takeAppMessage(data),
        onPath: (change) => this.#pathChanged(change),
        onUndeliverable: (code) => this.#undeliverable(code),
        onHangup: (reason) => this.#end(reason, 'silently'),
        onFailure: (reason, error) => {
          this.#report(error);
          this.#end(reason);
        },
        onError: (error) => this.#report(error),
      },
    });
  }

  #pathChanged(change: PathChange): void {
    const { connection } = this.#session;
    if (change === 'up') {
      if (connection !== null) this.#statistics.start(connection);
      this.#moveTo('connected');
      this.#session.tellMedia(this.localMedia);
    } else if (change === 'down') {
      this.#moveTo('reconnecting');
    } else if (change === 'lost') {
      this.#fail('connection-lost');
    } else {
      this.#setupTimedOut('connection-failed');
    }
  }

  #setupTimedOut(reason: 'timeout' | 'connection-failed'): void {
    // Whatever it looks like: without signaling nothing could come of it.
    if (this.#signaling.state !== 'open') this.#fail('signaling-failed');
    else if (reason === 'timeout') this.#end(reason);
    else this.#fail(reason);
  }

  #setQuality(quality: CallQuality): void {
    if (quality === this.#quality) return;
    this.#quality = quality;
    this.dispatchEvent(new QualityChangeEvent(quality));
  }

  #takeRemoteStreams(streams: RemoteStreams): void {
    this.#remote = streams;
    this.dispatchEvent(new RemoteStreamEvent(streams.main));
  }

  #setRemoteMedia(media: MediaState): void {
    if (this.#hasEnded() || isSameMedia(media, this.#remoteMedia)) return;
    this.#remoteMedia = media;
    this.dispatchEvent(new RemoteMediaEvent(media));
  }

  #takeAppMessage(data: string): void {
    this.#runHook(() => this.onMessage(data));
    if (this.#state !== 'ended') this.dispatchEvent(new CallMessageEvent(data));
  }

  #undeliverable(code: string): void {
    if (this.#state !== 'calling') return;
    // Other codes are the relay's trouble of the moment; the link sends again.
    if (code !== 'peer-unavailable' && code !== 'bad-request') return;
    this.#fail('peer-unavailable');
  }

  #createMedia(): LocalMedia {
    return new LocalMedia({
      options: this.#options,
      open: (constraints) => this.openMedia(constraints),
      onStream: (stream) => this.dispatchEvent(new LocalStreamEvent(stream)),
      onChange: (media) => {
        this.dispatchEvent(new LocalMediaEvent(media));
        if (this.#hasConnected()) this.#session.tellMedia(media);
      },
      onError: (error) => this.#report(error),
    });
  }

  /** Lets the caller of a method and the listeners of `error` know of the same failure. */
  async #operate(operation: () => Promise<void>): Promise<void> {
    if (this.#isRingingHere() || this.#hasEnded()) {
      throw this.#notNow('Devices can be changed from the answer until the end');
    }
    try {
      await operation();
    } catch (error) {
      // Nobody needs a device any more.
      if (this.#hasEnded()) return;
      const callError = toCallError(error);
      this.#report(callError);
      throw callError;
    }
  }

  #isRingingHere(): boolean {
    return this.direction === 'incoming' && this.#state === 'ringing';
  }

  #hasConnected(): boolean {
    return this.#state === 'connected' || this.#state === 'reconnecting';
  }

  #notNow(rule: string): CallError {
    return new CallError('invalid-state', `${rule}; this one is ${this.#state}.`);
  }

  // A method, because after an await TypeScript trusts the check before it.
  #hasEnded(): boolean {
    return this.#state === 'ended';
  }

  #report(error: CallError): void {
    if (this.#state === 'ended') return;
    this.#error = error;
    this.dispatchEvent(new CallErrorEvent(error));
  }

  #fail(reason: CallFailureReason): void {
    this.#report(callFailure(reason));
    this.#end(reason);
  }

  /** The only way out. `silently`: the peer knows already, or must not be told. */
  #end(reason: EndReason, how: 'telling' | 'silently' = 'telling'): void {
    if (this.#state === 'ended') return;
    this.#endReason = reason;
    this.#listeners.abort();
    this.#media.stop();
    this.#statistics.stop();
    if (how === 'telling') this.#session.finish(reason);
    else this.#session.close();
    this.#registry.remove(this.#registration);
    this.#moveTo('ended');
  }

  /** The one writer of `state`. A move that the table does not have is a late echo and is left out. */
  #moveTo(state: CallState): void {
    const previous = this.#state;
    if (!isLegalMove(previous, state)) return;
    this.#state = state;
    if (state !== 'ringing') this.#ringTimer.stop();
    this.#runHook(() => this.onStateChange(state, previous));
    // The hook may have moved on, by hanging up for example; then this is no longer news.
    if (this.#state === state) this.dispatchEvent(new CallStateChangeEvent(state, previous));
  }

  #runHook(hook: () => void): void {
    try {
      hook();
    } catch (error) {
      reportError(error);
    }
  }
}
