import { utf8Length } from '../../internal/utf8.js';
import { UNWANTED, VISIBLE } from '../terms/display-name.js';

/** In bytes of UTF-8. File systems have 255, and who saves it may want to add something. */
const MAX_NAME_BYTES = 200;
const MAX_EXTENSION_LENGTH = 16;
const MAX_TYPE_LENGTH = 100;
const NAMELESS = 'file';

/** Devices of Windows, whatever stands behind the dot. https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file */
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])\s*(\.|$)/i;

/** A plain file name of whatever the peer calls its file: no folder, nothing that is more than a name to any system. */
export function toFileName(name: string): string {
  const base = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  const plain = base
    .replace(UNWANTED, '')
    .replace(/[\u200b\u2060\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/[<>:"|?*]/g, '_')
    .normalize('NFC')
    .replace(/^[. ]+|[. ]+$/g, '');
  if (!VISIBLE.test(plain)) return NAMELESS;
  return shorten(RESERVED.test(plain) ? `_${plain}` : plain);
}

/** Keeps the end, which says what it is. */
function shorten(name: string): string {
  if (utf8Length(name) <= MAX_NAME_BYTES) return name;
  const dot = name.lastIndexOf('.');
  const hasExtension = dot > 0 && name.length - dot <= MAX_EXTENSION_LENGTH;
  const extension = hasExtension ? name.slice(dot) : '';
  const room = MAX_NAME_BYTES - utf8Length(extension);
  let stem = '';
  let length = 0;
  for (const character of hasExtension ? name.slice(0, dot) : name) {
    length += utf8Length(character);
    if (length > room) break;
    stem += character;
  }
  return `${stem.trimEnd()}${extension}`;
}

/** What the peer calls the type of its file, if it is a media type by its form; else `''`. */
export function toTypeLabel(type: string): string {
  const isType = type.length <= MAX_TYPE_LENGTH && /^[\w.+-]+\/[\w.+-]+$/.test(type);
  return isType ? type.toLowerCase() : '';
}

/** What browsers show without running anything of it. Not among them: HTML and SVG, which bring scripts, and PDF. */
const HARMLESS = [
  /^image\/(png|jpeg|gif|webp|avif|bmp)$/,
  /^audio\/(mpeg|mp4|aac|ogg|webm|wav|flac)$/,
  /^video\/(mp4|webm|ogg|quicktime)$/,
  /^text\/plain$/,
];

/** The type of the `Blob` that an app gets. */
export function toBlobType(type: string): string {
  return HARMLESS.some((pattern) => pattern.test(type)) ? type : 'application/octet-stream';
}
