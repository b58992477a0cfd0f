import type { PeerCall } from '../../../call/peer-call.js';
import { isUp } from '../../call-phase.js';
import { callIcons } from '../frame/call-icons.js';
import { verificationStatus } from './verification-status.js';
import type { View, ViewKit } from '../frame/view.js';

const ICONS = { no: 'lockOpen', secret: 'lock', user: 'lockChecked', never: 'lockOff' } as const;

/** The lock, from the answer to the end of a call. */
export function verifyButton(kit: ViewKit, view: View, call: PeerCall) {
  const { html, nothing } = kit;
  if (!isUp(call) && call.state !== 'connecting') return nothing;
  const isOpen = view.panels.open === 'verification';
  const status = verificationStatus(view, call);
  // Also in words: nobody has to know what the locks mean.
  const label = view.text[`verify-${status}`];
  return html`<button
    part="verify-button"
    class="round lock ${status}"
    aria-label=${label}
    title=${label}
    aria-expanded=${isOpen}
    aria-controls=${isOpen ? 'verification' : nothing}
    @click=${() => view.panels.toggle('verification')}
  >
    ${callIcons(kit)[ICONS[status]]}
  </button>`;
}
