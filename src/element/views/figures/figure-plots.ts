import type { FiguresSample } from '../../controllers/figures/call-figures.js';
import { rangeOf } from '../../controllers/figures/diagnostics-text.js';
import type { FigureTexts } from './figure-texts.js';
import { plot } from './plot.js';
import type { Html, View } from '../frame/view.js';

type Figure = Exclude<keyof FiguresSample, 'atMs'>;

interface Shown {
  readonly name: string | undefined;
  /** What goes, or both ways; then what comes. */
  readonly figures: readonly [Figure, Figure?];
  readonly write: (value: number | null) => string;
  /** See `PlotOptions.minTop`. */
  readonly minTop: number;
}

/** What goes, what comes. */
export const ARROWS = ['↑', '↓'] as const;

/** Round trip, loss and bitrate over the last minutes. */
export function figurePlots(
  html: Html,
  text: View['text'],
  write: FigureTexts,
  samples: readonly FiguresSample[],
  spanMs: number,
) {
  const all: readonly Shown[] = [
    {
      name: text['stats-rtt'],
      figures: ['roundTripTimeMs'],
      write: write.milliseconds,
      minTop: 100,
    },
    {
      name: text['stats-loss'],
      figures: ['outgoingPacketLoss', 'packetLoss'],
      write: write.share,
      minTop: 0.05,
    },
    {
      name: text['stats-bitrate'],
      figures: ['outgoingBitrate', 'incomingBitrate'],
      write: write.bitrate,
      minTop: 100_000,
    },
  ];
  const times = samples.map(({ atMs }) => atMs);
  return html`<div class="plots">
    ${all.map(({ name, figures, write: inWords, minTop }) => {
      const lines = figures.flatMap((figure, index) =>
        figure
          ? {
              name: figures.length > 1 ? text[index ? 'stats-received' : 'stats-sent'] : undefined,
              values: samples.map((sample) => sample[figure]),
              figure,
            }
          : [],
      );
      const ranges = lines.map((line) =>
        rangeText(text, line.name, rangeOf(samples, line.figure), inWords),
      );
      const label = `${name}: ${ranges.join('; ')}`;
      const now = lines.map(({ values }) => inWords(values.at(-1) ?? null));
      return html`<figure>
        <figcaption>${name}</figcaption>
        ${plot(html, { label, times, nowMs: times.at(-1) ?? 0, spanMs, minTop, lines })}
        <p class="now" aria-hidden="true">
          ${now.map(
            (value, index) =>
              html`<span class=${index ? 'second' : 'first'}
                >${now.length > 1 ? ARROWS[index] : ''} ${value}</span
              >`,
          )}
        </p>
      </figure>`;
    })}
  </div>`;
}

function rangeText(
  text: View['text'],
  name: string | undefined,
  range: ReturnType<typeof rangeOf>,
  inWords: (value: number | null) => string,
): string {
  const sentence = range
    ? (text['stats-range'] ?? '')
        .replace('{now}', () => inWords(range.now))
        .replace('{min}', () => inWords(range.min))
        .replace('{max}', () => inWords(range.max))
    : (text['stats-wait'] ?? '');
  return name ? `${name}: ${sentence}` : sentence;
}
