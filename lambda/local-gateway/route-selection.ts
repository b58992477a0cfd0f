import { parseJson } from './json.js';

const FROM_BODY = /^\$(?:\{request\.body\.([\w.]+)\}|request\.body\.([\w.]+))$/;

/**
 * Evaluates a route selection expression on the body of a message. `null` if it does not resolve, for example because
 * the body is not JSON.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-routes.html
 */
function evaluate(expression: string, body: string): string | null {
  const match = FROM_BODY.exec(expression);
  if (!match) return expression; // a constant
  let value = parseJson(body);
  for (const key of (match[1] ?? match[2] ?? '').split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return null;
    value = (value as Record<string, unknown>)[key];
  }
  return typeof value === 'string' ? value : null;
}

/** The key of the route that a message takes, or `null` if there is none, to which AWS answers "Forbidden". */
export function selectRoute(
  routes: Readonly<Record<string, unknown>>,
  expression: string,
  body: string,
): string | null {
  const key = evaluate(expression, body);
  // A client must not be able to run $connect or $disconnect by naming it.
  if (key !== null && !key.startsWith('$') && Object.hasOwn(routes, key)) return key;
  return Object.hasOwn(routes, '$default') ? '$default' : null;
}
