import type { TimerGroup } from '../gateway-clock.js';
import type { ConnectionChoice, Fault } from './fault.js';
import type { FaultStep } from './fault-script.js';
import type { ActiveFault } from './running-fault.js';

/** A script that runs. */
export interface FaultScript {
  /** Whether there are steps left. */
  readonly isRunning: boolean;
  /** Leaves out the steps that are left. What was started goes on until it is healed. */
  stop(): void;
}

export interface FaultScriptOptions {
  /** Is told of each step that is taken. */
  readonly onStep?: (step: FaultStep) => void;
}

/** Something that happened once. */
export type Happening =
  { readonly connection: 1 } | { readonly relayed: 1; readonly type: string | null };

/** Who had a part in it, by connection id. */
export type Roles = Readonly<Record<string, string | null>>;

/** What a script has power over. */
interface FaultStarter {
  start(fault: Fault): ActiveFault;
  heal(): void;
}

/** Takes the steps of one script when their time comes. */
export class ScriptRun implements FaultScript {
  readonly #faults: FaultStarter;
  readonly #timers: TimerGroup;
  readonly #options: FaultScriptOptions;
  readonly #cancellations = new Set<() => void>();
  /** The steps whose event has not come, and how often it still has to happen. */
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

  notice(happening: Happening, roles: Roles): void {
    for (const [step, left] of this.#waiting) {
      if (!isAwaited(step, happening)) continue;
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

function isAwaited({ on }: FaultStep, happening: Happening): boolean {
  if (!on) return false;
  if ('connection' in on) return 'connection' in happening;
  return 'relayed' in happening && (on.type === undefined || on.type === happening.type);
}

/** Puts ids in the place of roles. */
function withIds(fault: Fault, roles: Roles): Fault {
  if (!('connections' in fault) || fault.connections === undefined) return fault;
  return { ...fault, connections: idsOf(fault.connections, roles) };
}

function idsOf(choice: ConnectionChoice, roles: Roles): ConnectionChoice {
  if (typeof choice === 'function') return choice;
  return [choice].flat().map((name) => (Object.hasOwn(roles, name) ? roles[name] : null) ?? name);
}
