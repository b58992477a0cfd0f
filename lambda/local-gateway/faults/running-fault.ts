import type { ConnectionInfo } from '../connection.js';
import { createSeededRandom } from '../../../src/signaling/memory/seeded-random.js';
import { callMessageType } from './call-message-type.js';
import type { ConnectionChoice, Fault, FrameDirection } from './fault.js';

/** A fault that has been started. */
export interface ActiveFault {
  readonly fault: Fault;
  /** What it has hit: frames, requests, or connections, as its kind has it. */
  readonly hits: number;
  /** Whether it still hits. What it holds back when it ends still arrives in its time. */
  readonly isActive: boolean;
  /** Ends it. Again does nothing. */
  heal(): void;
}

/** A frame with what faults go by. */
export interface FrameInfo {
  readonly direction: FrameDirection;
  readonly connection: ConnectionInfo;
  /** The parsed JSON, or `undefined` for what is none. */
  readonly json: unknown;
}

/** Keeps count of one fault, and knows whom it is for. */
export class RunningFault<F extends Fault = Fault> implements ActiveFault {
  readonly fault: F;
  /** Numbers from 0 to 1 for this fault alone, so that no other one changes what it does. */
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

  /** @param info who has this id, if anybody */
  isFor(id: string, info: ConnectionInfo | undefined): boolean {
    if (!this.#isActive) return false;
    const choice = 'connections' in this.fault ? this.fault.connections : undefined;
    return choice === undefined || includes(choice, id, info);
  }

  /** Whether it hits this frame; if so, that counts. */
  takes(frame: FrameInfo): boolean {
    const { fault } = this;
    if (!this.isFor(frame.connection.id, frame.connection)) return false;
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
