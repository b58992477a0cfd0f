/** A piece of a file: its kind, the transfer, the run, and the bytes. Numbers are of 32 bits, the first byte first. */
const HEADER_SIZE = 9;

/** `data`: the next bytes; `end`: all bytes have been sent, and what they hash to. */
export type FrameKind = 'data' | 'end';

export interface FileFrame {
  readonly kind: FrameKind;
  readonly id: number;
  readonly run: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export function writeFrame({ kind, id, run, bytes }: FileFrame): ArrayBuffer {
  const frame = new Uint8Array(HEADER_SIZE + bytes.length);
  const view = new DataView(frame.buffer);
  view.setUint8(0, kind === 'end' ? 1 : 0);
  view.setUint32(1, id);
  view.setUint32(5, run);
  frame.set(bytes, HEADER_SIZE);
  return frame.buffer;
}

/** `null` if it is none. */
export function readFrame(data: unknown): FileFrame | null {
  if (!(data instanceof ArrayBuffer) || data.byteLength < HEADER_SIZE) return null;
  const view = new DataView(data);
  const kind = view.getUint8(0);
  if (kind > 1) return null;
  const bytes = new Uint8Array(data, HEADER_SIZE);
  return {
    kind: kind === 1 ? 'end' : 'data',
    id: view.getUint32(1),
    run: view.getUint32(5),
    bytes,
  };
}
