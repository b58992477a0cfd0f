// Makes what the bench sends: a picture that is hard to compress, and a voice. Chromium plays both as its fake devices.
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';

export const WIDTH = 1280;
export const HEIGHT = 720;
const FRAMES_PER_SECOND = 30;
/** Two seconds, there and back: the clip has no visible seam. */
const FRAMES = 60;
/** How far the picture moves there and back, in pixels. */
const TRAVEL = 90;
/** The noise of a camera's sensor in a room, of 255 steps. It is what makes a picture hard to compress. */
const SENSOR_NOISE = 3;

const SAMPLES_PER_SECOND = 48_000;
const VOICE_SECONDS = 4;

/** Random numbers of 0 to 1, the same in each run (mulberry32). */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A texture with details of every size, as surfaces in a room have: noise of doubling grain, added up. */
function texture(width, height, random) {
  const pixels = new Float32Array(width * height);
  for (let grain = 4; grain <= 256; grain *= 2) {
    const columns = Math.ceil(width / grain) + 2;
    const rows = Math.ceil(height / grain) + 2;
    const lattice = Float32Array.from({ length: columns * rows }, () => random() - 0.5);
    const weight = 12 * Math.sqrt(grain);
    for (let y = 0; y < height; y += 1) {
      const row = Math.floor(y / grain);
      const down = y / grain - row;
      for (let x = 0; x < width; x += 1) {
        const column = Math.floor(x / grain);
        const right = x / grain - column;
        const at = row * columns + column;
        const top = lattice[at] * (1 - right) + lattice[at + 1] * right;
        const bottom = lattice[at + columns] * (1 - right) + lattice[at + columns + 1] * right;
        pixels[y * width + x] += weight * (top * (1 - down) + bottom * down);
      }
    }
  }
  return Uint8ClampedArray.from(pixels, (value) => 126 + value / 2);
}

/**
 * Writes a clip as Chromium's `--use-file-for-fake-video-capture` takes it: a texture that moves, under the noise of a
 * sensor, and an ellipse as large as a head that moves the other way.
 */
export function writeClip(file) {
  const random = seeded(1);
  const wide = WIDTH + TRAVEL;
  const background = texture(wide, HEIGHT, random);
  const face = texture(wide, HEIGHT, random);
  // Of one frame, but begun at another place in each: fresh noise for every frame takes ten times as long.
  const noise = Int8Array.from({ length: WIDTH * HEIGHT + 65_536 }, () =>
    Math.round((random() + random() + random() - 1.5) * 2 * SENSOR_NOISE),
  );
  const output = openSync(file, 'w');
  writeSync(output, `YUV4MPEG2 W${WIDTH} H${HEIGHT} F${FRAMES_PER_SECOND}:1 Ip A1:1 C420jpeg\n`);
  const luma = new Uint8ClampedArray(WIDTH * HEIGHT);
  const chroma = new Uint8Array((WIDTH * HEIGHT) / 2).fill(128);
  for (let frame = 0; frame < FRAMES; frame += 1) {
    const phase = (1 - Math.cos((2 * Math.PI * frame) / FRAMES)) / 2;
    const shift = Math.round(phase * TRAVEL);
    const from = Math.floor(random() * 65_536);
    for (let y = 0; y < HEIGHT; y += 1) {
      for (let x = 0; x < WIDTH; x += 1) {
        const across = (x - WIDTH / 2 + shift) / 190;
        const along = (y - HEIGHT / 2) / 260;
        const isFace = across * across + along * along < 1;
        const at = y * wide + (isFace ? x + TRAVEL - shift : x + shift);
        const pixel = isFace ? face[at] : background[at];
        luma[y * WIDTH + x] = pixel + noise[from + y * WIDTH + x];
      }
    }
    writeSync(output, 'FRAME\n');
    writeSync(output, luma);
    writeSync(output, chroma);
  }
  closeSync(output);
}

/** Writes a voice for `--use-file-for-fake-audio-capture`: harmonics of a gliding tone in syllables, without a pause. */
export function writeVoice(file) {
  const samples = new Int16Array(SAMPLES_PER_SECOND * VOICE_SECONDS);
  let phase = 0;
  for (let index = 0; index < samples.length; index += 1) {
    const seconds = index / SAMPLES_PER_SECOND;
    const pitch = 140 + 40 * Math.sin(2 * Math.PI * 0.5 * seconds);
    phase += (2 * Math.PI * pitch) / SAMPLES_PER_SECOND;
    const syllable = 0.55 + 0.45 * Math.sin(2 * Math.PI * 4 * seconds);
    let value = 0;
    for (let harmonic = 1; harmonic <= 12; harmonic += 1) {
      value += Math.sin(phase * harmonic) / (harmonic + 1);
    }
    samples[index] = 5_000 * syllable * value;
  }
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(SAMPLES_PER_SECOND, 24);
  header.writeUInt32LE(SAMPLES_PER_SECOND * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.byteLength, 40);
  writeFileSync(file, Buffer.concat([header, Buffer.from(samples.buffer)]));
}
