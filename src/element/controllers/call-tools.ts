import { Announcer } from './announcer.js';
import { CallAnnouncements } from './call-announcements.js';
import { CallFigures } from './call-figures.js';
import { CallPictures } from './call-pictures.js';
import { CallRating } from './call-rating.js';
import { CallRing } from './call-ring.js';
import { CallTime } from './call-time.js';
import { CopyController } from './copy-controller.js';
import type { ExchangeTools } from './exchange-tools.js';
import { FullScreen } from './full-screen.js';
import { DeviceChoice, type DeviceChoiceHost } from './device-choice.js';
import { DevicePermissions } from './device-permissions.js';
import { Hotkeys } from './hotkeys.js';
import { KeyboardInset } from './keyboard-inset.js';
import { MediaSessionController } from './media-session.js';
import { PictureInPicture } from './picture-in-picture.js';
import { OwnName, type OwnNameHost } from './own-name.js';
import { RefusedDevices } from './refused-devices.js';
import { ScreenWakeLock } from './screen-wake-lock.js';
import { ScreenZoom } from './screen-zoom.js';
import { SpeakingController } from './speaking-controller.js';
import { TileDrag } from './tile-drag.js';
import { ToolbarRoom } from './toolbar-room.js';
import type { ToolsContext } from './tools-context.js';
import type { ToolsHost, Wording } from './tools-host.js';

/** What a call's screen has to do besides showing what the call is. Fetched with it; there is one for each element. */
export class CallTools {
  readonly time: CallTime;
  readonly speaking: SpeakingController;
  readonly mediaSession: MediaSessionController;
  readonly recording: ExchangeTools['recording'];
  readonly figures: CallFigures;
  readonly rating: CallRating;
  /** Of the diagnostics. */
  readonly copy: CopyController;
  readonly chat: ExchangeTools['chat'];
  readonly files: ExchangeTools['files'];
  readonly toolbarRoom: ToolbarRoom;
  readonly pictures: CallPictures;
  readonly drag: TileDrag;
  readonly zoom: ScreenZoom;
  readonly fullScreen: FullScreen;
  readonly pip: PictureInPicture<unknown>;
  readonly devices: DeviceChoice;
  readonly permissions: DevicePermissions;
  readonly refused: RefusedDevices;
  readonly name: OwnName;
  readonly #announcer: Announcer;

  /**
   * @param exchange comes in a file of its own
   * @param pipStyles of the window of its own that a call may have
   */
  constructor(
    host: ToolsHost & DeviceChoiceHost & OwnNameHost,
    { calls, meeting, panels, preview, report, text }: ToolsContext,
    exchange: ExchangeTools,
    pipStyles: string,
  ) {
    const wording = (): Wording => ({ text: text(), calls });
    this.time = new CallTime(host);
    this.speaking = new SpeakingController(host);
    this.mediaSession = new MediaSessionController(host, wording);
    this.figures = new CallFigures(host, () => panels.open === 'stats');
    this.rating = new CallRating(host);
    this.copy = new CopyController(host);
    this.toolbarRoom = new ToolbarRoom(host);
    this.pictures = new CallPictures(host);
    this.drag = new TileDrag(host, this.pictures);
    this.zoom = new ScreenZoom(host, this.pictures);
    this.fullScreen = new FullScreen(host, report);
    this.pip = new PictureInPicture(host, pipStyles, report);
    this.#announcer = new Announcer(host);
    new CallAnnouncements(host, wording, this.#announcer);
    this.chat = exchange.chat;
    this.files = exchange.files;
    this.recording = exchange.recording;
    new KeyboardInset(host);
    new ScreenWakeLock(host);
    new Hotkeys(host);
    new CallRing(host, wording);
    this.name = new OwnName(host);
    this.devices = new DeviceChoice(host, preview);
    const session = () => meeting.files?.session ?? null;
    this.refused = new RefusedDevices(calls, preview, this.devices, session);
    this.permissions = new DevicePermissions(host, (device) => void this.refused.allowed([device]));
  }

  /** Lets screen readers say `text`, when they have finished what they say. Not for what the status line says already. */
  announce(text: string): void {
    this.#announcer.announce(text);
  }
}
