/** What API Gateway does with a connection, by the word of its authorizer. */
export interface AuthorizerResult {
  readonly principalId: string;
  readonly policyDocument: {
    readonly Version: '2012-10-17';
    readonly Statement: readonly [
      {
        readonly Action: 'execute-api:Invoke';
        readonly Effect: 'Allow';
        readonly Resource: string;
      },
    ];
  };
  /** Comes with every message of the connection, as `requestContext.authorizer`. */
  readonly context: { readonly refusal?: 'origin' };
}

/**
 * The Lambda authorizer of `$connect`: says which connections may use the relay.
 *
 * It lets everybody in. A browser is not told why a handshake was refused (it sees the close code 1006 and nothing else),
 * so who may not use the relay comes in with the reason as `context.refusal`, and the relay answers nothing but that.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html
 * @throws {TypeError} if it was invoked with anything but the event of an authorizer; API Gateway then refuses the connection
 */
export async function handler(event: unknown): Promise<AuthorizerResult> {
  if (!isRecord(event) || event['type'] !== 'REQUEST' || typeof event['methodArn'] !== 'string') {
    throw new TypeError(
      'This function answers API Gateway as a REQUEST authorizer, and no others.',
    );
  }
  const origins = readList(process.env['ALLOWED_ORIGINS']);
  const isRefused = origins.length > 0 && !origins.includes(originOf(event['headers']));
  return {
    principalId: 'anyone',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: event['methodArn'] }],
    },
    context: isRefused ? { refusal: 'origin' } : {},
  };
}

/** The page that opens the connection, as browsers write it; empty if it is no browser. Header names may have any case. */
function originOf(headers: unknown): string {
  if (!isRecord(headers)) return '';
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === 'origin')?.[1];
  return typeof found === 'string' ? found : '';
}

function readList(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
