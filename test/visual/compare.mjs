import { constants } from 'node:zlib';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

/** How far two colours may be apart, of 1 for black and white: no eye sees it. */
const THRESHOLD = 0.03;
/** Within any square of so many pixels a side, so many may be farther apart. Edges of letters and curves are left out. */
const WINDOW_PX = 32;
const MAX_DIFFERENT = 8;

/**
 * Compares two pictures.
 *
 * @param {Buffer} expected a PNG
 * @param {Buffer} actual a PNG
 * @returns {null | { words: string, points: { x: number, y: number }[], picture: Buffer | null }} `null`: they look alike. Else
 *   what is different, some of the points that are, and a picture of it
 */
export function compare(expected, actual) {
  const [one, other] = [readOpaque(expected), readOpaque(actual)];
  const { width, height } = one;
  if (width !== other.width || height !== other.height) {
    const words = `${other.width} × ${other.height} px instead of ${width} × ${height}`;
    return { words, points: [], picture: null };
  }
  const options = { threshold: THRESHOLD };
  const worst = pixelmatch(one.data, other.data, null, width, height, {
    ...options,
    windowSize: WINDOW_PX,
  });
  if (worst <= MAX_DIFFERENT) return null;
  const difference = new PNG({ width, height });
  const count = pixelmatch(one.data, other.data, difference.data, width, height, options);
  const all = redPoints(difference);
  const range = (axis) => {
    const values = all.map((point) => point[axis]).sort((one, two) => one - two);
    return `${axis} ${values.at(0)}–${values.at(-1)}`;
  };
  return {
    words: `${count} px differ, in ${range('x')}, ${range('y')}`,
    points: all.filter((_, index) => index % Math.ceil(all.length / MAX_POINTS) === 0),
    picture: PNG.sync.write(difference),
  };
}

const MAX_POINTS = 200;

/** What is marked as different: in plain red. */
function redPoints({ data, width, height }) {
  const points = [];
  for (let index = 0; index < width * height; index++) {
    const [red, green, blue] = data.subarray(index * 4, index * 4 + 3);
    if (red !== 255 || green !== 0 || blue !== 0) continue;
    points.push({ x: index % width, y: Math.floor(index / width) });
  }
  return points;
}

/** Behind the round corners of a video with a filter, Chromium's pictures are transparent. The page there is black. */
function readOpaque(png) {
  const image = PNG.sync.read(png);
  for (let alpha = 3; alpha < image.data.length; alpha += 4) image.data[alpha] = 255;
  return image;
}

/** Colours are rounded to steps that are less than {@link THRESHOLD} apart. */
const STEP = 4;

/** As small as it gets: what a browser dithers would be noise to the file. */
export function packPicture(png) {
  const image = readOpaque(png);
  image.data = image.data.map((value) => Math.min(Math.round(value / STEP) * STEP, 255));
  const { Z_DEFAULT_STRATEGY } = constants;
  return PNG.sync.write(image, {
    colorType: 2,
    deflateLevel: 9,
    deflateStrategy: Z_DEFAULT_STRATEGY,
    filterType: 0,
  });
}
