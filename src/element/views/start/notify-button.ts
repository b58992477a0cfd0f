import type { View, ViewKit } from '../frame/view.js';

const BELL = 'M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4';

/** Asks whether calls may be told of by notifications, where the page wants that and the user has not been asked. */
export function notifyButton({ html, nothing, icon }: ViewKit, { text, element }: View) {
  if (!element.notify || globalThis.Notification?.permission !== 'default') return nothing;
  const label = text['ring-notify'] ?? '';
  return html`<button
    part="notify-button"
    class="round notify"
    aria-label=${label}
    title=${label}
    @click=${() => element.requestNotifications()}
  >
    ${icon(BELL)}
  </button>`;
}
