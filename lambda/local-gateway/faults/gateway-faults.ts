import type { Connection, ConnectionInfo, ConnectionTimes } from '../connection.js';
import { TimerGroup } from '../gateway-clock.js';
import type { ResolvedOptions } from '../gateway-options.js';
import { parseJson } from '../json.js';
import { callMessageType, senderOf } from './call-message-type.js';
import { applyConnectionFault, isConnectionFault } from './connection-fault.js';
import type { Fault, FaultKind, FaultOf, FrameDirection } from './fault.js';
import { readFaultScript, type FaultStep } from './fault-script.js';
import { createStage, isFrameFault, type FrameStage } from './frame-stage.js';
import { readFault } from './read-fault.js';
import { RunningFault, type ActiveFault, type FrameInfo } from './running-fault.js';
import { ScriptRun, type FaultScript, type FaultScriptOptions } from './script-run.js';

/** Starts and ends the faults of a gateway. */
export interface Faults {
  /**
   * Starts a fault. Several may be active at once; a frame passes through them in the order in which they were started.
   *
   * @throws {TypeError} if it is malformed; the message says what is wrong
   * @throws {Error} if the gateway is closed
   */
  start(fault: Fault): ActiveFault;
  /**
   * Runs a script, which starts faults at given times or on given events.
   *
   * @throws {TypeError} if a step is malformed; the message says which, and what is wrong
   * @throws {Error} if the gateway is closed
   */
  run(steps: readonly FaultStep[], options?: FaultScriptOptions): FaultScript;
  /** Ends every fault. Scripts go on. */
  heal(): void;
}

/** Starts and ends faults, and tells the gateway which of them apply. */
export class GatewayFaults implements Faults {
  readonly #options: ResolvedOptions;
  readonly #connections: ReadonlyMap<string, Connection>;
  readonly #timers: TimerGroup;
  readonly #running = new Set<RunningFault>();
  readonly #stages = new Map<RunningFault, FrameStage>();
  readonly #scripts = new Set<ScriptRun>();
  #isClosed = false;

  constructor(options: ResolvedOptions, connections: ReadonlyMap<string, Connection>) {
    this.#options = options;
    this.#connections = connections;
    this.#timers = new TimerGroup(options.clock);
  }

  start(fault: Fault): ActiveFault {
    if (this.#isClosed) throw new Error('The gateway is closed.');
    const checked = readFault(fault);
    const chosen: Connection[] = [];
    let cancelTimer = (): void => {};
    const running = new RunningFault(checked, this.#options.seed, () => {
      cancelTimer();
      this.#running.delete(running);
      this.#stages.delete(running);
      // As by a router that has lost the NAT entry of the connection.
      if (checked.kind === 'half-open') for (const connection of chosen) connection.drop();
      if (checked.kind === 'limits') this.#applyLimits();
    });
    this.#running.add(running);
    if (isFrameFault(checked)) {
      this.#stages.set(running, createStage(checked, running.random, this.#timers));
    }
    if (isConnectionFault(checked)) {
      for (const connection of this.#connections.values()) {
        if (running.appliesTo(connection.info.id, connection.info)) chosen.push(connection);
      }
      for (const connection of chosen) {
        running.hit();
        applyConnectionFault(checked, connection);
      }
    }
    if (checked.kind === 'limits') this.#applyLimits();
    if (checked.kind === 'kill' || checked.kind === 'swap-id') running.heal();
    else if ('forMs' in checked && checked.forMs !== undefined) {
      cancelTimer = this.#timers.after(checked.forMs, () => running.heal());
    }
    return running;
  }

  run(steps: readonly FaultStep[], options: FaultScriptOptions = {}): FaultScript {
    if (this.#isClosed) throw new Error('The gateway is closed.');
    const run = new ScriptRun(readFaultScript(steps), this, this.#timers, options);
    this.#scripts.add(run);
    return run;
  }

  heal(): void {
    for (const running of [...this.#running]) running.heal();
  }

  /** Ends all faults and scripts, and drops delayed frames. */
  close(): void {
    this.#isClosed = true;
    for (const script of this.#scripts) script.stop();
    this.#scripts.clear();
    this.#timers.clear();
    this.heal();
  }

  /** Whether the gateway has to act as if it were down. */
  get isGone(): boolean {
    return this.#firstOf('gone', () => true) !== null;
  }

  /** The limits of a connection. */
  timesOf(info: ConnectionInfo): ConnectionTimes {
    let { idleTimeoutMs, connectionDurationMs } = this.#options;
    for (const { fault } of this.#runningOf('limits', (running) =>
      running.appliesTo(info.id, info),
    )) {
      idleTimeoutMs = fault.idleTimeoutMs ?? idleTimeoutMs;
      connectionDurationMs = fault.connectionDurationMs ?? connectionDurationMs;
    }
    return { idleTimeoutMs, connectionDurationMs };
  }

  /** Lets a frame through to `deliver`: at once, later, never, or more than once. */
  pass(
    direction: FrameDirection,
    connection: ConnectionInfo,
    text: string,
    deliver: () => void,
  ): void {
    if (this.#stages.size === 0) return deliver();
    const frame: FrameInfo = { direction, connection, json: parseJson(text) };
    const stages = [...this.#stages];
    const passFrom = (from: number): void => {
      for (const [index, [running, stage]] of stages.entries()) {
        if (index < from || !running.tryHit(frame)) continue;
        return stage(connection.id, direction, () => passFrom(index + 1));
      }
      deliver();
    };
    passFrom(0);
  }

  /** The fault of this kind that a client's message hits, or `null`. */
  hit<Kind extends 'too-large' | 'throttle' | 'lambda-throws' | 'lambda-times-out'>(
    kind: Kind,
    connection: ConnectionInfo,
    text: string,
  ): FaultOf<Kind> | null {
    const json = this.#running.size === 0 ? undefined : parseJson(text);
    return this.#firstOf(kind, (running) =>
      running.tryHit({ direction: 'to-lambda', connection, json }),
    );
  }

  /** The status with which `@connections` has to refuse a request for this id, or `null`. */
  managementStatus(id: string): 403 | 410 | 429 | 500 | null {
    const fault = this.#firstOf('management-error', (running) => {
      if (!running.appliesTo(id, this.#connections.get(id)?.info)) return false;
      running.hit();
      return true;
    });
    return fault?.status ?? null;
  }

  /** Runs `action` after `delayMs`, unless the gateway closes before. */
  later(delayMs: number, action: () => void): void {
    this.#timers.after(delayMs, action);
  }

  /** To be called for every connection once it is open. */
  onConnection({ id }: ConnectionInfo): void {
    for (const script of this.#scripts) script.notice({ connection: 1 }, { newcomer: id });
  }

  /** To be called for every message that `@connections` has sent on. */
  onRelayed(receiver: ConnectionInfo, text: string): void {
    if (this.#scripts.size === 0) return;
    const json = parseJson(text);
    const roles = { sender: senderOf(json), receiver: receiver.id };
    const type = callMessageType(json);
    for (const script of this.#scripts) script.notice({ relayed: 1, type }, roles);
  }

  *#runningOf<Kind extends FaultKind>(
    kind: Kind,
    accepts: (running: RunningFault) => boolean,
  ): Generator<RunningFault<FaultOf<Kind>>> {
    for (const running of this.#running) {
      if (isOfKind(running, kind) && accepts(running)) yield running;
    }
  }

  #firstOf<Kind extends FaultKind>(
    kind: Kind,
    accepts: (running: RunningFault) => boolean,
  ): FaultOf<Kind> | null {
    for (const { fault } of this.#runningOf(kind, accepts)) return fault;
    return null;
  }

  #applyLimits(): void {
    for (const connection of this.#connections.values()) {
      connection.setTimes(this.timesOf(connection.info));
    }
  }
}

function isOfKind<Kind extends FaultKind>(
  running: RunningFault,
  kind: Kind,
): running is RunningFault<FaultOf<Kind>> {
  return running.fault.kind === kind;
}
