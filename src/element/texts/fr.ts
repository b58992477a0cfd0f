import type { Translation } from './strings.js';

/** The page has wrong addresses or passwords for its servers, or none. */
const WRONG_SERVERS =
  'Les serveurs d’appel de cette page sont mal réglés. Prévenez le responsable de la page.';
const NOT_SHAREABLE = 'Cet écran ne peut pas être partagé. Choisissez-en un autre.';
const NOT_NOW = 'Votre {device} n’est pas disponible pour l’instant. Réessayez.';

/** All different also to the ear: they are read out. */
const EMOJI_NAMES =
  '🐶 Chien, 🐱 Chat, 🦁 Lion, 🐴 Cheval, 🦄 Licorne, 🐷 Cochon, 🐘 Éléphant, 🐰 Lapin, 🐼 Panda, 🐓 Coq, 🐧 Pingouin, ' +
  '🐢 Tortue, 🐟 Poisson, 🐙 Pieuvre, 🦋 Papillon, 🐝 Abeille, 🌻 Tournesol, 🌳 Arbre, 🌵 Cactus, 🍄 Champignon, ' +
  '🌍 Terre, 🌙 Lune, ⭐ Étoile, 🔥 Feu, 🌈 Arc-en-ciel, ⛄ Bon\u00adhomme de neige, 🍌 Banane, 🍎 Pomme, 🍓 Fraise, ' +
  '🍇 Raisin, 🌽 Maïs, 🍕 Pizza, 🎂 Gâteau, 🥕 Carotte, 🧀 Fromage, 🥚 Œuf, 🍯 Miel, 🚗 Voiture, 🚲 Vélo, 🚂 Train, ' +
  '🚀 Fusée, ⛵ Voilier, ⚓ Ancre, 🏠 Maison, 🎩 Chapeau, 👓 Lunettes, 👑 Couronne, 🎒 Sac à dos, 🔑 Clé, 🔨 Marteau, ' +
  '⏰ Réveil, 💡 Ampoule, 📕 Livre, 📎 Attache, 🎁 Cadeau, 🎈 Ballon, ⚽ Football, 🏆 Trophée, 🎸 Guitare, ' +
  '🎺 Trompette, 🔔 Cloche, 🥁 Tambour, 🌂 Parapluie, 🎲 Dé';

/**
 * French, with “vous”. A device is named without an article, and nothing in a sentence agrees with it: a camera is
 * feminine, a microphone masculine. Signs of two parts have a space before them that does not break.
 */
export const TEXTS: Translation = {
  direction: 'ltr',
  label: 'Appel vidéo',
  'remote-video': 'Caméra de l’autre personne',
  'remote-screen': 'Écran de l’autre personne',
  'self-view': 'Ma caméra',

  opening: 'Connexion au serveur…',
  'no-endpoint': 'Aucun serveur d’appel\u00a0: indiquez son endpoint.',
  retrying: 'Nouvel essai…',
  'try-again': 'Réessayer',
  ready: 'Disponible pour un appel',
  'meeting-start': 'Démarrer une réunion',
  'server-reconnecting': 'Reconnexion au serveur…',
  'own-id': 'Votre adresse',
  'own-id-hint': 'La personne qui l’a peut vous appeler tant que cette page est ouverte.',
  copy: 'Copier',
  copied: 'Copié',
  'copy-by-hand': 'Appuyez sur Ctrl+C',
  'peer-id': 'Appeler quelqu’un',
  'peer-id-hint': 'Son adresse',
  call: 'Appeler',
  'preview-on': 'Vérifier ma caméra',
  'preview-off': 'Couper la caméra',

  calling: 'Appel en cours…',
  ringing: 'Ça sonne…',
  incoming: 'Appel entrant',
  connecting: 'Connexion…',
  connected: 'Connexion établie',
  reconnecting: 'Connexion perdue. Reconnexion…',
  answer: 'Répondre',
  'answer-audio': 'Audio seul',
  decline: 'Refuser',
  cancel: 'Annuler',
  hangup: 'Raccrocher',
  microphone: 'Micro',
  camera: 'Caméra',
  screen: 'Partager l’écran',
  flip: 'Changer de caméra',
  hear: 'Touchez pour entendre',
  'remote-microphone-off': 'Son micro est coupé',
  'remote-camera-off': 'Sa caméra est coupée',
  dismiss: 'Fermer',

  'view-more': 'Plus',
  'view-tile': '{picture} : afficher en grand. Déplacez-la avec les flèches.',
  'view-swap': 'Échanger les images',
  'view-move': 'Déplacer la petite image',
  'view-self-on': 'Afficher mon image',
  'view-self-off': 'Masquer mon image',
  'view-pip': 'Image dans l’image',
  'view-pip-off': 'Quitter l’image dans l’image',
  'view-fullscreen': 'Plein écran',
  'view-fullscreen-off': 'Quitter le plein écran',
  'view-zoom-in': 'Agrandir',
  'view-zoom-out': 'Réduire',
  'view-zoom-off': 'Tout afficher',

  'verify-no': 'Pas encore vérifié',
  'verify-secret': 'Vérifié par le lien',
  'verify-user': 'Vérifié par vous',
  'verify-never': 'Impossible à vérifier',
  'verify-no-hint':
    'Lisez ceci à voix haute, chacun à son tour. Si tout est identique des deux côtés, personne n’est au milieu.',
  'verify-secret-hint':
    'Seule une personne qui a votre lien peut être au milieu. Pour en avoir le cœur net, comparez ceci.',
  'verify-user-hint': 'Tout est identique des deux côtés\u00a0: personne n’est au milieu.',
  'verify-pending': 'Création du code…',
  'verify-match': 'Identique',
  'verify-differ': 'Différent',
  'emoji-names': EMOJI_NAMES,
  'private-mode': 'Mode privé',
  'private-mode-hint': 'L’autre personne ne voit pas votre adresse réseau.',

  'meeting-name': 'Réunion',
  'meeting-lobby': 'Tout est prêt pour rejoindre\u202f?',
  'meeting-join': 'Rejoindre',
  'meeting-joining': 'Entrée en réunion…',
  'meeting-join-again': 'Rejoindre à nouveau',
  'meeting-leave': 'Quitter',
  'meeting-waiting': 'Vous y êtes. En attente de l’autre personne…',
  'meeting-left': 'L’autre personne est partie. En attente de son retour…',
  'meeting-retrying': 'Vous y êtes. Nouvel appel…',
  'meeting-link': 'Lien de la réunion',
  'meeting-link-hint': 'Envoyez-le à une seule personne. Quiconque l’a peut rejoindre la réunion.',
  'meeting-share': 'Partager',
  'meeting-qr': 'Code QR',
  'meeting-qr-hint': 'Visez-le avec l’appareil photo d’un téléphone.',

  'room-full': 'Il y a déjà deux personnes dans cette réunion. Démarrez-en une autre.',
  'room-refused':
    'Vous ne pouvez pas rejoindre cette réunion. Demandez à la personne qui vous a invité.',
  'room-invalid-argument':
    'Impossible de rejoindre cette réunion. Prévenez le responsable de la page.',
  'room-not-supported':
    'Les réunions ne marchent pas ici. Appelez par adresse ou prévenez le responsable de la page.',

  'door-origin':
    'Le serveur d’appel sert d’autres pages, pas celle-ci. Prévenez le responsable de la page.',
  'door-token-missing':
    'Connectez-vous d’abord à votre compte. Si c’est déjà fait, prévenez le responsable de la page.',
  'door-token-expired': 'Votre session a expiré. Reconnectez-vous à votre compte.',
  'door-token-invalid':
    'Le serveur d’appel n’accepte pas votre session. Reconnectez-vous à votre compte ou prévenez le responsable de la page.',
  'door-failed':
    'Le serveur d’appel ne peut pas vérifier votre session pour l’instant. Réessayez plus tard.',
  'door-new': 'Le serveur d’appel vient d’être modifié. Réessayez.',

  'call-again': 'Rappeler',
  back: 'Retour',

  'quality-excellent': 'Excellente connexion',
  'quality-good': 'Bonne connexion',
  'quality-poor': 'Mauvaise connexion',
  'quality-lost': 'Aucune connexion',

  'ended-hangup': 'Appel terminé',
  'stats-excellent': 'Excellente',
  'stats-good': 'Bonne',
  'stats-poor': 'Mauvaise',
  'stats-lost': 'Perdue',
  'stats-open': 'Détails de la connexion',
  'stats-title': 'Connexion',
  'stats-wait': 'Mesure en cours…',
  'stats-failed': 'Les détails ne sont pas disponibles. Rechargez la page après l’appel.',
  'stats-range': '{now} maintenant, de {min} à {max} ces deux dernières minutes',
  'stats-sent': 'Envoyé',
  'stats-received': 'Reçu',
  'stats-bitrate': 'Débit',
  'stats-loss': 'Perte de paquets',
  'stats-camera': 'Caméra',
  'stats-screen': 'Écran',
  'stats-codecs': 'Codecs',
  'stats-delay': 'Délai',
  'stats-limit': 'Limité par',
  'stats-limit-bandwidth': 'la connexion',
  'stats-limit-processor': 'le processeur',
  'stats-limit-other': 'le navigateur',
  'stats-limit-nothing': 'rien',
  'stats-path': 'Chemin',
  'stats-direct': 'Direct',
  'stats-relayed-local': 'Par votre serveur TURN',
  'stats-relayed-remote': 'Par le serveur TURN de l’autre',
  'stats-relayed-both': 'Par les serveurs TURN des deux',
  'stats-rtt': 'Aller-retour',
  'stats-verified': 'Vérification',
  'stats-messages': 'Messages relayés',
  'stats-messages-count': '{sent} envoyés, {received} reçus',
  'stats-copy': 'Copier le diagnostic',
  'after-duration': 'Durée : {time}',
  'rating-question': 'Comment était l’appel ?',
  'rating-1': '1 sur 5 : très mauvais',
  'rating-2': '2 sur 5 : mauvais',
  'rating-3': '3 sur 5 : moyen',
  'rating-4': '4 sur 5 : bon',
  'rating-5': '5 sur 5 : excellent',
  'rating-thanks': 'Merci !',
  'network-check': 'Tester mon réseau',
  'network-signaling': 'Serveur d’appel',
  'network-stun': 'Chemin direct',
  'network-turn': 'Serveur TURN',
  'network-line': 'Ligne',
  'network-running': 'Test en cours…',
  'network-passed': 'Fonctionne',
  'network-failed': 'Échec',
  'network-skipped': 'Non testé',
  'network-lost': 'Les appels ne marchent pas ici',
  'network-cost': 'Consomme jusqu’à 2 Mo. La caméra et le micro restent coupés.',
  'network-again': 'Tester à nouveau',
  'network-udp-relayed': 'Votre réseau bloque les appels directs. Ils passent par le serveur TURN.',
  'network-no-turn': 'Il n’y en a pas. Les appels vers des réseaux stricts peuvent échouer.',
  'network-no-servers':
    'Les serveurs d’appel de la page ne répondent pas. Prévenez son propriétaire.',
  'network-line-unknown': 'Impossible à mesurer ici. Un appel le dira.',
  chat: 'Discussion',
  'chat-unread': 'Discussion, nouveaux messages\u00a0: {count}',
  'chat-empty': 'Messages, liens et fichiers de cet appel. Ils disparaissent à la fin.',
  'chat-local': 'Vous\u00a0:',
  'chat-remote': 'L’autre personne\u00a0:',
  'chat-input': 'Votre message',
  'chat-send': 'Envoyer',
  'chat-whole': 'Tout afficher',
  'chat-part': 'Réduire',
  'chat-new': 'Nouveaux messages',
  'chat-waiting': 'Partira une fois la connexion rétablie',
  'chat-failed': 'Non envoyé',
  'chat-retry': 'Renvoyer',
  'chat-too-long': 'C’est trop long pour un seul message. Raccourcissez-le.',

  'file-attach': 'Envoyer un fichier',
  'file-drop': 'Déposez ici les fichiers à envoyer',
  'file-offer': 'L’autre personne veut vous envoyer un fichier',
  'file-waiting': 'En attente de son accord',
  'file-accept': 'Accepter',
  'file-decline': 'Refuser',
  'file-cancel': 'Annuler',
  'file-save': 'Enregistrer',
  'file-left': 'Il reste {time}',
  'file-paused': 'En pause jusqu’au retour de la connexion',
  'file-sent': 'Remis',
  'file-received': 'Bien arrivé. Enregistrez-le avant la fin de l’appel.',
  'file-declined-local': 'Vous avez refusé',
  'file-declined-remote': 'L’autre personne a refusé',
  'file-cancelled': 'Annulé',
  'file-too-large': 'Ce fichier est trop volumineux. Envoyez-en un plus petit.',
  'file-limit': '{limit} au maximum. Envoyez un fichier plus petit.',
  'file-off-local': 'Les fichiers ne peuvent pas être reçus là-bas.',
  'file-off-remote': 'On voulait vous envoyer ce fichier. Les fichiers sont désactivés ici.',
  'file-too-many': 'Trop de fichiers à la fois. Renvoyez-le quand les autres seront terminés.',
  'file-unreadable': 'Ce fichier n’est plus lisible. Il faut le choisir à nouveau.',
  'file-damaged': 'Ce fichier est arrivé endommagé. Il faut le renvoyer.',
  'file-interrupted': 'L’envoi a été interrompu. Il faut renvoyer le fichier.',
  'file-failed': 'L’envoi a échoué. Il faut renvoyer le fichier.',

  'ended-declined': 'Appel refusé',
  'ended-declined-incoming': 'Appel refusé',
  'ended-busy': 'Déjà en ligne avec quelqu’un d’autre',
  'ended-busy-incoming': 'Appel manqué',
  'ended-cancelled': 'Appel annulé',
  'ended-cancelled-incoming': 'Appel manqué',
  'ended-timeout': 'Pas de réponse',
  'ended-timeout-incoming': 'Appel manqué',
  'ended-replaced': 'Un nouvel appel l’a remplacé',
  'ended-peer-unavailable': 'Impossible de joindre cette personne',
  'ended-connection-failed': 'Aucune connexion',
  'ended-connection-lost': 'Connexion perdue',
  'ended-media-error': 'Panne de la caméra ou du micro',
  'ended-signaling-failed': 'Serveur d’appel perdu',
  'ended-verification-failed': 'Arrêté pour votre sécurité',
  'ended-protocol-error': 'Erreur de connexion',

  'device-microphone': 'micro',
  'device-camera': 'caméra',
  'device-both': 'caméra ou micro',
  'device-screen': 'écran',

  'paused-system-local': 'En pause à cause de votre appareil',
  'paused-system-remote': 'En pause à cause de son appareil',
  'paused-microphone-local': 'Votre appareil a mis le micro en pause.',
  'paused-camera-local': 'Votre appareil a mis la caméra en pause.',
  'paused-microphone-remote': 'Son appareil a mis le micro en pause.',
  'paused-camera-remote': 'Son appareil a mis la caméra en pause.',
  'paused-bandwidth-local': 'Votre image est en pause\u00a0: la connexion est trop lente.',
  'paused-bandwidth-remote': 'Son image est en pause\u00a0: la connexion est trop lente.',

  'hint-bluetooth':
    'Tant que votre micro Bluetooth est allumé, tout s’entend moins bien. Choisissez un autre micro.',

  'record-start': 'Enregistrer',
  'record-stop': 'Arrêter l’enregistrement',
  'record-asked': 'Demande de l’autorisation d’enregistrer…',
  'record-refused': 'Votre correspondant ne souhaite pas être enregistré.',
  'record-here': 'Enregistrement : {time}, {size}',
  'record-question': 'Votre correspondant demande à enregistrer cet appel.',
  'record-allow': 'Autoriser',
  'record-refuse': 'Ne pas autoriser',
  'record-there': 'Votre correspondant enregistre cet appel.',
  'record-done': 'Votre enregistrement est prêt : {size}',
  'record-save': 'Sauvegarder',
  'record-discard': 'Supprimer',

  'captions-show': 'Sous-titres',
  'captions-peer': 'Votre correspondant',
  'captions-stop': 'Désactiver',
  'captions-asking': 'Activation des sous-titres…',
  'captions-asks': 'Demande de l’autorisation d’écrire ce qui est dit…',
  'captions-loading':
    'L’appareil de votre correspondant télécharge ce qu’il faut pour les sous-titres…',
  'captions-on': 'Les sous-titres sont activés.',
  'captions-refused': 'Votre correspondant ne souhaite pas que ses paroles soient écrites.',
  'captions-unsupported':
    'Le navigateur de votre correspondant ne peut pas écrire de sous-titres sans envoyer sa voix ailleurs.',
  'captions-language':
    'Le navigateur de votre correspondant ne peut pas écrire de sous-titres dans sa langue.',
  'captions-failed': 'Les sous-titres se sont arrêtés sur l’appareil de votre correspondant.',
  'captions-silent': 'Pas de réponse. Votre correspondant n’a peut-être pas de sous-titres.',
  'captions-question':
    '{name} souhaite des sous-titres\u00a0: ce que vous dites serait écrit sur votre appareil et lui serait envoyé.',
  'captions-download':
    '{name} souhaite des sous-titres\u00a0: ce que vous dites serait écrit sur votre appareil et lui serait envoyé. Votre navigateur doit d’abord télécharger votre langue.',
  'captions-downloading': 'Téléchargement de votre langue…',
  'captions-not-loaded': 'Votre navigateur n’a pas pu télécharger votre langue.',
  'captions-there':
    '{name} a activé les sous-titres\u00a0: ce que vous dites est écrit sur votre appareil et lui est envoyé.',

  'offer-device': 'Connecté\u00a0: {device}',
  'offer-use': 'Utiliser',

  'ring-title': '{name} vous appelle',
  'ring-notify': 'Me prévenir des appels',
  'voice-muted': 'Votre micro est coupé\u00a0: on ne vous entend pas.',
  'announce-local-microphone-on': 'Votre micro est activé',
  'announce-local-microphone-off': 'Votre micro est coupé',
  'announce-local-camera-on': 'Votre caméra est activée',
  'announce-local-camera-off': 'Votre caméra est coupée',
  'announce-local-screen-on': 'Vous partagez votre écran',
  'announce-local-screen-off': 'Vous ne partagez plus votre écran',
  'announce-remote-microphone-on': 'Son micro est activé',
  'announce-remote-microphone-off': 'Son micro est coupé',
  'announce-remote-camera-on': 'Sa caméra est activée',
  'announce-remote-camera-off': 'Sa caméra est coupée',
  'announce-remote-screen-on': 'Votre correspondant partage son écran',
  'announce-remote-screen-off': 'Votre correspondant ne partage plus son écran',
  'announce-local-record-on': 'Vous enregistrez cet appel',
  'announce-remote-record-off': 'Votre correspondant n’enregistre plus cet appel',
  'devices-title': 'Caméra et son',
  'devices-loudspeaker': 'Haut-parleur',
  'devices-default': 'Selon le système',
  'devices-no-camera': 'Aucune caméra trouvée',
  'devices-no-microphone': 'Aucun micro trouvé',
  'devices-absent': '{device} (non connecté)',
  'devices-gone': '{device} : non connecté.',
  'devices-instead': 'Utilisé à la place : {device}',
  'devices-hidden':
    'Autorisez la caméra et le micro pour les choisir et les vérifier. Personne ne vous voit ni ne vous entend encore.',
  'devices-allow': 'Autoriser',
  'devices-level': 'Niveau du micro',
  'devices-level-silent': 'Dites quelque chose : la barre doit bouger.',
  'devices-level-heard': 'Votre micro vous entend.',
  'devices-level-off': 'Votre micro est coupé.',
  'devices-test': 'Tester le son',
  'devices-testing': 'Lecture…',
  'devices-mirror': 'Me voir comme dans un miroir',
  'devices-remember': 'Mémoriser mon choix dans ce navigateur',
  'devices-forbidden': 'Ce navigateur ne laisse la page rien mémoriser.',

  'name-own': 'Votre nom',
  'name-hint': 'L’autre personne le voit pendant vos appels.',
  'name-remember': 'Le mémoriser dans ce navigateur',

  'ask-microphone':
    'Votre navigateur demande l’accès à votre micro. Choisissez « Autoriser » pour que l’on vous entende.',
  'ask-camera':
    'Votre navigateur demande l’accès à votre caméra. Choisissez « Autoriser » pour que l’on vous voie.',
  'ask-both':
    'Votre navigateur demande l’accès à votre micro et à votre caméra. Choisissez « Autoriser » pour que l’on vous voie et vous entende.',
  'ask-check-microphone':
    'Votre navigateur demande l’accès à votre micro. Choisissez « Autoriser » pour le vérifier. Personne ne vous entend encore.',
  'ask-check-camera':
    'Votre navigateur demande l’accès à votre caméra. Choisissez « Autoriser » pour vous voir. Personne d’autre ne vous voit encore.',
  'ask-check-both':
    'Votre navigateur demande l’accès à votre micro et à votre caméra. Choisissez « Autoriser » pour les vérifier. Personne ne vous voit ni ne vous entend encore.',

  'allow-here': 'L’accès à votre {device} est bloqué. Appuyez ici pour l’autoriser :',
  'allow-chromium':
    'L’accès à votre {device} est bloqué. Appuyez sur l’icône à gauche de l’adresse, activez-le et réessayez.',
  'allow-android':
    'L’accès à votre {device} est bloqué. Appuyez sur l’icône à gauche de l’adresse, puis sur « Autorisations », et autorisez-le.',
  'allow-firefox':
    'L’accès à votre {device} est bloqué. Appuyez sur l’icône barrée à gauche de l’adresse, retirez le blocage et réessayez.',
  'allow-safari':
    'L’accès à votre {device} est bloqué. Ouvrez le menu « Safari », puis les réglages de ce site web, et autorisez-le.',
  'allow-ios':
    'L’accès à votre {device} est bloqué. Appuyez sur le bouton à côté de l’adresse, puis sur les réglages du site web, et autorisez-le.',
  'allow-ios-app':
    'L’accès à votre {device} est bloqué. Ouvrez les réglages de votre appareil, choisissez ce navigateur et autorisez-le.',

  'error-permission-denied':
    'L’accès à votre {device} est bloqué. Autorisez-le dans la barre d’adresse ou prévenez le responsable de la page.',
  'error-permission-denied-user':
    'L’accès à votre {device} est bloqué. Autorisez-le dans la barre d’adresse.',
  'error-permission-denied-system':
    'L’accès à votre {device} est bloqué. Autorisez-le dans les paramètres du système.',
  'error-permission-denied-page':
    'L’accès à votre {device} est bloqué sur cette page. Prévenez le responsable de la page.',
  'error-permission-denied-user-screen': 'Aucun écran choisi. Réessayez.',
  'error-permission-denied-screen':
    'Aucun écran choisi. Réessayez ou prévenez le responsable de la page.',
  'error-device-not-found':
    'Votre {device} est introuvable. Branchez un appareil ou autorisez l’accès dans les paramètres du système.',
  'error-device-not-found-screen':
    'Aucun écran trouvé. Autorisez l’accès dans les paramètres du système.',
  'error-device-not-found-ended': 'Votre {device} a disparu. Vérifiez l’appareil et réessayez.',
  'error-device-not-found-ended-screen': 'Votre écran n’est plus partagé. Partagez-le à nouveau.',
  'error-device-not-found-no-other': 'Aucune autre caméra trouvée. Branchez-en une.',
  'error-device-not-found-switched': 'Votre {device} a disparu. Un autre appareil prend le relais.',
  'error-no-audio-input':
    'Votre micro ne capte rien. Vérifiez son interrupteur ou choisissez-en un autre.',
  'error-no-audio-output':
    'La sortie du son est en panne. Rechargez la page si vous n’entendez rien.',
  'error-device-in-use':
    'Votre {device} ne marche pas. Fermez les autres applications qui s’en servent.',
  'error-constraints-not-met': 'Votre {device} ne convient pas. Choisissez un autre appareil.',
  'error-constraints-not-met-screen': NOT_SHAREABLE,
  'error-insecure-context': 'Les appels ont besoin de https://',
  'error-not-supported': 'Ce navigateur ne sait pas faire cela. Essayez-en un autre.',
  'error-not-supported-screen': 'Ce navigateur ne sait pas partager un écran. Essayez-en un autre.',
  'error-not-supported-own-sound':
    'Votre écran est partagé sans le son, sinon l’autre personne s’entendrait elle-même. Partagez plutôt un onglet.',
  'error-audio-output-failed': 'Ce haut-parleur ne peut pas servir. Choisissez-en un autre.',
  'error-audio-output-failed-switched': 'Votre haut-parleur a disparu. Un autre prend le relais.',
  'error-media-failed': 'Votre {device} ne marche pas. Vérifiez l’appareil et réessayez.',
  'error-media-failed-screen': NOT_SHAREABLE,
  'error-invalid-state-microphone': NOT_NOW,
  'error-invalid-state-camera': NOT_NOW,
  'error-invalid-state-screen': 'Appuyez encore une fois sur le bouton.',
  'error-invalid-state': 'Impossible pour l’instant. Réessayez plus tard.',
  'error-invalid-argument': 'Impossible d’appeler cette adresse. Vérifiez-la et réessayez.',
  'error-peer-unavailable': 'Son adresse a peut-être changé. Vérifiez-la et réessayez.',
  'error-signaling-failed': 'Vérifiez votre connexion internet et réessayez.',
  'error-connection-failed': 'Un pare-feu bloque peut-être l’appel. Essayez un autre réseau.',
  'error-connection-lost': 'Vérifiez votre connexion internet et réessayez.',
  'error-negotiation-failed': 'Rechargez la page des deux côtés.',
  'error-protocol-error': 'Rechargez la page des deux côtés.',
  'error-verification-failed':
    'Quelqu’un est peut-être au milieu. Demandez un nouveau lien ou essayez un autre réseau.',
  'error-verification-unavailable': 'Cet appel est impossible à vérifier.',

  'diagnosis-no-turn':
    'Il n’y a pas de chemin direct entre les deux réseaux. Essayez un autre réseau.',
  'diagnosis-udp-blocked-local': 'Votre réseau bloque les appels. Essayez un autre réseau.',
  'diagnosis-udp-blocked-remote':
    'Son réseau bloque les appels. Demandez à l’autre personne d’essayer un autre réseau.',
  'diagnosis-udp-blocked-both':
    'Les deux réseaux bloquent les appels. Essayez un autre réseau des deux côtés.',
  'diagnosis-turn-refused': WRONG_SERVERS,
  'diagnosis-turn-unreachable': 'Le relais d’appel est injoignable. Essayez un autre réseau.',
  'diagnosis-relay-policy-without-turn': WRONG_SERVERS,
  'diagnosis-peer-gone':
    'L’autre personne est hors ligne ou a une nouvelle adresse. Réessayez plus tard.',
  'diagnosis-signaling-unreachable':
    'Le serveur d’appel est injoignable. Vérifiez votre connexion internet.',
  'diagnosis-network-down': 'Vous êtes hors ligne. Vérifiez votre connexion internet.',

  'offline-closed': 'La connexion au serveur d’appel a été coupée. Rechargez la page.',
  'offline-connect-failed':
    'Le serveur d’appel est injoignable. Vérifiez votre connexion internet.',
  'offline-server-error': 'Le serveur d’appel est en panne. Réessayez plus tard.',
  'offline-unauthorized':
    'Le serveur d’appel vous refuse l’accès. Connectez-vous à votre compte ou prévenez le responsable de la page.',
};
