import type { CallErrorCode } from '../../call/terms/call-error.js';
import type { CallQuality } from '../../call/terms/call-quality.js';
import type { EndReason } from '../../call/terms/call-state.js';
import type { DiagnosisCause, DiagnosisSide } from '../../call/terms/diagnosis.js';
import type { PageErrorCode } from '../page-error.js';
import type { SignalingErrorCode } from '../../signaling/signaling-error.js';

/** The languages that the element speaks. */
export const LANGUAGES = ['en', 'ko'] as const;

export type Language = (typeof LANGUAGES)[number];

type InterfaceKey =
  // the whole
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
  // after a call
  | 'call-again'
  | 'back';

/** Reasons that read differently for the side that was called. */
type DirectedReason = Extract<EndReason, 'declined' | 'busy' | 'cancelled' | 'timeout'>;

/** Sending fails to the page that sends, not to the element. */
type ShownErrorCode = Exclude<CallErrorCode, 'message-too-large' | 'queue-full' | PageErrorCode>;

/** Without evidence there is nothing to say, and a blocked network is somebody's. */
type DiagnosisKey =
  | Exclude<DiagnosisCause, 'unknown' | 'udp-blocked'>
  | `udp-blocked-${Exclude<DiagnosisSide, 'unknown'>}`;

/** The other codes are about single messages, or say the same as `connect-failed`. */
type OfflineCode = Extract<SignalingErrorCode, 'connect-failed' | 'server-error' | 'closed'>;

/** The name of each text that the element shows or speaks. */
export type StringKey =
  | InterfaceKey
  | `quality-${CallQuality}`
  | `ended-${EndReason}`
  | `ended-${DirectedReason}-incoming`
  | `error-${ShownErrorCode}`
  | 'error-permission-denied-screen'
  | `diagnosis-${DiagnosisKey}`
  | `offline-${OfflineCode}`;

/** One language: every text there is. A missing one does not compile. */
export type Strings = { readonly [Key in StringKey]: string };
