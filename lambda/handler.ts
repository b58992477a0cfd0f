import { createHash } from 'node:crypto';
import { envelopeBytes, parseRequest } from '../src/signaling/api-gateway/wire-protocol.js';
import { createIceServers } from './create-ice-servers.js';
import { failureName } from './failure-name.js';
import { ManagementApi } from './management-api.js';
import { refusal } from './refusal.js';
import { relay, type Post } from './relay.js';
import { createRooms, createRoomStore } from './rooms/create-rooms.js';
import { notSupported, type ServiceResult } from './service.js';
import { readWebSocketEvent, type WebSocketEvent } from './websocket-event.js';

/** The result that API Gateway expects. Without a body the sender gets no frame. */
export interface HandlerResult {
  readonly statusCode: number;
  readonly body?: string;
}

/** What came of a message, and whom and what it was about: to be hashed before it is logged. */
interface Reply extends ServiceResult {
  readonly target?: string | null;
  readonly room?: string;
}

// At module scope, so that it is made while Lambda starts the environment, and reused by every invocation in it.
const managementApi = new ManagementApi(process.env);
const store = createRoomStore(process.env);
const rooms = createRooms(store);
const iceServers = createIceServers(process.env, store);
const hasDoor = process.env['DOOR'] === '1';

/**
 * The AWS Lambda function behind the WebSocket API. Attach it to `$default`, with a route response, or with
 * `ANSWER_BY_POST=1` in its environment; `$connect` and `$disconnect` may point to it too.
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
  // Nothing can be posted to a connection before $connect has returned.
  if (message.type === 'CONNECT') return { statusCode: 200 };

  let failure: string | undefined;
  const post: Post = async (target, text) => {
    try {
      return await managementApi.post(message, target, text);
    } catch (error) {
      failure = failureName(error);
      return { status: null };
    }
  };

  const came = await reply(message, post);
  if (!came) return { statusCode: 200 };
  const { answer, target, room, record } = came;
  const { level, ...fields } = record;
  console[level]({
    ...(failure === undefined ? {} : { failure }),
    ...fields,
    bytes: envelopeBytes(message.body),
    from: hash(message.connectionId),
    ...(target == null ? {} : { to: hash(target) }),
    ...(room === undefined ? {} : { room: hash(room) }),
  });
  if (answer === null) return { statusCode: 200 };
  if (process.env['ANSWER_BY_POST'] !== '1') return { statusCode: 200, body: answer };
  await postAnswer(message, answer);
  return { statusCode: 200 };
}

/** Does what the message asks for; `null` if there is nothing to do. */
async function reply(message: WebSocketEvent, post: Post): Promise<Reply | null> {
  // Also of one whose token has expired meanwhile: it may be in rooms.
  if (message.type === 'DISCONNECT') {
    return rooms ? rooms.disconnect(message.connectionId, post) : null;
  }
  const refused = refusal(message, hasDoor);
  if (refused) return refused;
  const request = parseRequest(message.body);
  switch (request.kind) {
    case 'join-room':
    case 'leave-room':
    case 'send-to-room':
      return {
        ...(rooms ? await rooms.answer(request, message, post) : notSupported(request)),
        room: request.room,
      };
    case 'ice-servers':
      return iceServers.answer(request, message);
    default:
      return relay(message.connectionId, request, post);
  }
}

/** For a route without a route response, where what the function returns reaches nobody. */
async function postAnswer(message: WebSocketEvent, answer: string): Promise<void> {
  let status: number | null = null;
  let failure: string | undefined;
  try {
    ({ status } = await managementApi.post(message, message.connectionId, answer));
  } catch (error) {
    failure = failureName(error);
  }
  if (status !== null && status >= 200 && status < 300) return;
  // Who has left meanwhile needs no answer.
  const level = status === 410 ? 'info' : 'error';
  console[level]({
    type: 'answer',
    outcome: 'lost',
    status,
    from: hash(message.connectionId),
    ...(failure === undefined ? {} : { failure }),
  });
}

/** Enough to follow one connection through the log, useless for posting to it. */
function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
