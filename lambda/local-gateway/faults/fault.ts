import type { ConnectionInfo } from '../connection.js';

/**
 * The connections that a fault applies to: an id, a number (1 is the first connection since the gateway started), a
 * list of these, or a function that decides.
 */
export type ConnectionChoice =
  string | number | readonly (string | number)[] | ((connection: ConnectionInfo) => boolean);

/** `to-lambda`: from the gateway to the handler. `to-client`: everything sent to a client, answers included. */
export type FrameDirection = 'to-lambda' | 'to-client';

interface Scope {
  /** Default: all. */
  readonly connections?: ConnectionChoice;
}

interface Span {
  /** Ends by itself after this many milliseconds. Default: it lasts until it is healed. */
  readonly forMs?: number;
  /** Ends by itself after this many hits. Default: no limit. */
  readonly times?: number;
}

interface FrameChoice extends Scope, Span {
  /** Only call messages of this type, or of one of these, such as `invite`. */
  readonly type?: string | readonly string[];
  /** Only frames for which this returns true. It gets the parsed JSON, or `undefined` if the frame is not JSON. */
  readonly where?: (frame: unknown) => boolean;
  /** The probability that a frame is hit, from 0 to 1. Default 1. */
  readonly probability?: number;
  /** The same seed hits the same frames. Default: the seed of the gateway. */
  readonly seed?: number;
}

interface DirectedFrames extends FrameChoice {
  /** Default: both. */
  readonly direction?: FrameDirection;
}

/** Ends the chosen open connections at once. */
export interface KillFault extends Scope {
  readonly kind: 'kill';
  /** The close code. Default: none; the TCP connection is dropped, which the client sees as 1006. */
  readonly code?: number;
  /** Leaves out `$disconnect`, which AWS does not guarantee either. */
  readonly withoutDisconnect?: boolean;
}

/**
 * Gives the chosen open connections new addresses. AWS can't change the id of a connection: there, and here, it ends
 * with 1001, as after two hours, and the client reconnects under another id. All chosen connections end at once.
 */
export interface SwapIdFault extends Scope {
  readonly kind: 'swap-id';
}

/**
 * The chosen open connections stay open, but nothing passes any more in either direction: no frame, no pong, no FIN.
 * The gateway does not notice either, so `@connections` still answers 200. When the fault ends they are dropped, as by
 * a router that has lost their NAT entry.
 */
export interface HalfOpenFault extends Scope {
  readonly kind: 'half-open';
  readonly forMs?: number;
}

/** Frames arrive late. */
export interface DelayFault extends DirectedFrames {
  readonly kind: 'delay';
  /** Milliseconds, or a range of them. With a range, frames overtake each other. */
  readonly delayMs: number | readonly [least: number, most: number];
}

/** Frames are lost, and nobody is told. */
export interface DropFault extends DirectedFrames {
  readonly kind: 'drop';
}

/** Frames arrive more than once. With `to-lambda`, the same event is invoked again, as when Lambda retries. */
export interface DuplicateFault extends DirectedFrames {
  readonly kind: 'duplicate';
  /** Default 1. */
  readonly copies?: number;
  /** How much later each copy comes, in milliseconds. Default 0. */
  readonly afterMs?: number;
}

/**
 * Frames are collected and arrive in reverse order, separately for each connection and direction. With `to-lambda`, the
 * invocations start in reverse order; they still run at the same time.
 */
export interface ReorderFault extends DirectedFrames {
  readonly kind: 'reorder';
  /** How many are collected. Default 2. */
  readonly window?: number;
  /** The longest that a frame waits for others, in milliseconds. Default 1,000. */
  readonly holdMs?: number;
}

/** `@connections` refuses requests for the chosen connections. The AWS SDK retries after 429 and 500. */
export interface ManagementErrorFault extends Scope, Span {
  readonly kind: 'management-error';
  readonly status: 403 | 410 | 429 | 500;
}

/** Messages of the chosen clients are answered with "Too Many Requests" and don't reach the handler. */
export interface ThrottleFault extends FrameChoice {
  readonly kind: 'throttle';
}

/** The handler fails before it does anything: the client gets the gateway's "Internal server error". */
export interface LambdaThrowsFault extends FrameChoice {
  readonly kind: 'lambda-throws';
}

/** The handler does its work but does not return in time: the client gets the gateway's "Internal server error". */
export interface LambdaTimesOutFault extends FrameChoice {
  readonly kind: 'lambda-times-out';
  /** Milliseconds until then. Default: `integrationTimeoutMs` of the gateway. */
  readonly afterMs?: number;
}

/** The next frame of a chosen client ends its connection with 1009, as one above 32 KB does. */
export interface TooLargeFault extends FrameChoice {
  readonly kind: 'too-large';
  /** Default 1. */
  readonly times?: number;
}

/** All connections are dropped. Until the fault ends, new connections and `@connections` get 503. */
export interface GoneFault {
  readonly kind: 'gone';
  readonly forMs?: number;
}

/** Other limits than those of the options, for the chosen connections, open and new. */
export interface LimitsFault extends Scope {
  readonly kind: 'limits';
  readonly idleTimeoutMs?: number;
  readonly connectionDurationMs?: number;
  readonly forMs?: number;
}

/** Something that goes wrong on purpose. Everything but functions is JSON, so a file can contain it. */
export type Fault =
  | KillFault
  | SwapIdFault
  | HalfOpenFault
  | DelayFault
  | DropFault
  | DuplicateFault
  | ReorderFault
  | ManagementErrorFault
  | ThrottleFault
  | LambdaThrowsFault
  | LambdaTimesOutFault
  | TooLargeFault
  | GoneFault
  | LimitsFault;

export type FaultKind = Fault['kind'];
export type FaultOf<Kind extends FaultKind> = Extract<Fault, { readonly kind: Kind }>;
