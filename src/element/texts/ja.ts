import type { Translation } from './strings.js';

/** The page has wrong addresses or passwords for its servers, or none. */
const WRONG_SERVERS =
  'このページの通話サーバーの設定が正しくありません。管理者に連絡してください。';
const NOT_SHAREABLE = 'この画面は共有できません。別の画面を選んでください。';
const NOT_NOW = '今は{device}を使えません。もう一度お試しください。';

/** All different also to the ear: they are read out. */
const EMOJI_NAMES =
  '🐶 いぬ, 🐱 ねこ, 🦁 ライオン, 🐴 うま, 🦄 ユニコーン, 🐷 ぶた, 🐘 ゾウ, 🐰 うさぎ, 🐼 パンダ, 🐓 にわとり, 🐧 ペンギン, ' +
  '🐢 カメ, 🐟 さかな, 🐙 タコ, 🦋 ちょうちょ, 🐝 ハチ, 🌻 ひまわり, 🌳 大きな木, 🌵 サボテン, 🍄 きのこ, 🌍 地球, 🌙 月, ' +
  '⭐ 星, 🔥 炎, 🌈 虹, ⛄ 雪だるま, 🍌 バナナ, 🍎 りんご, 🍓 いちご, 🍇 ぶどう, 🌽 とうもろこし, 🍕 ピザ, 🎂 ケーキ, ' +
  '🥕 にんじん, 🧀 チーズ, 🥚 たまご, 🍯 蜜つぼ, 🚗 車, 🚲 自転車, 🚂 機関車, 🚀 ロケット, ⛵ ヨット, ⚓ いかり, 🏠 家, ' +
  '🎩 帽子, 👓 めがね, 👑 王冠, 🎒 リュック, 🔑 かぎ, 🔨 ハンマー, ⏰ 時計, 💡 電球, 📕 本, 📎 クリップ, 🎁 プレゼント, ' +
  '🎈 風船, ⚽ サッカーボール, 🏆 トロフィー, 🎸 ギター, 🎺 トランペット, 🔔 ベル, 🥁 太鼓, 🌂 かさ, 🎲 サイコロ';

/** Japanese, in the polite form. */
export const TEXTS: Translation = {
  direction: 'ltr',
  label: 'ビデオ通話',
  'remote-video': '相手のカメラ',
  'remote-screen': '相手の画面',
  'self-view': '自分のカメラ',

  opening: 'オンラインにしています…',
  'no-endpoint': '通話サーバー（endpoint）が設定されていません。',
  retrying: '再試行しています…',
  'try-again': '再試行',
  ready: '通話を待っています',
  'meeting-start': 'ミーティングを始める',
  'server-reconnecting': 'サーバーに再接続しています…',
  'own-id': '自分のアドレス',
  'own-id-hint': 'このページを開いている間、アドレスを知っている人から電話を受けられます。',
  copy: 'コピー',
  copied: 'コピーしました',
  'copy-by-hand': 'Ctrl+Cを押してください',
  'peer-id': '電話をかける',
  'peer-id-hint': '相手のアドレス',
  call: '発信',
  'preview-on': '自分のカメラを確認',
  'preview-off': 'カメラをオフにする',

  calling: '発信しています…',
  ringing: '呼び出しています…',
  incoming: '着信があります',
  connecting: '接続しています…',
  connected: '接続しました',
  reconnecting: '接続が切れました。再接続しています…',
  answer: '応答',
  'answer-audio': '音声のみ',
  decline: '拒否',
  cancel: 'キャンセル',
  hangup: '通話を終了',
  microphone: 'マイク',
  camera: 'カメラ',
  screen: '画面を共有',
  flip: 'カメラを切り替え',
  hear: 'タップして音声を聞く',
  'remote-microphone-off': '相手のマイクはオフです',
  'remote-camera-off': '相手のカメラはオフです',
  dismiss: '閉じる',

  'view-more': 'その他',
  'view-tile': '{picture}：大きく表示。矢印キーで移動できます。',
  'view-swap': '画面を入れ替える',
  'view-move': '小さい画面を移動',
  'view-self-on': '自分の映像を表示',
  'view-self-off': '自分の映像を隠す',
  'view-pip': 'ピクチャーインピクチャー',
  'view-pip-off': 'ピクチャーインピクチャーを終了',
  'view-fullscreen': '全画面',
  'view-fullscreen-off': '全画面を終了',
  'view-zoom-in': '拡大',
  'view-zoom-out': '縮小',
  'view-zoom-off': '全体を表示',

  'verify-no': 'まだ確認していません',
  'verify-secret': 'リンクで確認済み',
  'verify-user': '自分で確認済み',
  'verify-never': '確認できません',
  'verify-no-hint': 'お互いに読み上げてください。両方が同じなら、間には誰もいません。',
  'verify-secret-hint':
    '間に入れるのは、このリンクを持つ人だけです。念のため、お互いに読み上げて比べてください。',
  'verify-user-hint': '両方が同じです。間には誰もいません。',
  'verify-pending': 'コードを作成しています…',
  'verify-match': '同じです',
  'verify-differ': '違います',
  'emoji-names': EMOJI_NAMES,
  'private-mode': 'プライベートモード',
  'private-mode-hint': '自分のネットワークアドレスを相手に知らせません。',

  'meeting-name': 'ミーティング',
  'meeting-lobby': '参加しますか？',
  'meeting-join': '参加',
  'meeting-joining': '参加しています…',
  'meeting-join-again': 'もう一度参加',
  'meeting-leave': '退出',
  'meeting-waiting': '参加しました。相手を待っています…',
  'meeting-left': '相手が退出しました。戻るのを待っています…',
  'meeting-retrying': '参加中です。かけ直しています…',
  'meeting-link': 'ミーティングのリンク',
  'meeting-link-hint': '1人だけに送ってください。リンクがあれば誰でも参加できます。',
  'meeting-share': '共有',
  'meeting-qr': 'QRコード',
  'meeting-qr-hint': 'スマートフォンのカメラを向けてください。',

  'room-full': 'このミーティングにはすでに2人が参加しています。別のミーティングを始めてください。',
  'room-refused': 'このミーティングには参加できません。招待した人に確認してください。',
  'room-invalid-argument': 'このミーティングには参加できません。ページの管理者に連絡してください。',
  'room-not-supported':
    'ここではミーティングを使えません。アドレスに電話をかけるか、ページの管理者に連絡してください。',

  'door-origin':
    '通話サーバーは別のページ用で、このページでは使えません。ページの管理者に連絡してください。',
  'door-token-missing':
    '先にログインしてください。ログイン済みの場合は、ページの管理者に連絡してください。',
  'door-token-expired': 'ログインの期限が切れました。もう一度ログインしてください。',
  'door-token-invalid':
    '通話サーバーがログインを受け付けません。もう一度ログインするか、ページの管理者に連絡してください。',
  'door-failed': '今はログインを確認できません。しばらくしてからもう一度お試しください。',
  'door-new': '通話サーバーが変更されたところです。もう一度お試しください。',

  'call-again': 'かけ直す',
  back: '戻る',

  'quality-excellent': '接続状態：とても良い',
  'quality-good': '接続状態：良い',
  'quality-poor': '接続状態：悪い',
  'quality-lost': '接続なし',

  'ended-hangup': '通話が終了しました',
  'stats-excellent': 'とても良い',
  'stats-good': '良い',
  'stats-poor': '悪い',
  'stats-lost': '切断',
  'stats-open': '接続の詳細を表示',
  'stats-title': '接続',
  'stats-wait': '測定中…',
  'stats-failed': '今は詳細を表示できません。通話後にページを再読み込みしてください。',
  'stats-range': '現在{now}、直近2分間は{min}～{max}',
  'stats-sent': '送信',
  'stats-received': '受信',
  'stats-bitrate': 'ビットレート',
  'stats-loss': 'パケット損失',
  'stats-camera': 'カメラ',
  'stats-screen': '画面',
  'stats-codecs': 'コーデック',
  'stats-delay': '遅延',
  'stats-limit': '制限の要因',
  'stats-limit-bandwidth': '回線',
  'stats-limit-processor': 'プロセッサー',
  'stats-limit-other': 'ブラウザー',
  'stats-limit-nothing': 'なし',
  'stats-path': '経路',
  'stats-direct': '直接',
  'stats-relayed-local': '自分のTURNサーバー経由',
  'stats-relayed-remote': '相手のTURNサーバー経由',
  'stats-relayed-both': '双方のTURNサーバー経由',
  'stats-rtt': '往復時間',
  'stats-verified': '確認',
  'stats-messages': '中継メッセージ',
  'stats-messages-count': '送信{sent}件、受信{received}件',
  'stats-copy': '診断情報をコピー',
  'after-duration': '通話時間：{time}',
  'rating-question': '通話はいかがでしたか？',
  'rating-1': '5段階中1：とても悪い',
  'rating-2': '5段階中2：悪い',
  'rating-3': '5段階中3：普通',
  'rating-4': '5段階中4：良い',
  'rating-5': '5段階中5：とても良い',
  'rating-thanks': 'ありがとうございます！',
  'network-check': 'ネットワークを確認',
  'network-signaling': '通話サーバー',
  'network-stun': '直接の経路',
  'network-turn': 'TURNサーバー',
  'network-line': '回線',
  'network-running': '確認中…',
  'network-passed': '正常',
  'network-failed': '失敗',
  'network-skipped': '未確認',
  'network-lost': 'ここでは通話できません',
  'network-cost': '最大2 MBを使います。カメラとマイクはオフのままです。',
  'network-again': 'もう一度確認',
  'network-udp-relayed': 'ネットワークが直接の通話を遮断しています。TURNサーバーを経由します。',
  'network-no-turn': 'ありません。制限の厳しいネットワークとは通話できないことがあります。',
  'network-no-servers':
    'このページの通話サーバーの情報を取得できません。ページの管理者に知らせてください。',
  'network-line-unknown': 'ここでは測定できません。通話するとわかります。',
  chat: 'チャット',
  'chat-unread': 'チャット、新着{count}件',
  'chat-empty':
    'この通話のメッセージ、リンク、ファイルがここに表示されます。通話が終わると消えます。',
  'chat-local': '自分：',
  'chat-remote': '相手：',
  'chat-input': 'メッセージ',
  'chat-send': '送信',
  'chat-whole': 'すべて表示',
  'chat-part': '折りたたむ',
  'chat-new': '新着メッセージ',
  'chat-waiting': '再接続すると送信されます',
  'chat-failed': '送信できませんでした',
  'chat-retry': 'もう一度送信',
  'chat-too-long': 'メッセージが長すぎます。短くしてください。',

  'file-attach': 'ファイルを送信',
  'file-drop': 'ここにファイルをドロップすると送信します',
  'file-offer': '相手がファイルを送ろうとしています',
  'file-waiting': '相手の承認を待っています',
  'file-accept': '受け取る',
  'file-decline': '拒否',
  'file-cancel': 'キャンセル',
  'file-save': '保存',
  'file-left': '残り{time}',
  'file-paused': '再接続するまで一時停止しています',
  'file-sent': '送信しました',
  'file-received': '受信しました。通話が終わる前に保存してください。',
  'file-declined-local': '拒否しました',
  'file-declined-remote': '相手が拒否しました',
  'file-cancelled': 'キャンセルされました',
  'file-too-large': 'ファイルが大きすぎます。もっと小さいものを送ってください。',
  'file-limit': '送れるのは{limit}までです。もっと小さいファイルを送ってください。',
  'file-off-local': '相手側ではファイルを受け取れません。',
  'file-off-remote':
    '相手がこのファイルを送ろうとしました。ここではファイルの受け取りがオフになっています。',
  'file-too-many':
    '一度に送るファイルが多すぎます。ほかの送信が終わってからもう一度送ってください。',
  'file-unreadable': 'ファイルを読み込めなくなりました。もう一度選ぶ必要があります。',
  'file-damaged': 'ファイルが壊れて届きました。もう一度送る必要があります。',
  'file-interrupted': '中断されました。ファイルをもう一度送る必要があります。',
  'file-failed': '送信できませんでした。ファイルをもう一度送る必要があります。',

  'ended-declined': '相手が拒否しました',
  'ended-declined-incoming': '着信を拒否しました',
  'ended-busy': '相手は通話中です',
  'ended-busy-incoming': '不在着信',
  'ended-cancelled': '発信をキャンセルしました',
  'ended-cancelled-incoming': '不在着信',
  'ended-timeout': '応答がありません',
  'ended-timeout-incoming': '不在着信',
  'ended-replaced': '新しい通話に切り替わりました',
  'ended-peer-unavailable': '相手につながりません',
  'ended-connection-failed': '接続できません',
  'ended-connection-lost': '接続が切れました',
  'ended-media-error': 'カメラまたはマイクのエラー',
  'ended-signaling-failed': '通話サーバーとの接続が切れました',
  'ended-verification-failed': '安全のため終了しました',
  'ended-protocol-error': '接続エラー',

  'device-microphone': 'マイク',
  'device-camera': 'カメラ',
  'device-both': 'カメラまたはマイク',
  'device-screen': '画面',

  'paused-system-local': 'このデバイスが一時停止しました',
  'paused-system-remote': '相手のデバイスが一時停止しました',
  'paused-microphone-local': 'このデバイスがマイクを一時停止しました。',
  'paused-camera-local': 'このデバイスがカメラを一時停止しました。',
  'paused-microphone-remote': '相手のデバイスがマイクを一時停止しました。',
  'paused-camera-remote': '相手のデバイスがカメラを一時停止しました。',
  'paused-bandwidth-local': '接続が遅すぎるため、自分の映像を一時停止しています。',
  'paused-bandwidth-remote': '接続が遅すぎるため、相手の映像は一時停止しています。',

  'hint-bluetooth':
    'Bluetoothマイクを使っている間は、すべての音質が下がります。別のマイクを選んでください。',

  'record-start': '録画',
  'record-stop': '録画を停止',
  'record-asked': '録画してよいか確認しています…',
  'record-refused': '相手は録画を望んでいません。',
  'record-here': '録画中：{time}、{size}',
  'record-question': '相手がこの通話の録画を求めています。',
  'record-allow': '許可',
  'record-refuse': '許可しない',
  'record-there': '相手がこの通話を録画しています。',
  'record-done': '録画の準備ができました：{size}',
  'record-save': '保存',
  'record-discard': '削除',

  'captions-show': '字幕',
  'captions-peer': '相手',
  'captions-stop': 'オフにする',
  'captions-asking': '字幕をオンにしています…',
  'captions-asks': '発言を文字にしてよいか相手に確認しています…',
  'captions-loading': '相手の端末が字幕に必要なものをダウンロードしています…',
  'captions-on': '字幕がオンになりました。',
  'captions-refused': '相手は発言が文字になることを望んでいません。',
  'captions-unsupported': '相手のブラウザーは、音声をほかへ送らずに字幕を作ることができません。',
  'captions-language': '相手のブラウザーは、相手の言語で字幕を作ることができません。',
  'captions-failed': '相手の端末で字幕が止まりました。',
  'captions-silent': '応答がありません。相手に字幕の機能がない可能性があります。',
  'captions-question':
    '{name}が字幕を求めています。許可すると、あなたの発言がこの端末で文字になり、相手に送られます。',
  'captions-download':
    '{name}が字幕を求めています。許可すると、あなたの発言がこの端末で文字になり、相手に送られます。先にブラウザーがあなたの言語をダウンロードします。',
  'captions-downloading': '言語をダウンロードしています…',
  'captions-not-loaded': 'ブラウザーが言語をダウンロードできませんでした。',
  'captions-there':
    '{name}が字幕をオンにしました。あなたの発言はこの端末で文字になり、相手に送られます。',

  'offer-device': '接続されました：{device}',
  'offer-use': '使う',

  'ring-title': '{name} さんから着信',
  'ring-notify': '着信を通知する',
  'voice-muted': 'マイクがオフのため、相手に聞こえていません。',
  'announce-local-microphone-on': '自分のマイクがオンになりました',
  'announce-local-microphone-off': '自分のマイクがオフになりました',
  'announce-local-camera-on': '自分のカメラがオンになりました',
  'announce-local-camera-off': '自分のカメラがオフになりました',
  'announce-local-screen-on': '画面を共有しています',
  'announce-local-screen-off': '画面の共有を終了しました',
  'announce-remote-microphone-on': '相手のマイクがオンになりました',
  'announce-remote-microphone-off': '相手のマイクがオフになりました',
  'announce-remote-camera-on': '相手のカメラがオンになりました',
  'announce-remote-camera-off': '相手のカメラがオフになりました',
  'announce-remote-screen-on': '相手が画面を共有しています',
  'announce-remote-screen-off': '相手が画面の共有を終了しました',
  'announce-local-record-on': 'この通話を録画しています',
  'announce-remote-record-off': '相手が録画を終えました',
  'devices-title': 'カメラと音声',
  'devices-loudspeaker': 'スピーカー',
  'devices-default': 'システムの設定に従う',
  'devices-no-camera': 'カメラが見つかりません',
  'devices-no-microphone': 'マイクが見つかりません',
  'devices-absent': '{device}（未接続）',
  'devices-gone': '{device}は接続されていません。',
  'devices-instead': '代わりに使用中：{device}',
  'devices-hidden':
    'カメラとマイクを許可すると、選択と確認ができます。まだ誰にも見えず、聞こえません。',
  'devices-allow': '許可する',
  'devices-level': 'マイクの音量',
  'devices-level-silent': '何か話してください。バーが動きます。',
  'devices-level-heard': 'マイクに声が届いています。',
  'devices-level-off': 'マイクはオフです。',
  'devices-test': '音を確認',
  'devices-testing': '再生中…',
  'devices-mirror': '自分の映像を鏡のように表示',
  'devices-remember': 'このブラウザーに選択を保存',
  'devices-forbidden': 'このブラウザーでは、ページに何も保存できません。',

  'name-own': 'あなたの名前',
  'name-hint': '通話のときに相手に表示されます。',
  'name-remember': 'このブラウザーに名前を保存',

  'ask-microphone':
    'ブラウザーがマイクの使用を確認しています。相手に声が届くように「許可」を選んでください。',
  'ask-camera':
    'ブラウザーがカメラの使用を確認しています。相手に姿が見えるように「許可」を選んでください。',
  'ask-both':
    'ブラウザーがマイクとカメラの使用を確認しています。相手に姿と声が届くように「許可」を選んでください。',
  'ask-check-microphone':
    'ブラウザーがマイクの使用を確認しています。確認するには「許可」を選んでください。まだ誰にも聞こえません。',
  'ask-check-camera':
    'ブラウザーがカメラの使用を確認しています。自分の映像を見るには「許可」を選んでください。まだ誰にも見えません。',
  'ask-check-both':
    'ブラウザーがマイクとカメラの使用を確認しています。確認するには「許可」を選んでください。まだ誰にも見えず、聞こえません。',

  'allow-here': '{device}がブロックされています。ここを押して許可してください。',
  'allow-chromium':
    '{device}がブロックされています。アドレスの左のアイコンを押してオンにし、もう一度お試しください。',
  'allow-android':
    '{device}がブロックされています。アドレスの左のアイコンを押し、「権限」で許可してください。',
  'allow-firefox':
    '{device}がブロックされています。アドレスの左の斜線付きアイコンを押してブロックを解除し、もう一度お試しください。',
  'allow-safari':
    '{device}がブロックされています。「Safari」メニューからこのウェブサイトの設定を開いて許可してください。',
  'allow-ios':
    '{device}がブロックされています。アドレスの横のボタンを押し、ウェブサイトの設定で許可してください。',
  'allow-ios-app':
    '{device}がブロックされています。デバイスの設定でこのブラウザーを選び、許可してください。',

  'error-permission-denied':
    '{device}がブロックされています。アドレスバーで許可するか、ページの管理者に連絡してください。',
  'error-permission-denied-user':
    '{device}がブロックされています。アドレスバーで許可してください。',
  'error-permission-denied-system':
    '{device}がブロックされています。システム設定で許可してください。',
  'error-permission-denied-page':
    'このページでは{device}がブロックされています。ページの管理者に連絡してください。',
  'error-permission-denied-user-screen': '画面が選ばれていません。もう一度お試しください。',
  'error-permission-denied-screen':
    '画面が選ばれていません。もう一度試すか、ページの管理者に連絡してください。',
  'error-device-not-found':
    '{device}が見つかりません。接続するか、システム設定で許可してください。',
  'error-device-not-found-screen': '画面が見つかりません。システム設定で許可してください。',
  'error-device-not-found-ended':
    '{device}が使えなくなりました。確認してから、もう一度お試しください。',
  'error-device-not-found-ended-screen': '画面の共有が終わりました。もう一度共有してください。',
  'error-device-not-found-no-other': '別のカメラが見つかりません。接続してください。',
  'error-device-not-found-switched': '{device}が使えなくなったため、別のものに切り替えました。',
  'error-no-audio-input':
    'マイクから音が入っていません。スイッチを確認するか、別のマイクを選んでください。',
  'error-no-audio-output':
    '音声の出力に問題が起きました。聞こえない場合は、ページを再読み込みしてください。',
  'error-device-in-use': '{device}でエラーが起きました。ほかに使っているアプリを閉じてください。',
  'error-constraints-not-met': '条件に合う{device}がありません。別のものを選んでください。',
  'error-constraints-not-met-screen': NOT_SHAREABLE,
  'error-insecure-context': '通話にはhttps://が必要です',
  'error-not-supported': 'このブラウザではできません。別のブラウザをお試しください。',
  'error-not-supported-screen':
    'このブラウザでは画面を共有できません。別のブラウザをお試しください。',
  'error-not-supported-own-sound':
    '相手に自分の声が返らないように、画面を音声なしで共有しています。代わりにタブを共有してください。',
  'error-audio-output-failed': 'このスピーカーは使えません。別のスピーカーを選んでください。',
  'error-audio-output-failed-switched':
    'スピーカーが使えなくなったため、別のものに切り替えました。',
  'error-media-failed': '{device}でエラーが起きました。確認してから、もう一度お試しください。',
  'error-media-failed-screen': NOT_SHAREABLE,
  'error-invalid-state-microphone': NOT_NOW,
  'error-invalid-state-camera': NOT_NOW,
  'error-invalid-state-screen': 'ボタンをもう一度押してください。',
  'error-invalid-state': '今はできません。しばらくしてからもう一度お試しください。',
  'error-invalid-argument':
    'このアドレスには電話をかけられません。確認してから、もう一度お試しください。',
  'error-peer-unavailable':
    '相手のアドレスが変わった可能性があります。確認してから、もう一度お試しください。',
  'error-signaling-failed': 'インターネット接続を確認してから、もう一度お試しください。',
  'error-connection-failed':
    'ファイアウォールが通話をブロックしている可能性があります。別のネットワークをお試しください。',
  'error-connection-lost': 'インターネット接続を確認してから、もう一度お試しください。',
  'error-negotiation-failed': '両方でページを再読み込みしてください。',
  'error-protocol-error': '両方でページを再読み込みしてください。',
  'error-verification-failed':
    '誰かが間に入っている可能性があります。新しいリンクをもらうか、別のネットワークをお試しください。',
  'error-verification-unavailable': 'この通話は確認できません。',

  'diagnosis-no-turn':
    '2つのネットワークを直接つなぐ経路がありません。別のネットワークをお試しください。',
  'diagnosis-udp-blocked-local':
    '自分のネットワークが通話をブロックしています。別のネットワークをお試しください。',
  'diagnosis-udp-blocked-remote':
    '相手のネットワークが通話をブロックしています。別のネットワークを試すよう相手に伝えてください。',
  'diagnosis-udp-blocked-both':
    '両方のネットワークが通話をブロックしています。両方で別のネットワークをお試しください。',
  'diagnosis-turn-refused': WRONG_SERVERS,
  'diagnosis-turn-unreachable':
    '通話の中継サーバーにつながりません。別のネットワークをお試しください。',
  'diagnosis-relay-policy-without-turn': WRONG_SERVERS,
  'diagnosis-peer-gone':
    '相手がオフラインか、アドレスが変わりました。しばらくしてからもう一度お試しください。',
  'diagnosis-signaling-unreachable':
    '通話サーバーにつながりません。インターネット接続を確認してください。',
  'diagnosis-network-down': 'オフラインです。インターネット接続を確認してください。',

  'offline-closed': '通話サーバーとの接続が切れました。ページを再読み込みしてください。',
  'offline-connect-failed': '通話サーバーにつながりません。インターネット接続を確認してください。',
  'offline-server-error':
    '通話サーバーでエラーが起きました。しばらくしてからもう一度お試しください。',
  'offline-unauthorized':
    '通話サーバーに入れません。ログインするか、ページの管理者に連絡してください。',
};
