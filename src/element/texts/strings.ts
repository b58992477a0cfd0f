import type {
  CallErrorCode,
  FileErrorCode,
  CallErrorDevice,
  CallErrorReason,
} from '../../call/terms/call-error.js';
import type { CallQuality } from '../../call/terms/call-quality.js';
import type { PictureLimit } from '../../call/terms/call-report.js';
import type { DeviceHint } from '../../call/terms/call-events.js';
import type { NetworkTestState } from '../../call/terms/network-report.js';
import type { EndReason } from '../../call/terms/call-state.js';
import type { PauseReason } from '../../call/terms/media-state.js';
import type { DiagnosisCause, DiagnosisSide } from '../../call/terms/diagnosis.js';
import type { Rating } from '../element-events.js';
import type { PageErrorCode } from '../page-error.js';
import type { SignalingErrorCode, SignalingErrorReason } from '../../signaling/signaling-error.js';
import type { BrowserKind } from './browser-kind.js';

/** The languages that the element speaks; `zh` in simplified characters. */
export type Language = 'en' | 'ko' | 'ja' | 'zh' | 'es' | 'fr' | 'de' | 'ar';

type InterfaceKey =
  // the whole
  | 'direction'
  | 'label'
  | 'remote-video'
  | 'remote-screen'
  | 'self-view'
  // offline and idle
  | 'opening'
  | 'no-endpoint'
  | 'retrying'
  | 'try-again'
  | 'ready'
  | 'meeting-start'
  | 'server-reconnecting'
  | 'own-id'
  | 'own-id-hint'
  | 'copy'
  | 'copied'
  | 'copy-by-hand'
  | 'peer-id'
  | 'peer-id-hint'
  | 'call'
  | 'preview-on'
  | 'preview-off'
  // the network, before a call
  | 'network-check'
  | 'network-signaling'
  | 'network-stun'
  | 'network-turn'
  | 'network-line'
  | `network-${NetworkTestState}`
  | 'network-lost'
  | 'network-cost'
  | 'network-again'
  | 'network-udp-relayed'
  | 'network-no-turn'
  | 'network-no-servers'
  | 'network-line-unknown'
  // a call
  | 'calling'
  | 'ringing'
  | 'incoming'
  | 'connecting'
  | 'connected'
  | 'reconnecting'
  | 'answer'
  | 'answer-audio'
  | 'decline'
  | 'cancel'
  | 'hangup'
  | 'microphone'
  | 'camera'
  | 'screen'
  | 'flip'
  | 'hear'
  | 'remote-microphone-off'
  | 'remote-camera-off'
  | 'dismiss'
  | 'offer-device'
  | 'offer-use'
  // how a call is shown
  | 'view-more'
  | 'view-tile'
  | 'view-swap'
  | 'view-move'
  | 'view-self-on'
  | 'view-self-off'
  | 'view-pip'
  | 'view-pip-off'
  | 'view-fullscreen'
  | 'view-fullscreen-off'
  | 'view-zoom-in'
  | 'view-zoom-out'
  | 'view-zoom-off'
  // whether anybody is in between
  | 'verify-no'
  | 'verify-secret'
  | 'verify-user'
  | 'verify-never'
  | 'verify-no-hint'
  | 'verify-secret-hint'
  | 'verify-user-hint'
  | 'verify-pending'
  | 'verify-match'
  | 'verify-differ'
  | 'emoji-names'
  | 'private-mode'
  | 'private-mode-hint'
  // the chat
  | 'chat'
  | 'chat-unread'
  | 'chat-empty'
  | 'chat-local'
  | 'chat-remote'
  | 'chat-input'
  | 'chat-send'
  | 'chat-whole'
  | 'chat-part'
  | 'chat-new'
  | 'chat-waiting'
  | 'chat-failed'
  | 'chat-retry'
  | 'chat-too-long'
  // files in it
  | 'file-attach'
  | 'file-drop'
  | 'file-offer'
  | 'file-waiting'
  | 'file-accept'
  | 'file-decline'
  | 'file-cancel'
  | 'file-save'
  | 'file-left'
  | 'file-paused'
  | 'file-sent'
  | 'file-received'
  | 'file-declined-local'
  | 'file-declined-remote'
  | 'file-cancelled'
  | 'file-too-large'
  | 'file-limit'
  | 'file-off-local'
  | 'file-off-remote'
  | 'file-too-many'
  | 'file-unreadable'
  | 'file-damaged'
  | 'file-interrupted'
  | 'file-failed'
  // a meeting
  | 'meeting-name'
  | 'meeting-lobby'
  | 'meeting-join'
  | 'meeting-joining'
  | 'meeting-join-again'
  | 'meeting-leave'
  | 'meeting-waiting'
  | 'meeting-left'
  | 'meeting-retrying'
  | 'meeting-link'
  | 'meeting-link-hint'
  | 'meeting-share'
  | 'meeting-qr'
  | 'meeting-qr-hint'
  // a recording
  | 'record-start'
  | 'record-stop'
  | 'record-asked'
  | 'record-refused'
  | 'record-here'
  | 'record-question'
  | 'record-allow'
  | 'record-refuse'
  | 'record-there'
  | 'record-done'
  | 'record-save'
  | 'record-discard'
  // captions
  | `captions-${'show' | 'peer' | 'stop'}`
  | `captions-${'asking' | 'asks' | 'loading' | 'on' | 'refused' | 'unsupported' | 'language' | 'failed' | 'silent'}`
  | `captions-${'question' | 'download' | 'downloading' | 'not-loaded' | 'there'}`
  // around a call
  | 'ring-title'
  | 'ring-notify'
  | 'voice-muted'
  | `announce-${'local' | 'remote'}-${CallErrorDevice}-${'on' | 'off'}`
  | 'announce-local-record-on'
  | 'announce-remote-record-off'
  // figures of a call
  | `stats-${CallQuality}`
  | 'stats-open'
  | 'stats-title'
  | 'stats-wait'
  | 'stats-failed'
  | 'stats-range'
  | 'stats-sent'
  | 'stats-received'
  | 'stats-bitrate'
  | 'stats-loss'
  | 'stats-camera'
  | 'stats-screen'
  | 'stats-codecs'
  | 'stats-delay'
  | 'stats-limit'
  | `stats-limit-${PictureLimit}`
  | 'stats-path'
  | 'stats-direct'
  | `stats-relayed-${'local' | 'remote' | 'both'}`
  | 'stats-rtt'
  | 'stats-verified'
  | 'stats-messages'
  | 'stats-messages-count'
  | 'stats-copy'
  // what is chosen and allowed
  | `devices-${'title' | 'loudspeaker' | 'default' | 'no-camera' | 'no-microphone' | 'absent' | 'gone' | 'instead'}`
  | `devices-${'hidden' | 'allow' | 'level' | 'level-silent' | 'level-heard' | 'level-off'}`
  | `devices-${'test' | 'testing' | 'mirror' | 'remember' | 'forbidden'}`
  | `ask-${'' | 'check-'}${'microphone' | 'camera' | 'both'}`
  | `allow-${BrowserKind | 'here'}`
  | `name-${'own' | 'hint' | 'remember'}`
  // after a call
  | 'after-duration'
  | 'rating-question'
  | `rating-${Rating}`
  | 'rating-thanks'
  | 'call-again'
  | 'back';

/** Reasons that read differently for the side that was called. */
type DirectedReason = Extract<EndReason, 'declined' | 'busy' | 'cancelled' | 'timeout'>;

/** Errors of sending and of figures are for the page that asks for it. */
type ShownErrorCode = Exclude<
  CallErrorCode,
  'message-too-large' | 'queue-full' | 'report-failed' | FileErrorCode | PageErrorCode
>;

/** Nothing is said of an unknown cause. A blocked network has a text for each side. */
type DiagnosisKey =
  | Exclude<DiagnosisCause, 'unknown' | 'udp-blocked'>
  | `udp-blocked-${Exclude<DiagnosisSide, 'unknown'>}`;

/** The other codes are about single messages, or use the text of `connect-failed`. */
type OfflineCode = Extract<
  SignalingErrorCode,
  'connect-failed' | 'server-error' | 'closed' | 'unauthorized'
>;

/** Why there is no place in a room. */
type RoomCode = Extract<
  SignalingErrorCode,
  'room-full' | 'room-refused' | 'invalid-argument' | 'not-supported'
>;

type RoomKey = RoomCode extends infer Code
  ? Code extends `room-${string}`
    ? Code
    : `room-${Code & string}`
  : never;

/** What the door of a relay has against this page or its user. */
type DoorKey = SignalingErrorReason extends infer Reason
  ? Reason extends `door-${string}`
    ? Reason
    : `door-${Reason & string}`
  : never;

/** `both`: camera and microphone, requested together. */
type Device = CallErrorDevice | 'both';

type DeviceErrorCode = Extract<
  CallErrorCode,
  | 'permission-denied'
  | 'device-not-found'
  | 'device-in-use'
  | 'constraints-not-met'
  | 'not-supported'
  | 'media-failed'
  | 'audio-output-failed'
  | 'invalid-state'
>;

/** Sentences for one reason or one device, in place of the one for all of them. */
type ExactErrorKey = `error-${DeviceErrorCode}-${
  Device | CallErrorReason | `${CallErrorReason}-${Device}`}`;

/** Those that the element has itself. The others exist only if a page sets them. */
type UsedExactErrorKey = Extract<
  ExactErrorKey,
  | `error-permission-denied-${'user' | 'user-screen' | 'system' | 'page' | 'screen'}`
  | `error-device-not-found-${'ended' | 'ended-screen' | 'no-other' | 'screen'}`
  | `error-${'constraints-not-met' | 'not-supported' | 'media-failed'}-screen`
  | `error-invalid-state-${CallErrorDevice}`
  | `error-${'device-not-found' | 'audio-output-failed'}-switched`
  | 'error-not-supported-own-sound'
>;

type UsedKey =
  | InterfaceKey
  | `quality-${CallQuality}`
  | `ended-${EndReason}`
  | `ended-${DirectedReason}-incoming`
  | `device-${Device}`
  | `paused-${PauseReason}-${'local' | 'remote'}`
  | `paused-${'microphone' | 'camera'}-${'local' | 'remote'}`
  | `hint-${DeviceHint}`
  | `error-${ShownErrorCode}`
  | UsedExactErrorKey
  | `diagnosis-${DiagnosisKey}`
  | `offline-${OfflineCode}`
  | RoomKey
  | DoorKey;

type FirstKey = Exclude<UsedKey, LaterKey>;

/** What is needed before the texts that come later. For all errors and all endings there is one that is always true. */
type EarlyKey = 'error-invalid-state' | 'ended-hangup' | 'meeting-start' | 'network-check';

type LaterPrefix =
  | 'error'
  | 'diagnosis'
  | 'ended'
  | 'record'
  | 'captions'
  | 'devices'
  | 'ask'
  | 'allow'
  | 'name'
  | 'device'
  | 'paused'
  | 'hint'
  | 'offer'
  | 'quality'
  | 'meeting'
  | 'room'
  | 'door'
  | 'verify'
  | 'ring'
  | 'voice'
  | 'announce'
  | 'stats'
  | 'after'
  | 'rating'
  | 'network'
  | 'chat'
  | 'file'
  | 'view';

type LaterKey = Exclude<(UsedKey & `${LaterPrefix}-${string}`) | 'emoji-names' | 'chat', EarlyKey>;

/** The texts of one language that come first, and those that may come later. A missing one does not compile. */
export type FirstTexts = { readonly [Key in FirstKey]: string };
export type LaterTexts = { readonly [Key in LaterKey]: string };

/** One language: every text there is. */
export type Translation = FirstTexts & LaterTexts;

/**
 * The texts that the element shows or speaks. `{device}` in an error stands for the text `device-…`, in `offer-device` for the name of what was plugged in; `{name}` in `ring-title` for who calls, in `captions-…` for the other side; `{picture}` in
 * `view-tile` for the name of a picture. An error of a
 * device is looked for as `error-<code>-<reason>-<device>`, `error-<code>-<reason>`, `error-<code>-<device>` and
 * `error-<code>`, so that each can have a sentence of its own; one of a relay's door as `door-<reason>`, or as the reason itself where that begins so. `emoji-names` has the names of the pictures of a code, as
 * in `🐶 Dog, 🐱 Cat`; those that are not in it have their English ones. `direction` is that of writing: `ltr` or `rtl`. Texts that are not there yet are shown as nothing.
 */
export type Strings = FirstTexts &
  Partial<LaterTexts> & { readonly [Key in ExactErrorKey]?: string };

/** The name of a text. */
export type StringKey = keyof Strings;
