import type { Translation } from './strings.js';

/** The page has wrong addresses or passwords for its servers, or none. */
const WRONG_SERVERS = '이 페이지의 통화 서버 설정이 잘못되었습니다. 운영자에게 알려 주세요.';
const NOT_SHAREABLE = '이 화면은 공유할 수 없습니다. 다른 것을 고르세요.';
const NOT_NOW = '지금은 {device}를 쓸 수 없습니다. 다시 시도하세요.';

/** All different also to the ear: they are read out. */
const EMOJI_NAMES =
  '🐶 강아지, 🐱 고양이, 🦁 사자, 🐴 말, 🦄 유니콘, 🐷 돼지, 🐘 코끼리, 🐰 토끼, 🐼 판다, 🐓 닭, 🐧 펭귄, 🐢 거북이, ' +
  '🐟 물고기, 🐙 문어, 🦋 나비, 🐝 꿀벌, 🌻 해바라기, 🌳 나무, 🌵 선인장, 🍄 버섯, 🌍 지구, 🌙 달, ⭐ 별, 🔥 불, ' +
  '🌈 무지개, ⛄ 눈사람, 🍌 바나나, 🍎 사과, 🍓 딸기, 🍇 포도, 🌽 옥수수, 🍕 피자, 🎂 케이크, 🥕 당근, 🧀 치즈, ' +
  '🥚 달걀, 🍯 꿀단지, 🚗 자동차, 🚲 자전거, 🚂 기차, 🚀 로켓, ⛵ 돛단배, ⚓ 닻, 🏠 집, 🎩 모자, 👓 안경, 👑 왕관, ' +
  '🎒 가방, 🔑 열쇠, 🔨 망치, ⏰ 시계, 💡 전구, 📕 책, 📎 클립, 🎁 선물, 🎈 풍선, ⚽ 축구공, 🏆 트로피, 🎸 기타, ' +
  '🎺 나팔, 🔔 종, 🥁 북, 🌂 우산, 🎲 주사위';

/** Korean. Fetched where a page is in Korean. */
export const TEXTS: Translation = {
  direction: 'ltr',
  label: '영상 통화',
  'remote-video': '상대방 카메라',
  'remote-screen': '상대방 화면',
  'self-view': '내 카메라',

  opening: '접속하는 중…',
  'no-endpoint': '통화 서버(endpoint)가 없습니다.',
  retrying: '다시 시도하는 중…',
  'try-again': '다시 시도',
  ready: '통화 대기 중',
  'meeting-start': '회의 시작하기',
  'server-reconnecting': '서버에 다시 연결하는 중…',
  'own-id': '내 주소',
  'own-id-hint': '이 주소로 전화를 받습니다. 페이지를 열어 두세요.',
  copy: '복사',
  copied: '복사됨',
  'copy-by-hand': 'Ctrl+C를 누르세요',
  'peer-id': '전화 걸기',
  'peer-id-hint': '상대방 주소',
  call: '전화',
  'preview-on': '내 카메라 확인',
  'preview-off': '카메라 끄기',

  calling: '거는 중…',
  ringing: '벨이 울리는 중…',
  incoming: '전화가 왔습니다',
  connecting: '연결하는 중…',
  connected: '연결됨',
  reconnecting: '연결이 끊겼습니다. 다시 연결하는 중…',
  answer: '받기',
  'answer-audio': '음성만',
  decline: '거절',
  cancel: '취소',
  hangup: '끊기',
  microphone: '마이크',
  camera: '카메라',
  screen: '화면 공유',
  flip: '카메라 전환',
  hear: '소리 듣기',
  'remote-microphone-off': '상대방 마이크 꺼짐',
  'remote-camera-off': '상대방 카메라 꺼짐',
  dismiss: '닫기',

  'verify-no': '아직 확인하지 않음',
  'verify-secret': '링크로 확인됨',
  'verify-user': '직접 확인함',
  'verify-never': '확인할 수 없음',
  'verify-no-hint': '서로 읽어 주세요. 양쪽이 똑같으면 중간에 아무도 없습니다.',
  'verify-secret-hint':
    '링크를 가진 사람만 중간에 있을 수 있습니다. 더 확실히 하려면 서로 읽어 주세요.',
  'verify-user-hint': '양쪽이 똑같습니다. 중간에 아무도 없습니다.',
  'verify-pending': '코드를 만드는 중…',
  'verify-match': '똑같습니다',
  'verify-differ': '다릅니다',
  'emoji-names': EMOJI_NAMES,
  'private-mode': '비공개 모드',
  'private-mode-hint': '상대방에게 내 네트워크 주소를 알리지 않습니다.',

  'meeting-name': '회의',
  'meeting-lobby': '참여할 준비가 되셨나요?',
  'meeting-join': '참여하기',
  'meeting-joining': '참여하는 중…',
  'meeting-join-again': '다시 참여하기',
  'meeting-leave': '나가기',
  'meeting-waiting': '참여했습니다. 상대방을 기다리는 중…',
  'meeting-left': '상대방이 나갔습니다. 돌아오기를 기다리는 중…',
  'meeting-retrying': '참여 중입니다. 다시 거는 중…',
  'meeting-link': '회의 링크',
  'meeting-link-hint': '한 사람에게 보내세요. 링크가 있으면 누구나 참여할 수 있습니다.',
  'meeting-share': '공유',
  'meeting-qr': 'QR 코드',
  'meeting-qr-hint': '휴대폰 카메라로 스캔하세요.',

  'room-full': '이 회의에는 이미 두 사람이 있습니다. 새 회의를 시작하세요.',
  'room-refused': '이 회의에 참여할 수 없습니다. 초대한 사람에게 문의하세요.',
  'room-invalid-argument': '이 회의에 참여할 수 없습니다. 운영자에게 알려 주세요.',
  'room-not-supported': '여기서는 회의를 쓸 수 없습니다. 주소로 전화하거나 운영자에게 알려 주세요.',

  'door-origin': '이 페이지에서는 통화 서버를 쓸 수 없습니다. 페이지 운영자에게 알려 주세요.',
  'door-token-missing': '먼저 로그인하세요. 이미 로그인했다면 페이지 운영자에게 알려 주세요.',
  'door-token-expired': '로그인이 만료되었습니다. 다시 로그인하세요.',
  'door-token-invalid':
    '통화 서버가 로그인을 받아들이지 않습니다. 다시 로그인하거나 페이지 운영자에게 알려 주세요.',
  'door-failed': '지금은 로그인을 확인할 수 없습니다. 잠시 뒤 다시 시도하세요.',
  'door-new': '통화 서버가 방금 바뀌었습니다. 다시 시도하세요.',

  'call-again': '다시 걸기',
  back: '돌아가기',

  'quality-excellent': '연결 상태 아주 좋음',
  'quality-good': '연결 상태 좋음',
  'quality-poor': '연결 상태 나쁨',
  'quality-lost': '연결 상태 끊김',

  'ended-hangup': '통화가 끝났습니다',
  'ended-declined': '상대방이 거절했습니다',
  'ended-declined-incoming': '전화를 거절했습니다',
  'ended-busy': '상대방이 통화 중입니다',
  'ended-busy-incoming': '부재중 전화',
  'ended-cancelled': '전화를 취소했습니다',
  'ended-cancelled-incoming': '부재중 전화',
  'ended-timeout': '응답이 없습니다',
  'ended-timeout-incoming': '부재중 전화',
  'ended-replaced': '새 통화로 바뀌었습니다',
  'ended-peer-unavailable': '상대방에게 연결할 수 없습니다',
  'ended-connection-failed': '연결할 수 없습니다',
  'ended-connection-lost': '연결이 끊겼습니다',
  'ended-media-error': '카메라나 마이크 오류',
  'ended-signaling-failed': '통화 서버와 끊겼습니다',
  'ended-verification-failed': '안전을 위해 끊겼습니다',
  'ended-protocol-error': '연결 오류',

  // All four end in a vowel in Korean, so the particles in the sentences are right for each.
  'device-microphone': '마이크',
  'device-camera': '카메라',
  'device-both': '카메라나 마이크',
  'device-screen': '화면 공유',

  'paused-system-local': '내 기기가 일시 중지했습니다',
  'paused-system-remote': '상대방 기기가 일시 중지했습니다',
  'paused-bandwidth-local': '연결이 너무 느려 내 영상을 일시 중지했습니다.',
  'paused-bandwidth-remote': '연결이 너무 느려 상대방 영상이 일시 중지되었습니다.',

  'hint-bluetooth': '블루투스 마이크를 쓰면 모든 소리가 나빠집니다. 다른 마이크를 고르세요.',

  'record-start': '녹화',
  'record-stop': '녹화 중지',
  'record-asked': '녹화해도 되는지 묻고 있습니다…',
  'record-refused': '상대방이 녹화를 원하지 않습니다.',
  'record-here': '녹화 중: {time}, {size}',
  'record-question': '상대방이 이 통화를 녹화하려고 합니다.',
  'record-allow': '허용',
  'record-refuse': '허용 안 함',
  'record-there': '상대방이 이 통화를 녹화하고 있습니다.',
  'record-done': '녹화 파일이 준비되었습니다: {size}',
  'record-save': '저장',
  'record-discard': '삭제',

  'offer-device': '연결됨: {device}',
  'offer-use': '사용하기',

  'ring-title': '{name} 님의 전화',
  'ring-notify': '전화가 오면 알림 받기',
  'voice-muted': '마이크가 꺼져 있어 상대방에게 들리지 않습니다.',
  'announce-local-microphone-on': '내 마이크 켜짐',
  'announce-local-microphone-off': '내 마이크 꺼짐',
  'announce-local-camera-on': '내 카메라 켜짐',
  'announce-local-camera-off': '내 카메라 꺼짐',
  'announce-local-screen-on': '화면을 공유하고 있습니다',
  'announce-local-screen-off': '화면 공유를 멈췄습니다',
  'announce-remote-microphone-on': '상대방 마이크 켜짐',
  'announce-remote-microphone-off': '상대방 마이크 꺼짐',
  'announce-remote-camera-on': '상대방 카메라 켜짐',
  'announce-remote-camera-off': '상대방 카메라 꺼짐',
  'announce-remote-screen-on': '상대방이 화면을 공유하고 있습니다',
  'announce-remote-screen-off': '상대방이 화면 공유를 멈췄습니다',

  'error-permission-denied':
    '{device} 사용이 막혀 있습니다. 주소창에서 허용하거나 운영자에게 알려 주세요.',
  'error-permission-denied-user': '{device} 사용이 막혀 있습니다. 주소창에서 허용하세요.',
  'error-permission-denied-system': '{device} 사용이 막혀 있습니다. 시스템 설정에서 허용하세요.',
  'error-permission-denied-page':
    '이 페이지에서는 {device} 사용이 막혀 있습니다. 운영자에게 알려 주세요.',
  'error-permission-denied-user-screen': '화면을 고르지 않았습니다. 다시 시도하세요.',
  'error-permission-denied-screen':
    '화면을 고르지 않았습니다. 다시 시도하거나 운영자에게 알려 주세요.',
  'error-device-not-found': '{device}가 없습니다. 연결하거나 시스템 설정에서 허용하세요.',
  'error-device-not-found-screen': '화면이 없습니다. 시스템 설정에서 허용하세요.',
  'error-device-not-found-ended': '{device} 연결이 끊겼습니다. 확인한 뒤 다시 시도하세요.',
  'error-device-not-found-ended-screen': '화면 공유가 끝났습니다. 다시 공유하세요.',
  'error-device-not-found-no-other': '다른 카메라가 없습니다. 연결하세요.',
  'error-device-not-found-switched': '{device} 연결이 끊겨 다른 것을 씁니다.',
  'error-no-audio-input':
    '마이크에서 소리가 나지 않습니다. 스위치를 확인하거나 다른 것을 고르세요.',
  'error-no-audio-output': '소리 출력에 문제가 있습니다. 들리지 않으면 페이지를 새로 고치세요.',
  'error-device-in-use': '{device} 오류입니다. 다른 앱을 닫고 다시 시도하세요.',
  'error-constraints-not-met': '맞는 {device}가 없습니다. 다른 것을 고르세요.',
  'error-constraints-not-met-screen': NOT_SHAREABLE,
  'error-insecure-context': '통화는 https://에서만 됩니다.',
  'error-not-supported': '이 브라우저로는 할 수 없습니다. 다른 것을 쓰세요.',
  'error-not-supported-own-sound':
    '상대방에게 자기 목소리가 되돌아가지 않도록 화면을 소리 없이 공유합니다. 소리는 탭을 공유하세요.',
  'error-not-supported-screen': '이 브라우저로는 화면을 공유할 수 없습니다. 다른 것을 쓰세요.',
  'error-audio-output-failed': '이 스피커는 쓸 수 없습니다. 다른 것을 고르세요.',
  'error-audio-output-failed-switched': '스피커 연결이 끊겨 다른 것을 씁니다.',
  'error-media-failed': '{device} 오류입니다. 확인한 뒤 다시 시도하세요.',
  'error-media-failed-screen': NOT_SHAREABLE,
  'error-invalid-state-microphone': NOT_NOW,
  'error-invalid-state-camera': NOT_NOW,
  'error-invalid-state-screen': '버튼을 다시 누르세요.',
  'error-invalid-state': '지금은 할 수 없습니다. 잠시 뒤 다시 시도하세요.',
  'error-invalid-argument': '이 주소로는 걸 수 없습니다. 확인한 뒤 다시 시도하세요.',
  'error-peer-unavailable': '주소가 바뀌었을 수 있습니다. 확인한 뒤 다시 시도하세요.',
  'error-signaling-failed': '인터넷 연결을 확인한 뒤 다시 시도하세요.',
  'error-connection-failed': '방화벽이 막고 있을 수 있습니다. 다른 망을 쓰세요.',
  'error-connection-lost': '인터넷 연결을 확인한 뒤 다시 시도하세요.',
  'error-negotiation-failed': '양쪽 모두 페이지를 새로 여세요.',
  'error-protocol-error': '양쪽 모두 페이지를 새로 여세요.',
  'error-verification-failed': '누군가 중간에 있을 수 있습니다. 새 링크를 받거나 다른 망을 쓰세요.',
  'error-verification-unavailable':
    '이 통화는 확인할 수 없어 누군가 중간에 있을 수 있습니다. 다른 브라우저를 쓰세요.',

  'diagnosis-no-turn': '두 망이 바로 이어지지 않습니다. 다른 망을 쓰세요.',
  'diagnosis-udp-blocked-local': '내 망이 통화를 막고 있습니다. 다른 망을 쓰세요.',
  'diagnosis-udp-blocked-remote':
    '상대방 망이 통화를 막고 있습니다. 상대방이 다른 망을 써야 합니다.',
  'diagnosis-udp-blocked-both': '양쪽 망이 통화를 막고 있습니다. 양쪽 모두 다른 망을 쓰세요.',
  'diagnosis-turn-refused': WRONG_SERVERS,
  'diagnosis-turn-unreachable': '중계 서버에 연결할 수 없습니다. 다른 망을 쓰세요.',
  'diagnosis-relay-policy-without-turn': WRONG_SERVERS,
  'diagnosis-peer-gone': '상대방이 오프라인이거나 주소가 바뀌었습니다. 잠시 뒤 다시 시도하세요.',
  'diagnosis-signaling-unreachable': '통화 서버에 연결할 수 없습니다. 인터넷 연결을 확인하세요.',
  'diagnosis-network-down': '내 기기가 오프라인입니다. 인터넷 연결을 확인하세요.',

  'offline-closed': '통화 서버와 끊겼습니다. 페이지를 새로 여세요.',
  'offline-connect-failed': '통화 서버에 연결할 수 없습니다. 인터넷 연결을 확인하세요.',
  'offline-server-error': '통화 서버 오류입니다. 잠시 뒤 다시 시도하세요.',
  'offline-unauthorized':
    '통화 서버에 들어갈 수 없습니다. 다시 로그인하거나 페이지 운영자에게 알려 주세요.',
};
