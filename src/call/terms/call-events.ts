import type { CallError, CallErrorDevice } from './call-error.js';
import type { FileTransfer } from './file-transfer.js';
import type { CallState } from './call-state.js';
import type { MediaState } from './media-state.js';
import type { CallQuality } from './call-quality.js';
import type { CallReport } from './call-report.js';
import type { VerificationCode, Verified } from './verification.js';

/** The call moved from `previous` to `state`. */
export class CallStateChangeEvent extends Event {
  readonly state: CallState;
  readonly previous: CallState;

  constructor(state: CallState, previous: CallState) {
    super('statechange');
    this.state = state;
    this.previous = previous;
  }
}

/** There is a local stream now, or it has other tracks than before (camera flipped, device switched). */
export class LocalStreamEvent extends Event {
  readonly stream: MediaStream;

  constructor(stream: MediaStream) {
    super('localstream');
    this.stream = stream;
  }
}

/**
 * The peer's stream is there: once in a call, which keeps it for its whole life. Its tracks come and go: that of the
 * microphone is always in it, that of the camera while the peer shows a picture.
 */
export class RemoteStreamEvent extends Event {
  readonly stream: MediaStream;

  constructor(stream: MediaStream) {
    super('remotestream');
    this.stream = stream;
  }
}

/** The peer's app sent data with `sendMessage`. */
export class CallMessageEvent extends Event {
  readonly data: string;

  constructor(data: string) {
    super('message');
    this.data = data;
  }
}

/** The peer's `displayName` is known, or another one. */
export class PeerNameEvent extends Event {
  readonly name: string | null;

  constructor(name: string | null) {
    super('peername');
    this.name = name;
  }
}

/** The peer offers a file: `transfer.accept()` takes it, `transfer.cancel()` declines it. */
export class FileTransferEvent extends Event {
  readonly transfer: FileTransfer;

  constructor(transfer: FileTransfer) {
    super('filetransfer');
    this.transfer = transfer;
  }
}

/** What we send changed: microphone, camera or screen went on or off. */
export class LocalMediaEvent extends Event {
  readonly media: MediaState;

  constructor(media: MediaState) {
    super('localmedia');
    this.media = media;
  }
}

/** What the peer sends changed: microphone, camera or screen went on or off. */
export class RemoteMediaEvent extends Event {
  readonly media: MediaState;

  constructor(media: MediaState) {
    super('remotemedia');
    this.media = media;
  }
}

/**
 * A microphone, camera or loudspeaker was plugged in: offer it, and change to it with `switchDevice`, or to a loudspeaker
 * with `setSinkId` of the element that plays the call.
 */
export class DeviceAvailableEvent extends Event {
  readonly device: MediaDeviceInfo;

  constructor(device: MediaDeviceInfo) {
    super('deviceavailable');
    this.device = device;
  }
}

/** What a device does that its user may not know. `bluetooth`: while this microphone is on, its headset plays all sound worse. */
export type DeviceHint = 'bluetooth';

/** A device works, but another one would work better: once in a call for each. */
export class DeviceHintEvent extends Event {
  readonly hint: DeviceHint;
  readonly device: CallErrorDevice;
  /** Of that device. Once it has ended, the hint is of no use any more. */
  readonly track: MediaStreamTrack;

  constructor(hint: DeviceHint, device: CallErrorDevice, track: MediaStreamTrack) {
    super('devicehint');
    this.hint = hint;
    this.device = device;
    this.track = track;
  }
}

/** The quality of the connection, as a word, changed. */
export class QualityChangeEvent extends Event {
  readonly quality: CallQuality;
  /** The figures that it was judged by, and the others of that moment. */
  readonly report: CallReport;

  constructor(quality: CallQuality, report: CallReport) {
    super('qualitychange');
    this.quality = quality;
    this.report = report;
  }
}

/** There is a code to compare now, or the call is verified. */
export class VerificationChangeEvent extends Event {
  readonly verificationCode: VerificationCode | null;
  readonly verified: Verified;

  constructor(verificationCode: VerificationCode | null, verified: Verified) {
    super('verificationchange');
    this.verificationCode = verificationCode;
    this.verified = verified;
  }
}

/** Something failed. The call goes on unless its state says `ended`. */
export class CallErrorEvent extends Event {
  readonly error: CallError;

  constructor(error: CallError) {
    super('error');
    this.error = error;
  }
}

export interface CallEventMap {
  statechange: CallStateChangeEvent;
  localstream: LocalStreamEvent;
  remotestream: RemoteStreamEvent;
  message: CallMessageEvent;
  peername: PeerNameEvent;
  filetransfer: FileTransferEvent;
  localmedia: LocalMediaEvent;
  remotemedia: RemoteMediaEvent;
  deviceavailable: DeviceAvailableEvent;
  devicehint: DeviceHintEvent;
  qualitychange: QualityChangeEvent;
  verificationchange: VerificationChangeEvent;
  error: CallErrorEvent;
}
