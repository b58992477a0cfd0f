/** A screen full of small text, and whether a picture of it can be read. The same machine draws both, so the fonts agree. */
export const WIDTH = 1920;
export const HEIGHT = 1080;
const FONT = '15px monospace';
/** Each letter stands alone in its cell: the width of a letter in this font is not a whole number of pixels. */
const CELL = { width: 9, height: 20 };
const COLUMNS = Math.floor(WIDTH / CELL.width);
const ROWS = HEIGHT / CELL.height;
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789{}()<>=;';
/** Every ninth line of the text is read: all of it would take longer than the next picture. */
const READ_EACH = 9;
/**
 * How like its letter a cell has to be (correlation, 1 is the same) to be read without effort. Of a sharp text all are, also
 * compressed as far as WebP goes; of the same with 810 lines made larger 96 %, with 720 58 %, with 540 none.
 */
const LIKENESS = 0.85;

/** The letter at a place of an endless text: mostly words, some space. @returns {string | null} */
function letterAt(row, column) {
  const hash = (value) => {
    let mixed = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
    mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  const indent = hash(row) % 12;
  const end = COLUMNS - 10 - (hash(row + 7919) % 80);
  const value = hash(row * 4099 + column);
  const isSpace = column < indent || column >= end || value % 7 === 0;
  return isSpace ? null : LETTERS[(value >>> 8) % LETTERS.length];
}

/** Draws the text as it is scrolled to this line. */
export function drawText(context, firstLine) {
  context.fillStyle = '#fff';
  context.fillRect(0, 0, WIDTH, HEIGHT);
  context.fillStyle = '#222';
  context.font = FONT;
  context.textBaseline = 'alphabetic';
  for (let row = 0; row < ROWS; row += 1) {
    for (let column = 0; column < COLUMNS; column += 1) {
      const letter = letterAt(firstLine + row, column);
      if (letter) context.fillText(letter, column * CELL.width, row * CELL.height + 15);
    }
  }
}

/** The brightness of a cell, without its mean and with length 1: the scalar product of two is their correlation. */
function cellOf({ data, width }, left, top) {
  const cell = new Float32Array(CELL.width * CELL.height);
  let sum = 0;
  for (let y = 0; y < CELL.height; y += 1) {
    for (let x = 0; x < CELL.width; x += 1) {
      const at = 4 * ((top + y) * width + left + x);
      const light = 0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2];
      cell[y * CELL.width + x] = light;
      sum += light;
    }
  }
  let squares = 0;
  for (let index = 0; index < cell.length; index += 1) {
    cell[index] -= sum / cell.length;
    squares += cell[index] ** 2;
  }
  const length = Math.sqrt(squares) || 1;
  return cell.map((value) => value / length);
}

function likeness(one, other) {
  let sum = 0;
  for (let index = 0; index < one.length; index += 1) sum += one[index] * other[index];
  return sum;
}

function drawAlphabet() {
  const canvas = new OffscreenCanvas(CELL.width * LETTERS.length, CELL.height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#222';
  context.font = FONT;
  [...LETTERS].forEach((letter, index) => context.fillText(letter, index * CELL.width, 15));
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
  return [...LETTERS].map((letter, index) => ({
    letter,
    cell: cellOf(pixels, index * CELL.width, 0),
  }));
}

let alphabet = null;

/**
 * Reads some lines of a picture: each letter counts that is more like itself than like any other, and like enough.
 *
 * @param {CanvasImageSource} picture drawn as large as the screen was, whatever its size
 * @param {number} firstLine to which the text is scrolled
 * @returns {number} share of the letters that can be read
 */
export function readText(picture, firstLine) {
  alphabet ??= drawAlphabet();
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, WIDTH, HEIGHT);
  const pixels = context.getImageData(0, 0, WIDTH, HEIGHT);
  let read = 0;
  let all = 0;
  for (let row = 0; row < ROWS; row += READ_EACH) {
    for (let column = 0; column < COLUMNS; column += 1) {
      const letter = letterAt(firstLine + row, column);
      if (letter === null) continue;
      all += 1;
      const cell = cellOf(pixels, column * CELL.width, row * CELL.height);
      const own = alphabet.find((one) => one.letter === letter);
      const like = likeness(cell, own.cell);
      if (like < LIKENESS) continue;
      if (alphabet.every((one) => one === own || likeness(cell, one.cell) < like)) read += 1;
    }
  }
  return read / all;
}

/** The same picture sent with fewer lines: what must not count as readable. */
export function withLines(picture, lines) {
  const small = new OffscreenCanvas(Math.round((WIDTH * lines) / HEIGHT), lines);
  const context = small.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, small.width, small.height);
  return small;
}
