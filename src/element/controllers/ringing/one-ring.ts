import type { ToolsHost } from '../host/tools-host.js';

/** Of all pages of this origin. */
const LOCK = 'p2p-video-call-ring';
/** How much later a page asks that nobody sees: one that is seen goes before it. */
const HIDDEN_WAIT_MS = 400;

/**
 * An app may be open in several tabs and windows, and let each of them ring for the same user: one is heard, the one that
 * has the focus if it is among them.
 *
 * @param ring begins what is heard and felt; ends when its signal aborts
 */
export async function asOnlyRing(
  host: ToolsHost,
  signal: AbortSignal,
  ring: (signal: AbortSignal) => void,
): Promise<void> {
  const { ownerDocument } = host;
  const locks = ownerDocument.defaultView?.navigator.locks;
  if (!locks) {
    ring(signal);
    return;
  }
  if (ownerDocument.visibilityState === 'hidden') {
    await new Promise((resolve) => setTimeout(resolve, HIDDEN_WAIT_MS));
  }
  const ours = new AbortController();
  signal.addEventListener('abort', () => ours.abort());
  const hold = (lock: Lock | null) => {
    if (!lock || signal.aborted) return undefined;
    ring(ours.signal);
    return new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  };
  if (signal.aborted) return;
  try {
    const how = ownerDocument.hasFocus() ? { steal: true } : { ifAvailable: true };
    await locks.request(LOCK, how, hold);
  } catch (error) {
    // The page that the user looks at has taken it over.
    if ((error as DOMException).name === 'AbortError') ours.abort();
    // A page in a sandbox has no locks.
    else if (!signal.aborted) ring(signal);
  }
}
