/** Length of `text` in bytes of UTF-8, which is what network limits count. */
export function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}
