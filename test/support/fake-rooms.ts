import {
  encodeFailure,
  encodeRoomFrame,
  type RelayErrorCode,
  type ServiceRequest,
} from '../../src/signaling/api-gateway/wire-protocol.js';

interface Place {
  readonly member: string;
  readonly id: string;
}

/** The rooms of a {@link FakeRelay}: the rules of the real one, as far as clients see them. */
export class FakeRooms {
  /** What a join is answered with instead, once for each entry; `null`: nothing. */
  readonly refusals: (RelayErrorCode | null)[] = [];
  readonly #rooms = new Map<string, Place[]>();
  readonly #post: (id: string, frame: string) => void;
  #version = 1_000;

  constructor(post: (id: string, frame: string) => void) {
    this.#post = post;
  }

  handle(sender: string, request: ServiceRequest): void {
    if (request.kind === 'ice-servers') return;
    const { room, ref } = request;
    const places = this.#rooms.get(room) ?? [];
    const fail = (code: RelayErrorCode) =>
      this.#post(sender, encodeFailure(code, `It is ${code}.`, null, ref, { room }));
    if (request.kind === 'join-room') {
      const refusal = this.refusals.shift();
      if (refusal === null) return;
      if (refusal) return fail(refusal);
      const others = places.filter(({ member, id }) => member !== request.member && id !== sender);
      if (others.length > 1) return fail('room-full');
      const isNew = !places.some(({ member, id }) => member === request.member && id === sender);
      this.#rooms.set(room, [...others, { member: request.member, id: sender }]);
      if (isNew) this.#tell(room, sender);
      this.#post(sender, this.#news(room, sender, ref));
    } else if (request.kind === 'leave-room') {
      this.#remove(room, ({ member }) => member === request.member);
    } else if ('message' in request && places.some(({ id }) => id === sender)) {
      for (const { id } of places) {
        const content = { message: request.message, from: sender };
        if (id !== sender) this.#post(id, encodeRoomFrame(room, content));
      }
    } else fail('room-refused');
  }

  /** The connection has ended. */
  gone(id: string): void {
    for (const room of this.#rooms.keys()) this.#remove(room, (place) => place.id === id);
  }

  #remove(room: string, isGone: (place: Place) => boolean): void {
    const places = this.#rooms.get(room) ?? [];
    const rest = places.filter((place) => !isGone(place));
    if (rest.length === places.length) return;
    this.#rooms.set(room, rest);
    this.#tell(room, '');
  }

  #tell(room: string, except: string): void {
    this.#version += 1;
    for (const { id } of this.#rooms.get(room) ?? []) {
      if (id !== except) this.#post(id, this.#news(room, id));
    }
  }

  #news(room: string, recipient: string, ref?: string): string {
    const ids = (this.#rooms.get(room) ?? []).map(({ id }) => id);
    const members = ids.filter((id) => id !== recipient);
    return encodeRoomFrame(room, { members, version: this.#version }, ref);
  }
}
