import type { LaterTexts } from './strings.js';

/** The page has wrong addresses or passwords for its servers, or none. */
const WRONG_SERVERS = 'This page’s call servers are set up wrong. Tell its owner.';
const NOT_SHAREABLE = 'This screen can’t be shared. Choose another one.';
const NOT_NOW = 'Your {device} can’t be used now. Try again.';

/** What of English is not needed at first. Fetched as soon as the element is there. */
export const TEXTS: LaterTexts = {
  'meeting-name': 'Meeting',
  'meeting-lobby': 'Ready to join?',
  'meeting-join': 'Join',
  'meeting-joining': 'Joining…',
  'meeting-join-again': 'Join again',
  'meeting-leave': 'Leave',
  'meeting-waiting': 'You’re in. Waiting for them…',
  'meeting-left': 'They left. Waiting for them to come back…',
  'meeting-retrying': 'You’re in. Calling again…',
  'meeting-link': 'Meeting link',
  'meeting-link-hint': 'Send it to one person. Whoever has it can join.',
  'meeting-share': 'Share',
  'meeting-qr': 'QR code',
  'meeting-qr-hint': 'Point a phone’s camera at it.',

  'room-full': 'Two people are in this meeting already. Start another one.',
  'room-refused': 'You may not join this meeting. Ask who invited you.',
  'room-invalid-argument': 'This meeting can’t be joined. Tell this page’s owner.',
  'room-not-supported': 'Meetings don’t work here. Call by address, or tell this page’s owner.',

  'door-origin': 'The call server serves other pages, not this one. Tell this page’s owner.',
  'door-token-missing': 'Log in first. If you are logged in, tell this page’s owner.',
  'door-token-expired': 'Your login has expired. Log in again.',
  'door-token-invalid':
    'The call server doesn’t accept your login. Log in again, or tell this page’s owner.',
  'door-failed': 'The call server can’t check your login now. Try again later.',
  'door-new': 'The call server has just been changed. Try again.',

  'verify-no-hint': 'Read this to each other. If you both see the same, nobody is in between.',
  'verify-secret-hint': 'Only someone with your link may be in between. To be sure, compare this.',
  'verify-user-hint': 'You both see the same: nobody is in between.',
  'verify-pending': 'Making the code…',
  'verify-match': 'They match',
  'verify-differ': 'They don’t',
  'emoji-names': '',

  'ended-declined': 'Call declined',
  'ended-declined-incoming': 'Call declined',
  'ended-busy': 'They are in another call',
  'ended-busy-incoming': 'Missed call',
  'ended-cancelled': 'Call cancelled',
  'ended-cancelled-incoming': 'Missed call',
  'ended-timeout': 'No answer',
  'ended-timeout-incoming': 'Missed call',
  'ended-replaced': 'A new call took over',
  'ended-peer-unavailable': 'They can’t be reached',
  'ended-connection-failed': 'No connection',
  'ended-connection-lost': 'Connection lost',
  'ended-media-error': 'Camera or microphone failed',
  'ended-signaling-failed': 'Call server lost',
  'ended-verification-failed': 'Stopped for your safety',
  'ended-protocol-error': 'Connection error',

  'device-microphone': 'microphone',
  'device-camera': 'camera',
  'device-both': 'camera or microphone',
  'device-screen': 'screen',

  'paused-system-local': 'Paused by your device',
  'paused-system-remote': 'Paused by their device',
  'paused-bandwidth-local': 'Your picture is paused: the connection is too slow.',
  'paused-bandwidth-remote': 'Their picture is paused: the connection is too slow.',

  'hint-bluetooth':
    'While your Bluetooth microphone is on, everything sounds worse. Choose another one.',

  'offer-device': 'Connected: {device}',
  'offer-use': 'Use it',

  'error-permission-denied':
    'Your {device} is blocked. Allow it in the address bar, or tell this page’s owner.',
  'error-permission-denied-user': 'Your {device} is blocked. Allow it in the address bar.',
  'error-permission-denied-system': 'Your {device} is blocked. Allow it in the system settings.',
  'error-permission-denied-page': 'Your {device} is blocked for this page. Tell its owner.',
  'error-permission-denied-user-screen': 'No screen chosen. Try again.',
  'error-permission-denied-screen': 'No screen chosen. Try again, or tell this page’s owner.',
  'error-device-not-found': 'No {device} found. Connect one, or allow it in the system settings.',
  'error-device-not-found-screen': 'No screen found. Allow it in the system settings.',
  'error-device-not-found-ended': 'Your {device} is gone. Check it and try again.',
  'error-device-not-found-ended-screen': 'Your screen is not shared any more. Share it again.',
  'error-device-not-found-no-other': 'No other camera found. Connect one.',
  'error-device-not-found-switched': 'Your {device} is gone. Another one is used now.',
  'error-no-audio-input': 'Your microphone is silent. Check its switch, or choose another one.',
  'error-no-audio-output': 'Your sound has failed. Reload the page if you hear nothing.',
  'error-device-in-use': 'Your {device} failed. Close other apps that use it.',
  'error-constraints-not-met': 'No {device} fits. Choose another one.',
  'error-constraints-not-met-screen': NOT_SHAREABLE,
  'error-insecure-context': 'Calls need https://',
  'error-not-supported': 'This browser can’t do that. Try another one.',
  'error-not-supported-screen': 'This browser can’t share a screen. Try another one.',
  'error-not-supported-own-sound':
    'Your screen is shared without sound, or they would hear themselves. Share a tab instead.',
  'error-audio-output-failed': 'This loudspeaker can’t be used. Choose another one.',
  'error-audio-output-failed-switched': 'Your loudspeaker is gone. Another one is used now.',
  'error-media-failed': 'Your {device} failed. Check it and try again.',
  'error-media-failed-screen': NOT_SHAREABLE,
  'error-invalid-state-microphone': NOT_NOW,
  'error-invalid-state-camera': NOT_NOW,
  'error-invalid-state-screen': 'Press the button again.',
  'error-invalid-argument': 'This address can’t be called. Check it and try again.',
  'error-peer-unavailable': 'Their address may have changed. Check it and try again.',
  'error-signaling-failed': 'Check your internet connection and try again.',
  'error-connection-failed': 'A firewall may block the call. Try another network.',
  'error-connection-lost': 'Check your internet connection and try again.',
  'error-negotiation-failed': 'Reload the page on both sides.',
  'error-protocol-error': 'Reload the page on both sides.',
  'error-verification-failed':
    'Somebody may be in between. Get a new link, or try another network.',
  'error-verification-unavailable': 'This call can’t be verified.',

  'diagnosis-no-turn': 'The two networks have no direct path. Try another network.',
  'diagnosis-udp-blocked-local': 'Your network blocks calls. Try another network.',
  'diagnosis-udp-blocked-remote': 'Their network blocks calls. Ask them to try another network.',
  'diagnosis-udp-blocked-both': 'Both networks block calls. Try another network on both sides.',
  'diagnosis-turn-refused': WRONG_SERVERS,
  'diagnosis-turn-unreachable': 'The call relay can’t be reached. Try another network.',
  'diagnosis-relay-policy-without-turn': WRONG_SERVERS,
  'diagnosis-peer-gone': 'They went offline or have a new address. Try again later.',
  'diagnosis-signaling-unreachable':
    'The call server can’t be reached. Check your internet connection.',
  'diagnosis-network-down': 'You are offline. Check your internet connection.',
};
