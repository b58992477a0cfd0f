import type { ConnectionInfo } from '../connection.js';
import { createSeededRandom } from '../../../src/signaling/memory/seeded-random.js';
import { callMessageType } from './call-message-type.js';
import type { ConnectionChoice, Fault, FrameDirection } from './fault.js';

/** A fault that has been started. */
export interface ActiveFault {
  readonly fault: Fault;
  /** How many frames, requests or connections it has hit, depending on its kind. */
  readonly hits: number;
  /** Whether it still applies. Frames that it has delayed still arrive after it has ended. */
  readonly isActive: boolean;
  /** Ends it. A second call does nothing. */
  heal(): void;
}

/** What decides whether a fault hits a frame. */
export interface FrameInfo {
  readonly direction: FrameDirection;
  readonly connection: ConnectionInfo;
  /** The parsed JSON, or `undefined` if the frame is not JSON. */
  readonly json: unknown;
}

/** One fault that was started: decides what it hits, and counts the hits. */
export class RunningFault<F extends Fault = Fault> implements ActiveFault {
  readonly fault: F;
  /** Random numbers from 0 to 1 for this fault alone, so that other faults have no effect on what it does. */
  readonly random: () => number;
  readonly #onEnd: () => void;
  #hits = 0;
  #isActive = true;

  constructor(fault: F, gatewaySeed: number, onEnd: () => void) {
    this.fault = fault;
    this.random = createSeededRandom(('seed' in fault ? fault.seed : undefined) ?? gatewaySeed);
    this.#onEnd = onEnd;
  }

  get hits(): number {
    return this.#hits;
  }

  get isActive(): boolean {
    return this.#isActive;
  }

  heal(): void {
    if (!this.#isActive) return;
    this.#isActive = false;
    this.#onEnd();
  }

  hit(): void {
    this.#hits += 1;
    const { fault } = this;
    const times = 'times' in fault ? fault.times : undefined;
    const most = times ?? (fault.kind === 'too-large' ? 1 : Infinity);
    if (this.#hits >= most) this.heal();
  }

  /**
   * Whether it is active and applies to a connection.
   *
   * @param info the connection with this id, if there is one
   */
  appliesTo(id: string, info: ConnectionInfo | undefined): boolean {
    if (!this.#isActive) return false;
    const choice = 'connections' in this.fault ? this.fault.connections : undefined;
    return choice === undefined || includes(choice, id, info);
  }

  /** Decides whether it hits this frame, and counts the hit. */
  tryHit(frame: FrameInfo): boolean {
    const { fault } = this;
    if (!this.appliesTo(frame.connection.id, frame.connection)) return false;
    if ('direction' in fault && fault.direction && fault.direction !== frame.direction)
      return false;
    if ('type' in fault && fault.type !== undefined) {
      const type = callMessageType(frame.json);
      if (type === null || ![fault.type].flat().includes(type)) return false;
    }
    if ('where' in fault && fault.where && !fault.where(frame.json)) return false;
    if ('probability' in fault && this.random() >= (fault.probability ?? 1)) return false;
    this.hit();
    return true;
  }
}

function includes(choice: ConnectionChoice, id: string, info: ConnectionInfo | undefined): boolean {
  if (typeof choice === 'function') return info !== undefined && choice(info);
  return [choice].flat().some((wanted) => wanted === id || wanted === info?.number);
}
