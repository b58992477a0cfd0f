import { html, nothing, type TemplateResult } from 'lit';
import { isRingingHere } from '../call-phase.js';
import { endedScreen } from './after/ended.js';
import { incomingScreen } from './start/incoming.js';
import { KIT } from './frame/kit.js';
import { liveScreen } from './call/live.js';
import { lobby } from './start/lobby.js';
import { notice } from './start/notice.js';
import { offlineScreen } from './start/offline.js';
import { media } from './call/media.js';
import type { Screen, View } from './frame/view.js';

/** The whole element. The states differ in the head and the body of the panel, and in the tools; all else stays. */
export function root(language: string, view: View): TemplateResult {
  const { name, head, status, warns, body, corner, tools } = screen(view);
  return html`
    <section
      class="root ${name} ${view.calls.state} ${warns ? 'warns' : ''}"
      lang=${language}
      dir=${view.text.direction}
      part="root"
      aria-label=${view.text.label}
      @keydown=${view.panels.closeOnEscape}
    >
      ${media(view)}
      <div part="panel" class="panel" tabindex="-1">
        ${head}
        <p part="status" class="status" role="status">${status}</p>
        <slot name=${name === 'incoming' ? name : view.calls.state}></slot>
        ${body}
      </div>
      <div class="over">
        ${corner ?? view.callFiles?.corner(KIT, view)} ${notice(view)}
        ${view.panels.panel?.(KIT, view) ?? nothing}
      </div>
      ${tools}
    </section>
  `;
}

function screen(view: View): Screen {
  const { call, state } = view.calls;
  if (call === null) return state === 'offline' ? offlineScreen(view) : lobby(view);
  if (isRingingHere(call)) return incomingScreen(view);
  return call.state === 'ended' ? endedScreen(view, call) : liveScreen(view, call, call.state);
}
