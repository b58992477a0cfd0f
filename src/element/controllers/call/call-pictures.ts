import type { LitElement, ReactiveController } from 'lit';
import type { PeerCall } from '../../../call/peer-call.js';

export interface CallPicturesHost extends LitElement {
  readonly call: PeerCall | null;
}

/** Named as the classes of the nodes. */
export type Picture = 'remote' | 'screen' | 'self';

/** Where the small pictures are: at the bottom and at the end of a line, unless it says otherwise. */
export interface Corner {
  readonly top: boolean;
  readonly start: boolean;
}

export interface PictureLayout {
  readonly main: Picture;
  /** The small ones, from the corner inwards. */
  readonly tiles: readonly Picture[];
  /** There is a picture of oneself, but the user does not want to see it. */
  readonly isSelfHidden: boolean;
}

const ALL = ['self', 'remote', 'screen'] as const;

/** Clockwise, where lines run from left to right. */
const CORNERS: readonly Corner[] = [
  { top: false, start: false },
  { top: false, start: true },
  { top: true, start: true },
  { top: true, start: false },
];

/** Which picture of a call is large, and where the small ones are. The user has the last word, as long as there is that picture. */
export class CallPictures implements ReactiveController {
  readonly #host: CallPicturesHost;
  #corner: Corner = { top: false, start: false };
  #hidesSelf = false;
  #chosen: Picture | null = null;
  /** What was chosen in one call is not what the next one begins with. */
  #chosenIn: PeerCall | null = null;

  constructor(host: CallPicturesHost) {
    this.#host = host;
    host.addController(this);
  }

  get corner(): Corner {
    return this.#corner;
  }

  hostUpdate(): void {
    const { call } = this.#host;
    if (call === this.#chosenIn) return;
    this.#chosenIn = call;
    this.#chosen = null;
  }

  layout(call: PeerCall): PictureLayout {
    const { remoteMedia, localMedia } = call;
    const { camera, screen, paused } = localMedia;
    const isOn = {
      remote: remoteMedia.camera,
      screen: remoteMedia.screen,
      // What a thin line holds back is still seen here.
      self: camera || screen || paused.camera === 'bandwidth' || paused.screen !== undefined,
    };
    const usual = isOn.screen ? 'screen' : 'remote';
    const isSelfHidden = this.#hidesSelf && isOn.self;
    // Oneself alone is no call: the words about the other side stand in the large place.
    const others: readonly Picture[] = ['remote', 'screen'];
    const isSelfAllowed = !isSelfHidden && others.some((name) => isOn[name]);
    const chosen = this.#chosen;
    const isPossible = chosen && isOn[chosen] && (chosen !== 'self' || isSelfAllowed);
    const main = isPossible ? chosen : usual;
    const isTile = (name: Picture) =>
      isOn[name] && name !== main && !(name === 'self' && isSelfHidden);
    return { main, tiles: ALL.filter(isTile), isSelfHidden };
  }

  /** Makes a small picture the large one. */
  enlarge(picture: Picture): void {
    this.#chosen = picture;
    this.#host.requestUpdate();
  }

  hideSelf(isHidden: boolean): void {
    this.#hidesSelf = isHidden;
    this.#host.requestUpdate();
  }

  moveTo(corner: Partial<Corner>): void {
    this.#corner = { ...this.#corner, ...corner };
    this.#host.requestUpdate();
  }

  /** To the next corner. */
  moveOn(): void {
    const { top, start } = this.#corner;
    const at = CORNERS.findIndex((one) => one.top === top && one.start === start);
    this.moveTo(CORNERS[(at + 1) % CORNERS.length] ?? {});
  }
}
