import type { ReactiveController } from 'lit';
import type { CallPictures, CallPicturesHost } from '../call/call-pictures.js';

const MAX_SCALE = 6;
/** By a button. */
const STEP = 1.5;
/** By two taps. */
const TAPPED_SCALE = 2.5;
/** Of a wheel's way, in px: a notch of a mouse (100 px or more) makes about a step. */
const WHEEL_RATE = 0.004;
const DOUBLE_TAP_MS = 350;
const TAP_SLOP_PX = 24;
/** By an arrow key. */
const PAN_PX = 60;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Makes a shared screen larger, around where the user points, and moves it about. Its edges never leave the edges of its place. */
export class ScreenZoom implements ReactiveController {
  readonly #host: CallPicturesHost;
  readonly #pictures: CallPictures;
  readonly #pointers = new Map<number, Point>();
  #scale = 1;
  #x = 0;
  #y = 0;
  #lastTap: (Point & { readonly timeMs: number }) | null = null;
  /** Where the pointer went down that may become a tap. */
  #pressed: Point | null = null;

  constructor(host: CallPicturesHost, pictures: CallPictures) {
    this.#host = host;
    this.#pictures = pictures;
    host.addController(this);
    const { renderRoot } = host;
    const on = <
      Type extends 'pointerdown' | 'pointermove' | 'pointerup' | 'pointercancel' | 'wheel',
    >(
      type: Type,
      listener: (event: HTMLElementEventMap[Type]) => void,
    ) => {
      const listen = (event: Event) => {
        const isMeant = (event.target as Element).matches?.('.screen') && this.isOffered;
        if (isMeant) listener(event as HTMLElementEventMap[Type]);
      };
      renderRoot.addEventListener(type, listen, { passive: false });
    };
    on('pointerdown', (event) => this.#down(event));
    on('pointermove', (event) => this.#move(event));
    on('pointerup', (event) => this.#up(event));
    on('pointercancel', ({ pointerId }) => this.#pointers.delete(pointerId));
    on('wheel', (event) => this.#wheel(event));
  }

  /** Whether there is a shared screen in the large place. */
  get isOffered(): boolean {
    const { call } = this.#host;
    return call !== null && this.#pictures.layout(call).main === 'screen';
  }

  get scale(): number {
    return this.#scale;
  }

  get isLargest(): boolean {
    return this.#scale >= MAX_SCALE;
  }

  hostUpdate(): void {
    if (this.isOffered) return;
    // The end of a touch on a screen that is gone is not heard.
    this.#pointers.clear();
    if (this.#scale !== 1) this.reset();
  }

  hostDisconnected(): void {
    this.#pointers.clear();
  }

  readonly enlarge = (): void => this.#zoom(STEP);
  readonly reduce = (): void => this.#zoom(1 / STEP);
  readonly reset = (): void => this.#zoom(0);

  /** For the keyboard. */
  readonly panByKey = (event: KeyboardEvent): void => {
    const ways: Record<string, readonly [number, number]> = {
      ArrowLeft: [PAN_PX, 0],
      ArrowRight: [-PAN_PX, 0],
      ArrowUp: [0, PAN_PX],
      ArrowDown: [0, -PAN_PX],
    };
    const way = ways[event.key];
    if (!way || this.#scale === 1) return;
    event.preventDefault();
    this.#pan(...way);
  };

  #down(event: PointerEvent): void {
    const point = { x: event.clientX, y: event.clientY };
    this.#pointers.set(event.pointerId, point);
    this.#pressed = this.#pointers.size === 1 ? point : null;
    (event.target as Element).setPointerCapture(event.pointerId);
  }

  #move(event: PointerEvent): void {
    const before = this.#pointers.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const [other] = [...this.#pointers].filter(([id]) => id !== event.pointerId);
    this.#pointers.set(event.pointerId, now);
    if (!other) return this.#pan(now.x - before.x, now.y - before.y);
    const [, still] = other;
    const middle = { x: (now.x + still.x) / 2, y: (now.y + still.y) / 2 };
    this.#zoom(distance(now, still) / Math.max(distance(before, still), 1), middle);
    this.#pan((now.x - before.x) / 2, (now.y - before.y) / 2);
  }

  #up(event: PointerEvent): void {
    this.#pointers.delete(event.pointerId);
    const point = { x: event.clientX, y: event.clientY };
    const isTap = this.#pressed !== null && distance(this.#pressed, point) < TAP_SLOP_PX;
    const last = this.#lastTap;
    this.#lastTap = isTap ? { ...point, timeMs: event.timeStamp } : null;
    if (!isTap || !last || event.timeStamp - last.timeMs > DOUBLE_TAP_MS) return;
    if (distance(last, point) > TAP_SLOP_PX) return;
    this.#lastTap = null;
    this.#zoom(this.#scale > 1 ? 0 : TAPPED_SCALE, point);
  }

  /** With `ctrl`, as browsers make it of two fingers on a touchpad. Without it the page scrolls. */
  #wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const pixels = event.deltaMode === 0 ? event.deltaY : event.deltaY * 40;
    this.#zoom(Math.exp(-pixels * WHEEL_RATE), { x: event.clientX, y: event.clientY });
  }

  /** @param at what stays where it is; by default the middle */
  #zoom(factor: number, at?: Point): void {
    const frame = this.#root?.getBoundingClientRect();
    const before = this.#scale;
    this.#scale = Math.min(Math.max(before * factor, 1), MAX_SCALE);
    const ratio = this.#scale / before;
    const x = at && frame ? at.x - frame.left - frame.width / 2 : 0;
    const y = at && frame ? at.y - frame.top - frame.height / 2 : 0;
    this.#x = x - (x - this.#x) * ratio;
    this.#y = y - (y - this.#y) * ratio;
    this.#pan(0, 0);
    if (this.#scale !== before) this.#host.requestUpdate();
  }

  #pan(x: number, y: number): void {
    const root = this.#root;
    if (!root) return;
    const frame = root.getBoundingClientRect();
    const bound = (wanted: number, size: number) => {
      const most = (size * (this.#scale - 1)) / 2;
      return Math.min(Math.max(wanted, -most), most);
    };
    this.#x = bound(this.#x + x, frame.width);
    this.#y = bound(this.#y + y, frame.height);
    root.style.setProperty('--_zoom', String(this.#scale));
    root.style.setProperty('--_pan', `${this.#x}px ${this.#y}px`);
  }

  get #root(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('.root');
  }
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
