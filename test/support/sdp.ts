export const FINGERPRINT = Array.from({ length: 32 }, () => 'AB').join(':');
export const OTHER_FINGERPRINT = Array.from({ length: 32 }, () => 'CD').join(':');

/** The media sections of a call: microphone, camera, screen and its sound. */
export const MEDIA_KINDS = ['audio', 'video', 'video', 'audio'] as const;

const KINDS = [...MEDIA_KINDS, 'application'];

export interface SdpOptions {
  readonly kinds?: readonly string[];
  /** The fingerprint lines of each media section. */
  readonly fingerprints?: (section: number) => readonly string[];
  readonly extra?: readonly string[];
}

/** A description with the layout of a call, as far as a guard checks it. */
export function layoutSdp(options: SdpOptions = {}): string {
  const { kinds = KINDS, extra = [] } = options;
  const fingerprints = options.fingerprints ?? (() => [`sha-256 ${FINGERPRINT}`]);
  const sections = kinds.flatMap((kind, index) => [
    `m=${kind} 9 UDP/TLS/RTP/SAVPF 111`,
    'c=IN IP4 0.0.0.0',
    'a=ice-ufrag:abcd',
    'a=ice-pwd:abcdefghijklmnopqrstuvwx',
    ...fingerprints(index).map((fingerprint) => `a=fingerprint:${fingerprint}`),
    'a=setup:actpass',
    `a=mid:${index}`,
  ]);
  return ['v=0', 'o=- 1 2 IN IP4 127.0.0.1', 's=-', 't=0 0', ...sections, ...extra, ''].join(
    '\r\n',
  );
}

/** A point of P-256, as a caller's public key. */
export const PUBLIC_KEY =
  'BIpItEI8gTpNFdacSs203qHhVMVa86CjcnGJALwUpgJc35yZEyUZSHZgL4Vpth9yNj-mGvlimBqYbNLcS9dpO8M';

/** A commitment that nobody can open. */
export const COMMIT = 'A'.repeat(43);

/** An invitation as a caller sends it. */
export function inviteMessage(sdp = layoutSdp()) {
  return {
    type: 'invite' as const,
    description: { type: 'offer' as const, sdp },
    offerId: 1,
    candidates: [
      {
        candidate: 'candidate:1 1 udp 2122260223 192.0.2.1 50000 typ host',
        sdpMid: '0',
        sdpMLineIndex: 0,
        usernameFragment: 'abcd',
      },
    ],
    media: { microphone: true, camera: true, screen: false, screenSound: false, paused: {} },
    commit: COMMIT,
  };
}
