import { asOnlyRing } from './one-ring.js';
import { notify } from './ring-notification.js';
import { playRing } from './ring-sound.js';
import { blinkTitle } from './ring-title.js';
import type { RingKind } from './ring-tone.js';
import { callTitle, type ToolsHost, type Wording } from '../host/tools-host.js';

/** Twice, and a pause: as the ring tone is as long. */
const VIBRATION_MS = [300, 150, 300];
const VIBRATION_EVERY_MS = 3_000;

/** Lets it ring until `signal` aborts. Fetched at the first ring. */
export function ring(
  host: ToolsHost,
  kind: RingKind,
  wording: () => Wording,
  signal: AbortSignal,
): void {
  const isSilent = host.ringtone === 'off';
  if (kind === 'ringback') {
    if (!isSilent) playRing(host, kind, signal);
    return;
  }
  const words = wording();
  const text = words.text['ring-title'] ?? words.text.incoming;
  void asOnlyRing(host, signal, (only) => {
    blinkTitle(
      host,
      text.replace('{name}', () => callTitle(words, host.call)),
      only,
    );
    notify(host, words, only);
    if (isSilent) return;
    playRing(host, kind, only);
    vibrate(host, only);
  });
}

/** Phones do, once the user has touched the page. */
function vibrate(host: ToolsHost, signal: AbortSignal): void {
  const { navigator } = host.ownerDocument.defaultView ?? {};
  if (!navigator || !('vibrate' in navigator)) return;
  const pulse = () => navigator.userActivation?.hasBeenActive && navigator.vibrate(VIBRATION_MS);
  const timer = setInterval(pulse, VIBRATION_EVERY_MS);
  signal.addEventListener('abort', () => {
    clearInterval(timer);
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate(0);
  });
  pulse();
}
