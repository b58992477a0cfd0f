import { html, type TemplateResult } from 'lit';
import { displayId } from '../../display-id.js';
import { personIcon } from '../../icons.js';
import type { View } from './view.js';

/**
 * The address of the other side, below what it calls itself, which anybody could. Both are untrusted: shown as text only, and
 * `<bdi>` isolates their reading direction.
 */
export function peerName({ text, calls }: View): TemplateResult {
  const { title } = calls.shown;
  const name = calls.call?.peerName;
  const address = title
    ? html`<bdi part="peer-name" class="peer-name" translate="no">${displayId(title)}</bdi>`
    : html`<span>${text['meeting-name']}</span>`;
  return name
    ? html`<div class="peer">
        <bdi part="peer-display-name" class="name" translate="no">${name}</bdi>${address}
      </div>`
    : address;
}

/** Stands for a person of whom there is no picture. */
export const avatar = html`<div part="avatar" class="round avatar">${personIcon}</div>`;

/** The other side of a call, before there is a picture. */
export function peerCard(view: View): TemplateResult {
  return html`${avatar} ${peerName(view)}`;
}
