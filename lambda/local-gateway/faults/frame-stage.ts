import type { TimerGroup } from '../gateway-clock.js';
import type {
  DelayFault,
  DropFault,
  DuplicateFault,
  Fault,
  FrameDirection,
  ReorderFault,
} from './fault.js';

/** A fault that changes when and how often a frame arrives. */
export type FrameFault = DelayFault | DropFault | DuplicateFault | ReorderFault;

/** One step in the way of a frame. Each call of `pass` lets the frame go on once. */
export type FrameStage = (
  connectionId: string,
  direction: FrameDirection,
  pass: () => void,
) => void;

const REORDER_WINDOW = 2;
const REORDER_HOLD_MS = 1000;

export function isFrameFault(fault: Fault): fault is FrameFault {
  return ['delay', 'drop', 'duplicate', 'reorder'].includes(fault.kind);
}

/** Makes the step that a fault adds to the way of the frames it hits. */
export function createStage(
  fault: FrameFault,
  random: () => number,
  timers: TimerGroup,
): FrameStage {
  switch (fault.kind) {
    case 'drop':
      return () => {};
    case 'delay': {
      const [least, most] =
        typeof fault.delayMs === 'number' ? [fault.delayMs, fault.delayMs] : fault.delayMs;
      return (_id, _direction, pass) => {
        timers.after(least + random() * (most - least), pass);
      };
    }
    case 'duplicate': {
      const { copies = 1, afterMs = 0 } = fault;
      return (_id, _direction, pass) => {
        pass();
        for (let copy = 1; copy <= copies; copy++) timers.after(copy * afterMs, pass);
      };
    }
    case 'reorder':
      return reorderStage(fault, timers);
  }
}

interface Batch {
  readonly frames: (() => void)[];
  readonly cancelTimer: () => void;
}

function reorderStage(fault: ReorderFault, timers: TimerGroup): FrameStage {
  const { window = REORDER_WINDOW, holdMs = REORDER_HOLD_MS } = fault;
  const batches = new Map<string, Batch>();

  const release = (key: string): void => {
    const batch = batches.get(key);
    if (!batch) return;
    batches.delete(key);
    batch.cancelTimer();
    for (const pass of batch.frames.reverse()) pass();
  };

  return (connectionId, direction, pass) => {
    const key = `${direction} ${connectionId}`;
    let batch = batches.get(key);
    if (!batch) {
      batch = { frames: [], cancelTimer: timers.after(holdMs, () => release(key)) };
      batches.set(key, batch);
    }
    batch.frames.push(pass);
    if (batch.frames.length >= window) release(key);
  };
}
