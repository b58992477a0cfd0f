import { P2pVideoCallElement } from './p2p-video-call.js';

declare global {
  interface HTMLElementTagNameMap {
    'p2p-video-call': P2pVideoCallElement;
  }
}

// A page may load the library twice, and a server that renders pages may have no registry at all.
if (typeof customElements !== 'undefined' && !customElements.get('p2p-video-call')) {
  customElements.define('p2p-video-call', P2pVideoCallElement);
}
