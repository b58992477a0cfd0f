import { isRecord } from './json.js';

/** What the gateway uses of the result of a Lambda proxy integration. */
export interface LambdaResult {
  readonly statusCode: number;
  readonly body: string | null;
  readonly headers: ReadonlyMap<string, string>;
}

/** Checks a handler's result. `null` if it is malformed, which API Gateway treats as an integration error. */
export function readLambdaResult(result: unknown): LambdaResult | null {
  if (!isRecord(result)) return null;
  const { statusCode, body = null, headers = null } = result;
  if (typeof statusCode !== 'number' || !Number.isInteger(statusCode)) return null;
  if (statusCode < 100 || statusCode > 599) return null;
  if (body !== null && typeof body !== 'string') return null;
  if (headers !== null && !isRecord(headers)) return null;
  return { statusCode, body, headers: lowerCaseNames(headers ?? {}) };
}

function lowerCaseNames(headers: Record<string, unknown>): Map<string, string> {
  return new Map(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}
