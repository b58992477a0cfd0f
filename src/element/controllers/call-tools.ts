import { Announcer } from './page/announcer.js';
import { CallAnnouncements } from './activity/call-announcements.js';
import { CallFigures } from './figures/call-figures.js';
import { CallPictures } from './call/call-pictures.js';
import { CallRating } from './figures/call-rating.js';
import { CallRing } from './ringing/call-ring.js';
import { CallTime } from './activity/call-time.js';
import { CopyController } from './page/copy-controller.js';
import type { ExchangeTools } from './exchange-tools.js';
import { FullScreen } from './screen/full-screen.js';
import { DeviceChoice, type DeviceChoiceHost } from './devices/device-choice.js';
import { DevicePermissions } from './devices/device-permissions.js';
import { Hotkeys } from './activity/hotkeys.js';
import { KeyboardInset } from './screen/keyboard-inset.js';
import { MediaSessionController } from './activity/media-session.js';
import { PictureInPicture } from './screen/picture-in-picture.js';
import { OwnName, type OwnNameHost } from './meeting/own-name.js';
import { RefusedDevices } from './meeting/refused-devices.js';
import { ScreenWakeLock } from './activity/screen-wake-lock.js';
import { ScreenZoom } from './screen/screen-zoom.js';
import { SpeakingController } from './activity/speaking-controller.js';
import { TileDrag } from './screen/tile-drag.js';
import { ToolbarRoom } from './screen/toolbar-room.js';
import type { ToolsContext } from './tools-context.js';
import type { ToolsHost, Wording } from './host/tools-host.js';

/** What a call's screen has to do besides showing what the call is. Fetched with it; there is one for each element. */
export class CallTools {
  readonly time: CallTime;
  readonly speaking: SpeakingController;
  readonly mediaSession: MediaSessionController;
  readonly recording: ExchangeTools['recording'];
  readonly captions: ExchangeTools['captions'];
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
    this.chat = exchange.chat;
    this.files = exchange.files;
    this.recording = exchange.recording;
    this.captions = exchange.captions;
    new CallAnnouncements(host, wording, this.#announcer, this);
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
