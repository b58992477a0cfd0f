import type { SharedFile } from '../../controllers/files/shared-file.js';
import type { StringKey } from '../../texts/strings.js';
import { formatDuration, formatSize } from '../../texts/format-size.js';
import type { View } from '../frame/view.js';

/** What has a text of its own among the errors of a file. */
const ERRORS: Readonly<Record<string, StringKey>> = {
  'file-too-large': 'file-too-large',
  'file-unreadable': 'file-unreadable',
  'file-damaged': 'file-damaged',
  'file-interrupted': 'file-interrupted',
  'queue-full': 'file-too-many',
};

/** Where a file stands, in words; empty while it moves, which numbers say. */
export function fileWords({ text, language }: View, file: SharedFile): string {
  const key = keyOf(file);
  const { sizeLimit } = file.transfer;
  if (key === 'file-too-large' && sizeLimit !== null) {
    return text['file-limit']?.replace('{limit}', formatSize(language, sizeLimit)) ?? '';
  }
  return (key && text[key]) ?? '';
}

function keyOf({ transfer, from, wasStoppedHere }: SharedFile): StringKey | null {
  const isOwn = from === 'local';
  switch (transfer.state) {
    case 'offered':
      return isOwn ? 'file-waiting' : 'file-offer';
    case 'transferring':
      return null;
    case 'paused':
      return 'file-paused';
    case 'complete':
      return isOwn ? 'file-sent' : 'file-received';
    case 'declined':
      if (transfer.error?.code === 'not-supported') return `file-off-${from}`;
      if (transfer.error) return ERRORS[transfer.error.code] ?? 'file-failed';
      return wasStoppedHere ? 'file-declined-local' : 'file-declined-remote';
    case 'cancelled':
      return 'file-cancelled';
    default:
      return ERRORS[transfer.error?.code ?? ''] ?? 'file-failed';
  }
}

/** How far it is: as in `2.1 MB of 4 MB`, how fast, and how long it still takes. */
export function fileProgress({ text, language }: View, { transfer, pace }: SharedFile): string {
  const { bytesTransferred, size } = transfer;
  const seconds = pace.secondsLeft(size);
  const speed = pace.bytesPerSecond;
  return [
    `${formatSize(language, bytesTransferred)} / ${formatSize(language, size)}`,
    speed === null ? '' : formatSize(language, speed, '-per-second'),
    seconds === null
      ? ''
      : (text['file-left'] ?? '').replace('{time}', formatDuration(language, seconds)),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
