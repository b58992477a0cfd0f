import type { IncomingMessage } from 'node:http';
import { newAwsId } from './aws-ids.js';
import type { ConnectionInfo } from './connection.js';

/** The API that events come from. */
export interface ApiInfo {
  readonly region: string;
  readonly apiId: string;
  readonly domainName: string;
  readonly stage: string;
}

/** An event as API Gateway passes it to Lambda; the fields are those of events captured from AWS. */
export interface LambdaEvent {
  readonly requestContext: Readonly<Record<string, unknown>>;
  readonly isBase64Encoded: false;
  readonly headers?: Readonly<Record<string, string>>;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
  readonly queryStringParameters?: Readonly<Record<string, string>>;
  readonly multiValueQueryStringParameters?: Readonly<Record<string, readonly string[]>>;
  readonly body?: string;
}

/** The event of a REQUEST authorizer, as the developer guide shows it. It has a query and headers even if they are empty. */
export interface AuthorizerEvent {
  readonly type: 'REQUEST';
  readonly methodArn: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
  readonly queryStringParameters: Readonly<Record<string, string>>;
  readonly multiValueQueryStringParameters: Readonly<Record<string, readonly string[]>>;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly requestContext: Readonly<Record<string, unknown>>;
}

const ACCOUNT_ID = '000000000000';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function connectEvent(
  api: ApiInfo,
  connection: ConnectionInfo,
  request: IncomingMessage,
): LambdaEvent {
  const headers = gatherHeaders(request, connection.sourceIp);
  const url = new URL(request.url ?? '/', 'http://localhost');
  const query = groupByName([...url.searchParams]);
  return {
    headers: lastOfEach(headers),
    multiValueHeaders: headers,
    ...(Object.keys(query).length === 0
      ? {}
      : {
          queryStringParameters: lastOfEach(query),
          multiValueQueryStringParameters: query,
        }),
    requestContext: requestContext(api, connection, '$connect', { eventType: 'CONNECT' }),
    isBase64Encoded: false,
  };
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html */
export function authorizerEvent(
  api: ApiInfo,
  connection: ConnectionInfo,
  request: IncomingMessage,
): AuthorizerEvent {
  const { headers, multiValueHeaders, requestContext, ...query } = connectEvent(
    api,
    connection,
    request,
  );
  const { region, apiId, stage } = api;
  return {
    type: 'REQUEST',
    methodArn: `arn:aws:execute-api:${region}:${ACCOUNT_ID}:${apiId}/${stage}/$connect`,
    headers: { Connection: 'upgrade', 'content-length': '0', ...headers, Upgrade: 'websocket' },
    multiValueHeaders: {
      Connection: ['upgrade'],
      'content-length': ['0'],
      ...multiValueHeaders,
      Upgrade: ['websocket'],
    },
    queryStringParameters: query.queryStringParameters ?? {},
    multiValueQueryStringParameters: query.multiValueQueryStringParameters ?? {},
    stageVariables: {},
    requestContext,
  };
}

export function messageEvent(
  api: ApiInfo,
  connection: ConnectionInfo,
  routeKey: string,
  body: string,
): LambdaEvent {
  return {
    requestContext: requestContext(api, connection, routeKey, {
      messageId: newAwsId(),
      eventType: 'MESSAGE',
    }),
    body,
    isBase64Encoded: false,
  };
}

export function disconnectEvent(
  api: ApiInfo,
  connection: ConnectionInfo,
  code: number,
  reason: string,
): LambdaEvent {
  return {
    headers: {
      Host: api.domainName,
      'x-api-key': '',
      'X-Forwarded-For': '',
      'x-restapi': '',
    },
    requestContext: requestContext(api, connection, '$disconnect', {
      eventType: 'DISCONNECT',
      disconnectStatusCode: code,
      disconnectReason: reason,
    }),
    isBase64Encoded: false,
  };
}

function requestContext(
  api: ApiInfo,
  connection: ConnectionInfo,
  routeKey: string,
  more: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const requestId = newAwsId();
  const now = new Date();
  return {
    routeKey,
    ...more,
    extendedRequestId: requestId,
    requestTime: formatRequestTime(now),
    messageDirection: 'IN',
    stage: api.stage,
    connectedAt: connection.connectedAt,
    requestTimeEpoch: now.getTime(),
    identity: {
      ...(connection.userAgent === null ? {} : { userAgent: connection.userAgent }),
      sourceIp: connection.sourceIp,
    },
    requestId,
    domainName: api.domainName,
    connectionId: connection.id,
    apiId: api.apiId,
    ...(connection.authorizer === null ? {} : { authorizer: connection.authorizer }),
  };
}

/** The time format of Apache's log, which API Gateway uses: `16/Mar/2025:00:46:22 +0000`. */
function formatRequestTime(time: Date): string {
  const day = String(time.getUTCDate()).padStart(2, '0');
  const clock = time.toISOString().slice(11, 19);
  return `${day}/${MONTHS[time.getUTCMonth()]}/${time.getUTCFullYear()}:${clock} +0000`;
}

function gatherHeaders(request: IncomingMessage, sourceIp: string): Record<string, string[]> {
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < request.rawHeaders.length; i += 2) {
    const name = request.rawHeaders[i] ?? '';
    // These two are hop-by-hop headers, which API Gateway does not pass on.
    if (/^(?:connection|upgrade)$/i.test(name)) continue;
    pairs.push([name, request.rawHeaders[i + 1] ?? '']);
  }
  pairs.push(['X-Forwarded-For', sourceIp], ['X-Forwarded-Proto', 'https']);
  return groupByName(pairs);
}

function groupByName(pairs: readonly (readonly [string, string])[]): Record<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const values = groups.get(name);
    if (values) values.push(value);
    else groups.set(name, [value]);
  }
  return Object.fromEntries(groups);
}

function lastOfEach(groups: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(groups).map(([name, values]) => [name, values.at(-1) ?? '']),
  );
}
