import type { PeerCall } from '../../../call/peer-call.js';
import type { CallTools } from '../../controllers/call-tools.js';
import { diagnosticsText } from '../../controllers/figures/diagnostics-text.js';
import type { View, ViewKit } from '../frame/view.js';

/**
 * Copies what is known of a call. It is made when the button is pressed, from what is there already: browsers let a page
 * write to the clipboard during the press alone. Where they don't, the text is shown, to be copied by hand.
 */
export function copyDiagnostics(
  { html, icons }: ViewKit,
  { text }: View,
  call: PeerCall,
  { figures, copy }: CallTools,
) {
  const press = async ({ currentTarget }: Event) => {
    const source = (currentTarget as HTMLElement).nextElementSibling as HTMLElement;
    source.textContent = diagnosticsText(call, figures);
    await copy.copy(source);
    source.toggleAttribute('data-shown', copy.label === 'copy-by-hand');
  };
  const { label } = copy;
  return html`<button part="copy-diagnostics-button" class="button quiet" @click=${press}>
      ${label === 'copied' ? icons.check : icons.copy}
      <span aria-live="polite">${text[label === 'copy' ? 'stats-copy' : label]}</span>
    </button>
    <pre class="diagnostics" translate="no"></pre>`;
}
