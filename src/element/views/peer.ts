import { html, type TemplateResult } from 'lit';
import type { PeerCall } from '../../call/peer-call.js';
import { displayId } from '../display-id.js';
import { personIcon } from '../icons.js';

/** The address of the other side. It comes from outside: text only, and `<bdi>` keeps its direction to itself. */
export function peerName(call: PeerCall): TemplateResult {
  return html`<bdi class="peer-name" translate="no">${displayId(call.peerId)}</bdi>`;
}

/** The sign for a person whose picture there is none of. */
export const avatar = html`<div class="round avatar">${personIcon}</div>`;

/** The other side of a call, before there is a picture. */
export function peerCard(call: PeerCall): TemplateResult {
  return html`${avatar} ${peerName(call)}`;
}
