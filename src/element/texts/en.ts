import type { FirstTexts } from './strings.js';

/** What the first screen and a call need of English. It comes with the element. */
export const ENGLISH: FirstTexts = {
  direction: 'ltr',
  label: 'Video call',
  'remote-video': 'Their camera',
  'remote-screen': 'Their screen',
  'self-view': 'My camera',

  opening: 'Going online…',
  'no-endpoint': 'No call server: set its endpoint.',
  retrying: 'Trying again…',
  'try-again': 'Try again',
  ready: 'Ready for calls',
  'meeting-start': 'Start a meeting',
  'server-reconnecting': 'Reconnecting to server…',
  'own-id': 'Your address',
  'own-id-hint': 'Whoever has it can call you while this page is open.',
  copy: 'Copy',
  copied: 'Copied',
  'copy-by-hand': 'Press Ctrl+C',
  'peer-id': 'Call someone',
  'peer-id-hint': 'Their address',
  call: 'Call',
  'preview-on': 'Check my camera',
  'preview-off': 'Camera off',
  'network-check': 'Check my network',

  calling: 'Calling…',
  ringing: 'Ringing…',
  incoming: 'Incoming call',
  connecting: 'Connecting…',
  connected: 'Connected',
  reconnecting: 'Connection lost. Reconnecting…',
  answer: 'Answer',
  'answer-audio': 'Audio only',
  decline: 'Decline',
  cancel: 'Cancel',
  hangup: 'Hang up',
  microphone: 'Microphone',
  camera: 'Camera',
  screen: 'Share screen',
  flip: 'Switch camera',
  hear: 'Tap to hear',
  'remote-microphone-off': 'Their microphone is off',
  'remote-camera-off': 'Their camera is off',
  dismiss: 'Close',

  'private-mode': 'Private mode',
  'private-mode-hint': 'They don’t learn your network address.',

  'call-again': 'Call again',
  back: 'Back',

  'ended-hangup': 'Call ended',

  // For whatever has no text of its own, or not yet.
  'error-invalid-state': 'Not possible now. Try again later.',

  'offline-closed': 'The call server was disconnected. Reload the page.',
  'offline-connect-failed': 'The call server can’t be reached. Check your internet connection.',
  'offline-server-error': 'The call server failed. Try again later.',
  'offline-unauthorized': 'The call server refused you. Log in, or tell this page’s owner.',
};
