import type { Translation } from './strings.js';

/** The page has wrong addresses or passwords for its servers, or none. */
const WRONG_SERVERS =
  'Die Anrufserver dieser Seite sind falsch eingestellt. Sagen Sie es dem Betreiber.';
const NOT_SHAREABLE = 'Dieser Bildschirm kann nicht geteilt werden. Wählen Sie einen anderen.';
const NOT_NOW = '{device} gerade nicht verfügbar. Versuchen Sie es noch einmal.';

/** All different also to the ear: they are read out. The long ones say where they may be parted. */
const EMOJI_NAMES =
  '🐶 Hund, 🐱 Katze, 🦁 Löwe, 🐴 Pferd, 🦄 Einhorn, 🐷 Schwein, 🐘 Elefant, 🐰 Hase, 🐼 Panda, 🐓 Hahn, 🐧 Pinguin, ' +
  '🐢 Schild\u00adkröte, 🐟 Fisch, 🐙 Krake, 🦋 Schmet\u00adter\u00adling, 🐝 Biene, 🌻 Sonnen\u00adblume, 🌳 Baum, 🌵 Kaktus, ' +
  '🍄 Pilz, 🌍 Erde, 🌙 Mond, ⭐ Stern, 🔥 Feuer, 🌈 Regen\u00adbogen, ⛄ Schnee\u00admann, 🍌 Banane, 🍎 Apfel, ' +
  '🍓 Erdbeere, 🍇 Trauben, 🌽 Mais, 🍕 Pizza, 🎂 Torte, 🥕 Karotte, 🧀 Käse, 🥚 Ei, 🍯 Honig, 🚗 Auto, 🚲 Fahrrad, ' +
  '🚂 Zug, 🚀 Rakete, ⛵ Segelboot, ⚓ Anker, 🏠 Haus, 🎩 Zylinder, 👓 Brille, 👑 Krone, 🎒 Rucksack, 🔑 Schlüssel, ' +
  '🔨 Hammer, ⏰ Wecker, 💡 Glühbirne, 📕 Buch, 📎 Klammer, 🎁 Geschenk, 🎈 Ballon, ⚽ Fußball, 🏆 Pokal, 🎸 Gitarre, ' +
  '🎺 Trompete, 🔔 Glocke, 🥁 Trommel, 🌂 Schirm, 🎲 Würfel';

/**
 * German, with “Sie”: never too familiar for a page. A device is named without an article, so that nothing in a sentence
 * has to agree with it.
 */
export const TEXTS: Translation = {
  direction: 'ltr',
  label: 'Videoanruf',
  'remote-video': 'Kamera der anderen Person',
  'remote-screen': 'Bildschirm der anderen Person',
  'self-view': 'Meine Kamera',

  opening: 'Verbindung zum Server…',
  'no-endpoint': 'Kein Anrufserver: Geben Sie seinen Endpoint an.',
  retrying: 'Neuer Versuch…',
  'try-again': 'Erneut versuchen',
  ready: 'Bereit für Anrufe',
  'meeting-start': 'Besprechung starten',
  'server-reconnecting': 'Server wird neu verbunden…',
  'own-id': 'Ihre Adresse',
  'own-id-hint': 'Wer sie hat, kann Sie anrufen, solange diese Seite offen ist.',
  copy: 'Kopieren',
  copied: 'Kopiert',
  'copy-by-hand': 'Strg+C drücken',
  'peer-id': 'Jemanden anrufen',
  'peer-id-hint': 'Andere Adresse',
  call: 'Anrufen',
  'preview-on': 'Meine Kamera prüfen',
  'preview-off': 'Kamera aus',

  calling: 'Anruf wird aufgebaut…',
  ringing: 'Es klingelt…',
  incoming: 'Eingehender Anruf',
  connecting: 'Verbindung wird hergestellt…',
  connected: 'Verbunden',
  reconnecting: 'Verbindung verloren. Sie wird wiederhergestellt…',
  answer: 'Annehmen',
  'answer-audio': 'Nur Ton',
  decline: 'Ablehnen',
  cancel: 'Abbrechen',
  hangup: 'Auflegen',
  microphone: 'Mikrofon',
  camera: 'Kamera',
  screen: 'Bildschirm teilen',
  flip: 'Kamera wechseln',
  hear: 'Zum Hören tippen',
  'remote-microphone-off': 'Mikrofon der anderen Person ist aus',
  'remote-camera-off': 'Kamera der anderen Person ist aus',
  dismiss: 'Schließen',

  'view-more': 'Mehr',
  'view-tile': '{picture}: groß zeigen. Mit den Pfeiltasten verschieben.',
  'view-swap': 'Bilder tauschen',
  'view-move': 'Kleines Bild verschieben',
  'view-self-on': 'Mein Bild zeigen',
  'view-self-off': 'Mein Bild ausblenden',
  'view-pip': 'Bild im Bild',
  'view-pip-off': 'Bild im Bild beenden',
  'view-fullscreen': 'Vollbild',
  'view-fullscreen-off': 'Vollbild beenden',
  'view-zoom-in': 'Vergrößern',
  'view-zoom-out': 'Verkleinern',
  'view-zoom-off': 'Alles zeigen',

  'verify-no': 'Noch nicht geprüft',
  'verify-secret': 'Durch den Link geprüft',
  'verify-user': 'Von Ihnen geprüft',
  'verify-never': 'Kann nicht geprüft werden',
  'verify-no-hint':
    'Lesen Sie sich das gegenseitig vor. Sehen beide dasselbe, ist niemand dazwischen.',
  'verify-secret-hint':
    'Nur jemand mit Ihrem Link könnte dazwischen sein. Um sicher zu sein, vergleichen Sie das.',
  'verify-user-hint': 'Beide sehen dasselbe: Niemand ist dazwischen.',
  'verify-pending': 'Der Code entsteht…',
  'verify-match': 'Gleich',
  'verify-differ': 'Verschieden',
  'emoji-names': EMOJI_NAMES,
  'private-mode': 'Privater Modus',
  'private-mode-hint': 'Die andere Person erfährt Ihre Netzwerkadresse nicht.',

  'meeting-name': 'Besprechung',
  'meeting-lobby': 'Bereit zur Teilnahme?',
  'meeting-join': 'Teilnehmen',
  'meeting-joining': 'Teilnahme beginnt…',
  'meeting-join-again': 'Wieder teilnehmen',
  'meeting-leave': 'Verlassen',
  'meeting-waiting': 'Sie sind dabei. Warten auf die andere Person…',
  'meeting-left': 'Die andere Person ist gegangen. Warten, bis sie zurückkommt…',
  'meeting-retrying': 'Sie sind dabei. Neuer Anruf…',
  'meeting-link': 'Link zur Besprechung',
  'meeting-link-hint': 'Schicken Sie ihn einer Person. Wer ihn hat, kann teilnehmen.',
  'meeting-share': 'Teilen',
  'meeting-qr': 'QR-Code',
  'meeting-qr-hint': 'Richten Sie die Kamera eines Handys darauf.',

  'room-full': 'In dieser Besprechung sind schon zwei Personen. Starten Sie eine andere.',
  'room-refused':
    'Sie dürfen an dieser Besprechung nicht teilnehmen. Fragen Sie, wer Sie eingeladen hat.',
  'room-invalid-argument':
    'An dieser Besprechung kann niemand teilnehmen. Sagen Sie es dem Betreiber der Seite.',
  'room-not-supported':
    'Besprechungen gehen hier nicht. Rufen Sie eine Adresse an oder sagen Sie es dem Betreiber der Seite.',

  'door-origin':
    'Der Anrufserver ist für andere Seiten da, nicht für diese. Sagen Sie es dem Betreiber der Seite.',
  'door-token-missing':
    'Melden Sie sich zuerst an. Sind Sie schon angemeldet, sagen Sie es dem Betreiber der Seite.',
  'door-token-expired': 'Ihre Anmeldung ist abgelaufen. Melden Sie sich neu an.',
  'door-token-invalid':
    'Der Anrufserver erkennt Ihre Anmeldung nicht an. Melden Sie sich neu an oder sagen Sie es dem Betreiber der Seite.',
  'door-failed':
    'Der Anrufserver kann Ihre Anmeldung gerade nicht prüfen. Versuchen Sie es später noch einmal.',
  'door-new': 'Der Anrufserver wurde gerade geändert. Versuchen Sie es noch einmal.',

  'call-again': 'Erneut anrufen',
  back: 'Zurück',

  'quality-excellent': 'Ausgezeichnete Verbindung',
  'quality-good': 'Gute Verbindung',
  'quality-poor': 'Schlechte Verbindung',
  'quality-lost': 'Keine Verbindung',

  'ended-hangup': 'Anruf beendet',
  'stats-excellent': 'Ausgezeichnet',
  'stats-good': 'Gut',
  'stats-poor': 'Schlecht',
  'stats-lost': 'Weg',
  'stats-open': 'Details zur Verbindung',
  'stats-title': 'Verbindung',
  'stats-wait': 'Wird gemessen…',
  'stats-failed':
    'Die Details sind gerade nicht verfügbar. Laden Sie die Seite nach dem Anruf neu.',
  'stats-range': '{now} jetzt, {min} bis {max} in den letzten zwei Minuten',
  'stats-sent': 'Gesendet',
  'stats-received': 'Empfangen',
  'stats-bitrate': 'Bitrate',
  'stats-loss': 'Paketverlust',
  'stats-camera': 'Kamera',
  'stats-screen': 'Bildschirm',
  'stats-codecs': 'Codecs',
  'stats-delay': 'Verzögerung',
  'stats-limit': 'Begrenzt durch',
  'stats-limit-bandwidth': 'Verbindung',
  'stats-limit-processor': 'Prozessor',
  'stats-limit-other': 'Browser',
  'stats-limit-nothing': 'nichts',
  'stats-path': 'Weg',
  'stats-direct': 'Direkt',
  'stats-relayed-local': 'Über Ihren TURN-Server',
  'stats-relayed-remote': 'Über den TURN-Server der anderen Person',
  'stats-relayed-both': 'Über TURN-Server beider Seiten',
  'stats-rtt': 'Umlaufzeit',
  'stats-verified': 'Prüfung',
  'stats-messages': 'Relay-Nachrichten',
  'stats-messages-count': '{sent} gesendet, {received} empfangen',
  'stats-copy': 'Diagnose kopieren',
  'after-duration': 'Dauer: {time}',
  'rating-question': 'Wie war der Anruf?',
  'rating-1': '1 von 5: sehr schlecht',
  'rating-2': '2 von 5: schlecht',
  'rating-3': '3 von 5: mittel',
  'rating-4': '4 von 5: gut',
  'rating-5': '5 von 5: ausgezeichnet',
  'rating-thanks': 'Vielen Dank!',
  'network-check': 'Netzwerk prüfen',
  'network-signaling': 'Anrufserver',
  'network-stun': 'Direkter Weg',
  'network-turn': 'TURN-Server',
  'network-line': 'Leitung',
  'network-running': 'Wird geprüft…',
  'network-passed': 'Funktioniert',
  'network-failed': 'Fehlgeschlagen',
  'network-skipped': 'Nicht geprüft',
  'network-lost': 'Anrufe gehen hier nicht',
  'network-cost': 'Braucht bis zu 2 MB. Kamera und Mikrofon bleiben aus.',
  'network-again': 'Noch einmal prüfen',
  'network-udp-relayed': 'Ihr Netzwerk sperrt direkte Anrufe. Sie gehen über den TURN-Server.',
  'network-no-turn': 'Es gibt keinen. Anrufe in strenge Netzwerke können scheitern.',
  'network-no-servers':
    'Die Anrufserver der Seite sind gerade nicht zu bekommen. Sagen Sie es dem Betreiber der Seite.',
  'network-line-unknown': 'Sie lässt sich hier nicht messen. Ein Anruf zeigt es.',
  chat: 'Chat',
  'chat-unread': 'Chat, neu: {count}',
  'chat-empty': 'Nachrichten, Links und Dateien zu diesem Anruf. Danach sind sie weg.',
  'chat-local': 'Sie:',
  'chat-remote': 'Andere Person:',
  'chat-input': 'Nachricht',
  'chat-send': 'Senden',
  'chat-whole': 'Alles anzeigen',
  'chat-part': 'Weniger anzeigen',
  'chat-new': 'Neue Nachrichten',
  'chat-waiting': 'Geht hinaus, sobald Sie wieder verbunden sind',
  'chat-failed': 'Nicht gesendet',
  'chat-retry': 'Noch einmal senden',
  'chat-too-long': 'Das ist zu lang für eine Nachricht. Kürzen Sie es.',

  'file-attach': 'Datei senden',
  'file-drop': 'Dateien hier ablegen, um sie zu senden',
  'file-offer': 'Die andere Person will Ihnen eine Datei senden',
  'file-waiting': 'Warten auf die Zusage der anderen Person',
  'file-accept': 'Annehmen',
  'file-decline': 'Ablehnen',
  'file-cancel': 'Abbrechen',
  'file-save': 'Speichern',
  'file-left': 'Noch {time}',
  'file-paused': 'Angehalten, bis Sie wieder verbunden sind',
  'file-sent': 'Zugestellt',
  'file-received': 'Angekommen. Speichern Sie sie, bevor der Anruf endet.',
  'file-declined-local': 'Von Ihnen abgelehnt',
  'file-declined-remote': 'Von der anderen Person abgelehnt',
  'file-cancelled': 'Abgebrochen',
  'file-too-large': 'Diese Datei ist zu groß. Senden Sie eine kleinere.',
  'file-limit': 'Höchstens {limit} sind möglich. Senden Sie eine kleinere Datei.',
  'file-off-local': 'Dort können keine Dateien empfangen werden.',
  'file-off-remote': 'Diese Datei sollte an Sie gesendet werden. Dateien sind hier ausgeschaltet.',
  'file-too-many':
    'Zu viele Dateien auf einmal. Senden Sie sie noch einmal, wenn andere fertig sind.',
  'file-unreadable': 'Diese Datei ist nicht mehr lesbar. Sie muss neu ausgewählt werden.',
  'file-damaged': 'Diese Datei ist beschädigt angekommen. Sie muss noch einmal gesendet werden.',
  'file-interrupted': 'Das wurde unterbrochen. Die Datei muss noch einmal gesendet werden.',
  'file-failed': 'Das hat nicht geklappt. Die Datei muss noch einmal gesendet werden.',

  'ended-declined': 'Anruf abgelehnt',
  'ended-declined-incoming': 'Anruf abgelehnt',
  'ended-busy': 'Die andere Person spricht gerade',
  'ended-busy-incoming': 'Verpasster Anruf',
  'ended-cancelled': 'Anruf abgebrochen',
  'ended-cancelled-incoming': 'Verpasster Anruf',
  'ended-timeout': 'Keine Antwort',
  'ended-timeout-incoming': 'Verpasster Anruf',
  'ended-replaced': 'Ein neuer Anruf hat ihn abgelöst',
  'ended-peer-unavailable': 'Nicht erreichbar',
  'ended-connection-failed': 'Keine Verbindung',
  'ended-connection-lost': 'Verbindung verloren',
  'ended-media-error': 'Kamera oder Mikrofon gestört',
  'ended-signaling-failed': 'Verbindung zum Anrufserver verloren',
  'ended-verification-failed': 'Zu Ihrer Sicherheit beendet',
  'ended-protocol-error': 'Verbindungsfehler',

  'device-microphone': 'Mikrofon',
  'device-camera': 'Kamera',
  'device-both': 'Kamera oder Mikrofon',
  'device-screen': 'Bildschirm',

  'paused-system-local': 'Von Ihrem Gerät angehalten',
  'paused-system-remote': 'Vom Gerät der anderen Person angehalten',
  'paused-microphone-local': 'Ihr Gerät hat das Mikrofon angehalten.',
  'paused-camera-local': 'Ihr Gerät hat die Kamera angehalten.',
  'paused-microphone-remote': 'Das Gerät der anderen Person hat das Mikrofon angehalten.',
  'paused-camera-remote': 'Das Gerät der anderen Person hat die Kamera angehalten.',
  'paused-bandwidth-local': 'Ihr Bild ist angehalten: Die Verbindung ist zu langsam.',
  'paused-bandwidth-remote':
    'Das Bild der anderen Person ist angehalten: Die Verbindung ist zu langsam.',

  'hint-bluetooth':
    'Solange Ihr Bluetooth-Mikrofon an ist, klingt alles schlechter. Wählen Sie ein anderes.',

  'record-start': 'Aufnehmen',
  'record-stop': 'Aufnahme beenden',
  'record-asked': 'Es wird gefragt, ob Sie aufnehmen dürfen…',
  'record-refused': 'Ihr Gegenüber möchte nicht aufgenommen werden.',
  'record-here': 'Aufnahme: {time}, {size}',
  'record-question': 'Ihr Gegenüber möchte diesen Anruf aufnehmen.',
  'record-allow': 'Erlauben',
  'record-refuse': 'Nicht erlauben',
  'record-there': 'Ihr Gegenüber nimmt diesen Anruf auf.',
  'record-done': 'Ihre Aufnahme ist fertig: {size}',
  'record-save': 'Speichern',
  'record-discard': 'Löschen',

  'captions-show': 'Untertitel',
  'captions-peer': 'Ihr Gegenüber',
  'captions-stop': 'Ausschalten',
  'captions-asking': 'Untertitel werden eingeschaltet…',
  'captions-asks': 'Es wird gefragt, ob das Gesagte geschrieben werden darf…',
  'captions-loading': 'Das Gerät Ihres Gegenübers lädt, was Untertitel brauchen…',
  'captions-on': 'Untertitel sind an.',
  'captions-refused': 'Ihr Gegenüber möchte nicht, dass das Gesagte geschrieben wird.',
  'captions-unsupported':
    'Der Browser Ihres Gegenübers kann keine Untertitel schreiben, ohne die Stimme anderswohin zu senden.',
  'captions-language':
    'Der Browser Ihres Gegenübers kann in dessen Sprache keine Untertitel schreiben.',
  'captions-failed': 'Die Untertitel sind auf dem Gerät Ihres Gegenübers zu Ende.',
  'captions-silent': 'Keine Antwort. Vielleicht gibt es dort keine Untertitel.',
  'captions-question':
    '{name} möchte Untertitel: Was Sie sagen, würde auf Ihrem Gerät geschrieben und dorthin gesendet.',
  'captions-download':
    '{name} möchte Untertitel: Was Sie sagen, würde auf Ihrem Gerät geschrieben und dorthin gesendet. Ihr Browser muss dafür zuerst Ihre Sprache laden.',
  'captions-downloading': 'Ihre Sprache wird geladen…',
  'captions-not-loaded': 'Ihr Browser konnte Ihre Sprache nicht laden.',
  'captions-there':
    '{name} hat Untertitel eingeschaltet: Was Sie sagen, wird auf Ihrem Gerät geschrieben und dorthin gesendet.',

  'offer-device': 'Angeschlossen: {device}',
  'offer-use': 'Verwenden',

  'ring-title': '{name} ruft an',
  'ring-notify': 'Bei Anrufen benachrichtigen',
  'voice-muted': 'Ihr Mikrofon ist aus: Sie werden nicht gehört.',
  'announce-local-microphone-on': 'Ihr Mikrofon ist an',
  'announce-local-microphone-off': 'Ihr Mikrofon ist aus',
  'announce-local-camera-on': 'Ihre Kamera ist an',
  'announce-local-camera-off': 'Ihre Kamera ist aus',
  'announce-local-screen-on': 'Ihr Bildschirm wird geteilt',
  'announce-local-screen-off': 'Ihr Bildschirm wird nicht mehr geteilt',
  'announce-remote-microphone-on': 'Mikrofon der anderen Person ist an',
  'announce-remote-microphone-off': 'Mikrofon der anderen Person ist aus',
  'announce-remote-camera-on': 'Kamera der anderen Person ist an',
  'announce-remote-camera-off': 'Kamera der anderen Person ist aus',
  'announce-remote-screen-on': 'Die andere Person teilt ihren Bildschirm',
  'announce-remote-screen-off': 'Die andere Person teilt ihren Bildschirm nicht mehr',
  'announce-local-record-on': 'Sie nehmen diesen Anruf auf',
  'announce-remote-record-off': 'Ihr Gegenüber nimmt diesen Anruf nicht mehr auf',
  'devices-title': 'Kamera und Ton',
  'devices-loudspeaker': 'Lautsprecher',
  'devices-default': 'Wie im System eingestellt',
  'devices-no-camera': 'Keine Kamera gefunden',
  'devices-no-microphone': 'Kein Mikrofon gefunden',
  'devices-absent': '{device} (nicht verbunden)',
  'devices-gone': '{device} ist nicht verbunden.',
  'devices-instead': 'Stattdessen verwendet: {device}',
  'devices-hidden':
    'Erlauben Sie Kamera und Mikrofon, um sie auszuwählen und zu prüfen. Noch sieht und hört Sie niemand.',
  'devices-allow': 'Erlauben',
  'devices-level': 'Mikrofonpegel',
  'devices-level-silent': 'Sagen Sie etwas: Der Balken sollte sich bewegen.',
  'devices-level-heard': 'Ihr Mikrofon hört Sie.',
  'devices-level-off': 'Ihr Mikrofon ist aus.',
  'devices-test': 'Ton testen',
  'devices-testing': 'Wird abgespielt…',
  'devices-mirror': 'Mich wie im Spiegel zeigen',
  'devices-remember': 'Auswahl in diesem Browser merken',
  'devices-forbidden': 'In diesem Browser kann sich die Seite nichts merken.',

  'name-own': 'Ihr Name',
  'name-hint': 'Die andere Seite sieht ihn, wenn Sie miteinander telefonieren.',
  'name-remember': 'In diesem Browser merken',

  'ask-microphone':
    'Ihr Browser fragt nach dem Mikrofon. Wählen Sie „Zulassen“, damit man Sie hört.',
  'ask-camera': 'Ihr Browser fragt nach der Kamera. Wählen Sie „Zulassen“, damit man Sie sieht.',
  'ask-both':
    'Ihr Browser fragt nach Mikrofon und Kamera. Wählen Sie „Zulassen“, damit man Sie sieht und hört.',
  'ask-check-microphone':
    'Ihr Browser fragt nach dem Mikrofon. Wählen Sie „Zulassen“, um es zu prüfen. Noch hört Sie niemand.',
  'ask-check-camera':
    'Ihr Browser fragt nach der Kamera. Wählen Sie „Zulassen“, um sich zu sehen. Noch sieht Sie sonst niemand.',
  'ask-check-both':
    'Ihr Browser fragt nach Mikrofon und Kamera. Wählen Sie „Zulassen“, um sie zu prüfen. Noch sieht und hört Sie niemand.',

  'allow-here': '{device} blockiert. Drücken Sie hier, um den Zugriff zu erlauben:',
  'allow-chromium':
    '{device} blockiert. Drücken Sie auf das Symbol links von der Adresse, schalten Sie den Zugriff ein und versuchen Sie es noch einmal.',
  'allow-android':
    '{device} blockiert. Drücken Sie auf das Symbol links von der Adresse, dann auf „Berechtigungen“, und erlauben Sie den Zugriff.',
  'allow-firefox':
    '{device} blockiert. Drücken Sie auf das durchgestrichene Symbol links von der Adresse, heben Sie die Blockierung auf und versuchen Sie es noch einmal.',
  'allow-safari':
    '{device} blockiert. Öffnen Sie im Menü „Safari“ die Einstellungen für diese Website und erlauben Sie den Zugriff.',
  'allow-ios':
    '{device} blockiert. Drücken Sie auf die Taste neben der Adresse, dann auf die Website-Einstellungen, und erlauben Sie den Zugriff.',
  'allow-ios-app':
    '{device} blockiert. Öffnen Sie die Einstellungen Ihres Geräts, wählen Sie diesen Browser und erlauben Sie den Zugriff.',

  'error-permission-denied':
    '{device} blockiert. Erlauben Sie den Zugriff in der Adressleiste oder sagen Sie es dem Betreiber der Seite.',
  'error-permission-denied-user':
    '{device} blockiert. Erlauben Sie den Zugriff in der Adressleiste.',
  'error-permission-denied-system':
    '{device} blockiert. Erlauben Sie den Zugriff in den Systemeinstellungen.',
  'error-permission-denied-page':
    '{device} auf dieser Seite blockiert. Sagen Sie es dem Betreiber der Seite.',
  'error-permission-denied-user-screen':
    'Kein Bildschirm ausgewählt. Versuchen Sie es noch einmal.',
  'error-permission-denied-screen':
    'Kein Bildschirm ausgewählt. Versuchen Sie es noch einmal oder sagen Sie es dem Betreiber der Seite.',
  'error-device-not-found':
    '{device} nicht gefunden. Schließen Sie ein Gerät an oder erlauben Sie den Zugriff in den Systemeinstellungen.',
  'error-device-not-found-screen':
    'Kein Bildschirm gefunden. Erlauben Sie den Zugriff in den Systemeinstellungen.',
  'error-device-not-found-ended':
    '{device} nicht mehr da. Prüfen Sie das Gerät und versuchen Sie es noch einmal.',
  'error-device-not-found-ended-screen':
    'Ihr Bildschirm wird nicht mehr geteilt. Teilen Sie ihn noch einmal.',
  'error-device-not-found-no-other': 'Keine andere Kamera gefunden. Schließen Sie eine an.',
  'error-device-not-found-switched':
    '{device} nicht mehr da. Ein anderes Gerät ist nun in Gebrauch.',
  'error-no-audio-input':
    'Ihr Mikrofon ist stumm. Prüfen Sie seinen Schalter oder wählen Sie ein anderes.',
  'error-no-audio-output':
    'Die Tonausgabe ist gestört. Laden Sie die Seite neu, wenn Sie nichts hören.',
  'error-device-in-use': '{device} gestört. Schließen Sie andere Apps, die darauf zugreifen.',
  'error-constraints-not-met': '{device} passt nicht. Wählen Sie ein anderes Gerät.',
  'error-constraints-not-met-screen': NOT_SHAREABLE,
  'error-insecure-context': 'Anrufe brauchen https://',
  'error-not-supported': 'Dieser Browser kann das nicht. Versuchen Sie es mit einem anderen.',
  'error-not-supported-screen':
    'Dieser Browser kann keinen Bildschirm teilen. Versuchen Sie es mit einem anderen.',
  'error-not-supported-own-sound':
    'Ihr Bildschirm wird ohne Ton geteilt, sonst würde die andere Person sich selbst hören. Teilen Sie stattdessen einen Tab.',
  'error-audio-output-failed':
    'Dieser Lautsprecher kann nicht verwendet werden. Wählen Sie einen anderen.',
  'error-audio-output-failed-switched':
    'Ihr Lautsprecher ist nicht mehr da. Ein anderer ist nun in Gebrauch.',
  'error-media-failed': '{device} gestört. Prüfen Sie das Gerät und versuchen Sie es noch einmal.',
  'error-media-failed-screen': NOT_SHAREABLE,
  'error-invalid-state-microphone': NOT_NOW,
  'error-invalid-state-camera': NOT_NOW,
  'error-invalid-state-screen': 'Drücken Sie noch einmal auf die Schaltfläche.',
  'error-invalid-state': 'Das geht gerade nicht. Versuchen Sie es später noch einmal.',
  'error-invalid-argument':
    'Diese Adresse kann nicht angerufen werden. Prüfen Sie sie und versuchen Sie es noch einmal.',
  'error-peer-unavailable':
    'Vielleicht hat sich die Adresse geändert. Prüfen Sie sie und versuchen Sie es noch einmal.',
  'error-signaling-failed': 'Prüfen Sie Ihre Internetverbindung und versuchen Sie es noch einmal.',
  'error-connection-failed':
    'Vielleicht blockiert eine Firewall den Anruf. Versuchen Sie es in einem anderen Netz.',
  'error-connection-lost': 'Prüfen Sie Ihre Internetverbindung und versuchen Sie es noch einmal.',
  'error-negotiation-failed': 'Laden Sie die Seite auf beiden Seiten neu.',
  'error-protocol-error': 'Laden Sie die Seite auf beiden Seiten neu.',
  'error-verification-failed':
    'Vielleicht ist jemand dazwischen. Holen Sie sich einen neuen Link oder wechseln Sie das Netz.',
  'error-verification-unavailable': 'Dieser Anruf kann nicht geprüft werden.',

  'diagnosis-no-turn':
    'Zwischen den beiden Netzen gibt es keinen direkten Weg. Versuchen Sie es in einem anderen Netz.',
  'diagnosis-udp-blocked-local':
    'Ihr Netz blockiert Anrufe. Versuchen Sie es in einem anderen Netz.',
  'diagnosis-udp-blocked-remote':
    'Das Netz der anderen Person blockiert Anrufe. Bitten Sie sie, das Netz zu wechseln.',
  'diagnosis-udp-blocked-both':
    'Beide Netze blockieren Anrufe. Wechseln Sie auf beiden Seiten das Netz.',
  'diagnosis-turn-refused': WRONG_SERVERS,
  'diagnosis-turn-unreachable':
    'Der Vermittlungsserver ist nicht erreichbar. Versuchen Sie es in einem anderen Netz.',
  'diagnosis-relay-policy-without-turn': WRONG_SERVERS,
  'diagnosis-peer-gone':
    'Die andere Person ist offline oder hat eine neue Adresse. Versuchen Sie es später noch einmal.',
  'diagnosis-signaling-unreachable':
    'Der Anrufserver ist nicht erreichbar. Prüfen Sie Ihre Internetverbindung.',
  'diagnosis-network-down': 'Sie sind offline. Prüfen Sie Ihre Internetverbindung.',

  'offline-closed': 'Die Verbindung zum Anrufserver wurde getrennt. Laden Sie die Seite neu.',
  'offline-connect-failed':
    'Der Anrufserver ist nicht erreichbar. Prüfen Sie Ihre Internetverbindung.',
  'offline-server-error': 'Der Anrufserver ist gestört. Versuchen Sie es später noch einmal.',
  'offline-unauthorized':
    'Der Anrufserver lässt Sie nicht ein. Melden Sie sich an oder sagen Sie es dem Betreiber der Seite.',
};
