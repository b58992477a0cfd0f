import { given } from '../internal/given.js';
import { DEADLINE_GRACE_MS, Timer } from '../internal/timer.js';
import { createCallId } from '../link/call-id.js';
import { toCallError } from './terms/call-error.js';
import {
  CallMessageEvent,
  DeviceAvailableEvent,
  DeviceHintEvent,
  LocalMediaEvent,
  LocalStreamEvent,
  PeerNameEvent,
  QualityChangeEvent,
  RemoteMediaEvent,
  RemoteStreamEvent,
  VerificationChangeEvent,
} from './terms/call-events.js';
import type { Introduction } from './terms/call-message.js';
import { CallKeeper } from './resume/call-keeper.js';
import {
  resolveCallOptions,
  type AnswerOptions,
  type ResolvedCallOptions,
} from './terms/call-options.js';
import { AppMessages } from './app-messages.js';
import { CallFiles } from './call-files.js';
import { CallAcquaintance } from './call-acquaintance.js';
import type { CallHooks } from './call-hooks.js';
import type { CallOwner } from './call-owner.js';
import { CallRegistry } from './incoming/call-registry.js';
import type { IncomingInvite, RegisteredCall } from './incoming/registered-call.js';
import { CallSession } from './call-session.js';
import type { EndReason } from './terms/call-state.js';
import { CallDiagnostics, type CallFailureReason } from './call-diagnostics.js';
import { CallStatus } from './call-status.js';
import type { SavedCall } from './resume/call-storage.js';
import type { PathChange } from './connection/connection-monitor.js';
import { LocalMedia } from './media/local-media.js';
import type { PeerCallInit } from './peer-call-init.js';
import { RemoteMedia } from './media/remote-media.js';
import { runHook } from './run-hook.js';

/** The inside of a `PeerCall`, from ring to end: creates session, media and figures, connects them and closes them. */
export class CallLifecycle implements RegisteredCall {
  readonly call: CallOwner;
  readonly registry: CallRegistry;
  readonly status: CallStatus;
  readonly diagnostics: CallDiagnostics;
  readonly remote: RemoteMedia;
  readonly acquaintance: CallAcquaintance;
  readonly appMessages = new AppMessages();
  readonly files: CallFiles;
  readonly #hooks: CallHooks;
  readonly #init: PeerCallInit;
  readonly #listeners = new AbortController();
  readonly #ringTimer: Timer;
  readonly #keeper: CallKeeper;
  #options: ResolvedCallOptions;
  #peerId: string;
  #peerName: string | null;
  #endReason: EndReason | null = null;
  #isLeaving = false;
  /** Whether the app of this side has ended the call. */
  endedHere = false;
  #session: CallSession;
  #media: LocalMedia;

  constructor(call: CallOwner, init: PeerCallInit, hooks: CallHooks) {
    const { peerId, direction, options, incoming, saved } = init;
    this.call = call;
    this.#hooks = hooks;
    this.#init = init;
    this.registry = CallRegistry.for(init.signaling);
    this.#options = resolveCallOptions(options);
    this.#peerId = peerId;
    this.#peerName = saved?.peerName ?? incoming?.invite.displayName ?? null;
    const state = saved ? 'reconnecting' : direction === 'outgoing' ? 'calling' : 'ringing';
    this.status = new CallStatus(call, state, hooks.onStateChange);
    this.#media = this.#createMedia();
    const { clock, timing, resume = false } = this.#options;
    const onTimeout = () => this.#setupTimedOut('timeout');
    this.#ringTimer = new Timer(clock, onTimeout, DEADLINE_GRACE_MS);
    this.#keeper = new CallKeeper(this.status, resume, saved?.callId);
    this.remote = new RemoteMedia(
      {
        onStream: (stream) => call.dispatchEvent(new RemoteStreamEvent(stream)),
        onChange: (media) => call.dispatchEvent(new RemoteMediaEvent(media)),
      },
      saved?.remoteMedia ?? incoming?.invite.media,
    );
    this.diagnostics = new CallDiagnostics({
      clock,
      intervalMs: timing.qualityIntervalMs,
      remoteMedia: () => this.remote.media,
      limitOf: (source) => this.#media.limitOf(source),
      link: () => this.#session.link,
      onQuality: (...change) => call.dispatchEvent(new QualityChangeEvent(...change)),
      restartSound: () => this.remote.restartSound(),
      onError: (error) => this.status.report(error),
    });
    this.files = new CallFiles(this, this.#options);
    this.acquaintance = new CallAcquaintance(init, this.#options);
    this.#session = this.#createSession(incoming, this.acquaintance.replaces, saved);
  }

  get peerTicket(): string | null {
    return this.#session.link.seal.tickets?.peer ?? null;
  }

  /** The peer's address. It changes when the peer reconnects to its relay. */
  get peerId(): string {
    return this.#peerId;
  }

  /** What its user wants to be called. */
  get peerName(): string | null {
    return this.#peerName;
  }

  /** Why the call ended; `null` while it has not. */
  get endReason(): EndReason | null {
    return this.#endReason;
  }

  /** Replaced by another if both sides dial at once and the peer's call is the one that is kept. */
  get session(): CallSession {
    return this.#session;
  }

  get media(): LocalMedia {
    return this.#media;
  }

  /** Starts it: it dials, rings, or continues the call of the previous page. */
  start(): void {
    const { signaling, incoming, saved } = this.#init;
    const { signal } = this.#listeners;
    this.registry.add(this);
    if (!saved) this.#ringTimer.start(this.#options.timing.ringMs);
    // Without this, a page that is closed would leave the peer with a frozen picture.
    globalThis.addEventListener?.('pagehide', () => this.#leave(), { signal });
    signaling.addEventListener('statechange', () => this.#checkSignaling(), { signal });
    queueMicrotask(() => this.#checkSignaling());
    if (incoming) this.#session.ring();
    else {
      // Who waits for a relay that was gone for long would dial only after the ring is over.
      if (signaling.state === 'reconnecting') signaling.probe();
      this.#startMedia();
      void this.#session.begin();
    }
  }

  /** Connects while it still rings, if the app wants that with this caller. */
  warmUp(): void {
    if (!this.status.isRingingHere) return;
    const { warmUp } = this.#options;
    let isWanted = warmUp === true;
    if (typeof warmUp === 'function') runHook(() => (isWanted = warmUp(this.#peerId) === true));
    // A session that does not ring any more ignores it.
    if (isWanted) void this.#session.warmUp();
  }

  async answer(options?: AnswerOptions | null): Promise<void> {
    // Only these: `place` may pass all of its options, but the others of a ringing call are settled.
    const { audio, audioProcessing, video, localStream, previewStream, displayName } =
      options ?? {};
    const own = { audio, audioProcessing, video, localStream, previewStream, displayName };
    this.#options = resolveCallOptions({ ...this.#options, ...given(own) });
    this.#media = this.#createMedia();
    this.#startMedia();
    await this.#accept();
  }

  /** Continues with the peer's call instead of ours. The user has dialled this peer, so it is answered without asking. */
  adoptInvite(incoming: IncomingInvite): void {
    this.#session.close();
    this.#session = this.#createSession(incoming, this.#session.callId);
    this.#introduced(incoming.invite);
    this.#session.takeInvitation();
    void this.#accept();
  }

  isAlive(): Promise<boolean> {
    return this.status.state === 'connected' ? this.#session.isPeerHeard() : Promise.resolve(false);
  }

  replace(): void {
    this.end('replaced', 'silently');
  }

  giveWay(): void {
    this.end('busy');
  }

  /** The app ends the call. */
  endHere(reason: EndReason): void {
    this.endedHere ||= !this.status.hasEnded;
    this.end(reason);
  }

  /** Every call ends here. `silently`: the peer is not told, because it knows already or must not know. */
  end(reason: EndReason, how: 'telling' | 'silently' = 'telling'): void {
    if (this.status.hasEnded) return;
    const isDeclined = this.status.isRingingHere && how === 'telling' && reason === 'declined';
    if (isDeclined) this.registry.declined(this);
    this.#endReason = reason;
    this.#listeners.abort();
    this.#media.stop();
    this.diagnostics.stop();
    if (how === 'telling') this.#session.finish(reason, this.#isLeaving);
    else this.#session.close();
    this.registry.remove(this);
    this.#keeper.forget();
    this.#ringTimer.stop();
    this.status.moveTo('ended');
    this.files.pathChanged(null);
  }

  /** The page is being left. The call is stored for the next page, or for this one if it is shown again. */
  #leave(): void {
    const isKept = this.#keeper.handOver({
      ...this.#session.progress,
      peerId: this.#peerId,
      peerName: this.#peerName,
      remoteMedia: this.remote.media,
      audioProcessing: this.#media.audioProcessing,
    });
    if (isKept) {
      this.#session.leave();
      this.replace();
    } else {
      this.#isLeaving = true;
      this.call.hangup();
    }
  }

  #checkSignaling(): void {
    if (this.#init.signaling.state === 'closed' && !this.status.hasConnected)
      this.#fail('signaling-failed');
  }

  async #accept(): Promise<void> {
    this.#answered();
    await this.#session.accept();
  }

  /** The call has been answered, by this side or by the peer. */
  #answered(): void {
    this.#ringTimer.stop();
    this.status.moveTo('connecting');
  }

  #startMedia(): void {
    // If a device fails, the call goes on without it.
    void this.#media.start().catch((error: unknown) => this.status.report(toCallError(error)));
  }

  #createMedia(): LocalMedia {
    return new LocalMedia({
      options: this.#options,
      open: this.#hooks.openMedia,
      onStream: (stream) => this.call.dispatchEvent(new LocalStreamEvent(stream)),
      onChange: (media) => {
        this.call.dispatchEvent(new LocalMediaEvent(media));
        if (this.status.hasConnected) this.#session.tellMedia();
      },
      onError: (error) => this.status.report(error),
      onAvailable: (device) => this.call.dispatchEvent(new DeviceAvailableEvent(device)),
      onHint: (...hint) => this.call.dispatchEvent(new DeviceHintEvent(...hint)),
    });
  }

  #createSession(
    incoming: IncomingInvite | undefined,
    replaces?: string,
    saved?: SavedCall,
  ): CallSession {
    return new CallSession({
      callId: incoming?.callId ?? saved?.callId ?? createCallId(),
      call: this.call,
      address: this.#peerId,
      router: this.registry.router,
      options: this.#options,
      incoming,
      knowledge: this.acquaintance.knowledge,
      replaces,
      saved,
      handlers: {
        createConnection: this.#hooks.createConnection,
        fetchIceServers: () => this.#init.signaling.fetchIceServers(),
        localMedia: () => this.#media.media,
        localName: () => this.#options.displayName,
        wantedMedia: () => this.#media.wanted,
        onAddress: (address) => {
          if (!this.status.hasEnded) this.#peerId = address;
        },
        onRinging: () => this.status.moveTo('ringing'),
        onAccepted: () => this.#answered(),
        onSenders: (senders) => this.#media.connect(senders),
        onPause: (isPaused) => {
          for (const name of ['camera', 'screen'] as const) {
            this.#media.hold(name, isPaused ? 'bandwidth' : null);
          }
        },
        onRemoteTracks: (tracks) => this.remote.take(tracks),
        onIntroduction: (peer) => this.#introduced(peer),
        onAppMessage: (data, topic) => {
          if (topic === undefined) this.#takeAppMessage(data);
          else {
            this.appMessages.take(topic, data);
            this.files.heard(topic);
          }
        },
        onPath: (change) => this.#pathChanged(change),
        onVerification: () => this.#tellVerification(),
        onPeerGone: (forGood) => {
          // A call that has been connected may find its peer again.
          const isGone = forGood && !this.status.hasConnected;
          if (isGone || this.status.state === 'calling') this.#fail('peer-unavailable');
        },
        onHangup: (reason) => {
          // The peer gave up because of the connection. Its reason says nothing about the cause: look for it here.
          if (reason === 'connection-failed' || reason === 'connection-lost') this.#explain(reason);
          this.end(reason, 'silently');
        },
        onFailure: (reason, error) => {
          this.status.report(error);
          this.end(reason);
        },
        onError: (error) => this.status.report(error),
      },
    });
  }

  #pathChanged(change: PathChange): void {
    const { connection } = this.#session;
    this.files.pathChanged(change === 'up' ? connection : null);
    if (change === 'up') {
      if (connection !== null) this.diagnostics.start(connection);
      this.status.moveTo('connected');
      this.#session.tellMedia();
      this.#session.prepareToLeave();
      this.#keep();
    } else if (change === 'down') {
      this.status.moveTo('reconnecting');
      // Firefox 153 does not report a change of network: it took 10 s to find that the socket was dead.
      this.#init.signaling.probe();
    } else if (change === 'lost') {
      this.#fail('connection-lost');
    } else {
      this.#setupTimedOut('connection-failed');
    }
  }

  #setupTimedOut(reason: 'timeout' | 'connection-failed'): void {
    // Without signaling the call could not succeed, so that is the reason to name.
    if (this.#init.signaling.state !== 'open') this.#fail('signaling-failed');
    else if (reason === 'timeout') this.end(reason);
    else this.#fail(reason);
  }

  #tellVerification(): void {
    const { verification } = this.#session;
    if (this.status.hasEnded || !verification) return;
    this.#keep();
    this.call.dispatchEvent(new VerificationChangeEvent(verification.code, verification.verified));
  }

  /** Stores what does not change any more, as soon as both sides have confirmed their keys. */
  #keep(): void {
    if (this.status.hasConnected) void this.#keeper.keep(this.#session.identity);
  }

  #introduced({ media, displayName }: Introduction): void {
    if (this.status.hasEnded) return;
    this.#keep();
    this.remote.update(media);
    const name = displayName ?? null;
    if (name === this.#peerName) return;
    this.#peerName = name;
    this.call.dispatchEvent(new PeerNameEvent(name));
  }

  #takeAppMessage(data: string): void {
    runHook(() => this.#hooks.onMessage(data));
    if (!this.status.hasEnded) this.call.dispatchEvent(new CallMessageEvent(data));
  }

  #fail(reason: CallFailureReason): void {
    this.#explain(reason);
    this.end(reason);
  }

  /** Reports the cause. To be called before the connection is closed: the candidates are part of the evidence. */
  #explain(reason: CallFailureReason): void {
    const { evidence, isPeerGone: peerGone } = this.#session;
    const signalingOpen = this.#init.signaling.state === 'open';
    const circumstances = { signalingOpen, peerGone, wasConnected: this.status.hasConnected };
    this.status.report(this.diagnostics.explain(reason, evidence, circumstances));
  }
}
