import { isRecord } from '../json.js';
import type { Fault, FaultKind, FaultOf } from './fault.js';

/** Which values a field accepts, and the words for them in an error message. */
interface Check {
  readonly accepts: (value: unknown) => boolean;
  readonly hint: string;
  readonly isRequired?: boolean;
}

/** Every field of every kind. The type makes sure that none is forgotten. */
type Checks = {
  readonly [Kind in FaultKind]: Readonly<Record<Exclude<keyof FaultOf<Kind>, 'kind'>, Check>>;
};

/** Node's timers can't wait longer. */
const MAX_TIMER_MS = 2 ** 31 - 1;
const STATUSES: readonly unknown[] = [403, 410, 429, 500];

const isIdOrNumber = (value: unknown): boolean =>
  (typeof value === 'string' && value !== '') || isCount(value);
const isText = (value: unknown): boolean => typeof value === 'string';
const isListOf = (value: unknown, accepts: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(accepts);

const milliseconds: Check = { accepts: isMs, hint: 'milliseconds' };
const count: Check = { accepts: isCount, hint: 'a whole number from 1' };

const connections: Check = {
  accepts: (value) =>
    isIdOrNumber(value) || isListOf(value, isIdOrNumber) || typeof value === 'function',
  hint: 'an id, a number from 1, or a list of these',
};
const span = { forMs: milliseconds, times: count };
const frames = {
  connections,
  ...span,
  type: {
    accepts: (value: unknown) => isText(value) || isListOf(value, isText),
    hint: 'a type of message such as "invite", or a list of these',
  },
  where: { accepts: (value: unknown) => typeof value === 'function', hint: 'a function' },
  probability: {
    accepts: (value: unknown) => typeof value === 'number' && value >= 0 && value <= 1,
    hint: 'a number from 0 to 1',
  },
  seed: { accepts: (value: unknown) => Number.isSafeInteger(value), hint: 'a whole number' },
};
const directedFrames = {
  ...frames,
  direction: {
    accepts: (value: unknown) => value === 'to-lambda' || value === 'to-client',
    hint: '"to-lambda" or "to-client"',
  },
};

const CHECKS: Checks = {
  kill: {
    connections,
    code: { accepts: isCloseCode, hint: 'a close code that a server may send, such as 1001' },
    withoutDisconnect: {
      accepts: (value) => typeof value === 'boolean',
      hint: 'true or false',
    },
  },
  'swap-id': { connections },
  'half-open': { connections, forMs: milliseconds },
  delay: {
    ...directedFrames,
    delayMs: {
      accepts: (value) => isMs(value) || isRange(value),
      hint: 'milliseconds, or [least, most] of them',
      isRequired: true,
    },
  },
  drop: directedFrames,
  duplicate: { ...directedFrames, copies: count, afterMs: milliseconds },
  reorder: {
    ...directedFrames,
    window: { accepts: (value) => isCount(value) && value !== 1, hint: 'a whole number from 2' },
    holdMs: milliseconds,
  },
  'management-error': {
    connections,
    ...span,
    status: {
      accepts: (value) => STATUSES.includes(value),
      hint: `one of ${STATUSES.join(', ')}`,
      isRequired: true,
    },
  },
  throttle: frames,
  'lambda-throws': frames,
  'lambda-times-out': { ...frames, afterMs: milliseconds },
  'too-large': frames,
  gone: { forMs: milliseconds },
  limits: {
    connections,
    idleTimeoutMs: milliseconds,
    connectionDurationMs: milliseconds,
    forMs: milliseconds,
  },
};

/**
 * Checks a fault that comes from a file, a test page or a program.
 *
 * @throws {TypeError} if it is malformed; the message says what is wrong
 */
export function readFault(value: unknown): Fault {
  if (!isRecord(value)) throw new TypeError('A fault is an object such as {"kind": "kill"}.');
  const { kind, ...fields } = value;
  if (typeof kind !== 'string' || !Object.hasOwn(CHECKS, kind)) {
    throw new TypeError(
      `${asJson(kind)} is no kind of fault: use ${Object.keys(CHECKS).join(', ')}.`,
    );
  }
  const checks: Readonly<Record<string, Check>> = CHECKS[kind as FaultKind];
  for (const [name, content] of Object.entries(fields)) {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (!check) {
      throw new TypeError(`"${kind}" has no "${name}"; it has ${Object.keys(checks).join(', ')}.`);
    }
    if (content !== undefined && !check.accepts(content)) {
      throw new TypeError(`"${name}" of "${kind}" is ${asJson(content)}; give ${check.hint}.`);
    }
  }
  for (const [name, { isRequired, hint }] of Object.entries(checks)) {
    if (isRequired && fields[name] === undefined) {
      throw new TypeError(`"${kind}" needs "${name}": ${hint}.`);
    }
  }
  return { kind, ...fields } as unknown as Fault;
}

/** Whether it is a time that a timer can wait, in milliseconds. */
export function isMs(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= MAX_TIMER_MS;
}

/** Whether it is a whole number from 1. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

/** A value as an error message shows it. */
export function asJson(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}

/** RFC 6455, section 7.4: 1004 to 1006 and 1015 never stand in a frame, and 1016 to 2999 are reserved. */
function isCloseCode(value: unknown): boolean {
  if (!Number.isInteger(value)) return false;
  const code = value as number;
  return (
    (code >= 1000 && code <= 1014 && (code < 1004 || code > 1006)) || (code >= 3000 && code <= 4999)
  );
}

function isRange(value: unknown): boolean {
  if (!isListOf(value, isMs)) return false;
  const [least, most, ...rest] = value as number[];
  return least !== undefined && most !== undefined && least <= most && rest.length === 0;
}
