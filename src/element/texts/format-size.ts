const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** As in `4.2 MB`, with 1 MB as 1,000,000 bytes, as systems and SI have it. */
export function formatSize(
  language: string,
  bytes: number,
  suffix: '' | '-per-second' = '',
): string {
  const power = bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3);
  const unit = Math.min(power, UNITS.length - 1);
  const value = bytes / 1000 ** unit;
  const format = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: `${UNITS[unit]}${suffix}`,
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0,
  });
  return format.format(value);
}

const STEP_SECONDS = 5;

/** About as long: nobody wants to know it more exactly. */
export function formatDuration(language: string, seconds: number): string {
  const [value, unit] =
    seconds < 55
      ? [Math.max(STEP_SECONDS, Math.ceil(seconds / STEP_SECONDS) * STEP_SECONDS), 'second']
      : seconds < 3_300
        ? [Math.ceil(seconds / 60), 'minute']
        : [Math.ceil(seconds / 3_600), 'hour'];
  const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' });
  return format.format(value);
}
