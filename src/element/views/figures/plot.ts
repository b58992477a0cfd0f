import type { Html } from '../frame/view.js';

/** One line: the value of each moment, `null` where it is not known. */
export interface PlotLine {
  readonly values: readonly (number | null)[];
}

export interface PlotOptions {
  /** What it says to who can't see it. */
  readonly label: string;
  /** When the values were so, in milliseconds. */
  readonly times: readonly number[];
  /** At the right end; what is older than the span is to the left of the picture. */
  readonly nowMs: number;
  readonly spanMs: number;
  /** The plot is at least so high, so that what is nothing does not look like much. */
  readonly minTop: number;
  readonly lines: readonly PlotLine[];
}

/** As in the view box. */
const PLOT_WIDTH = 240;
const PLOT_HEIGHT = 48;
/** The highest line does not touch the edge. */
const MARGIN = 3;
/** Where nothing was known for longer there is a gap. */
const MAX_GAP_MS = 10_000;

/** Lines over the time, drawn as paths. */
export function plot(html: Html, options: PlotOptions) {
  const known = options.lines.flatMap(({ values }) => values.filter((value) => value !== null));
  const top = Math.max(options.minTop, ...known);
  return html`<svg
    class="plot"
    viewBox="0 0 240 48"
    preserveAspectRatio="none"
    role="img"
    aria-label=${options.label}
  >
    <path class="base" d="M0 47h240" />
    <path class="first" d=${pathOf(options, top, options.lines[0])} />
    <path class="second" d=${pathOf(options, top, options.lines[1])} />
  </svg>`;
}

function pathOf({ times, nowMs, spanMs }: PlotOptions, top: number, line?: PlotLine): string {
  let path = '';
  let lastMs = -Infinity;
  times.forEach((atMs, index) => {
    const value = line?.values[index] ?? null;
    if (value === null) return;
    const x = PLOT_WIDTH * (1 - (nowMs - atMs) / spanMs);
    const y = PLOT_HEIGHT - 1 - (value / top) * (PLOT_HEIGHT - 1 - MARGIN);
    // A value alone is a dot: a line of no length with round ends.
    path += `${atMs - lastMs > MAX_GAP_MS ? 'M' : 'L'}${round(x)} ${round(y)}`;
    if (atMs - lastMs > MAX_GAP_MS) path += 'h0';
    lastMs = atMs;
  });
  return path;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
