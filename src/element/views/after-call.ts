import type { PeerCall } from '../../call/peer-call.js';
import { formatSeconds } from '../texts/format-seconds.js';
import { copyDiagnostics } from './copy-diagnostics.js';
import { rating } from './rating.js';
import type { View, ViewKit } from './view.js';

/** What the screen of an ended call has besides: how long it was, how it was, and what is known of it. */
export function afterCall(kit: ViewKit, view: View, call: PeerCall) {
  const { html, nothing } = kit;
  const tools = view.callFiles?.tools;
  const seconds = tools?.time.seconds ?? null;
  // It has not been connected.
  if (!tools || seconds === null) return nothing;
  const { text } = view;
  return html`
    <p class="hint duration">
      ${text['after-duration']?.replace('{time}', () => formatSeconds(seconds))}
    </p>
    ${isRatingWanted(view) ? rating(kit, view, call, tools) : nothing}
    ${copyDiagnostics(kit, view, call, tools)}
  `;
}

/** `norating` among the `controlslist` of the element takes it away. */
function isRatingWanted({ element }: View): boolean {
  const host = (element.renderRoot as ShadowRoot | undefined)?.host;
  return !/(^|\s)norating(\s|$)/i.test(host?.getAttribute('controlslist') ?? '');
}
