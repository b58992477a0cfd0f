import type { LitElement, ReactiveController } from 'lit';
import type { CallPictures } from '../call/call-pictures.js';

/** A finger that rests on a picture is never quite still. */
const DRAG_FROM_PX = 8;
const GLIDE_MS = 180;
const SMALL =
  '.tile, .root:not(.main-self) > .self, .root:not(.main-remote) > .remote, .root:not(.main-screen) > .screen';

/** Moves the small pictures between the corners: by finger, mouse or pen they follow it, and glide into the nearest one. */
export class TileDrag implements ReactiveController {
  readonly #host: LitElement;
  readonly #pictures: CallPictures;
  #from: { readonly pointerId: number; readonly x: number; readonly y: number } | null = null;
  #isDragging = false;
  /** What the pointer holds. */
  #tile: Element | null = null;

  constructor(host: LitElement, pictures: CallPictures) {
    this.#host = host;
    this.#pictures = pictures;
    host.addController(this);
  }

  /** The picture may go while it is held: then no event tells of the end. */
  hostUpdated(): void {
    if (this.#from === null || this.#tile?.isConnected) return;
    this.#from = null;
    this.#shift(0, 0);
  }

  readonly begin = (event: PointerEvent): void => {
    if (!event.isPrimary || event.button !== 0) return;
    this.#from = { pointerId: event.pointerId, x: event.clientX, y: event.clientY };
    this.#isDragging = false;
    this.#tile = event.currentTarget as Element;
    // At once: the first step of a quick pointer may leave the picture.
    this.#tile.setPointerCapture(event.pointerId);
  };

  readonly move = (event: PointerEvent): void => {
    const from = this.#from;
    if (from?.pointerId !== event.pointerId) return;
    const x = event.clientX - from.x;
    const y = event.clientY - from.y;
    if (!this.#isDragging) {
      if (Math.hypot(x, y) < DRAG_FROM_PX) return;
      this.#isDragging = true;
    }
    this.#shift(x, y);
  };

  /** Also when the browser takes the pointer away. */
  readonly end = (event: PointerEvent): void => {
    if (this.#from?.pointerId !== event.pointerId) return;
    this.#from = null;
    const root = this.#root;
    if (!this.#isDragging || !root) return;
    const tile = event.currentTarget as HTMLElement;
    const { left, top, width, height } = tile.getBoundingClientRect();
    const frame = root.getBoundingClientRect();
    const isLeft = left + width / 2 < frame.left + frame.width / 2;
    this.#pictures.moveTo({
      top: top + height / 2 < frame.top + frame.height / 2,
      start: isLeft !== this.#isRightToLeft,
    });
    void this.#glide(tile, left, top);
  };

  /** Whether a click is the end of a drag, which presses nothing. */
  get isJustDragged(): boolean {
    return this.#isDragging;
  }

  /** For the keyboard: an arrow moves it to that side. */
  readonly moveByKey = (event: KeyboardEvent): void => {
    this.#isDragging = false;
    const { key } = event;
    if (key === 'ArrowUp' || key === 'ArrowDown') {
      this.#pictures.moveTo({ top: key === 'ArrowUp' });
    } else if (key === 'ArrowLeft' || key === 'ArrowRight') {
      this.#pictures.moveTo({ start: (key === 'ArrowLeft') !== this.#isRightToLeft });
    } else return;
    event.preventDefault();
  };

  async #glide(tile: HTMLElement, left: number, top: number): Promise<void> {
    this.#shift(0, 0);
    await this.#host.updateComplete;
    const view = this.#host.ownerDocument.defaultView;
    if (view?.matchMedia('(prefers-reduced-motion)').matches !== false) return;
    const now = tile.getBoundingClientRect();
    const from = `${left - now.left}px ${top - now.top}px`;
    for (const one of this.#host.renderRoot.querySelectorAll(SMALL)) {
      one.animate({ translate: [from, '0'] }, { duration: GLIDE_MS, easing: 'ease-out' });
    }
  }

  /** By custom properties: a strict policy of the page forbids `style` in a template. */
  #shift(x: number, y: number): void {
    this.#root?.style.setProperty('--_shift', `${x}px ${y}px`);
  }

  get #root(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('.root');
  }

  get #isRightToLeft(): boolean {
    const view = this.#host.ownerDocument.defaultView;
    return this.#root !== null && view?.getComputedStyle(this.#root).direction === 'rtl';
  }
}
