/** What the door uses of the event of a REQUEST authorizer. */
export interface AuthorizerEvent {
  /** The API, the stage and the route that permission is asked for: `arn:…:execute-api:…/stage/$connect`. */
  readonly methodArn: string;
  /** Each value of the query parameter `token`. */
  readonly tokens: readonly string[];
  /** Each value of the header `Origin`. Browsers send exactly one, and no page can change it. */
  readonly origins: readonly string[];
}

const CONNECT_ARN = /^arn:[\w-]+:execute-api:[\w-]+:\d*:[\w-]+\/[\w$-]+\/\$connect$/;

/**
 * Checks the event that the authorizer was invoked with; `null` if it is not for the route `$connect` of a WebSocket API.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html
 */
export function readAuthorizerEvent(event: unknown): AuthorizerEvent | null {
  const { type, methodArn, multiValueQueryStringParameters, multiValueHeaders } = fieldsOf(event);
  if (type !== 'REQUEST' || typeof methodArn !== 'string' || !CONNECT_ARN.test(methodArn)) {
    return null;
  }
  return {
    methodArn,
    // The names of query parameters are case-sensitive, those of headers are not (RFC 9110, section 5.1).
    tokens: valuesOf(multiValueQueryStringParameters, (name) => name === 'token'),
    origins: valuesOf(multiValueHeaders, (name) => name.toLowerCase() === 'origin'),
  };
}

function valuesOf(lists: unknown, isMeant: (name: string) => boolean): string[] {
  return Object.entries(fieldsOf(lists))
    .filter(([name]) => isMeant(name))
    .flatMap(([, values]) => values)
    .filter((value) => typeof value === 'string');
}

function fieldsOf(value: unknown): Partial<Record<string, unknown>> {
  return Object(value) as Partial<Record<string, unknown>>;
}
