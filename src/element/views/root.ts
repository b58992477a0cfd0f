import { html, nothing, type TemplateResult } from 'lit';
import { isRingingHere } from '../call-phase.js';
import { endedScreen } from './ended.js';
import { inCallScreen } from './in-call.js';
import { incomingScreen } from './incoming.js';
import { lobby } from './lobby.js';
import { notice } from './notice.js';
import { offlineScreen } from './offline.js';
import { media } from './media.js';
import { pendingScreen } from './pending.js';
import { verificationPanel, verifyButton } from './verification.js';
import type { Screen, View } from './view.js';

/** The whole element. The states differ in the head and the body of the panel, and in the tools; all else stays. */
export function root(language: string, view: View): TemplateResult {
  const { name, head, status, warns, body, tools } = screen(view);
  const { call, isLive } = view.calls.shown;
  const live = isLive ? call : null;
  return html`
    <section
      class="root ${name} ${view.calls.state} ${warns ? 'warns' : ''}"
      lang=${language}
      aria-label=${view.text.label}
      @keydown=${view.verification.closeOnEscape}
    >
      ${media(view)}
      <div class="panel" tabindex="-1">
        ${head}
        <p part="status" class="status" role="status">${status}</p>
        ${body}
      </div>
      <div class="over">
        ${live ? verifyButton(view, live) : nothing} ${notice(view)}
        ${live ? verificationPanel(view, live) : nothing}
      </div>
      ${tools}
    </section>
  `;
}

function screen(view: View): Screen {
  const { call, state } = view.calls;
  if (call === null) return state === 'offline' ? offlineScreen(view) : lobby(view);
  if (isRingingHere(call)) return incomingScreen(view);
  switch (call.state) {
    case 'ended':
      return endedScreen(view, call);
    case 'connected':
    case 'reconnecting':
      return inCallScreen(view, call);
    default:
      return pendingScreen(view, call, call.state);
  }
}
