import { createHash } from 'node:crypto';
import { failureName } from './failure-name.js';
import { ManagementApi } from './management-api.js';
import { relay, type PostOutcome } from './relay.js';
import { readWebSocketEvent } from './websocket-event.js';

/** The result that API Gateway expects. Without a body the sender gets no frame. */
export interface HandlerResult {
  readonly statusCode: number;
  readonly body?: string;
}

// At module scope, so that it is made while Lambda starts the environment, and reused by every invocation in it.
const managementApi = new ManagementApi(process.env);

/**
 * The AWS Lambda function behind the WebSocket API. Attach it to `$default`, with a route response; `$connect` and
 * `$disconnect` may point to it too.
 */
export async function handler(event: unknown): Promise<HandlerResult> {
  const message = readWebSocketEvent(event);
  if (!message) {
    console.error({
      type: 'not-a-websocket-event',
      hint: 'This function answers events of an API Gateway WebSocket API with Lambda proxy integration, and no others.',
    });
    return { statusCode: 400 };
  }
  // Nothing can be posted to a connection before $connect has returned or after $disconnect.
  if (message.type !== 'MESSAGE') return { statusCode: 200 };

  let failure: string | undefined;
  const post = async (target: string, text: string): Promise<PostOutcome> => {
    try {
      return await managementApi.post(message, target, text);
    } catch (error) {
      failure = failureName(error);
      return { status: null };
    }
  };

  const { answer, target, record } = await relay(message.connectionId, message.body, post);
  const { level, ...fields } = record;
  console[level]({
    ...fields,
    from: hash(message.connectionId),
    ...(target === null ? {} : { to: hash(target) }),
    ...(failure === undefined ? {} : { failure }),
  });
  return answer === null ? { statusCode: 200 } : { statusCode: 200, body: answer };
}

/** Enough to follow one connection through the log, useless for posting to it. */
function hash(connectionId: string): string {
  return createHash('sha256').update(connectionId).digest('hex').slice(0, 12);
}
