import type { Translation } from './strings.js';

/** The page has wrong addresses or passwords for its servers, or none. */
const WRONG_SERVERS = [
  'This page’s call servers are set up wrong. Tell its owner.',
  '이 페이지의 통화 서버 설정이 잘못되었습니다. 운영자에게 알려 주세요.',
] as const;

const NOT_SHAREABLE = [
  'This screen can’t be shared. Choose another one.',
  '이 화면은 공유할 수 없습니다. 다른 것을 고르세요.',
] as const;

const NOT_NOW = [
  'Your {device} can’t be used now. Try again.',
  '지금은 {device}를 쓸 수 없습니다. 다시 시도하세요.',
] as const;

/** Every text in every language, in the order of `LANGUAGES`: a missing one does not compile. */
export const TRANSLATIONS: Translation<readonly [english: string, korean: string]> = {
  label: ['Video call', '영상 통화'],
  'remote-video': ['Their camera', '상대방 카메라'],
  'remote-screen': ['Their screen', '상대방 화면'],
  'self-view': ['My camera', '내 카메라'],

  opening: ['Going online…', '접속하는 중…'],
  'no-endpoint': ['No call server: set its endpoint.', '통화 서버(endpoint)가 없습니다.'],
  retrying: ['Trying again…', '다시 시도하는 중…'],
  'try-again': ['Try again', '다시 시도'],
  ready: ['Ready for calls', '통화 대기 중'],
  'server-reconnecting': ['Reconnecting to server…', '서버에 다시 연결하는 중…'],
  'own-id': ['Your address', '내 주소'],
  'own-id-hint': [
    'Whoever has it can call you while this page is open.',
    '이 주소로 전화를 받습니다. 페이지를 열어 두세요.',
  ],
  copy: ['Copy', '복사'],
  copied: ['Copied', '복사됨'],
  'copy-by-hand': ['Press Ctrl+C', 'Ctrl+C를 누르세요'],
  'peer-id': ['Call someone', '전화 걸기'],
  'peer-id-hint': ['Their address', '상대방 주소'],
  call: ['Call', '전화'],
  'preview-on': ['Check my camera', '내 카메라 확인'],
  'preview-off': ['Camera off', '카메라 끄기'],

  calling: ['Calling…', '거는 중…'],
  ringing: ['Ringing…', '벨이 울리는 중…'],
  incoming: ['Incoming call', '전화가 왔습니다'],
  connecting: ['Connecting…', '연결하는 중…'],
  connected: ['Connected', '연결됨'],
  reconnecting: ['Connection lost. Reconnecting…', '연결이 끊겼습니다. 다시 연결하는 중…'],
  answer: ['Answer', '받기'],
  'answer-audio': ['Audio only', '음성만'],
  decline: ['Decline', '거절'],
  cancel: ['Cancel', '취소'],
  hangup: ['Hang up', '끊기'],
  microphone: ['Microphone', '마이크'],
  camera: ['Camera', '카메라'],
  screen: ['Share screen', '화면 공유'],
  flip: ['Switch camera', '카메라 전환'],
  hear: ['Tap to hear', '소리 듣기'],
  'remote-microphone-off': ['Their microphone is off', '상대방 마이크 꺼짐'],
  'remote-camera-off': ['Their camera is off', '상대방 카메라 꺼짐'],
  dismiss: ['Close', '닫기'],

  'call-again': ['Call again', '다시 걸기'],
  back: ['Back', '돌아가기'],

  'quality-excellent': ['Excellent connection', '연결 상태 아주 좋음'],
  'quality-good': ['Good connection', '연결 상태 좋음'],
  'quality-poor': ['Poor connection', '연결 상태 나쁨'],
  'quality-lost': ['No connection', '연결 상태 끊김'],

  'ended-hangup': ['Call ended', '통화가 끝났습니다'],
  'ended-declined': ['Call declined', '상대방이 거절했습니다'],
  'ended-declined-incoming': ['Call declined', '전화를 거절했습니다'],
  'ended-busy': ['They are in another call', '상대방이 통화 중입니다'],
  'ended-busy-incoming': ['Missed call', '부재중 전화'],
  'ended-cancelled': ['Call cancelled', '전화를 취소했습니다'],
  'ended-cancelled-incoming': ['Missed call', '부재중 전화'],
  'ended-timeout': ['No answer', '응답이 없습니다'],
  'ended-timeout-incoming': ['Missed call', '부재중 전화'],
  'ended-replaced': ['A new call took over', '새 통화로 바뀌었습니다'],
  'ended-peer-unavailable': ['They can’t be reached', '상대방에게 연결할 수 없습니다'],
  'ended-connection-failed': ['No connection', '연결할 수 없습니다'],
  'ended-connection-lost': ['Connection lost', '연결이 끊겼습니다'],
  'ended-media-error': ['Camera or microphone failed', '카메라나 마이크 오류'],
  'ended-signaling-failed': ['Call server lost', '통화 서버와 끊겼습니다'],
  'ended-verification-failed': ['Stopped for your safety', '안전을 위해 끊겼습니다'],
  'ended-protocol-error': ['Connection error', '연결 오류'],

  // All four end in a vowel in Korean, so the particles in the sentences are right for each.
  'device-microphone': ['microphone', '마이크'],
  'device-camera': ['camera', '카메라'],
  'device-both': ['camera or microphone', '카메라나 마이크'],
  'device-screen': ['screen', '화면 공유'],

  'error-permission-denied': [
    'Your {device} is blocked. Allow it in the address bar, or tell this page’s owner.',
    '{device} 사용이 막혀 있습니다. 주소창에서 허용하거나 운영자에게 알려 주세요.',
  ],
  'error-permission-denied-user': [
    'Your {device} is blocked. Allow it in the address bar.',
    '{device} 사용이 막혀 있습니다. 주소창에서 허용하세요.',
  ],
  'error-permission-denied-system': [
    'Your {device} is blocked. Allow it in the system settings.',
    '{device} 사용이 막혀 있습니다. 시스템 설정에서 허용하세요.',
  ],
  'error-permission-denied-page': [
    'Your {device} is blocked for this page. Tell its owner.',
    '이 페이지에서는 {device} 사용이 막혀 있습니다. 운영자에게 알려 주세요.',
  ],
  'error-permission-denied-user-screen': [
    'No screen chosen. Try again.',
    '화면을 고르지 않았습니다. 다시 시도하세요.',
  ],
  'error-permission-denied-screen': [
    'No screen chosen. Try again, or tell this page’s owner.',
    '화면을 고르지 않았습니다. 다시 시도하거나 운영자에게 알려 주세요.',
  ],
  'error-device-not-found': [
    'No {device} found. Connect one, or allow it in the system settings.',
    '{device}가 없습니다. 연결하거나 시스템 설정에서 허용하세요.',
  ],
  'error-device-not-found-screen': [
    'No screen found. Allow it in the system settings.',
    '화면이 없습니다. 시스템 설정에서 허용하세요.',
  ],
  'error-device-not-found-ended': [
    'Your {device} is gone. Check it and try again.',
    '{device} 연결이 끊겼습니다. 확인한 뒤 다시 시도하세요.',
  ],
  'error-device-not-found-no-other': [
    'No other camera found. Connect one.',
    '다른 카메라가 없습니다. 연결하세요.',
  ],
  'error-device-in-use': [
    'Your {device} failed. Close other apps that use it.',
    '{device} 오류입니다. 다른 앱을 닫고 다시 시도하세요.',
  ],
  'error-constraints-not-met': [
    'No {device} fits. Choose another one.',
    '맞는 {device}가 없습니다. 다른 것을 고르세요.',
  ],
  'error-constraints-not-met-screen': NOT_SHAREABLE,
  'error-insecure-context': ['Calls need https://', '통화는 https://에서만 됩니다.'],
  'error-not-supported': [
    'This browser can’t do that. Try another one.',
    '이 브라우저로는 할 수 없습니다. 다른 것을 쓰세요.',
  ],
  'error-not-supported-screen': [
    'This browser can’t share a screen. Try another one.',
    '이 브라우저로는 화면을 공유할 수 없습니다. 다른 것을 쓰세요.',
  ],
  'error-audio-output-failed': [
    'This loudspeaker can’t be used. Choose another one.',
    '이 스피커는 쓸 수 없습니다. 다른 것을 고르세요.',
  ],
  'error-media-failed': [
    'Your {device} failed. Check it and try again.',
    '{device} 오류입니다. 확인한 뒤 다시 시도하세요.',
  ],
  'error-media-failed-screen': NOT_SHAREABLE,
  'error-invalid-state-microphone': NOT_NOW,
  'error-invalid-state-camera': NOT_NOW,
  'error-invalid-state-screen': ['Press the button again.', '버튼을 다시 누르세요.'],
  'error-invalid-state': [
    'Not possible now. Try again later.',
    '지금은 할 수 없습니다. 잠시 뒤 다시 시도하세요.',
  ],
  'error-invalid-argument': [
    'This address can’t be called. Check it and try again.',
    '이 주소로는 걸 수 없습니다. 확인한 뒤 다시 시도하세요.',
  ],
  'error-peer-unavailable': [
    'Their address may have changed. Check it and try again.',
    '주소가 바뀌었을 수 있습니다. 확인한 뒤 다시 시도하세요.',
  ],
  'error-signaling-failed': [
    'Check your internet connection and try again.',
    '인터넷 연결을 확인한 뒤 다시 시도하세요.',
  ],
  'error-connection-failed': [
    'A firewall may block the call. Try another network.',
    '방화벽이 막고 있을 수 있습니다. 다른 망을 쓰세요.',
  ],
  'error-connection-lost': [
    'Check your internet connection and try again.',
    '인터넷 연결을 확인한 뒤 다시 시도하세요.',
  ],
  'error-negotiation-failed': ['Reload the page on both sides.', '양쪽 모두 페이지를 새로 여세요.'],
  'error-protocol-error': ['Reload the page on both sides.', '양쪽 모두 페이지를 새로 여세요.'],

  'diagnosis-no-turn': [
    'The two networks have no direct path. Try another network.',
    '두 망이 바로 이어지지 않습니다. 다른 망을 쓰세요.',
  ],
  'diagnosis-udp-blocked-local': [
    'Your network blocks calls. Try another network.',
    '내 망이 통화를 막고 있습니다. 다른 망을 쓰세요.',
  ],
  'diagnosis-udp-blocked-remote': [
    'Their network blocks calls. Ask them to try another network.',
    '상대방 망이 통화를 막고 있습니다. 상대방이 다른 망을 써야 합니다.',
  ],
  'diagnosis-udp-blocked-both': [
    'Both networks block calls. Try another network on both sides.',
    '양쪽 망이 통화를 막고 있습니다. 양쪽 모두 다른 망을 쓰세요.',
  ],
  'diagnosis-turn-refused': WRONG_SERVERS,
  'diagnosis-turn-unreachable': [
    'The call relay can’t be reached. Try another network.',
    '중계 서버에 연결할 수 없습니다. 다른 망을 쓰세요.',
  ],
  'diagnosis-relay-policy-without-turn': WRONG_SERVERS,
  'diagnosis-peer-gone': [
    'They went offline or have a new address. Try again later.',
    '상대방이 오프라인이거나 주소가 바뀌었습니다. 잠시 뒤 다시 시도하세요.',
  ],
  'diagnosis-signaling-unreachable': [
    'The call server can’t be reached. Check your internet connection.',
    '통화 서버에 연결할 수 없습니다. 인터넷 연결을 확인하세요.',
  ],
  'diagnosis-network-down': [
    'You are offline. Check your internet connection.',
    '내 기기가 오프라인입니다. 인터넷 연결을 확인하세요.',
  ],

  'offline-closed': [
    'The call server was disconnected. Reload the page.',
    '통화 서버와 끊겼습니다. 페이지를 새로 여세요.',
  ],
  'offline-connect-failed': [
    'The call server can’t be reached. Check your internet connection.',
    '통화 서버에 연결할 수 없습니다. 인터넷 연결을 확인하세요.',
  ],
  'offline-server-error': [
    'The call server failed. Try again later.',
    '통화 서버 오류입니다. 잠시 뒤 다시 시도하세요.',
  ],
};
