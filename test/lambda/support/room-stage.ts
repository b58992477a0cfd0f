import { MemoryRoomStore } from '../../../lambda/rooms/memory-room-store.js';
import { RoomService } from '../../../lambda/rooms/room-service.js';
import type { RoomStore } from '../../../lambda/rooms/room-store.js';
import type { ServiceResult } from '../../../lambda/service.js';
import {
  parseRequest,
  type ServiceRequest,
} from '../../../src/signaling/api-gateway/wire-protocol.js';

export const ROOM = 'r'.repeat(43);
const START_MS = 1_800_000_000_000;

export type Frame = Readonly<Record<string, unknown>>;

/** The text by which member `name` takes its own place. */
export const memberKey = (name: string): string => name.padEnd(22, '-');

/** Connections without a network: what each was sent, and what API Gateway says about it. */
export class RoomStage {
  nowMs = START_MS;
  readonly store: RoomStore;
  readonly service: RoomService;
  /** The HTTP status of a POST to each address; 200 for the others. */
  readonly statuses = new Map<string, number | null>();
  readonly posts: { readonly id: string; readonly frame: Frame }[] = [];
  /** Runs at the start of each POST. */
  onPost: (id: string, frame: Frame) => void | Promise<void> = () => {};

  constructor(wrap: (store: RoomStore) => RoomStore = (store) => store, timeLimitMs?: number) {
    this.store = wrap(new MemoryRoomStore(() => this.nowMs));
    const tools = {
      store: this.store,
      now: () => this.nowMs,
      random: () => 0,
      wait: async () => {},
    };
    this.service = new RoomService(tools, timeLimitMs);
  }

  readonly post = async (id: string, text: string): Promise<{ status: number | null }> => {
    const frame = JSON.parse(text) as Frame;
    this.posts.push({ id, frame });
    await this.onPost(id, frame);
    const status = this.statuses.get(id);
    return { status: status === undefined ? 200 : status };
  };

  /** What `id` was sent since the last time. */
  heard(id: string): Frame[] {
    const mine = this.posts.filter((post) => post.id === id);
    for (const post of mine) this.posts.splice(this.posts.indexOf(post), 1);
    return mine.map(({ frame }) => frame);
  }

  async ask(
    id: string,
    request: object,
    authorizer: Readonly<Record<string, unknown>> = {},
  ): Promise<ServiceResult & { frame: Frame | null }> {
    // As the handler reads it.
    const parsed = parseRequest(JSON.stringify(request)) as Extract<
      ServiceRequest,
      { room: string }
    >;
    const sender = { connectionId: id, sourceIp: '', authorizer };
    const result = await this.service.answer(parsed, sender, this.post);
    const frame = result.answer === null ? null : (JSON.parse(result.answer) as Frame);
    return { ...result, frame };
  }

  join(id: string, name: string, room = ROOM, authorizer?: Readonly<Record<string, unknown>>) {
    const request = { action: 'join-room', room, member: memberKey(name), ref: 'j' };
    return this.ask(id, request, authorizer);
  }

  leave(id: string, name: string, room = ROOM) {
    return this.ask(id, { action: 'leave-room', room, member: memberKey(name) });
  }

  send(id: string, message: unknown, room = ROOM) {
    return this.ask(id, { action: 'send-to-room', room, message, ref: 's' });
  }

  disconnect(id: string): Promise<ServiceResult> {
    return this.service.disconnect(id, this.post);
  }
}

/** The code of a failure, or `undefined`. */
export function codeOf(frame: Frame | null): unknown {
  return (frame?.['error'] as Frame | undefined)?.['code'];
}
