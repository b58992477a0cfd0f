import {
  encodeRoomFrame,
  envelopeBytes,
  MAX_ENVELOPE_BYTES,
} from '../../src/signaling/api-gateway/wire-protocol.js';
import { dismiss } from './dismiss.js';
import { refuse, type RoomReply, type RoomRequest } from './room-reply.js';
import { membersFrame, type RoomScope } from './room-scope.js';
import { othersIn } from './rooms.js';

export type SendRequest = Extract<RoomRequest, { readonly kind: 'send-to-room' }>;

/**
 * Brings the message to every other member. If one of them is gone, the sender hears who is left, as the others do; if one
 * could not be reached, it hears a failure.
 */
export async function sendToRoom(
  scope: RoomScope,
  request: SendRequest,
  id: string,
): Promise<RoomReply> {
  const { room, message } = request;
  let delivery: string;
  try {
    delivery = encodeRoomFrame(room, { message, from: id });
  } catch {
    // JSON.parse accepts more levels than JSON.stringify, which fails with a RangeError.
    return refuse(request, 'bad-request', 'The message is nested too deeply.');
  }
  // JSON.stringify writes a number such as 1e20 out in full, so a message can grow on its way through the relay.
  if (envelopeBytes(delivery) > MAX_ENVELOPE_BYTES) {
    const reason = `Written out, the message has more than ${MAX_ENVELOPE_BYTES} bytes.`;
    return refuse(request, 'too-large', reason);
  }
  const item = await scope.readRoom(room);
  if (!item.members.some((member) => member.id === id)) {
    return refuse(request, 'room-refused', 'Only who is in the room can send to it.');
  }
  const { gone } = await scope.post(othersIn(item, id), delivery);
  const left = await scope.tryTo(() => dismiss(scope, room, gone, id));
  if (scope.postFailure) {
    const { code, reason, level } = scope.postFailure;
    return refuse(request, code, reason, level);
  }
  if (left === null) return { answer: null, level: 'info', outcome: 'delivered' };
  return { answer: membersFrame(room, left, id), level: 'info', outcome: 'answered' };
}
