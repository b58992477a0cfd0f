import { PeerCall } from 'p2p-video-call/core';

/** A place on the board, in parts of its width and height. */
export type Point = readonly [x: number, y: number];

const MAX_POINTS = 500;

/** A call with a blackboard: what one of the two draws, both see. */
export class LessonCall extends PeerCall {
  /** The page's: draws what the other has drawn. */
  onLine: (points: readonly Point[]) => void = () => {};
  /** The page's: wipes the board, as the other has done. */
  onWipe: () => void = () => {};

  sendLine(points: readonly Point[]): void {
    this.sendMessage(JSON.stringify({ line: points.slice(0, MAX_POINTS) }));
  }

  sendWipe(): void {
    this.sendMessage(JSON.stringify({ wipe: true }));
  }

  protected override onMessage(data: string): void {
    super.onMessage(data);
    const message = read(data);
    if (message.wipe === true) this.onWipe();
    else if (isLine(message.line)) this.onLine(message.line);
  }
}

/** It comes from another computer: it may be anything. */
function read(data: string): { line?: unknown; wipe?: unknown } {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function isLine(value: unknown): value is Point[] {
  return Array.isArray(value) && value.length <= MAX_POINTS && value.every(isPoint);
}

function isPoint(value: unknown): value is Point {
  return Array.isArray(value) && value.length === 2 && value.every(Number.isFinite);
}
