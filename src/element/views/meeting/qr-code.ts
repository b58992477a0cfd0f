import { generate } from 'lean-qr';
import { utf8 } from '../../../internal/utf8.js';

/** The white margin, in modules, that readers need to find the code: four in ISO/IEC 18004, section 9.1. */
const MARGIN = 4;

export interface QrCode {
  /** Side of the square, margin included, in modules. */
  readonly size: number;
  /** The dark modules, as the data of an SVG path that is drawn one module wide. */
  readonly path: string;
}

/** What the largest code holds, in bytes: version 40, level L (ISO/IEC 18004, table 7). */
const MAX_BYTES = 2_953;

/** A text as QR code; `null` if it is too long for one. */
export function qrCode(text: string): QrCode | null {
  if (utf8(text).length > MAX_BYTES) return null;
  const code = generate(text);
  let path = '';
  for (let y = 0; y < code.size; y += 1) {
    for (let x = 0; x < code.size; x += 1) {
      if (code.get(x, y)) path += `M${x + MARGIN} ${y + MARGIN}.5h1`;
    }
  }
  return { size: code.size + 2 * MARGIN, path };
}
