import { generate } from 'lean-qr';

/** The white margin, in modules, that readers need to find the code: four in ISO/IEC 18004, section 9.1. */
const MARGIN = 4;
/** By the module above and the one below: whether each is light. */
const BLOCKS = { both: '█', above: '▀', below: '▄', none: ' ' };
const WHITE_ON_BLACK = '\u001b[97;40m';
const AS_BEFORE = '\u001b[0m';

/**
 * A text as QR code, to be read from a terminal: two rows of modules in a line of text. Light modules are drawn and dark
 * ones left out.
 *
 * @param hasColors whether the terminal takes colors; without them the code is right on a dark background only
 */
export function qrCode(text: string, hasColors: boolean): string {
  const code = generate(text);
  const end = code.size + MARGIN;
  const isLight = (x: number, y: number): boolean => y < end && !code.get(x, y);
  const lines: string[] = [];
  for (let y = -MARGIN; y < end; y += 2) {
    let line = '';
    for (let x = -MARGIN; x < end; x += 1) line += block(isLight(x, y), isLight(x, y + 1));
    lines.push(hasColors ? `${WHITE_ON_BLACK}${line}${AS_BEFORE}` : line);
  }
  return `${lines.join('\n')}\n`;
}

function block(above: boolean, below: boolean): string {
  if (above) return below ? BLOCKS.both : BLOCKS.above;
  return below ? BLOCKS.below : BLOCKS.none;
}
