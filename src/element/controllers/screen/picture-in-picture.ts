import type { ReactiveController } from 'lit';
import { notFetched } from '../../../call/terms/call-error.js';
import type { PeerCall } from '../../../call/peer-call.js';
import { isUp } from '../../call-phase.js';
import type { CallPicturesHost } from '../call/call-pictures.js';
import { isTakenAway } from './controls-list.js';

export interface PictureInPictureHost extends CallPicturesHost {
  readonly controlsList: string;
}

/** What is in the window. */
export interface PipWindow<Content> {
  render(content: Content): void;
  /** Lets go of the streams. */
  close(): void;
}

/** Fills a window that has its styles. */
export type FillPip<Content> = (pip: Window, host: HTMLElement) => PipWindow<Content>;

/** https://wicg.github.io/document-picture-in-picture/ */
interface DocumentPictureInPicture {
  requestWindow(options?: { width?: number; height?: number }): Promise<Window>;
}

interface WindowWithPip extends Window {
  readonly documentPictureInPicture?: DocumentPictureInPicture;
}

/** What Safari on iPhones has in place of `requestPictureInPicture`. */
interface PhoneVideo extends HTMLVideoElement {
  readonly webkitPresentationMode?: string;
  webkitSupportsPresentationMode?(mode: string): boolean;
  webkitSetPresentationMode?(mode: string): void;
}

const WIDTH_PX = 360;
const HEIGHT_PX = 300;
const ACTION = 'enterpictureinpicture' as MediaSessionAction;

/**
 * Shows the call in a small window above all others: with buttons, where a page can have a window of its own there; else
 * the picture alone. What is heard stays in the page.
 */
export class PictureInPicture<Content> implements ReactiveController {
  readonly #host: PictureInPictureHost;
  readonly #styles: string;
  readonly #onFailure: (cause: unknown) => void;
  #window: Window | null = null;
  #filled: PipWindow<Content> | null = null;
  #shown: {
    readonly call: PeerCall;
    readonly content: Content;
    readonly fetch: () => Promise<FillPip<Content>>;
  } | null = null;
  #hasAction = false;

  /** @param styles of the window, whose document none of the element's own reaches */
  constructor(host: PictureInPictureHost, styles: string, onFailure: (cause: unknown) => void) {
    this.#host = host;
    this.#styles = styles;
    this.#onFailure = onFailure;
    host.addController(this);
    const update = () => host.requestUpdate();
    for (const type of [
      'enterpictureinpicture',
      'leavepictureinpicture',
      'webkitpresentationmodechanged',
    ]) {
      host.renderRoot.addEventListener(type, update, { capture: true });
    }
  }

  /** Whether there is a way to do it, and for a picture alone: whether there is one. */
  get isOffered(): boolean {
    if (this.#pipOfDocuments) return true;
    const video = this.#video;
    return video !== null && (canVideo(video) || canPhone(video));
  }

  get isOn(): boolean {
    return this.#window !== null || this.#shownVideo !== null;
  }

  /** What the window would show now, and how to get what shows it. */
  show(call: PeerCall, content: Content, fetch: () => Promise<FillPip<Content>>): void {
    this.#shown = { call, content, fetch };
  }

  toggle(): Promise<void> {
    return this.isOn ? this.leave() : this.enter();
  }

  /** To be called in the press itself, or in the action of the media session: browsers ask for one of them. */
  async enter(): Promise<void> {
    if (this.isOn) return;
    try {
      const api = this.#pipOfDocuments;
      if (api) await this.#openWindow(api);
      else if (this.#video) await enterWith(this.#video);
    } catch (error) {
      this.#onFailure(error);
    }
  }

  async leave(): Promise<void> {
    this.#window?.close();
    const video = this.#shownVideo;
    if (!video) return;
    if (video.webkitPresentationMode) video.webkitSetPresentationMode?.('inline');
    else await this.#host.ownerDocument.exitPictureInPicture().catch(() => undefined);
  }

  hostUpdated(): void {
    const { call, controlsList } = this.#host;
    const isLive = call !== null && isUp(call);
    this.#offerAction(isLive && !isTakenAway(controlsList, 'pip'));
    if (isLive && this.#shown?.call === call) this.#filled?.render(this.#shown.content);
    else if (this.isOn && !isLive) void this.leave();
  }

  hostDisconnected(): void {
    this.#offerAction(false);
    // It may be on its way to another place.
    queueMicrotask(() => {
      if (!this.#host.isConnected) void this.leave();
    });
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  async #openWindow(api: DocumentPictureInPicture): Promise<void> {
    const shown = this.#shown;
    if (!shown) return;
    // First of all: the press counts for a moment only. The file comes while the window opens.
    const opening = api.requestWindow({ width: WIDTH_PX, height: HEIGHT_PX });
    const fetching = shown.fetch().catch((cause: unknown) => {
      throw notFetched('invalid-state', cause);
    });
    const [opened, fetched] = await Promise.allSettled([opening, fetching]);
    if (opened.status === 'rejected') throw opened.reason;
    const pip = opened.value;
    const { call } = this.#host;
    const isWanted = call !== null && isUp(call) && this.#host.isConnected;
    if (fetched.status === 'rejected' || !isWanted) {
      pip.close();
      if (fetched.status === 'rejected') throw fetched.reason;
      return;
    }
    this.#window = pip;
    const sheet = new (pip as Window & typeof globalThis).CSSStyleSheet();
    sheet.replaceSync(this.#styles);
    pip.document.adoptedStyleSheets = [sheet];
    this.#filled = fetched.value(pip, this.#host);
    pip.addEventListener('pagehide', () => {
      if (this.#window !== pip) return;
      this.#filled?.close();
      this.#window = this.#filled = null;
      this.#host.requestUpdate();
    });
    this.#host.requestUpdate();
  }

  /** The browser asks for it when the user turns to another tab. */
  #offerAction(isOffered: boolean): void {
    if (isOffered === this.#hasAction) return;
    this.#hasAction = isOffered;
    try {
      navigator.mediaSession.setActionHandler(ACTION, isOffered ? () => void this.enter() : null);
    } catch {
      // This browser does not.
    }
  }

  /** A frame may have none, whatever its window says. */
  get #pipOfDocuments(): DocumentPictureInPicture | undefined {
    const view = this.#host.ownerDocument.defaultView as WindowWithPip | null;
    return view && view.top === view ? view.documentPictureInPicture : undefined;
  }

  /** The picture to show. */
  get #video(): PhoneVideo | null {
    const { call, renderRoot } = this.#host;
    const { camera, screen } = call?.remoteMedia ?? {};
    return screen || camera ? renderRoot.querySelector(screen ? '.screen' : '.remote') : null;
  }

  /** The one that is shown so. */
  get #shownVideo(): PhoneVideo | null {
    const inPip = this.#host.shadowRoot?.pictureInPictureElement;
    if (inPip) return inPip as PhoneVideo;
    const videos = [...this.#host.renderRoot.querySelectorAll<PhoneVideo>('video')];
    return videos.find((one) => one.webkitPresentationMode === 'picture-in-picture') ?? null;
  }
}

function canVideo(video: HTMLVideoElement): boolean {
  return video.ownerDocument.pictureInPictureEnabled && 'requestPictureInPicture' in video;
}

function canPhone(video: PhoneVideo): boolean {
  return video.webkitSupportsPresentationMode?.('picture-in-picture') === true;
}

async function enterWith(video: PhoneVideo): Promise<void> {
  if (canVideo(video)) await video.requestPictureInPicture();
  else video.webkitSetPresentationMode?.('picture-in-picture');
}
