import { html, nothing, type TemplateResult } from 'lit';
import { isRingingHere } from '../is-ringing-here.js';
import { endedScreen } from './ended.js';
import { idleScreen } from './idle.js';
import { inCallScreen } from './in-call.js';
import { incomingScreen } from './incoming.js';
import { notice } from './notice.js';
import { offlineScreen } from './offline.js';
import { toolbar } from './toolbar.js';
import { videos } from './videos.js';
import type { Screen, View } from './view.js';
import { waitingScreen } from './waiting.js';

/** The name of the screen for the style sheet, what is on it, and whether the call's buttons are. */
type NamedScreen = readonly [name: string, screen: Screen, toolbar?: TemplateResult];

/** The whole element. Only the head and the body of the panel are exchanged between states. */
export function root(language: string, view: View): TemplateResult {
  const [name, { head, status, warns, body }, buttons] = namedScreen(view);
  return html`
    <section
      class="root"
      lang=${language}
      aria-label=${view.text.label}
      data-screen=${name}
      data-state=${view.calls.state}
      ?data-warns=${warns}
    >
      ${videos(view)}
      <div class="panel" tabindex="-1">
        ${head}
        <p part="status" class="status" role="status">${status}</p>
        ${body ?? nothing}
      </div>
      ${notice(view)} ${buttons ?? nothing}
    </section>
  `;
}

function namedScreen(view: View): NamedScreen {
  const { call, state } = view.calls;
  if (call === null) {
    return state === 'offline' ? [state, offlineScreen(view)] : ['idle', idleScreen(view)];
  }
  if (isRingingHere(call)) return ['incoming', incomingScreen(view, call)];
  switch (call.state) {
    case 'ended':
      return ['ended', endedScreen(view, call)];
    case 'connected':
    case 'reconnecting':
      return ['in-call', inCallScreen(view, call), toolbar(view, call)];
    default:
      return ['waiting', waitingScreen(view, call), toolbar(view, call)];
  }
}
