import { html } from 'lit';
import { logoIcon } from '../../icons.js';

/** Heads the screens before a call, unless the page has a logo of its own. */
export const logo = html`<slot name="logo"
  ><div part="emblem" class="round emblem">${logoIcon}</div></slot
>`;
