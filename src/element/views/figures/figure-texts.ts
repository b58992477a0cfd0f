import type { PictureReport, SourceReport } from '../../../call/terms/call-report.js';

const KILO = 1_000;
const MEGA = 1_000_000;
const PERCENT = 100;

/** For what is not known. */
export const UNKNOWN = '–';

/** Writes figures as `language` does. The units are the same in all of them. */
export class FigureTexts {
  readonly #whole: Intl.NumberFormat;
  readonly #exact: Intl.NumberFormat;

  constructor(language: string) {
    this.#whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
    this.#exact = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  }

  readonly milliseconds = (value: number | null | undefined): string =>
    value == null ? UNKNOWN : `${this.#whole.format(value)} ms`;

  /** @param value 0 to 1 */
  readonly share = (value: number | null | undefined): string =>
    value == null ? UNKNOWN : `${this.#exact.format(value * PERCENT)} %`;

  /** @param value in bit/s */
  readonly bitrate = (value: number | null | undefined): string => {
    if (value == null) return UNKNOWN;
    return value < MEGA
      ? `${this.#whole.format(value / KILO)} kbit/s`
      : `${this.#exact.format(value / MEGA)} Mbit/s`;
  };

  readonly number = (value: number): string => this.#whole.format(value);

  /** The size of a picture, and how many there are in a second. */
  readonly picture = (picture: PictureReport | null | undefined): string => {
    if (!picture) return UNKNOWN;
    const { width, height, framesPerSecond } = picture;
    const size = width && height ? `${width} × ${height}, ` : '';
    return `${size}${this.#whole.format(framesPerSecond)} fps`;
  };

  readonly codecs = (...sources: readonly (SourceReport | null | undefined)[]): string => {
    const names = sources.map((source) => source?.codec).filter((codec) => codec != null);
    return [...new Set(names)].join(', ') || UNKNOWN;
  };
}
