import type { ConnectionChoice, Fault } from './fault.js';
import { isRecord } from '../json.js';
import { asJson, isCount, isMs, readFault } from './read-fault.js';

/**
 * What a step may wait for, counted from the start of the script: the n-th new connection, or the n-th message that was
 * relayed, of one `type` or of any. A message counts as relayed when `@connections` has taken it, even if a fault then
 * loses it.
 */
export type FaultEvent =
  { readonly connection: number } | { readonly relayed: number; readonly type?: string };

/**
 * One step of a script: what to do, and when.
 *
 * In a step that waits for an event, `connections` of a fault may name a role in that event: `newcomer`, or `sender`
 * and `receiver`.
 */
export interface FaultStep {
  /** Milliseconds from the start of the script, or from the event. Default 0. */
  readonly at?: number;
  readonly on?: FaultEvent;
  /** A fault to start, or `heal`, which ends all of them. */
  readonly do: Fault | 'heal';
}

const FIELDS = ['at', 'on', 'do'];
const ROLES_OF_CONNECTION: readonly string[] = ['newcomer'];
const ROLES_OF_RELAYED: readonly string[] = ['sender', 'receiver'];
const ROLES = [...ROLES_OF_CONNECTION, ...ROLES_OF_RELAYED];

/**
 * Checks a script that comes from a file or a program.
 *
 * @throws {TypeError} if it is malformed; the message names the step, and says what is wrong with it
 */
export function readFaultScript(value: unknown): readonly FaultStep[] {
  if (!Array.isArray(value)) {
    throw new TypeError('A script of faults is an array of steps: [{"at": 1000, "do": {…}}, …].');
  }
  return value.map((step, index) => {
    try {
      return readStep(step);
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      throw new TypeError(`Step ${index + 1}: ${problem}`, { cause: error });
    }
  });
}

function readStep(value: unknown): FaultStep {
  if (!isRecord(value)) throw new TypeError('It is no object with "at" or "on", and "do".');
  const { at, on, do: action } = value;
  const unknownField = Object.keys(value).find((name) => !FIELDS.includes(name));
  if (unknownField !== undefined) {
    throw new TypeError(`A step has no "${unknownField}"; it has ${FIELDS.join(', ')}.`);
  }
  if (action === undefined) throw new TypeError('"do" is missing: a fault, or "heal".');
  if (at === undefined && on === undefined) {
    throw new TypeError('Say when: "at" milliseconds, or "on" an event.');
  }
  if (at !== undefined && !isMs(at)) {
    throw new TypeError(`"at" is ${asJson(at)}; give milliseconds.`);
  }
  const event = on === undefined ? undefined : readEvent(on);
  const fault = action === 'heal' ? action : readFault(action);
  if (fault !== 'heal' && 'connections' in fault) checkRoles(fault.connections, event);
  return {
    ...(at === undefined ? {} : { at }),
    ...(event === undefined ? {} : { on: event }),
    do: fault,
  };
}

function readEvent(value: unknown): FaultEvent {
  if (isRecord(value)) {
    const { connection, relayed, type, ...more } = value;
    const isPlain = Object.keys(more).length === 0;
    if (isPlain && isCount(connection) && relayed === undefined && type === undefined) {
      return { connection };
    }
    if (isPlain && isCount(relayed) && connection === undefined) {
      if (type === undefined) return { relayed };
      if (typeof type === 'string') return { relayed, type };
    }
  }
  throw new TypeError(
    `"on" is ${asJson(value)}; give {"connection": n}, {"relayed": n} or {"relayed": n, "type": "…"}.`,
  );
}

function checkRoles(choice: ConnectionChoice | undefined, event: FaultEvent | undefined): void {
  if (choice === undefined || typeof choice === 'function') return;
  const roles = rolesOf(event);
  for (const name of [choice].flat()) {
    if (typeof name !== 'string' || !ROLES.includes(name) || roles.includes(name)) continue;
    const example = ROLES_OF_CONNECTION.includes(name) ? '{"connection": n}' : '{"relayed": n}';
    throw new TypeError(`Nobody is the "${name}" here: that is for a step with "on": ${example}.`);
  }
}

function rolesOf(event: FaultEvent | undefined): readonly string[] {
  if (event === undefined) return [];
  return 'connection' in event ? ROLES_OF_CONNECTION : ROLES_OF_RELAYED;
}
