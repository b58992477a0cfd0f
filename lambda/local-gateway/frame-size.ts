import type { Socket } from 'node:net';

/** API Gateway closes the socket with 1009 on a frame above this, and on a message above four times as much. */
export const MAX_FRAME_BYTES = 32_768;
export const MAX_MESSAGE_BYTES = 131_072;

const FIRST_CONTROL_OPCODE = 8;

/**
 * Reads the headers of the WebSocket frames (RFC 6455, section 5.2) that pass on `socket`, and calls `onTooLarge` once,
 * at the first data frame above 32 KB. `ws` can limit messages, but not frames.
 *
 * To be called right after the handshake, before any data has arrived.
 */
export function watchFrameSize(socket: Socket, onTooLarge: () => void): void {
  let pending = Buffer.alloc(0); // the start of a header that is not complete yet
  let payloadLeft = 0; // bytes to skip until the next header

  const read = (chunk: Buffer): void => {
    let rest = pending.length > 0 ? Buffer.concat([pending, chunk]) : chunk;
    pending = Buffer.alloc(0);
    for (;;) {
      const skipped = Math.min(payloadLeft, rest.length);
      payloadLeft -= skipped;
      rest = rest.subarray(skipped);
      if (rest.length === 0) return;
      const header = readHeader(rest);
      if (!header) {
        pending = Buffer.from(rest);
        return;
      }
      if (header.opcode < FIRST_CONTROL_OPCODE && header.payloadBytes > MAX_FRAME_BYTES) {
        socket.off('data', read);
        onTooLarge();
        return;
      }
      rest = rest.subarray(header.bytes);
      payloadLeft = header.payloadBytes;
    }
  };

  // Before the listener of `ws`, which may emit the message at once: then it would be too late to refuse it.
  socket.prependListener('data', read);
}

interface FrameHeader {
  readonly opcode: number;
  readonly bytes: number;
  readonly payloadBytes: number;
}

function readHeader(buffer: Buffer): FrameHeader | null {
  if (buffer.length < 2) return null;
  const opcode = buffer.readUInt8(0) & 0x0f;
  const second = buffer.readUInt8(1);
  const lengthCode = second & 0x7f;
  const lengthBytes = lengthCode === 126 ? 2 : lengthCode === 127 ? 8 : 0;
  const maskBytes = second & 0x80 ? 4 : 0;
  const bytes = 2 + lengthBytes + maskBytes;
  if (buffer.length < bytes) return null;
  if (lengthBytes === 0) return { opcode, bytes, payloadBytes: lengthCode };
  if (lengthBytes === 2) return { opcode, bytes, payloadBytes: buffer.readUInt16BE(2) };
  return { opcode, bytes, payloadBytes: Number(buffer.readBigUInt64BE(2)) };
}
