/** `text` as bytes of UTF-8, which is what network limits count and what signatures cover. */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** Length of `text` in bytes of UTF-8. */
export function utf8Length(text: string): number {
  return utf8(text).length;
}
