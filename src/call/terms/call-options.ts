import { systemClock, type Clock } from '../../internal/clock.js';
import { findBadNumber, given, type Given, type Lenient } from '../../internal/given.js';
import { DEFAULT_LINK_TIMING, type LinkTiming } from '../../link/link-timing.js';
import { CallError } from './call-error.js';
import type { CallDirection, CallState } from './call-state.js';
import { isAddressToken } from './peer-address.js';

/** What the browser does to the sound of the microphone. What is left out is as the browser has it: on, in all of them. */
export interface AudioProcessing {
  readonly echoCancellation?: boolean | null | undefined;
  readonly noiseSuppression?: boolean | null | undefined;
  readonly autoGainControl?: boolean | null | undefined;
}

/** Which devices a call opens, and with which constraints. Both are on by default. */
export interface MediaOptions {
  /** `true`: the default microphone; `false`: start muted, without touching it; or constraints. */
  readonly audio?: boolean | MediaTrackConstraints | null | undefined;
  /** For whichever microphone is used. `setAudioProcessing` changes it in a call. */
  readonly audioProcessing?: AudioProcessing | null | undefined;
  /** `true`: the default camera; `false`: start without touching it; or constraints. */
  readonly video?: boolean | MediaTrackConstraints | null | undefined;
  /**
   * A stream that the app has opened already. Its tracks are sent, and never stopped here. A track that is not `enabled`
   * starts muted, and after the call each is `enabled` as it was before. During the call use the call's methods: it does
   * not notice when the app sets `enabled` itself.
   */
  readonly localStream?: MediaStream | null | undefined;
  /**
   * A stream that was opened for a preview. It belongs to the call from now on: its tracks are used in place of opening
   * their devices anew, and stopped when the call does not need them any more. What it does not hold, or what can't be
   * brought to the constraints, is opened as ever.
   */
  readonly previewStream?: MediaStream | null | undefined;
}

/** How a screen is shared. */
export interface ScreenShareOptions {
  /**
   * Whether the user may share its sound too; `true` by default. The call itself is never in that sound: where the browser
   * can't leave it out, the screen is shared without, and the call reports `not-supported` with reason `own-sound`.
   */
  readonly audio?: boolean | null | undefined;
  /** What matters when the line is thin: that text stays readable (`detail`, by default, or `text`), or that it moves. */
  readonly contentHint?: 'detail' | 'text' | 'motion' | null | undefined;
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
  /** During an outage: how long one attempt to repair the path may take before the next. */
  readonly restartIntervalMs: number;
  /** How long an offer in a call that goes on may stay unanswered before it is made anew. */
  readonly answerMs: number;
  /** How long a function given as `iceServers` may take, and the signaling if it is asked for servers. */
  readonly iceServersMs: number;
  /** Before the call is connected: how long a peer may stay silent that the relay no longer knows. Then the call ends. */
  readonly peerGoneMs: number;
  /** How long a page that is reloaded or left may take to come back into its call. */
  readonly resumeMs: number;
  /** How long `resolvePeer` is left alone after it was asked. */
  readonly resolveIntervalMs: number;
  /** How often the other side is asked for a sign of life. When five questions in a row had no answer, the path is in doubt. */
  readonly heartbeatMs: number;
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
  answerMs: 10_000,
  iceServersMs: 5_000,
  peerGoneMs: 8_000,
  resumeMs: 30_000,
  resolveIntervalMs: 2_000,
  heartbeatMs: 1_000,
  candidateBatchMs: 100,
  qualityIntervalMs: 2_000,
};

const DEFAULT_MAX_FILE_SIZE = 2 * 1024 ** 3;
const DEFAULT_MAX_BITRATE = 2_000_000;
export const DATA_SAVER_BITRATE = 300_000;

/** Public STUN servers: enough for most home networks. Calls between two strict networks need a TURN server too. */
export const DEFAULT_ICE_SERVERS: readonly RTCIceServer[] = [
  { urls: ['stun:stun.cloudflare.com:3478', 'stun:stun.l.google.com:19302'] },
];

/**
 * Gives the STUN and TURN servers when they are needed: at the start of a call and before each repair of it, so that
 * credentials may be short-lived.
 */
export type IceServerProvider = () => readonly RTCIceServer[] | Promise<readonly RTCIceServer[]>;

/** What identifies a call; it is the `PeerCall` itself. */
export interface CallView {
  readonly id: string;
  readonly peerId: string;
  readonly direction: CallDirection;
  readonly state: CallState;
}

/** How a call is made. An option that is `undefined` or `null` counts as left out, also within `timing`. */
export interface CallOptions extends MediaOptions {
  /**
   * STUN and TURN servers; none where it is `[]`. Where it is left out the signaling is asked for them
   * (`SignalingClient.fetchIceServers`): for each call, before each repair of it, and in time before they end. If it has
   * none, or fails, they are {@link DEFAULT_ICE_SERVERS}.
   */
  readonly iceServers?: readonly RTCIceServer[] | IceServerProvider | null | undefined;
  /** `'relay'` keeps the own network addresses from the peer; it needs a TURN server. */
  readonly iceTransportPolicy?: RTCIceTransportPolicy | null | undefined;
  /**
   * The `ticket` of an earlier call of this caller, which the peer may still believe to be going on: after a crash, for
   * example. The peer ends it with `replaced` instead of answering `busy`.
   */
  readonly replaces?: string | null | undefined;
  /**
   * Lets the call go on when the page is reloaded, or left and come back to: the page takes it up with `PeerCall.resume`.
   * Keys and certificate are kept in IndexedDB meanwhile. A user who closes the page leaves the other side waiting for
   * `timing.resumeMs`.
   */
  readonly resume?: boolean | null | undefined;
  /**
   * For apps that keep addresses in a storage of their own: asked when the relay does not know the peer's address any
   * more, which happens if both sides lose their connections at the same moment. It returns the present address, or
   * `null` if there is none (yet); it is asked again while the trouble lasts.
   */
  readonly resolvePeer?:
    ((call: CallView) => string | null | Promise<string | null>) | null | undefined;
  /**
   * What both sides know from elsewhere: from an invite link (`createInvite`), a QR code, an exchange of the app's
   * own. At least 128 random bits, because the relay could guess a word. It is never sent. Without the same one no call
   * comes about: the caller hears `verification-failed`.
   */
  readonly secret?: string | null | undefined;
  /**
   * For `listen`: a random text that the own address is shared with, as `address.token`. Who calls that is known: such
   * calls can't be kept from ringing by a flood of others. `createAddressToken` makes one.
   */
  readonly addressToken?: string | null | undefined;
  /** For `listen`: only who knows `addressToken` or `secret` rings. Others get no reply at all. */
  readonly knownOnly?: boolean | null | undefined;
  /**
   * The most that video may take, in bit/s, each way: both sides tell each other theirs, and the lesser one counts. 2,000,000
   * by default, 300,000 with `dataSaver`. Above 3,500,000 a camera may send 1080 lines, else 720.
   */
  readonly maxBitrate?: number | null | undefined;
  /** For metered networks: video of at most 300 kbit/s and 15 pictures a second, both ways, and a voice sent but once. */
  readonly dataSaver?: boolean | null | undefined;
  /**
   * For `listen`: connects to the caller while it still rings, so that the first picture is there sooner after the answer.
   * No device is opened, and neither side sends sound or pictures before the answer. But the caller learns the own network
   * addresses, answered or not (with `iceTransportPolicy: 'relay'`, those of the TURN server): so it is off by default. A
   * function decides for each caller, by its address; what it throws is reported and counts as `false`. Meetings don't need
   * it: they are answered at once.
   */
  readonly warmUp?: boolean | ((from: string) => boolean) | null | undefined;
  /**
   * What the own user wants to be called: the other side reads it as `peerName`, as plain text of at most 64 characters
   * (code points). It is in the invitation and in the answer, which the relay can read. If the relay changes it there, the call
   * ends with `verification-failed` as soon as it is answered.
   */
  readonly displayName?: string | null | undefined;
  /**
   * The largest file, in bytes, that is sent or that the other side may offer; 2 GiB by default. 0: no files at all, as for an
   * app that does not show what is offered (event `filetransfer`).
   */
  readonly maxFileSize?: number | null | undefined;
  readonly timing?: Lenient<CallTiming> | null | undefined;
  /** For tests: the time that the call lives by. */
  readonly clock?: Clock | null | undefined;
  /** For tests: where cameras and microphones come from. `navigator.mediaDevices` by default. */
  readonly mediaDevices?:
    Pick<MediaDevices, 'getUserMedia' | 'getDisplayMedia' | 'enumerateDevices'> | null | undefined;
}

/** What `answer()` takes: it overrides what `listen()` was given. */
export type AnswerOptions = Pick<CallOptions, keyof MediaOptions | 'displayName'>;

export interface ResolvedCallOptions extends Given<CallOptions> {
  readonly audio: boolean | MediaTrackConstraints;
  readonly video: boolean | MediaTrackConstraints;
  readonly iceTransportPolicy: RTCIceTransportPolicy;
  readonly maxBitrate: number;
  readonly maxFileSize: number;
  readonly dataSaver: boolean;
  readonly timing: CallTiming;
  readonly clock: Clock;
}

/**
 * Fills the defaults in.
 *
 * @throws {CallError} `invalid-argument` for a value that would be misunderstood further on
 */
export function resolveCallOptions(options: CallOptions | null | undefined): ResolvedCallOptions {
  const resolved = {
    audio: true,
    video: true,
    iceTransportPolicy: 'all',
    dataSaver: false,
    maxBitrate: options?.dataSaver ? DATA_SAVER_BITRATE : DEFAULT_MAX_BITRATE,
    maxFileSize: DEFAULT_MAX_FILE_SIZE,
    clock: systemClock,
    ...given(options),
    timing: { ...DEFAULT_CALL_TIMING, ...given(options?.timing) },
  } as ResolvedCallOptions;
  const wrong = findBadNumber(resolved.timing) ?? findWrong(resolved);
  if (wrong) throw new CallError('invalid-argument', `The option ${wrong} has a wrong value.`);
  return resolved;
}

/** The name of the first option that has a value which would be misunderstood further on. */
function findWrong(options: ResolvedCallOptions): string | undefined {
  const { audio, video, iceTransportPolicy, secret, addressToken, warmUp, maxBitrate } = options;
  const { displayName, maxFileSize } = options;
  const isRight = {
    audio: /boolean|object/.test(typeof audio),
    video: /boolean|object/.test(typeof video),
    // Not taken for `all`: better no call than one that shows the addresses because of a misspelt word.
    iceTransportPolicy: /^(all|relay)$/.test(iceTransportPolicy),
    maxBitrate: maxBitrate > 0 && maxBitrate < Infinity,
    // An empty one would look like protection.
    secret: secret === undefined || (typeof secret === 'string' && secret !== ''),
    addressToken: addressToken === undefined || isAddressToken(addressToken),
    warmUp: /undefined|boolean|function/.test(typeof warmUp),
    maxFileSize: maxFileSize >= 0,
    displayName: /undefined|string/.test(typeof displayName),
  };
  return Object.entries(isRight).find(([, isSo]) => !isSo)?.[0];
}
