import type { Fault, FaultKind, FaultOf } from './fault.js';

/** What a field may hold, and how to say so. */
interface Check {
  readonly accepts: (value: unknown) => boolean;
  readonly hint: string;
  readonly isRequired?: boolean;
}

/** Every field of every kind, so that a new one can't be forgotten here. */
type Checks = {
  readonly [Kind in FaultKind]: Readonly<Record<Exclude<keyof FaultOf<Kind>, 'kind'>, Check>>;
};

/** Node's timers can't wait longer. */
const MAX_TIMER_MS = 2 ** 31 - 1;
const STATUSES: readonly unknown[] = [403, 410, 429, 500];

const isMs = (value: unknown): boolean =>
  typeof value === 'number' && value >= 0 && value <= MAX_TIMER_MS;
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) > 0;
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
 * Rebuilds a fault from what a file, a test page or a program says.
 *
 * @throws {TypeError} if it is none; the message says what is wrong with it
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

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** How an error shows what it complains about. */
export function asJson(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}

/** RFC 6455, section 7.4: 1004 to 1006 and 1015 stand for what no frame says, and 1016 to 2999 are reserved. */
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
