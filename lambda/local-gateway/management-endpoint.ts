import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isConnectionId, newAwsId } from './aws-ids.js';
import type { Connection } from './connection.js';
import { MAX_MESSAGE_BYTES } from './frame-size.js';
import type { GatewayCore } from './gateway-core.js';
import type { ManagementMethod } from './gateway-options.js';
import { findSignatureProblem } from './request-signature.js';

const NORMAL_CLOSURE = 1000;

/** Error type and message of AWS, by status. */
const REFUSALS = {
  403: ['ForbiddenException', 'Forbidden'],
  410: ['GoneException', 'Gone'],
  429: ['LimitExceededException', 'Too Many Requests'],
  500: ['InternalServerErrorException', 'Internal server error'],
  503: ['ServiceUnavailableException', 'Service Unavailable'],
} as const;

/**
 * The `@connections` API, with the statuses and error types of AWS. Requests have to be signed, as there.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
 */
export class ManagementEndpoint {
  readonly #core: GatewayCore;

  constructor(core: GatewayCore) {
    this.#core = core;
  }

  async handle(request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
    const { options, accountBucket, connections, faults, credentials, region } = this.#core;
    const { text: body, hash } = await readBody(request);
    if (faults.isGone) return refuse(response, 503);
    const problem = await findSignatureProblem(request, hash, credentials, region);
    if (problem) return fail(response, 403, ...problem);
    const method = options.managementPermissions.find((permitted) => permitted === request.method);
    if (!method) return forbid(response, 'User is not authorized to access this resource');
    if (!accountBucket.take()) {
      return refuse(response, 429);
    }
    if (!isConnectionId(id)) {
      return fail(response, 400, 'BadRequestException', `Invalid connectionId: ${id}`);
    }
    if (method === 'POST' && body === null) {
      return fail(response, 413, 'PayloadTooLargeException', 'Payload too large');
    }
    const faultStatus = faults.managementStatus(id);
    if (faultStatus !== null) return refuse(response, faultStatus);
    const connection = connections.get(id);
    if (!connection?.isOpen) return refuse(response, 410);
    this.#act(method, connection, body ?? '', response);
  }

  #act(
    method: ManagementMethod,
    connection: Connection,
    body: string,
    response: ServerResponse,
  ): void {
    switch (method) {
      case 'POST':
        this.#core.stats.framesOut += 1;
        this.#core.stats.relayed += 1;
        connection.send(body);
        answer(response, 200);
        return this.#core.faults.onRelayed(connection.info, body);
      case 'DELETE':
        connection.close(NORMAL_CLOSURE, 'Connection Closed Normally');
        return answer(response, 204);
      case 'GET': {
        const { connectedAt, sourceIp, userAgent } = connection.info;
        return answer(response, 200, {
          connectedAt: new Date(connectedAt).toISOString(),
          identity: { sourceIp, userAgent },
          lastActiveAt: new Date(connection.lastActiveAt).toISOString(),
        });
      }
    }
  }
}

/** What AWS answers if the permission is missing, or the stage or path does not exist. */
export function forbid(response: ServerResponse, message = 'Forbidden'): void {
  fail(response, 403, 'ForbiddenException', message);
}

function refuse(response: ServerResponse, status: keyof typeof REFUSALS): void {
  const [type, message] = REFUSALS[status];
  fail(response, status, type, message);
}

function fail(response: ServerResponse, status: number, type: string, message: string): void {
  response.setHeader('x-amzn-ErrorType', type);
  answer(response, status, { message });
}

function answer(response: ServerResponse, status: number, json?: unknown): void {
  const text = json === undefined ? '' : JSON.stringify(json);
  response.statusCode = status;
  response.setHeader('x-amzn-RequestId', newAwsId());
  if (status !== 204) {
    response.setHeader('Content-Type', 'application/json');
    response.setHeader('Content-Length', Buffer.byteLength(text));
  }
  response.end(text);
}

interface Body {
  /** `null` if it is too large. */
  readonly text: string | null;
  /** SHA-256 of all of it, in hexadecimal. */
  readonly hash: string;
}

/** Reads the body to its end, also if it is too large. */
async function readBody(request: IncomingMessage): Promise<Body> {
  const hash = createHash('sha256');
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    hash.update(chunk);
    if (bytes <= MAX_MESSAGE_BYTES) chunks.push(chunk);
  }
  const text = bytes > MAX_MESSAGE_BYTES ? null : Buffer.concat(chunks).toString();
  return { text, hash: hash.digest('hex') };
}
