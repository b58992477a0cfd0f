import type { ToolsHost } from '../host/tools-host.js';

const BLINK_MS = 1_000;

/**
 * While nobody sees the page, its title says that somebody calls, by turns with its own; before it where movement is not
 * wanted. Afterwards it is what it was, or what the page has made of it meanwhile.
 *
 * @param text says it
 */
export function blinkTitle(host: ToolsHost, text: string, signal: AbortSignal): void {
  const { ownerDocument: document } = host;
  const view = document.defaultView;
  const isStill = view?.matchMedia('(prefers-reduced-motion: reduce)').matches === true;
  let own: string | null = null;
  let shown = '';
  let timer: ReturnType<typeof setInterval> | undefined;

  const write = (title: string) => {
    writeTitle(document, title);
    // As the document has it: without the white space around it, for example.
    shown = readTitle(document);
  };
  const takeOver = () => {
    if (own === null || readTitle(document) !== shown) own = readTitle(document);
    return own;
  };
  const blink = () => {
    const title = takeOver();
    if (isStill) write(`${text} · ${title}`);
    else write(shown === text ? title : text);
  };
  const restore = () => {
    clearInterval(timer);
    if (own !== null && readTitle(document) === shown) writeTitle(document, own);
    own = null;
    shown = '';
  };
  const update = () => {
    restore();
    if (signal.aborted || document.visibilityState === 'visible') return;
    blink();
    timer = setInterval(blink, BLINK_MS);
  };
  document.addEventListener('visibilitychange', update, { signal });
  signal.addEventListener('abort', restore);
  update();
}

/** Not `document.title`, which evens out white space: it would not come back as it was. */
function readTitle({ head }: Document): string {
  return head.querySelector('title')?.textContent ?? '';
}

/** The node in it stays: frameworks keep hold of it. */
function writeTitle(document: Document, text: string): void {
  const title = document.head.querySelector('title');
  const [node] = title?.childNodes ?? [];
  if (node?.nodeType === 3 && title?.childNodes.length === 1) node.nodeValue = text;
  else document.title = text;
}
