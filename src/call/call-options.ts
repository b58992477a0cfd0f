import { systemClock, type Clock } from '../internal/clock.js';
import { DEFAULT_LINK_TIMING, type LinkTiming } from '../link/link-timing.js';

/** Which devices a call opens, and with which constraints. Both are on by default. */
export interface MediaOptions {
  /** `true`: the default microphone; `false`: start muted, without touching it; or constraints. */
  readonly audio?: boolean | MediaTrackConstraints;
  /** `true`: the default camera; `false`: start without touching it; or constraints. */
  readonly video?: boolean | MediaTrackConstraints;
  /** A stream that the app has opened already. Its tracks are sent, and never stopped here. */
  readonly localStream?: MediaStream;
}

/** The call's own durations, in milliseconds. */
export interface CallTiming extends LinkTiming {
  /** How long a call rings before it ends with `timeout`. */
  readonly ringMs: number;
  /** From the answer: how long the media path may take before the call ends with `connection-failed`. */
  readonly setupMs: number;
  /** From the answer: when ICE is restarted once because the path is still not up. */
  readonly setupRestartMs: number;
  /** How long `disconnected` may last before it counts as an outage and ICE is restarted. */
  readonly disconnectedGraceMs: number;
  /** How long an outage may last before the call ends with `connection-lost`. */
  readonly mediaDownMs: number;
  /** During an outage: how long one ICE restart may take before the next is tried. */
  readonly restartIntervalMs: number;
  /** How long candidates are collected before they are sent together. */
  readonly candidateBatchMs: number;
  /** How often the quality of the connection is looked at. */
  readonly qualityIntervalMs: number;
}

export const DEFAULT_CALL_TIMING: CallTiming = {
  ...DEFAULT_LINK_TIMING,
  ringMs: 60_000,
  setupMs: 20_000,
  setupRestartMs: 10_000,
  disconnectedGraceMs: 2_000,
  mediaDownMs: 60_000,
  restartIntervalMs: 10_000,
  candidateBatchMs: 100,
  qualityIntervalMs: 2_000,
};

/** Public STUN servers: enough for most home networks. Calls between two strict networks need a TURN server too. */
export const DEFAULT_ICE_SERVERS: readonly RTCIceServer[] = [
  { urls: ['stun:stun.cloudflare.com:3478', 'stun:stun.l.google.com:19302'] },
];

export interface CallOptions extends MediaOptions {
  /** STUN and TURN servers; {@link DEFAULT_ICE_SERVERS} where it is left out, none where it is `[]`. */
  readonly iceServers?: readonly RTCIceServer[];
  /** `'relay'` keeps the own network addresses from the peer; it needs a TURN server. */
  readonly iceTransportPolicy?: RTCIceTransportPolicy;
  /**
   * The id of an earlier call of this caller, which the peer may still believe to be going on: after a crash or a
   * reload. The peer ends it with `replaced` instead of answering `busy`.
   */
  readonly replaces?: string;
  readonly timing?: Partial<CallTiming>;
  /** For tests: the time that the call lives by. */
  readonly clock?: Clock;
  /** For tests: where cameras and microphones come from. `navigator.mediaDevices` by default. */
  readonly mediaDevices?: Pick<
    MediaDevices,
    'getUserMedia' | 'getDisplayMedia' | 'enumerateDevices'
  >;
}

/** What `answer()` takes: it overrides what `listen()` was given. */
export type AnswerOptions = Pick<CallOptions, 'audio' | 'video' | 'localStream'>;

export interface ResolvedCallOptions extends CallOptions {
  readonly audio: boolean | MediaTrackConstraints;
  readonly video: boolean | MediaTrackConstraints;
  readonly iceServers: readonly RTCIceServer[];
  readonly iceTransportPolicy: RTCIceTransportPolicy;
  readonly timing: CallTiming;
  readonly clock: Clock;
}

/** Fills the defaults in, also for an option that is there but `undefined`. */
export function resolveCallOptions(options: CallOptions): ResolvedCallOptions {
  const {
    audio = true,
    video = true,
    iceServers = DEFAULT_ICE_SERVERS,
    iceTransportPolicy = 'all',
    clock = systemClock,
  } = options;
  const timing = { ...DEFAULT_CALL_TIMING, ...options.timing };
  return { ...options, audio, video, iceServers, iceTransportPolicy, timing, clock };
}
