/** `ring`: a call comes in. `ringback`: it rings at the other side. */
export type RingKind = 'ring' | 'ringback';

/** A tone that begins at once and fades, or stays until its end; times in seconds. */
interface Note {
  readonly at: number;
  readonly hertz: number;
  readonly lasts: number;
  /** From 0 to 1. */
  readonly peak: number;
  /** After which it is at a third. */
  readonly fades?: number;
}

/** Enough for what is heard of it: partials up to 4 kHz. */
export const TONE_RATE = 24_000;
/** No click at the beginning and the end of a tone. */
const SOFT_S = 0.012;
/** Wood rather than a whistle. */
const PARTIALS = [1, 0.35, 0.12];

const [E5, G5, C6, E6] = [659.26, 783.99, 1046.5, 1318.51] as const;
const struck = (at: number, hertz: number): Note => ({
  at,
  hertz,
  lasts: 1.1,
  peak: 0.15,
  fades: 0.22,
});

const TONES: Readonly<
  Record<RingKind, { readonly lasts: number; readonly notes: readonly Note[] }>
> = {
  ring: {
    lasts: 3,
    notes: [
      [0, E5],
      [0.14, G5],
      [0.28, C6],
      [0.56, G5],
      [0.7, C6],
      [0.84, E6],
    ].map(([at = 0, hertz = 0]) => struck(at, hertz)),
  },
  // As telephones have it in most of the world (ITU-T E.180): 425 Hz, a second on, four off; quieter.
  ringback: { lasts: 5, notes: [{ at: 0, hertz: 425, lasts: 1, peak: 0.05 }] },
};

/** The sound of one round, which is repeated: samples from −1 to 1, `TONE_RATE` a second. */
export function toneSamples(kind: RingKind): Float32Array<ArrayBuffer> {
  const { lasts, notes } = TONES[kind];
  const samples = new Float32Array(lasts * TONE_RATE);
  for (const note of notes) {
    const first = Math.round(note.at * TONE_RATE);
    const count = Math.round(note.lasts * TONE_RATE);
    for (let index = 0; index < count; index += 1) {
      const position = first + index;
      samples[position] = (samples[position] ?? 0) + valueAt(note, index / TONE_RATE);
    }
  }
  return samples;
}

function valueAt({ hertz, lasts, peak, fades }: Note, seconds: number): number {
  const edge = Math.min(1, seconds / SOFT_S, (lasts - seconds) / SOFT_S);
  const phase = 2 * Math.PI * hertz * seconds;
  if (fades === undefined) return peak * edge * Math.sin(phase);
  const wave = PARTIALS.reduce((sum, gain, index) => sum + gain * Math.sin(phase * (index + 1)), 0);
  return peak * edge * Math.exp(-seconds / fades) * wave;
}
