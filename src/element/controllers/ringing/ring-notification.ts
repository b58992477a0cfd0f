import { fullTitle, type ToolsHost, type Wording } from '../host/tools-host.js';

/** Of one origin there is one at a time, however many of its pages show it. */
const TAG = 'p2p-video-call';

/** Shows a notification of the system while nobody sees the page, if the page and the user want that; closes it in the end. */
export function notify(host: ToolsHost, wording: Wording, signal: AbortSignal): void {
  const { ownerDocument } = host;
  let shown: Notification | null = null;
  const update = () => {
    if (ownerDocument.visibilityState === 'visible') {
      shown?.close();
      shown = null;
    } else {
      shown ??= show(host, wording);
    }
  };
  ownerDocument.addEventListener('visibilitychange', update, { signal });
  signal.addEventListener('abort', () => shown?.close());
  update();
}

function show(host: ToolsHost, wording: Wording): Notification | null {
  const view = host.ownerDocument.defaultView;
  if (!host.notify || view?.Notification?.permission !== 'granted') return null;
  try {
    const body = fullTitle(wording, host.call);
    const notification = new view.Notification(wording.text.incoming, {
      body,
      tag: TAG,
      requireInteraction: true,
    });
    notification.onclick = () => {
      view.focus();
      notification.close();
    };
    return notification;
  } catch {
    // Chrome on Android lets service workers alone show them.
    return null;
  }
}
