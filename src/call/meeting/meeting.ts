import { systemClock, type Clock } from '../../internal/clock.js';
import { Timer } from '../../internal/timer.js';
import type { Room } from '../../signaling/room.js';
import type { SignalingClient } from '../../signaling/signaling-client.js';
import type { CallOptions, CallView } from '../terms/call-options.js';
import type { EndReason } from '../terms/call-state.js';
import type { MeetingOptions } from './meeting-options.js';

/** How long the one who was there waits for the newcomer's call, in milliseconds. Usually it comes at once. */
const NEWCOMER_MS = 5_000;
/** After a call that failed, who had placed it calls again after this; then after twice the time, up to the most. */
const REDIAL_MS = 1_000;
const MAX_REDIAL_MS = 60_000;
/** So much longer than the other waits who had answered it. Should both call, one call comes of it all the same. */
const ANSWERER_FACTOR = 4;

/** How a call ends because somebody wants it to end. It does not begin again by itself. */
const WANTED_ENDINGS: readonly (EndReason | null)[] = [
  'hangup',
  'declined',
  'cancelled',
  'verification-failed',
];

/** What a meeting uses of its calls. */
export interface MeetingCall extends CallView, EventTarget {
  readonly endReason: EndReason | null;
  answer(): Promise<void>;
}

export interface MeetingInit<Call extends MeetingCall> {
  readonly room: Room<SignalingClient>;
  readonly options: CallOptions;
  /** Lets calls ring; returns how to stop it. */
  readonly listen: (onIncoming: (call: Call) => void, options: MeetingOptions) => () => void;
  readonly place: (peerId: string, options: CallOptions) => Call;
  /** A call has begun, or rings and is about to be answered. */
  readonly onCall: (call: Call) => void;
  /** The peer of this call is at another address now. */
  readonly redirect: (callId: string, address: string) => void;
  readonly onError: (error: unknown) => void;
}

/**
 * Keeps the two members of a room in a call: the second to come calls the first, whose being there is the answer. A call
 * that is lost begins again, under whatever addresses both have by then.
 */
export class Meeting<Call extends MeetingCall> {
  readonly #init: MeetingInit<Call>;
  readonly #redial: Timer;
  readonly #stopped = new AbortController();
  /** Members who have ended a call on purpose, or with whom this side has. They are not called until they come anew. */
  readonly #done = new Set<string>();
  readonly #stopListening: () => void;
  #call: Call | null = null;
  #failures = 0;

  /**
   * Begins at once.
   *
   * @throws {CallError} for a bad option, or if somebody listens on the room's signaling already
   */
  constructor(init: MeetingInit<Call>) {
    this.#init = init;
    const { room, options, listen } = init;
    const clock: Clock = options.clock ?? systemClock;
    this.#redial = new Timer(clock, () => this.#dial());
    const meeting = {
      isMember: (address: string) => room.members.includes(address),
      call: () => this.#call,
    };
    const policy = { ...this.#callOptions(), knownOnly: true, meeting };
    this.#stopListening = listen((call) => this.#answer(call), policy);
    const { signal } = this.#stopped;
    room.addEventListener('memberjoin', ({ id }) => this.#joined(id), { signal });
    room.addEventListener('memberleave', ({ id }) => this.#done.delete(id), { signal });
    room.addEventListener('error', () => room.hasLeft && this.stop(), { signal });
    if (room.members.length > 0) this.#dial();
  }

  /** Ends the meeting. A call that is going on is not touched. */
  stop(): void {
    this.#stopped.abort();
    this.#redial.stop();
    this.#stopListening();
  }

  #callOptions(): CallOptions {
    const { room, options } = this.#init;
    const resolvePeer = (call: CallView) => room.members[0] ?? options.resolvePeer?.(call) ?? null;
    return { ...options, resolvePeer };
  }

  #joined(id: string): void {
    const { room, redirect } = this.#init;
    this.#done.delete(id);
    this.#failures = 0;
    if (this.#call === null) this.#redial.start(NEWCOMER_MS);
    // In a room of two it is the peer, who has come back under this address.
    else if (!room.members.includes(this.#call.peerId)) redirect(this.#call.id, id);
  }

  #dial(): void {
    const { room, place, onError } = this.#init;
    const peer = room.members.find((id) => !this.#done.has(id));
    if (this.#call !== null || peer === undefined) return;
    try {
      this.#begin(place(peer, this.#callOptions()));
    } catch (error) {
      onError(error);
    }
  }

  #answer(call: Call): void {
    this.#begin(call);
    // The app may have answered it in its own way, or hung up.
    const isRinging = call.direction === 'incoming' && call.state === 'ringing';
    if (isRinging) call.answer().catch(this.#init.onError);
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
    if (call.state !== 'ended' || this.#call !== call || this.#stopped.signal.aborted) return;
    this.#call = null;
    if (WANTED_ENDINGS.includes(call.endReason)) {
      this.#done.add(call.peerId);
      return;
    }
    const delayMs = Math.min(REDIAL_MS * 2 ** this.#failures, MAX_REDIAL_MS);
    this.#failures += 1;
    this.#redial.start(call.direction === 'outgoing' ? delayMs : delayMs * ANSWERER_FACTOR);
  }
}
