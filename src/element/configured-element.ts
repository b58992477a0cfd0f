import type { IceServerProvider } from '../call/terms/call-options.js';
import { defineWithFallbacks, langAccessor, type ElementProperty } from './property-fallback.js';
import { StyledElement } from './styles/styled-element.js';
import type { Strings } from './texts/strings.js';

/** What a page sets on the element: its attributes and properties. */
export class ConfiguredElement extends StyledElement {
  static override readonly properties: Record<string, ElementProperty> = {
    endpoint: { fallback: '' },
    room: { fallback: null },
    peerId: { fallback: '', attribute: 'peer-id' },
    audio: { fallback: true },
    video: { fallback: true },
    audioOutput: { fallback: null, attribute: 'audio-output' },
    autoAnswer: { fallback: false, attribute: 'auto-answer' },
    preview: { fallback: false },
    mirror: { fallback: true },
    iceServers: { fallback: null, attribute: false },
    resume: { fallback: false },
    iceTransportPolicy: { fallback: null, attribute: 'ice-transport-policy' },
    // Not as attributes: whoever may read the page's source would read them there.
    secret: { fallback: null, attribute: false },
    addressToken: { fallback: null, attribute: false },
    knownOnly: { fallback: false, attribute: 'known-only' },
    warmUp: { fallback: false, attribute: 'warm-up' },
    displayName: { fallback: '', attribute: 'display-name' },
    askName: { fallback: false, attribute: 'ask-name' },
    dataSaver: { fallback: false, attribute: 'data-saver' },
    maxBitrate: { fallback: null, attribute: 'max-bitrate' },
    maxFileSize: { fallback: null, attribute: 'max-file-size' },
    ringtone: { fallback: null },
    notify: { fallback: false },
    hotkeys: { fallback: true },
    controlsList: { fallback: '', attribute: 'controlslist' },
    strings: { fallback: null, attribute: false },
  };

  /** WebSocket URL of the signaling server. */
  declare endpoint: string;
  /**
   * Name of the room to meet in; `null` for that of the invite link that the page was opened by, if any. While one is in
   * a room, a change takes effect when it is left.
   */
  declare room: string | null;
  /** Address of the other side, as in the input. */
  declare peerId: string;
  /** The microphone that calls start with: `true`, `false` for off (as attribute `off`), or constraints. */
  declare audio: boolean | MediaTrackConstraints;
  /** The camera that calls start with: `true`, `false` for off (as attribute `off`), or constraints. */
  declare video: boolean | MediaTrackConstraints;
  /**
   * The `deviceId` of the loudspeaker; `null` for the system's own, also once it is gone during a call. One that can't be
   * used is put back.
   */
  declare audioOutput: string | null;
  /** Answers every call at once, with the camera off. */
  declare autoAnswer: boolean;
  /** Shows the own camera before a call. */
  declare preview: boolean;
  /** Whether the self-view is a mirror image, as people know themselves; that of a camera at the back never is. */
  declare mirror: boolean;
  /**
   * STUN and TURN servers, or a function that is asked for them at each call and before each repair of a call; `null`
   * for the library's own STUN servers.
   */
  declare iceServers: readonly RTCIceServer[] | IceServerProvider | null;
  /** `relay`: private mode, for which `iceServers` must have a TURN server. */
  declare iceTransportPolicy: RTCIceTransportPolicy | null;
  /** Lets a call go on when the page is reloaded. */
  declare resume: boolean;
  /** What both sides know from elsewhere, such as from an invite link: without the same one, no call comes about. */
  declare secret: string | null;
  /** A random text that is shown as part of the own address. Who calls with it can't be crowded out by strangers. */
  declare addressToken: string | null;
  /** Lets only those ring who know `addressToken` or `secret`. */
  declare knownOnly: boolean;
  /** Connects while it still rings, to every caller or to those of whom the function says so: they learn the own address. */
  declare warmUp: boolean | ((from: string) => boolean);
  /** What the own user wants to be called: the other side reads it while it rings and in the call. */
  declare displayName: string;
  /** Whether the user is asked for it before a call, in a field of its own. */
  declare askName: boolean;
  /** For metered networks: at most 300 kbit/s and 15 pictures a second for video, both ways. */
  declare dataSaver: boolean;
  /** The most that video may take, in bit/s, both ways; `null`: 2,000,000, or 300,000 with `dataSaver`. */
  declare maxBitrate: number | null;
  /** The largest file, in bytes, that is sent or taken; `null`: 2 GiB; 0: no files at all. */
  declare maxFileSize: number | null;
  /** Address of a sound to ring with, or `off` for no sound at all; `null` for the element's own ring tone. */
  declare ringtone: string | null;
  /** Tells of calls by notifications of the system while nobody sees the page, if the user allows them. */
  declare notify: boolean;
  /** Whether single keys press the buttons of a call while the focus is inside; as attribute `off` for not. */
  declare hotkeys: boolean;
  /**
   * What is taken away from a call's screen, as in `<video controlslist>`: words with spaces between them, of `nomicrophone
   * nocamera noscreen nochat nofiles noflip nodevices nopip nofullscreen noself-view noswap nomove nostats norecord nocaptions norating`. Others
   * mean nothing. Hanging up stays.
   */
  declare controlsList: string;
  /** Texts of your own in place of single ones of the element's. */
  declare strings: Partial<Strings> | null;

  static {
    defineWithFallbacks(this.prototype, this.properties);
    Object.defineProperty(this.prototype, 'lang', langAccessor);
  }
}
