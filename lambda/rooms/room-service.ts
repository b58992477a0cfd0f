import type { Post } from '../relay.js';
import type { Sender, ServiceResult } from '../service.js';
import { joinRoom } from './join-room.js';
import { leaveAllRooms, leaveRoom } from './leave-room.js';
import { recordOf, refuse, replyToError, type RoomReply, type RoomRequest } from './room-reply.js';
import { RoomScope, type RoomTools } from './room-scope.js';
import { RoomsError } from './room-store.js';
import { sendToRoom } from './send-to-room.js';

export type { RoomRequest } from './room-reply.js';
export type { RoomTools } from './room-scope.js';

/** Less than the ten seconds after which Lambda gives up, and the sender hears nothing true. */
const TIME_LIMIT_MS = 8000;

/**
 * Rooms: who meets by name, instead of by address.
 *
 * What a request costs, when nobody else is changing the same room at that moment (a lost race adds up to two reads and two
 * writes):
 *
 * | request                                     | reads | writes | posts |
 * | ------------------------------------------- | ----- | ------ | ----- |
 * | join, first time or under a new address     | 2     | 2      | 0 – 1 |
 * | join again under the same address           | 1     | 1      | 0 – 1 |
 * | … less than 2 s later                       | 1     | 0      | 0 – 1 |
 * | … and the other turns out to be gone        | + 1   | + 1    | + 0   |
 * | join a full room, whose members were asked less than 12 s ago | 1 | 0 | 0 |
 * | join a full room, whose members are asked   | 1     | 1      | 2     |
 * | … and one of them turns out to be gone      | + 2   | + 2    | + 1   |
 * | … and one of them can't be reached          | + 1   | + 1    | + 0   |
 * | join a fifth room                           | 2     | 0      | 0     |
 * | send                                        | 1     | 0      | 0 – 1 |
 * | leave                                       | 2     | 2      | 0 – 1 |
 * | end of a connection that is in `n` rooms    | 1 + n | 1 + n  | 0 – n |
 *
 * Never more than 60 calls of the table and 4 posts, whatever happens, and it never takes longer than 8 seconds.
 */
export class RoomService {
  readonly #tools: RoomTools;
  readonly #timeLimitMs: number;

  constructor(tools: RoomTools, timeLimitMs = TIME_LIMIT_MS) {
    this.#tools = tools;
    this.#timeLimitMs = timeLimitMs;
  }

  /** Does what is asked of a room. It never throws: if the table fails, the answer says so. */
  async answer(request: RoomRequest, sender: Sender, post: Post): Promise<ServiceResult> {
    return this.#run(request, post, async (scope) => {
      if (!mayEnter(sender, request.room)) {
        return refuse(request, 'room-refused', 'Your token does not open this room.');
      }
      const { connectionId: id } = sender;
      if (request.kind === 'send-to-room') return sendToRoom(scope, request, id);
      const isJoin = request.kind === 'join-room';
      return isJoin ? joinRoom(scope, request, id) : leaveRoom(scope, request, id);
    });
  }

  /** To be called when a connection has ended; AWS does its best to say so, and no more. It never throws. */
  async disconnect(connectionId: string, post: Post): Promise<ServiceResult> {
    return this.#run(null, post, (scope) => leaveAllRooms(scope, connectionId));
  }

  async #run(
    request: RoomRequest | null,
    post: Post,
    work: (scope: RoomScope) => Promise<RoomReply>,
  ): Promise<ServiceResult> {
    const scope = new RoomScope(this.#tools, post);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tooSlow = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        scope.end();
        reject(new RoomsError('slow', `It took more than ${this.#timeLimitMs} ms.`));
      }, this.#timeLimitMs);
    });
    const reply = await Promise.race([work(scope), tooSlow])
      .catch((error: unknown) => replyToError(error, request))
      .finally(() => clearTimeout(timer));
    const type = request?.kind ?? 'disconnect';
    return { answer: reply.answer, record: recordOf(type, reply, scope) };
  }
}

/** An authorizer may limit a connection to certain rooms: hashes with spaces between them, or `*` for all. */
function mayEnter({ authorizer }: Sender, room: string): boolean {
  const rooms = authorizer['rooms'] ?? '*';
  if (typeof rooms !== 'string') return false;
  return rooms.split(' ').some((allowed) => allowed === '*' || allowed === room);
}
