import type { CallErrorDevice } from '../../../call/terms/call-error.js';
import type { MediaState } from '../../../call/terms/media-state.js';
import type { Strings } from '../../texts/strings.js';

/** What is on but not sent, of `devices`, and why not; `undefined` where there is nothing of that. */
export function pausedWords(
  text: Strings,
  side: 'local' | 'remote',
  { paused }: MediaState,
  devices: readonly CallErrorDevice[] = ['microphone', 'camera', 'screen'],
): string | undefined {
  const words = devices.map((device) => {
    const reason = paused[device];
    if (reason === undefined) return '';
    const exact = reason === 'system' && device !== 'screen' && text[`paused-${device}-${side}`];
    return exact || text[`paused-${reason}-${side}`] || '';
  });
  return [...new Set(words)].filter(Boolean).join(' ') || undefined;
}
