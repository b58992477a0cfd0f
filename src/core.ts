export type { Clock } from './internal/clock.js';
export type { JsonValue } from './internal/json-value.js';

export { SignalingClient, type IceServerGrant } from './signaling/signaling-client.js';
export {
  SignalingError,
  type SignalingErrorCode,
  type SignalingErrorOptions,
  type SignalingErrorReason,
} from './signaling/signaling-error.js';
export { assertFits, assertSendable } from './signaling/outgoing-message.js';
export {
  IdChangeEvent,
  SignalingErrorEvent,
  SignalingMessageEvent,
  SignalingStateChangeEvent,
  UndeliverableEvent,
  type SignalingEventMap,
  type SignalingState,
} from './signaling/signaling-events.js';
export { Room } from './signaling/room.js';
export type { RoomOptions } from './signaling/room-options.js';
export { RoomMemberEvent, RoomMessageEvent, type RoomEventMap } from './signaling/room-events.js';
export { DefaultReconnectPolicy, type ReconnectPolicy } from './signaling/reconnect-policy.js';
export {
  ApiGatewaySignalingClient,
  type ApiGatewaySignalingOptions,
} from './signaling/api-gateway/api-gateway-signaling-client.js';

export { PeerCall } from './call/peer-call.js';
export type { PeerCallInit } from './call/peer-call-init.js';
export { createInvite, readInvite, type Invite } from './call/invite-link.js';
export { checkNetwork } from './call/check-network.js';
export type {
  NetworkCheckOptions,
  NetworkProblem,
  NetworkReport,
  NetworkTestState,
} from './call/terms/network-report.js';
export { createAddressToken } from './call/terms/peer-address.js';
export type { CallDirection, CallState, EndReason } from './call/terms/call-state.js';
export {
  CallErrorEvent,
  CallMessageEvent,
  CallStateChangeEvent,
  LocalMediaEvent,
  LocalStreamEvent,
  PeerNameEvent,
  FileTransferEvent,
  QualityChangeEvent,
  RemoteMediaEvent,
  DeviceAvailableEvent,
  DeviceHintEvent,
  RemoteStreamEvent,
  VerificationChangeEvent,
  type CallEventMap,
  type DeviceHint,
} from './call/terms/call-events.js';
export {
  CallError,
  type CallErrorCode,
  type FileErrorCode,
  type CallErrorDevice,
  type CallErrorReason,
  type CallErrorOptions,
} from './call/terms/call-error.js';
export {
  DEFAULT_CALL_TIMING,
  DEFAULT_ICE_SERVERS,
  type AnswerOptions,
  type AudioProcessing,
  type CallOptions,
  type CallView,
  type IceServerProvider,
  type CallTiming,
  type MediaOptions,
  type ScreenShareOptions,
} from './call/terms/call-options.js';
export {
  FileTransfer,
  type FileTransferEventMap,
  type FileTransferState,
} from './call/terms/file-transfer.js';
export type { FileOptions } from './call/call-files.js';
export type { Diagnosis, DiagnosisCause, DiagnosisSide } from './call/terms/diagnosis.js';
export type { CallQuality } from './call/terms/call-quality.js';
export type {
  CallReport,
  LeftOut,
  PictureLimit,
  PictureReport,
  ReceivedPictureReport,
  ReceivedReports,
  ReceivedSoundReport,
  SentPictureReport,
  SentReports,
  SourceReport,
} from './call/terms/call-report.js';
export type { MediaState, PauseReason } from './call/terms/media-state.js';
export type { VerificationCode, VerificationEmoji, Verified } from './call/terms/verification.js';
