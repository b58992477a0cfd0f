import type { ReactiveController } from 'lit';
import { CallError } from '../../../call/terms/call-error.js';
import type { AnswerOptions, CallOptions } from '../../../call/terms/call-options.js';
import type { PeerCall } from '../../../call/peer-call.js';
import type { SignalingClient } from '../../../signaling/signaling-client.js';
import type { SignalingError } from '../../../signaling/signaling-error.js';
import type { CallControllerHooks, CallHost } from '../host/call-host.js';
import { isRingingHere } from '../../call-phase.js';
import {
  CallIncomingEvent,
  ConnectionIdEvent,
  ElementErrorEvent,
  ElementStateChangeEvent,
  type ElementState,
} from '../../element-events.js';
import { callOptions, isInPage, mediaOptions } from './host-options.js';
import { IncomingCalls } from './incoming-calls.js';
import { Problems } from './problems.js';
import { ShownCall } from './shown-call.js';
import { isOnline, SignalingSession } from './signaling-session.js';

export type RoomState = 'none' | 'joining' | 'joined';

/**
 * Owns the signaling connection and the call. Both last as long as the host is in a document. Their changes are fired
 * as events on the host.
 */
export class CallController implements ReactiveController {
  readonly #host: CallHost;
  readonly #hooks: CallControllerHooks;
  readonly #incoming: IncomingCalls;
  readonly problems: Problems;
  readonly shown: ShownCall;
  #listeners = new AbortController();
  #pageSignaling: SignalingClient | null = null;
  #session: SignalingSession | null = null;
  /** The signaling client or endpoint that the session was made for. */
  #source: SignalingClient | string = '';
  /** Whether a call from before a reload has been looked for. That is done once. */
  #hasTriedResume = false;
  #isResuming = false;
  #roomState: RoomState = 'none';
  #state: ElementState = 'offline';
  #connectionId: string | null = null;

  constructor(host: CallHost, hooks: CallControllerHooks) {
    this.#host = host;
    this.#hooks = hooks;
    this.problems = new Problems(host);
    this.shown = new ShownCall(host, this.problems, () => this.#refresh());
    this.#incoming = new IncomingCalls(
      host,
      hooks,
      (call, options) => this.receive(call, options),
      (error) => this.problems.report(error),
    );
    host.addController(this);
  }

  get state(): ElementState {
    return this.#state;
  }

  get connectionId(): string | null {
    return this.#connectionId;
  }

  /** The signaling in use, or to be used. The page's own, once it has set it, goes before that of `endpoint`. */
  get signaling(): SignalingClient | null {
    return this.#pageSignaling ?? this.client;
  }

  set signaling(signaling: SignalingClient | null) {
    this.#pageSignaling = signaling;
    this.#host.requestUpdate();
  }

  /** Why there is no signaling, once that is known. */
  get offlineError(): SignalingError | null {
    return this.#session?.error ?? null;
  }

  get call(): PeerCall | null {
    return this.shown.call;
  }

  /** The signaling in use. */
  get client(): SignalingClient | null {
    return this.#session?.client ?? null;
  }

  /** Whether the host is in a room of that signaling, or about to be: then nobody but the members can call. */
  get roomState(): RoomState {
    return this.#roomState;
  }

  set roomState(roomState: RoomState) {
    this.#roomState = roomState;
    this.#incoming.hold(roomState !== 'none');
    this.#refresh();
  }

  hostConnected(): void {
    this.#listeners.abort();
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    const page = this.#host.ownerDocument.defaultView;
    page?.addEventListener('pagehide', this.hostDisconnected, { signal });
    addEventListener('pageshow', this.#onPageShow, { signal });
    this.#host.setAttribute('state', this.#state);
    this.#host.requestUpdate();
  }

  readonly hostDisconnected = (): void => {
    // Moving a node removes and inserts it within one task. That must not end the call.
    setTimeout(() => {
      if (!isInPage(this.#host)) this.#shutDown();
    });
  };

  hostUpdate(): void {
    if (!isInPage(this.#host)) return;
    this.#incoming.update();
    if (this.shown.isLive || this.#isResuming) return;
    const source = this.#pageSignaling ?? this.#host.endpoint;
    if (this.#session && source === this.#source) {
      if (this.#host.resume && !this.#hasTriedResume) this.#refresh();
      return;
    }
    this.#source = source;
    this.#startSession(this.#pageSignaling);
  }

  startCall(peerId: string): PeerCall | null {
    const signaling = this.client;
    // Pages without TypeScript may pass anything. `PeerCall.place` refuses the empty address.
    const address = typeof peerId === 'object' ? '' : String(peerId).trim();
    const ringing = this.call;
    const isRinging = ringing && isRingingHere(ringing) && isAddressOf(ringing, address);
    if (isRinging && this.shown.isProtectedAsSet) {
      // If the address the user calls is already ringing here, answer that call. Not if it came before the page has set a
      // secret: the user would take it for a call with one.
      void this.answer();
      return ringing;
    }
    try {
      const isBusy = this.shown.isLive || this.#isResuming || this.#roomState !== 'none';
      if (isBusy || this.#connectionId === null || signaling === null) {
        throw new CallError(
          'invalid-state',
          'No new call now: hang up, leave the room, or wait to be online.',
        );
      }
      const options = callOptions(this.#host);
      const call = this.#hooks.createCall(address, options, signaling);
      this.adopt(call, options);
      return call;
    } catch (error) {
      this.problems.report(error);
      return null;
    }
  }

  /** Lets `action` work on the live call, if there is one. A failure is reported, not thrown. */
  async request(action: (call: PeerCall) => void | Promise<void>): Promise<void> {
    const call = this.call;
    if (!call || call.state === 'ended') return;
    try {
      await action(call);
    } catch (error) {
      if (call === this.call) this.problems.report(error);
    }
  }

  /** Answers the call if it rings here; by default with the media that the host starts calls with. */
  answer(options?: AnswerOptions | null): Promise<void> {
    return this.request(async (call) => {
      if (isRingingHere(call))
        await this.#hooks.answerCall(call, options ?? mediaOptions(this.#host));
    });
  }

  hangup(): Promise<void> {
    return this.request((call) => (isRingingHere(call) ? call.reject() : call.hangup()));
  }

  /** Puts an ended call away. */
  dismissCall(): void {
    if (this.shown.isLive) return;
    this.shown.release();
    this.#refresh();
  }

  /** Tries to get online now. */
  reconnect(): void {
    void this.#session?.connect();
    this.#refresh();
  }

  #startSession(pageSignaling: SignalingClient | null): void {
    this.#stopSession();
    this.#session = new SignalingSession(pageSignaling === null, {
      create: () => pageSignaling ?? this.#hooks.createSignaling(),
      clientChanged: (client, signal) => this.#incoming.listen(client, signal),
      changed: () => this.#refresh(),
      failed: (error) => {
        this.#host.dispatchEvent(new ElementErrorEvent(error));
        this.#refresh();
      },
    });
    this.reconnect();
  }

  #stopSession(): void {
    this.#session?.stop();
    this.#session = null;
  }

  /** The page comes out of the back-forward cache. Its call ended when it was left: look for it, and continue it. */
  readonly #onPageShow = ({ persisted }: PageTransitionEvent): void => {
    if (!persisted) return;
    this.#hasTriedResume = false;
    this.dismissCall();
  };

  #shutDown(): void {
    this.#listeners.abort();
    void this.hangup();
    this.shown.release();
    this.#stopSession();
    this.#refresh();
  }

  /** Continues the call that the page was in before it was reloaded, if there was one. */
  async #resume(signaling: SignalingClient): Promise<void> {
    this.#hasTriedResume = true;
    this.#isResuming = true;
    try {
      const options = callOptions(this.#host);
      const call = await this.#hooks.resumeCall(signaling, options);
      if (signaling === this.client && !this.shown.isLive) {
        if (call) this.adopt(call, options);
      } else {
        // The host was removed meanwhile, has another server now, or met somebody in a room.
        call?.hangup();
      }
    } catch (error) {
      this.problems.report(error);
    }
    this.#isResuming = false;
    this.#refresh();
  }

  /**
   * A call rings here.
   *
   * @param title what to show in place of the peer's address
   * @param answer to answer it at once
   */
  receive(call: PeerCall, options: CallOptions, title?: string, answer?: AnswerOptions): void {
    // The camera stays off. Otherwise anybody who has the address could look into the room.
    const answerOptions = answer ?? (this.#host.autoAnswer ? { video: false } : null);
    // In a room there is no call from before, and to reject one is to leave it.
    if (this.shown.isLive || (this.#isResuming && !answer)) {
      call.reject('busy');
    } else if (!this.#host.dispatchEvent(new CallIncomingEvent(call))) {
      call.reject();
    } else if (call.state !== 'ended') {
      this.adopt(call, options, title);
      if (answerOptions) void this.answer(answerOptions);
    }
  }

  /** Shows `call`. */
  adopt(call: PeerCall, options: CallOptions, title?: string): void {
    this.shown.adopt(call, options, title);
    this.#refresh();
  }

  #refresh(): void {
    const host = this.#host;
    const { client } = this;
    const isOpen = client !== null && isOnline(client);
    if (isOpen && host.resume && !this.#hasTriedResume) void this.#resume(client);
    const previousId = this.#connectionId;
    const connectionId = isOpen ? (this.#isResuming ? previousId : client.id) : null;
    const previous = this.#state;
    this.#connectionId = connectionId;
    const online = this.#roomState === 'joined' ? 'waiting' : 'idle';
    this.#state = this.call?.state ?? (connectionId === null ? 'offline' : online);
    host.requestUpdate();
    if (connectionId !== null && connectionId !== previousId) {
      host.dispatchEvent(new ConnectionIdEvent(connectionId));
    }
    // A listener of that event may have changed the state.
    const state = this.#state;
    if (state === previous) return;
    host.setAttribute('state', state);
    host.dispatchEvent(new ElementStateChangeEvent(state, previous, this.call));
  }
}

/** Whether `address` calls the peer of `call`: what a peer shares may have a token behind it. */
function isAddressOf({ peerId }: PeerCall, address: string): boolean {
  return address === peerId || address.startsWith(`${peerId}.`);
}
