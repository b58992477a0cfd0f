/** For as long as a browser may take to begin with it, or asks the user where to. */
const KEPT_MS = 60_000;

/**
 * Hands a file to the browser, which saves it as it saves downloads. Its type is taken from it: of a page or a picture that
 * the browser would rather open than save, an address would be one of this page's own.
 */
export function saveFile(document: Document, blob: Blob, name: string): void {
  const url = URL.createObjectURL(new Blob([blob], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
