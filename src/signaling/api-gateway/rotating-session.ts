import { wallTimeOf } from '../../internal/clock.js';
import { DEADLINE_GRACE_MS, Timer } from '../../internal/timer.js';
import type { SignalingError } from '../signaling-error.js';
import type { ApiGatewaySignalingSettings } from './api-gateway-options.js';
import { SocketSession } from './socket-session.js';
import type { RelayFrame } from './wire-protocol.js';

/** With the defaults a rotation begins after 1 h 59 at the latest. A minute is left for the new socket, or another one. */
const MAX_KEEP_MS = 4 * 60_000;
/** A network that comes and goes does not make a new socket each time. */
const MIN_DIAL_GAP_MS = 1_000;
/**
 * A connection that outlives its sockets: before API Gateway cuts one after 2 hours, the next one is made, and the old one
 * goes on delivering until everybody knows the new address.
 */
export class RotatingSession {
  readonly #settings: ApiGatewaySignalingSettings;
  readonly #onFrame: (frame: RelayFrame) => void;
  readonly #onEnd: (error: SignalingError) => void;
  readonly #rotationTimer: Timer;
  readonly #overlapTimer: Timer;
  /** Its address is the own one. */
  #current: SocketSession | null = null;
  /** It has no address yet. */
  #next: SocketSession | null = null;
  /** Its address was the own one before. */
  #former: SocketSession | null = null;
  /** When the next socket is due, and until when it is put off if possible. Both in wall time, by which the server counts. */
  #dueAtMs = 0;
  #keepUntilMs = 0;
  #dialedAtMs = 0;
  /** Attempts to rotate since the last one that held. */
  #failures = 0;

  /**
   * Connects at once. Calls nothing back before this has returned, or after the session has ended or been closed.
   *
   * @param onFrame gets the frames of the server: first the one with the own address, and again at each new address
   * @param onEnd is called once, and last: there is no socket left, or none that answers
   */
  constructor(
    settings: ApiGatewaySignalingSettings,
    onFrame: (frame: RelayFrame) => void,
    onEnd: (error: SignalingError) => void,
  ) {
    this.#settings = settings;
    this.#onFrame = onFrame;
    this.#onEnd = onEnd;
    this.#rotationTimer = new Timer(settings.clock, () => this.#rotateIfDue());
    const onOverlapEnd = () => this.#endOverlap();
    this.#overlapTimer = new Timer(settings.clock, onOverlapEnd, DEADLINE_GRACE_MS);
    this.#connect();
  }

  /** @returns whether the frame was handed to a socket */
  send(text: string): boolean {
    return (this.#current?.send(text) || this.#former?.send(text)) ?? false;
  }

  /** Asks the server who-am-I. A socket on which no answer comes in time counts as gone. */
  probe(): void {
    // The former one first: if both are dead, it has to be given up first, so that there is no falling back to it.
    this.#former?.probe();
    this.#current?.probe();
  }

  /** To be called when the machine may have slept: timers may have stood still. */
  wake(): void {
    this.probe();
    if (!this.#failures) this.#rotateIfDue();
  }

  /** To be called on another network. The old sockets are probably dead, but a probe shows that only at its deadline. */
  networkChanged(): void {
    this.probe();
    if (!this.#current || this.#now() - this.#dialedAtMs < MIN_DIAL_GAP_MS) return;
    this.#rotationTimer.stop();
    this.#next?.close();
    this.#connect();
  }

  /** Puts off a rotation that would begin within `durationMs`, but not past the time at which the server ends the socket. */
  keepAddress(durationMs: number): void {
    this.#keepUntilMs = Math.max(this.#keepUntilMs, this.#now() + durationMs);
  }

  /** Ends the session without calling `onEnd`. */
  close(): void {
    this.#rotationTimer.stop();
    this.#overlapTimer.stop();
    this.#current?.close();
    this.#next?.close();
    this.#former?.close();
  }

  #now(): number {
    return wallTimeOf(this.#settings.clock);
  }

  #connect(): void {
    this.#dialedAtMs = this.#now();
    const session = new SocketSession(
      this.#settings,
      (frame) => {
        if (frame.kind === 'identity') this.#changeOver(session);
        this.#onFrame(frame);
      },
      (error) => this.#onSessionEnd(session, error),
    );
    this.#next = session;
  }

  #changeOver(session: SocketSession): void {
    const { random, rotationMs, rotationJitterMs, rotationOverlapMs } = this.#settings;
    this.#former?.close();
    this.#former = this.#current;
    this.#current = session;
    this.#next = null;
    if (this.#former) this.#overlapTimer.start(rotationOverlapMs);
    this.#dueAtMs = this.#now() + rotationMs + (2 * random() - 1) * rotationJitterMs;
    this.#rotateIfDue();
  }

  #endOverlap(): void {
    this.#failures = 0;
    this.#former?.close();
    this.#former = null;
  }

  #rotateIfDue(): void {
    if (!this.#current || this.#next) return;
    const keepUntilMs = Math.min(this.#keepUntilMs, this.#dueAtMs + MAX_KEEP_MS);
    const waitMs = Math.max(this.#dueAtMs, keepUntilMs) - this.#now();
    if (waitMs >= 1) this.#rotationTimer.start(waitMs);
    else this.#connect();
  }

  #onSessionEnd(session: SocketSession, error: SignalingError): void {
    const former = this.#former;
    if (session === former) {
      this.#former = null;
    } else if (session === this.#next && this.#current) {
      this.#next = null;
      this.#retry();
    } else if (session === this.#current && former?.identity) {
      this.#overlapTimer.stop();
      this.#current = former;
      this.#former = null;
      this.#dueAtMs = this.#now();
      this.#retry();
      this.#onFrame(former.identity);
    } else {
      this.close();
      this.#onEnd(error);
    }
  }

  #retry(): void {
    const delayMs = this.#settings.reconnectPolicy.nextDelayMs(this.#failures);
    this.#failures += 1;
    if (delayMs !== null) this.#rotationTimer.start(delayMs);
  }
}
