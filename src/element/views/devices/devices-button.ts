import { callIcons } from '../frame/call-icons.js';
import { notifyButton } from '../start/notify-button.js';
import type { View, ViewKit } from '../frame/view.js';

/** Opens the panel of devices. */
export function devicesButton(kit: ViewKit, { text, panels }: View, className: string) {
  const { html, nothing } = kit;
  const isOpen = panels.open === 'devices';
  const label = text['devices-title'] ?? '';
  return html`<button
    part="devices-button"
    class="round ${className}"
    aria-label=${label}
    title=${label}
    aria-expanded=${isOpen}
    aria-controls=${isOpen ? 'devices' : nothing}
    @click=${() => panels.toggle('devices')}
  >
    ${callIcons(kit).devices}
  </button>`;
}

/** The same before a call, where there is no toolbar: while one can be made or taken. */
export function devicesCorner(kit: ViewKit, view: View) {
  const { state } = view.calls;
  if (state !== 'idle' && state !== 'waiting' && state !== 'ringing') return kit.nothing;
  return kit.html`<div class="corners">
    ${state === 'idle' && !view.meeting.files?.session.plan ? notifyButton(kit, view) : kit.nothing}
    ${devicesButton(kit, view, 'corner')}
  </div>`;
}
