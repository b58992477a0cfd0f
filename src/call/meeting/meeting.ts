import { systemClock, type Clock } from '../../internal/clock.js';
import { Timer } from '../../internal/timer.js';
import type { Room } from '../../signaling/room.js';
import type { SignalingClient } from '../../signaling/signaling-client.js';
import type { CallOptions, CallView } from '../terms/call-options.js';
import { isWantedEnding, type EndReason } from '../terms/call-state.js';

/** How long the one who was there waits for the newcomer's call, in milliseconds. Usually it comes at once. */
const NEWCOMER_MS = 5_000;
/** After a call that failed, who had placed it calls again after this; then after twice the time, up to the most. */
const REDIAL_MS = 1_000;
const MAX_REDIAL_MS = 60_000;
/** So much longer than the other waits who had answered it. Should both call, one call comes of it all the same. */
const ANSWERER_FACTOR = 4;

/** What a meeting uses of its calls. */
export interface MeetingCall extends CallView, EventTarget {
  readonly endReason: EndReason | null;
  readonly endedHere: boolean;
  answer(): Promise<void>;
  reject(reason: EndReason): void;
}

export interface MeetingInit<Call extends MeetingCall> {
  readonly room: Room<SignalingClient>;
  readonly options: CallOptions;
  readonly place: (peerId: string, options: CallOptions) => Call;
  /** A call has begun, or rings and is about to be answered. */
  readonly onCall: (call: Call) => void;
  /** The peer of this call is at another address now. */
  readonly redirect: (callId: string, address: string) => void;
  /** The meeting is over: nobody rings any more. */
  readonly onStop: () => void;
}

/**
 * Keeps the two members of a room in a call: the second to come calls the first, whose being there is the answer. A call
 * that is lost begins again, under whatever addresses both have by then. One that this side has ended ends the meeting;
 * after one that the other side has ended, that side may come again.
 */
export class Meeting<Call extends MeetingCall> {
  readonly #init: MeetingInit<Call>;
  readonly #redial: Timer;
  readonly #stopped = new AbortController();
  /** The other side has ended a call on purpose: it is not called any more. Another address says nothing about that. */
  #isOver = false;
  #call: Call | null = null;
  #failures = 0;

  /** Begins at once. */
  constructor(init: MeetingInit<Call>) {
    this.#init = init;
    const { room, options } = init;
    const clock: Clock = options.clock ?? systemClock;
    this.#redial = new Timer(clock, () => this.#dial());
    const { signal } = this.#stopped;
    room.addEventListener('memberjoin', () => this.#joined(), { signal });
    room.addEventListener('error', () => this.#checkRoom(), { signal });
    this.#checkRoom();
    this.#dial();
  }

  /** The call that is going on. */
  get call(): Call | null {
    return this.#call;
  }

  /** Ends the meeting. A call that is going on is not touched. */
  stop(): void {
    if (this.#stopped.signal.aborted) return;
    this.#stopped.abort();
    this.#redial.stop();
    this.#init.onStop();
  }

  /** Takes the call of a member, who has come to be in it. */
  take(call: Call): void {
    this.#checkRoom();
    if (this.#stopped.signal.aborted) {
      call.reject('peer-unavailable');
      return;
    }
    this.#isOver = false;
    this.#begin(call);
    // The app may have answered it in its own way, or hung up.
    const isRinging = call.direction === 'incoming' && call.state === 'ringing';
    if (isRinging) call.answer().catch(reportError);
  }

  #checkRoom(): void {
    if (this.#init.room.hasLeft) this.stop();
  }

  #callOptions(): CallOptions {
    const { room, options } = this.#init;
    const resolvePeer = (call: CallView) => room.members[0] ?? options.resolvePeer?.(call) ?? null;
    // A page that is reloaded comes into the room again, which begins the call again: two ways would meet each other.
    return { ...options, resolvePeer, resume: false };
  }

  #joined(): void {
    this.#failures = 0;
    if (this.#call === null) this.#redial.start(NEWCOMER_MS);
    else this.#followPeer(this.#call);
  }

  /** In a room of two, the other one is the peer, under whatever address. While it is connected, a call knows better. */
  #followPeer(call: Call): void {
    const { room, redirect } = this.#init;
    const [other] = room.members;
    const hasMoved = other !== undefined && !room.members.includes(call.peerId);
    if (hasMoved && call.state !== 'connected') redirect(call.id, other);
  }

  #dial(): void {
    const { room, place } = this.#init;
    const [peer] = room.members;
    const isOver = this.#isOver || this.#stopped.signal.aborted;
    if (this.#call !== null || peer === undefined || isOver) return;
    try {
      this.#begin(place(peer, this.#callOptions()));
    } catch (error) {
      reportError(error);
    }
  }

  #begin(call: Call): void {
    // If both have dialled each other, the call that rings here is the one that was placed.
    if (call === this.#call) return;
    this.#redial.stop();
    this.#call = call;
    const { signal } = this.#stopped;
    call.addEventListener('statechange', () => this.#changed(call), { signal });
    this.#init.onCall(call);
    this.#changed(call);
  }

  #changed(call: Call): void {
    if (call.state === 'connected') this.#failures = 0;
    if (call.state === 'reconnecting' && this.#call === call) this.#followPeer(call);
    if (call.state !== 'ended' || this.#call !== call || this.#stopped.signal.aborted) return;
    this.#call = null;
    if (call.endedHere) {
      this.stop();
      return;
    }
    if (isWantedEnding(call.endReason)) {
      this.#isOver = true;
      return;
    }
    const delayMs = Math.min(REDIAL_MS * 2 ** this.#failures, MAX_REDIAL_MS);
    this.#failures += 1;
    this.#redial.start(call.direction === 'outgoing' ? delayMs : delayMs * ANSWERER_FACTOR);
  }
}
