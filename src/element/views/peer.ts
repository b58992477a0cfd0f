import { html, type TemplateResult } from 'lit';
import type { PeerCall } from '../../call/peer-call.js';
import { displayId } from '../display-id.js';
import { personIcon } from '../icons.js';

/** The address of the other side. It comes from outside: text only, and `<bdi>` keeps its direction to itself. */
export function peerName(call: PeerCall): TemplateResult {
  return html`<bdi class="peer-name" translate="no">${displayId(call.peerId)}</bdi>`;
}

export const avatar = html`<div class="round avatar">${personIcon}</div>`;

/** The other side of a call that is not answered yet. */
export function pulsingPeer(call: PeerCall): TemplateResult {
  return html`<div class="pulse">${avatar}</div>
    ${peerName(call)}`;
}
