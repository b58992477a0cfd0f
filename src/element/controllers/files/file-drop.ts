import type { ReactiveController } from 'lit';
import type { PanelHost } from '../host/panel-controller.js';

/** While something is dragged over it, browsers say so every 350 ms at least (Firefox; Chromium: 50). */
const SILENCE_MS = 1_500;

/** Files that are dropped on the element during a call. Without it the browser would go to the file, and end the call. */
export class FileDrop implements ReactiveController {
  readonly #host: PanelHost;
  readonly #isOffered: () => boolean;
  readonly #take: (files: File[]) => void;
  #isOver = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: PanelHost, isOffered: () => boolean, take: (files: File[]) => void) {
    this.#host = host;
    this.#isOffered = isOffered;
    this.#take = take;
    host.addController(this);
  }

  /** Whether files are held over the element. */
  get isOver(): boolean {
    return this.#isOver;
  }

  hostConnected(): void {
    this.#host.addEventListener('dragover', this.#over);
    this.#host.addEventListener('dragleave', this.#leave);
    this.#host.addEventListener('drop', this.#drop);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('dragover', this.#over);
    this.#host.removeEventListener('dragleave', this.#leave);
    this.#host.removeEventListener('drop', this.#drop);
    this.#set(false);
  }

  readonly #over = (event: DragEvent): void => {
    const data = filesOf(event);
    if (!data || !this.#host.call || this.#host.call.state === 'ended') return;
    event.preventDefault();
    data.dropEffect = this.#isOffered() ? 'copy' : 'none';
    this.#set(this.#isOffered());
  };

  readonly #leave = ({ clientX, clientY }: DragEvent): void => {
    // It comes for each node within, too.
    const { left, right, top, bottom } = this.#host.getBoundingClientRect();
    const isWithin = clientX > left && clientX < right && clientY > top && clientY < bottom;
    if (!isWithin) this.#set(false);
  };

  readonly #drop = (event: DragEvent): void => {
    this.#set(false);
    const data = filesOf(event);
    if (!data || !this.#host.call || this.#host.call.state === 'ended') return;
    event.preventDefault();
    const files = [...data.items].flatMap((item) => {
      // A folder comes as a file that can't be read.
      const isFolder = item.webkitGetAsEntry?.()?.isDirectory ?? false;
      const file = isFolder ? null : item.getAsFile();
      return file ? [file] : [];
    });
    if (this.#isOffered() && files.length > 0) this.#take(files);
  };

  #set(isOver: boolean): void {
    clearTimeout(this.#timer);
    // Where the drag ends elsewhere, nobody says so.
    if (isOver) this.#timer = setTimeout(() => this.#set(false), SILENCE_MS);
    if (isOver === this.#isOver) return;
    this.#isOver = isOver;
    this.#host.requestUpdate();
  }
}

function filesOf({ dataTransfer, defaultPrevented }: DragEvent): DataTransfer | null {
  return dataTransfer?.types.includes('Files') && !defaultPrevented ? dataTransfer : null;
}
