const MAX_LENGTH = 5;

/**
 * What kind of file it is, in a few letters: by the end of its name, which says what opens it, and not by what its sender
 * calls it.
 */
export function fileKind(name: string): string {
  const end = /\.([a-z\d]+)$/i.exec(name)?.[1] ?? '';
  return end.length <= MAX_LENGTH ? end.toUpperCase() : '';
}
