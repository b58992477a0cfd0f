/**
 * A page of its own, in a frame, in which other modules take the place of some.
 *
 * @param replaced source text by path, such as `/src/element/texts/ko.ts`
 * @param script a module
 */
export function openPage(
  replaced: Readonly<Record<string, string>>,
  script: string,
): HTMLIFrameElement {
  const imports = Object.fromEntries(
    Object.entries(replaced).map(([path, source]) => [
      path,
      `data:text/javascript,${encodeURI(source)}`,
    ]),
  );
  const frame = document.createElement('iframe');
  frame.srcdoc = `
    <script type="importmap">${JSON.stringify({ imports })}</script>
    <script type="module">${script}</script>`;
  document.body.append(frame);
  return frame;
}

/** The next thing that a page posts to this one. */
export function nextMessage(): Promise<unknown> {
  return new Promise((resolve) =>
    addEventListener('message', ({ data }) => resolve(data), { once: true }),
  );
}
