import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { CallError } from '../call/call-error.js';
import type { AnswerOptions, CallOptions } from '../call/call-options.js';
import type { MediaState } from '../call/media-state.js';
import type { PeerCall } from '../call/peer-call.js';
import type { SignalingClient } from '../signaling/signaling-client.js';
import type { SignalingError } from '../signaling/signaling-error.js';
import type { ElementState } from './element-events.js';
import { isRingingHere } from './is-ringing-here.js';
import { SignalingSession } from './signaling-session.js';

/** What the element wants at the moment; looked at before each render. */
export interface CallSettings {
  /** The page's own signaling; it goes before `endpoint`. */
  readonly signaling: SignalingClient | null;
  readonly endpoint: string;
  readonly autoAnswer: boolean;
  readonly callOptions: CallOptions;
}

/** The element, as the controller sees it. */
export interface CallControllerHooks {
  settings(): CallSettings;
  createSignaling(): SignalingClient | null;
  createCall(peerId: string, options: CallOptions, signaling: SignalingClient): PeerCall;
  createCallListener(
    signaling: SignalingClient,
    onIncoming: (call: PeerCall) => void,
    options: CallOptions,
  ): () => void;
  stateChanged(state: ElementState, previous: ElementState): void;
  connectionIdChanged(connectionId: string): void;
  /** Returns whether the call may be shown. */
  incoming(call: PeerCall): boolean;
  failed(error: CallError | SignalingError): void;
}

type Host = ReactiveControllerHost & HTMLElement;

/** Owns the signaling connection and the call, both of which live as long as the host is in a document. */
export class CallController implements ReactiveController {
  readonly #host: Host;
  readonly #hooks: CallControllerHooks;
  #session: SignalingSession | null = null;
  #sessionKey: readonly unknown[] = [];
  #stopListening: (() => void) | null = null;
  #call: PeerCall | null = null;
  #callListeners = new AbortController();
  #problem: CallError | SignalingError | null = null;
  #lastFailure: unknown = null;
  #state: ElementState = 'offline';
  #connectionId: string | null = null;

  constructor(host: Host, hooks: CallControllerHooks) {
    this.#host = host;
    this.#hooks = hooks;
    host.addController(this);
  }

  get state(): ElementState {
    return this.#state;
  }

  get connectionId(): string | null {
    return this.#connectionId;
  }

  /** The signaling in use. */
  get signaling(): SignalingClient | null {
    return this.#session?.client ?? null;
  }

  /** Why there is no signaling, once that is known. */
  get offlineError(): SignalingError | null {
    return this.#session?.error ?? null;
  }

  get call(): PeerCall | null {
    return this.#call;
  }

  /** The latest failure that the user has not seen to yet; the call goes on in spite of it. */
  get problem(): CallError | SignalingError | null {
    return this.#problem;
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    // A node that is moved is taken out and put back within one task; that must not cost anybody his call.
    setTimeout(() => {
      if (!this.#host.isConnected) this.#shutDown();
    });
  }

  hostUpdate(): void {
    if (!this.#host.isConnected || this.#hasLiveCall()) return;
    const { signaling, endpoint, callOptions } = this.#hooks.settings();
    const key = [signaling, signaling ? '' : endpoint, callOptions.iceServers];
    if (this.#session && key.every((value, index) => value === this.#sessionKey[index])) return;
    this.#sessionKey = key;
    this.#startSession(signaling);
  }

  startCall(peerId: string): PeerCall | null {
    const signaling = this.signaling;
    const address = peerId.trim();
    const ringing = this.#call;
    if (ringing && isRingingHere(ringing) && ringing.peerId === address) {
      // Whom the user wants to call is calling: that is the call.
      void this.answer(this.#hooks.settings().callOptions);
      return ringing;
    }
    try {
      if (this.#hasLiveCall()) {
        throw new CallError('invalid-state', 'There is a call already: hang up first.');
      }
      if (this.#connectionId === null || signaling === null) {
        throw new CallError('invalid-state', 'Not online yet: wait for the state `idle`.');
      }
      if (address === '' || address === this.#connectionId) {
        throw new CallError('invalid-argument', 'Give the address of the other side to call.');
      }
      const { callOptions } = this.#hooks.settings();
      const call = this.#hooks.createCall(address, callOptions, signaling);
      this.#adopt(call);
      return call;
    } catch (error) {
      this.report(error);
      return null;
    }
  }

  /** Lets `action` work on the live call, if there is one. A failure is reported, not thrown. */
  async request(action: (call: PeerCall) => void | Promise<void>): Promise<void> {
    const call = this.#call;
    if (!call || call.state === 'ended') return;
    try {
      await action(call);
    } catch (error) {
      if (call === this.#call) this.report(error);
    }
  }

  answer(options?: AnswerOptions): Promise<void> {
    return this.request(async (call) => {
      if (isRingingHere(call)) await call.answer(options);
    });
  }

  hangup(): Promise<void> {
    return this.request((call) => (isRingingHere(call) ? call.reject() : call.hangup()));
  }

  /** Puts an ended call away. */
  dismissCall(): void {
    if (this.#hasLiveCall()) return;
    this.#release();
    this.#refresh();
  }

  dismissProblem(): void {
    this.#problem = null;
    this.#host.requestUpdate();
  }

  /** Tries to get online now. */
  reconnect(): void {
    this.#session?.connect();
    this.#refresh();
  }

  /** Tells the page, and shows it to the user. */
  report(cause: unknown): void {
    // The same error may come both as an event and as a rejection.
    if (cause === this.#lastFailure) return;
    this.#lastFailure = cause;
    const error =
      cause instanceof CallError
        ? cause
        : new CallError('media-failed', 'The browser refused; see `cause`.', { cause });
    this.#problem = error;
    this.#hooks.failed(error);
    this.#host.requestUpdate();
  }

  #hasLiveCall(): boolean {
    return this.#call !== null && this.#call.state !== 'ended';
  }

  #startSession(pageSignaling: SignalingClient | null): void {
    this.#stopSession();
    this.#session = new SignalingSession(
      {
        create: () => pageSignaling ?? this.#hooks.createSignaling(),
        owned: pageSignaling === null,
      },
      {
        clientChanged: (client) => this.#listen(client),
        changed: () => this.#refresh(),
        failed: (error) => {
          this.#hooks.failed(error);
          this.#refresh();
        },
      },
    );
    this.#session.connect();
    this.#refresh();
  }

  #stopSession(): void {
    this.#stopListening?.();
    this.#stopListening = null;
    this.#session?.stop();
    this.#session = null;
  }

  #shutDown(): void {
    void this.hangup();
    this.#release();
    this.#stopSession();
    this.#refresh();
  }

  #listen(signaling: SignalingClient): void {
    this.#stopListening?.();
    this.#stopListening = null;
    try {
      this.#stopListening = this.#hooks.createCallListener(
        signaling,
        (call) => this.#receive(call),
        this.#hooks.settings().callOptions,
      );
    } catch (error) {
      // Somebody else listens on this signaling; calls can still be placed.
      this.report(error);
    }
  }

  #receive(call: PeerCall): void {
    if (this.#hasLiveCall()) {
      call.reject('busy');
      return;
    }
    if (!this.#hooks.incoming(call)) {
      call.reject();
      return;
    }
    this.#adopt(call);
    // The camera stays off: whoever has the address could otherwise look into the room.
    if (this.#hooks.settings().autoAnswer) void this.answer({ video: false });
  }

  #adopt(call: PeerCall): void {
    this.#release();
    this.#call = call;
    const { signal } = this.#callListeners;
    const update = () => this.#host.requestUpdate();
    call.addEventListener('statechange', () => this.#callStateChanged(call), { signal });
    call.addEventListener('error', (event) => this.report(event.error), { signal });
    call.addEventListener('localmedia', (event) => this.#localMediaChanged(event.media), {
      signal,
    });
    call.addEventListener('localstream', update, { signal });
    call.addEventListener('remotestream', update, { signal });
    call.addEventListener('remotemedia', update, { signal });
    call.addEventListener('qualitychange', update, { signal });
    this.#refresh();
  }

  #localMediaChanged(media: MediaState): void {
    const device = this.#problem instanceof CallError ? this.#problem.device : null;
    // The device that had failed works now.
    if (device !== null && media[device]) this.#problem = null;
    this.#host.requestUpdate();
  }

  #callStateChanged(call: PeerCall): void {
    if (call.state === 'ended') {
      if (call.error) this.report(call.error);
      // The ended call's own screen says it.
      this.#problem = null;
    }
    this.#refresh();
  }

  /** Forgets the call, whatever it still has to say. */
  #release(): void {
    this.#callListeners.abort();
    this.#callListeners = new AbortController();
    this.#call = null;
    this.#problem = null;
  }

  #refresh(): void {
    const client = this.signaling;
    const online = client?.state === 'open' || client?.state === 'reconnecting';
    const connectionId = online ? client.id : null;
    const previousId = this.#connectionId;
    this.#connectionId = connectionId;
    const previous = this.#state;
    this.#state = this.#call?.state ?? (connectionId === null ? 'offline' : 'idle');
    this.#host.requestUpdate();
    if (connectionId !== null && connectionId !== previousId) {
      this.#hooks.connectionIdChanged(connectionId);
    }
    if (this.#state !== previous) this.#hooks.stateChanged(this.#state, previous);
  }
}
