import type { AuthorizerContext } from './connection.js';
import type { AuthorizerOptions } from './gateway-options.js';
import { isRecord } from './json.js';
import type { AuthorizerEvent } from './lambda-event.js';
import type { LambdaRunner } from './lambda-runner.js';

export type Authorization =
  | { readonly status: 200; readonly context: AuthorizerContext }
  /** The HTTP status that the handshake is refused with. */
  | { readonly status: 401 | 403 | 500 };

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const MAX_RESULT_BYTES = 8_192;
const ACTION = 'execute-api:Invoke';

/**
 * Runs a Lambda authorizer before `$connect`, as API Gateway does: 401 if an identity source is missing or the function
 * throws "Unauthorized", 403 if its policy does not allow the route, 500 if it fails or its result is malformed.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html
 */
export class Authorizer {
  readonly #runner: LambdaRunner;
  readonly #options: AuthorizerOptions;
  readonly #timeoutMs: number;
  readonly #onLog: (line: string, stream: 'stderr') => void;

  constructor(
    runner: LambdaRunner,
    options: AuthorizerOptions,
    timeoutMs: number,
    onLog: (line: string, stream: 'stderr') => void,
  ) {
    this.#runner = runner;
    this.#options = options;
    this.#timeoutMs = timeoutMs;
    this.#onLog = onLog;
  }

  start(): Promise<void> {
    return this.#runner.start();
  }

  stop(): Promise<void> {
    return this.#runner.stop();
  }

  async authorize(event: AuthorizerEvent): Promise<Authorization> {
    const sources = this.#options.identitySource ?? [];
    if (sources.some((source) => isMissing(source, event))) return { status: 401 };
    const startedAt = performance.now();
    let result: unknown;
    try {
      result = await this.#runner.invoke(event, this.#timeoutMs);
    } catch (error) {
      if (!(error instanceof Error)) return { status: 500 };
      if (error.cause === 'Unauthorized') return { status: 401 };
      this.#onLog(`Authorizer: ${error.message}`, 'stderr');
      return { status: 500 };
    }
    const output = readOutput(result);
    if (typeof output === 'string') {
      this.#onLog(`The result of the authorizer is malformed: ${output}`, 'stderr');
      return { status: 500 };
    }
    if (!isAllowed(output.statements, event.methodArn)) {
      this.#onLog(`The policy of the authorizer does not allow ${event.methodArn}.`, 'stderr');
      return { status: 403 };
    }
    const integrationLatency = Math.round(performance.now() - startedAt);
    return { status: 200, context: { ...output.context, integrationLatency } };
  }
}

/** `route.request.querystring.token`, `route.request.header.Origin`. */
function isMissing(source: string, { headers, queryStringParameters }: AuthorizerEvent): boolean {
  const [, kind, name = ''] = /^route\.request\.(querystring|header)\.(.+)$/.exec(source) ?? [];
  if (kind === 'querystring') return !queryStringParameters[name];
  const wanted = name.toLowerCase();
  return !Object.entries(headers).some(([key, value]) => key.toLowerCase() === wanted && value);
}

interface Output {
  readonly statements: readonly unknown[];
  readonly context: Readonly<Record<string, string>>;
}

/** @returns what is wrong, if something is */
function readOutput(result: unknown): Output | string {
  if (!isRecord(result)) return 'it is no object';
  const bytes = Buffer.byteLength(JSON.stringify(result));
  if (bytes > MAX_RESULT_BYTES) return `it has ${bytes} bytes, and ${MAX_RESULT_BYTES} are allowed`;
  const { principalId, policyDocument, context = {} } = result;
  if (typeof principalId !== 'string' || principalId === '') return 'it has no principalId';
  if (!isRecord(policyDocument)) return 'it has no policyDocument';
  const { Statement } = policyDocument;
  const statements: unknown[] = Array.isArray(Statement) ? Statement : [Statement];
  if (!isRecord(context)) return 'its context is no object';
  const texts: Record<string, string> = {};
  for (const [key, value] of Object.entries(context)) {
    const isPlain = ['string', 'number', 'boolean'].includes(typeof value);
    if (!isPlain) return `"${key}" in its context is no text, number or boolean`;
    texts[key] = String(value);
  }
  return { statements, context: { ...texts, principalId } };
}

/**
 * Whether the policy allows the route: one statement does, and none denies it.
 *
 * `…/stage/*` and `…/stage/$connect` match `$connect`. `…/stage/*` followed by another part, as helpers for REST APIs
 * write it, does not.
 */
function isAllowed(statements: readonly unknown[], methodArn: string): boolean {
  const effects = statements
    .filter(isRecord)
    .filter(({ Action, Resource }) => matches(Action, ACTION) && matches(Resource, methodArn))
    .map(({ Effect }) => Effect);
  return effects.includes('Allow') && !effects.includes('Deny');
}

/** One pattern or a list of them, in which `*` stands for any text and `?` for any letter. */
function matches(patterns: unknown, text: string): boolean {
  const list: unknown[] = Array.isArray(patterns) ? patterns : [patterns];
  return list.some((pattern) => typeof pattern === 'string' && toRegExp(pattern).test(text));
}

function toRegExp(pattern: string): RegExp {
  const escaped = pattern.replace(/[\\^$.|+()[\]{}]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i');
}
