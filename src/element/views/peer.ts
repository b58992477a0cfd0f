import { html, type TemplateResult } from 'lit';
import { displayId } from '../display-id.js';
import { personIcon } from '../icons.js';
import type { View } from './view.js';

/** The address of the other side. It is untrusted: shown as text only, and `<bdi>` isolates its reading direction. */
export function peerName({ text, calls }: View): TemplateResult {
  const { title } = calls.shown;
  return title
    ? html`<bdi part="peer-name" class="peer-name" translate="no">${displayId(title)}</bdi>`
    : html`<span>${text['meeting-name']}</span>`;
}

/** Stands for a person of whom there is no picture. */
export const avatar = html`<div part="avatar" class="round avatar">${personIcon}</div>`;

/** The other side of a call, before there is a picture. */
export function peerCard(view: View): TemplateResult {
  return html`${avatar} ${peerName(view)}`;
}
