import type { Point } from './lesson-call';

/** A canvas to draw on. `onLine` gets each line once it is finished. */
export class Board {
  onLine: (points: readonly Point[]) => void = () => {};
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  #points: Point[] = [];

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    this.#context = canvas.getContext('2d')!;
    canvas.addEventListener('pointerdown', (event) => {
      canvas.setPointerCapture(event.pointerId);
      this.#points = [this.#pointOf(event)];
    });
    canvas.addEventListener('pointermove', (event) => {
      if (!canvas.hasPointerCapture(event.pointerId)) return;
      this.#points.push(this.#pointOf(event));
      this.draw(this.#points.slice(-2), 'own');
    });
    canvas.addEventListener('lostpointercapture', () => this.onLine(this.#points));
  }

  draw(points: readonly Point[], whose: 'own' | 'theirs'): void {
    const { width, height, clientWidth } = this.#canvas;
    const context = this.#context;
    context.strokeStyle = whose === 'own' ? '#f6f1e1' : '#ffd166';
    // As thick on a telephone as on a large screen.
    context.lineWidth = (3 * width) / clientWidth;
    context.lineCap = 'round';
    context.beginPath();
    for (const [x, y] of points) context.lineTo(x * width, y * height);
    context.stroke();
  }

  wipe(): void {
    this.#context.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
  }

  #pointOf({ offsetX, offsetY }: PointerEvent): Point {
    return [offsetX / this.#canvas.clientWidth, offsetY / this.#canvas.clientHeight];
  }
}
