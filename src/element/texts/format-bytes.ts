const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** As in `1.4 MB`, in the words and digits of `language`. A kilobyte has 1,000 bytes here, as in the systems' own windows. */
export function formatBytes(bytes: number, language: string): string {
  const index = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNITS.length - 1);
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: UNITS[index] ?? 'byte',
    unitDisplay: index === 0 ? 'long' : 'short',
    maximumFractionDigits: index < 2 ? 0 : 1,
  }).format(bytes / 1_000 ** index);
}
