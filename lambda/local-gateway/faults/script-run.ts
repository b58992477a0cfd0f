import type { TimerGroup } from '../gateway-clock.js';
import type { ConnectionChoice, Fault } from './fault.js';
import type { FaultStep } from './fault-script.js';
import type { ActiveFault } from './running-fault.js';

/** A running script. */
export interface FaultScript {
  /** Whether there are steps left. */
  readonly isRunning: boolean;
  /** Skips the remaining steps. Faults that were started go on until they are healed. */
  stop(): void;
}

export interface FaultScriptOptions {
  /** Called for each step when it is taken. */
  readonly onStep?: (step: FaultStep) => void;
}

/** One occurrence of what a step can wait for. */
export type Occurrence =
  { readonly connection: 1 } | { readonly relayed: 1; readonly type: string | null };

/** The connection ids of those who had a role in it. */
export type Roles = Readonly<Record<string, string | null>>;

/** What a script uses of the gateway's faults. */
interface FaultStarter {
  start(fault: Fault): ActiveFault;
  heal(): void;
}

/** Takes the steps of one script at their time. */
export class ScriptRun implements FaultScript {
  readonly #faults: FaultStarter;
  readonly #timers: TimerGroup;
  readonly #options: FaultScriptOptions;
  readonly #cancellations = new Set<() => void>();
  /** The steps that wait for an event, and how often that still has to occur. */
  readonly #waiting = new Map<FaultStep, number>();

  constructor(
    steps: readonly FaultStep[],
    faults: FaultStarter,
    timers: TimerGroup,
    options: FaultScriptOptions,
  ) {
    this.#faults = faults;
    this.#timers = timers;
    this.#options = options;
    for (const step of steps) {
      if (!step.on) this.#schedule(step, {});
      else this.#waiting.set(step, 'connection' in step.on ? step.on.connection : step.on.relayed);
    }
  }

  get isRunning(): boolean {
    return this.#waiting.size + this.#cancellations.size > 0;
  }

  stop(): void {
    this.#waiting.clear();
    for (const cancel of this.#cancellations) cancel();
    this.#cancellations.clear();
  }

  notice(occurrence: Occurrence, roles: Roles): void {
    for (const [step, left] of this.#waiting) {
      if (!isAwaited(step, occurrence)) continue;
      if (left > 1) this.#waiting.set(step, left - 1);
      else {
        this.#waiting.delete(step);
        this.#schedule(step, roles);
      }
    }
  }

  #schedule(step: FaultStep, roles: Roles): void {
    if (step.on && !step.at) return this.#take(step, roles);
    const cancel = this.#timers.after(step.at ?? 0, () => {
      this.#cancellations.delete(cancel);
      this.#take(step, roles);
    });
    this.#cancellations.add(cancel);
  }

  #take(step: FaultStep, roles: Roles): void {
    const action = step.do === 'heal' ? step.do : withIds(step.do, roles);
    this.#options.onStep?.({ ...step, do: action });
    if (action === 'heal') this.#faults.heal();
    else this.#faults.start(action);
  }
}

function isAwaited({ on }: FaultStep, occurrence: Occurrence): boolean {
  if (!on) return false;
  if ('connection' in on) return 'connection' in occurrence;
  return 'relayed' in occurrence && (on.type === undefined || on.type === occurrence.type);
}

/** Replaces roles by connection ids. */
function withIds(fault: Fault, roles: Roles): Fault {
  if (!('connections' in fault) || fault.connections === undefined) return fault;
  return { ...fault, connections: idsOf(fault.connections, roles) };
}

function idsOf(choice: ConnectionChoice, roles: Roles): ConnectionChoice {
  if (typeof choice === 'function') return choice;
  return [choice].flat().map((name) => (Object.hasOwn(roles, name) ? roles[name] : null) ?? name);
}
