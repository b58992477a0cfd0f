import type { ReactiveController } from 'lit';
import type { PeerCall } from '../../../call/peer-call.js';
import { isOn } from '../../../call/terms/media-state.js';
import { isUp } from '../../call-phase.js';
import { callTitle, type ToolsHost, type Wording } from '../host/tools-host.js';

/** TypeScript knows neither those of calls, nor that of pictures in pictures. */
export type CallAction = 'hangup' | 'togglemicrophone' | 'togglecamera' | 'enterpictureinpicture';

interface CallMediaSession {
  metadata: MediaMetadata | null;
  playbackState: MediaSessionPlaybackState;
  setActionHandler(action: CallAction, handler: (() => unknown) | null): void;
  setMicrophoneActive?(isActive: boolean): Promise<void> | undefined;
  setCameraActive?(isActive: boolean): Promise<void> | undefined;
}

/**
 * Lets headsets, keyboards and the browser's own controls work on the call that is up: Media Session,
 * https://w3c.github.io/mediasession/. A page has one: of two elements the one has it whose call was up last, and after that
 * the other. What the page had set itself it gets back.
 */
export class MediaSessionController implements ReactiveController {
  readonly #host: ToolsHost;
  readonly #wording: () => Wording;
  readonly #handlers: Map<CallAction, () => unknown>;
  #call: PeerCall | null = null;
  #session: CallMediaSession | null = null;
  #own: MediaMetadata | null = null;
  #previous: MediaMetadata | null = null;
  #isHeld = false;
  /** What was told last of microphone and camera. */
  #told = '';

  constructor(host: ToolsHost, wording: () => Wording) {
    this.#host = host;
    this.#wording = wording;
    this.#handlers = new Map([
      ['hangup', () => host.hangup()],
      ['togglemicrophone', () => host.toggleMicrophone()],
      ['togglecamera', () => host.toggleCamera()],
    ]);
    host.addController(this);
  }

  /** Lets `handler` do what the browser asks for during calls: such as to enter a picture in picture by itself. */
  handle(action: CallAction, handler: () => unknown): void {
    this.#handlers.set(action, handler);
    if (this.#isHeld && this.#session) setHandler(this.#session, action, handler);
  }

  hostUpdated(): void {
    const { call, isConnected } = this.#host;
    const live = isConnected && call && isUp(call) ? call : null;
    if (live !== this.#call) {
      this.hostDisconnected();
      if (live) this.#take(live);
    }
    if (live) this.#tell(live);
  }

  hostDisconnected(): void {
    const session = this.#session;
    if (session && this.#own) {
      if (session.metadata === this.#own) this.#giveBack(session);
      // Another element has it, and would give this one its session back.
      else this.#own.title = '';
    }
    this.#call = this.#session = this.#own = this.#previous = null;
    this.#isHeld = false;
  }

  #take(call: PeerCall): void {
    const view = this.#host.ownerDocument.defaultView;
    if (!view || !('mediaSession' in view.navigator)) return;
    const session = view.navigator.mediaSession as unknown as CallMediaSession;
    this.#call = call;
    this.#session = session;
    this.#previous = session.metadata;
    const { MediaMetadata } = view;
    this.#own = session.metadata = new MediaMetadata();
  }

  #tell({ localMedia }: PeerCall): void {
    const session = this.#session;
    const metadata = this.#own;
    // The page or another element has it now.
    if (!session || !metadata || session.metadata !== metadata) {
      this.#isHeld = false;
      return;
    }
    // What another element gives back is still to be filled.
    if (!this.#isHeld || session.playbackState !== 'playing') {
      this.#isHeld = true;
      for (const [action, handler] of this.#handlers) setHandler(session, action, handler);
      session.playbackState = 'playing';
      this.#told = '';
    }
    const wording = this.#wording();
    const title = callTitle(wording, this.#call);
    const { label } = wording.text;
    if (metadata.title !== title) metadata.title = title;
    if (metadata.artist !== label) metadata.artist = label;
    const [microphone, camera] = [isOn(localMedia, 'microphone'), isOn(localMedia, 'camera')];
    if (`${microphone} ${camera}` === this.#told) return;
    this.#told = `${microphone} ${camera}`;
    session.setMicrophoneActive?.(microphone)?.catch(() => undefined);
    session.setCameraActive?.(camera)?.catch(() => undefined);
  }

  #giveBack(session: CallMediaSession): void {
    for (const action of this.#handlers.keys()) setHandler(session, action, null);
    // Of another element whose call has ended meanwhile, nothing is left.
    const previous = this.#previous;
    session.metadata = previous?.title === '' ? null : previous;
    session.playbackState = 'none';
  }
}

/** Browsers throw at actions that they do not know. */
function setHandler(
  session: CallMediaSession,
  action: CallAction,
  handler: (() => unknown) | null,
): void {
  try {
    session.setActionHandler(action, handler);
  } catch {
    // It has no such key.
  }
}
