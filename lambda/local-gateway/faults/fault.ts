import type { ConnectionInfo } from '../connection.js';

/**
 * Which connections a fault is for: ids, numbers (1 is the first connection since the gateway started), several of
 * these, or a function that decides.
 */
export type ConnectionChoice =
  string | number | readonly (string | number)[] | ((connection: ConnectionInfo) => boolean);

/** `to-lambda`: between the gateway and the handler. `to-client`: everything that a client is sent, answers included. */
export type FrameDirection = 'to-lambda' | 'to-client';

interface Scope {
  /** Default: all. */
  readonly connections?: ConnectionChoice;
}

interface Span {
  /** Ends by itself after this many milliseconds. Default: when it is healed. */
  readonly forMs?: number;
  /** Ends by itself after so many hits. Default: any number of them. */
  readonly times?: number;
}

interface FrameChoice extends Scope, Span {
  /** Only messages of a call of this type, or of these, such as `invite`. */
  readonly type?: string | readonly string[];
  /** Only frames for which this is true. It gets the parsed JSON, or `undefined` for what is no JSON. */
  readonly where?: (frame: unknown) => boolean;
  /** The part of the frames that is hit, from 0 to 1. Default 1. */
  readonly probability?: number;
  /** The same seed hits the same frames. Default: the seed of the gateway. */
  readonly seed?: number;
}

interface DirectedFrames extends FrameChoice {
  /** Default: both. */
  readonly direction?: FrameDirection;
}

/** Ends the chosen connections that there are, at once. */
export interface KillFault extends Scope {
  readonly kind: 'kill';
  /** The close code. Default: none. The TCP connection is dropped, which the client sees as 1006. */
  readonly code?: number;
  /** Leaves out `$disconnect`, which AWS does not guarantee either. */
  readonly withoutDisconnect?: boolean;
}

/**
 * The chosen connections that there are get new addresses: AWS can't change the id of a connection, so what happens
 * there, and here, is that it ends with 1001, as after two hours, and the client comes back as another one. All chosen
 * ones go at the same moment.
 */
export interface SwapIdFault extends Scope {
  readonly kind: 'swap-id';
}

/**
 * The chosen connections that there are stay open, and nothing passes any more, in either direction: no frame, no pong,
 * no FIN. The gateway does not notice either, so `@connections` still answers 200. When the fault ends they are dropped,
 * as by a router that has forgotten them.
 */
export interface HalfOpenFault extends Scope {
  readonly kind: 'half-open';
  readonly forMs?: number;
}

/** Frames arrive late. */
export interface DelayFault extends DirectedFrames {
  readonly kind: 'delay';
  /** Milliseconds, or the least and the most of them. With a range, frames overtake each other. */
  readonly delayMs: number | readonly [least: number, most: number];
}

/** Frames don't arrive, and nobody is told. */
export interface DropFault extends DirectedFrames {
  readonly kind: 'drop';
}

/** Frames arrive more than once. `to-lambda` it is one event that is invoked again, as when Lambda retries. */
export interface DuplicateFault extends DirectedFrames {
  readonly kind: 'duplicate';
  /** Default 1. */
  readonly copies?: number;
  /** How much later each copy comes, in milliseconds. Default 0. */
  readonly afterMs?: number;
}

/**
 * Frames are gathered and arrive in reverse, for each connection and direction by itself. `to-lambda` it is the
 * invocations that begin in reverse; they run at the same time, as always.
 */
export interface ReorderFault extends DirectedFrames {
  readonly kind: 'reorder';
  /** How many are gathered. Default 2. */
  readonly window?: number;
  /** The longest that a frame waits for others, in milliseconds. Default 1,000. */
  readonly holdMs?: number;
}

/** `@connections` refuses the requests that are for the chosen connections. The AWS SDK asks again after 429 and 500. */
export interface ManagementErrorFault extends Scope, Span {
  readonly kind: 'management-error';
  readonly status: 403 | 410 | 429 | 500;
}

/** Messages of the chosen clients are answered with "Too Many Requests", and reach no handler. */
export interface ThrottleFault extends FrameChoice {
  readonly kind: 'throttle';
}

/** The handler fails before it has done anything: the client gets the gateway's "Internal server error". */
export interface LambdaThrowsFault extends FrameChoice {
  readonly kind: 'lambda-throws';
}

/** The handler does its work but never returns: the client gets the gateway's "Internal server error" in the end. */
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

/** Everything is dropped, and until the fault ends new connections and `@connections` get 503. */
export interface GoneFault {
  readonly kind: 'gone';
  readonly forMs?: number;
}

/** Other caps than those of the options, for the chosen connections that there are, and for new ones. */
export interface LimitsFault extends Scope {
  readonly kind: 'limits';
  readonly idleTimeoutMs?: number;
  readonly connectionDurationMs?: number;
  readonly forMs?: number;
}

/** Something that goes wrong on purpose. All but functions is JSON, so that a file can say it too. */
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
