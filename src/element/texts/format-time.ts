const formats = new Map<string, Intl.DateTimeFormat>();

/** The time of the day, as in `4:07 PM`. */
export function formatTime(language: string, timeMs: number): string {
  const format = formats.get(language) ?? new Intl.DateTimeFormat(language, { timeStyle: 'short' });
  formats.set(language, format);
  return format.format(timeMs);
}
