import type { View, ViewKit } from './view.js';

/** Opens the panel that checks the network before a call. */
export function networkButton({ html, nothing }: ViewKit, { text, panels }: View) {
  const isOpen = panels.open === 'network-check';
  return html`<button
    part="network-check-button"
    class="button quiet"
    aria-expanded=${isOpen}
    aria-controls=${isOpen ? 'network-check' : nothing}
    @click=${() => panels.toggle('network-check')}
  >
    ${text['network-check']}
  </button>`;
}
