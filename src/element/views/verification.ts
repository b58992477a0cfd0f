import { html, nothing, type TemplateResult } from 'lit';
import type { PeerCall } from '../../call/peer-call.js';
import { isUp } from '../call-phase.js';
import { lockCheckedIcon, lockIcon, lockOffIcon, lockOpenIcon } from '../icons.js';
import type { VerificationStatus, View } from './view.js';

const ICONS: { readonly [Name in VerificationStatus]: TemplateResult } = {
  no: lockOpenIcon,
  secret: lockIcon,
  user: lockCheckedIcon,
  never: lockOffIcon,
};

function statusOf({ calls: { shown } }: View, call: PeerCall): VerificationStatus {
  return call.verified || (shown.isUnverifiable && !call.verificationCode ? 'never' : 'no');
}

/** The lock, from the answer to the end of a call. */
export function verifyButton(view: View, call: PeerCall) {
  if (!isUp(call) && call.state !== 'connecting') return nothing;
  const { isOpen, toggle } = view.verification;
  const status = statusOf(view, call);
  // Also in words: nobody has to know what the locks mean.
  const label = view.text[`verify-${status}`];
  return html`<button
    part="verify-button"
    class="round lock ${status}"
    aria-label=${label}
    title=${label}
    aria-expanded=${isOpen}
    aria-controls=${isOpen ? 'verification' : nothing}
    @click=${toggle}
  >
    ${ICONS[status]}
  </button>`;
}

/** What the lock has opened. */
export function verificationPanel(view: View, call: PeerCall) {
  const { isOpen, panel } = view.verification;
  return isOpen && panel ? panel(html, view, statusOf(view, call), call.verificationCode) : nothing;
}
