import { html, nothing, type TemplateResult } from 'lit';
import { isRingingHere } from '../is-ringing-here.js';
import { endedScreen } from './ended.js';
import { idleScreen } from './idle.js';
import { inCallScreen, needsAttention } from './in-call.js';
import { incomingScreen } from './incoming.js';
import { notice } from './notice.js';
import { offlineScreen } from './offline.js';
import { toolbar } from './toolbar.js';
import { videos } from './videos.js';
import type { Screen, View } from './view.js';
import { waitingScreen } from './waiting.js';

type ScreenName = 'offline' | 'idle' | 'incoming' | 'waiting' | 'in-call' | 'ended';

/** The whole element. Only the head and the body of the panel are exchanged between states. */
export function root(view: View, language: string): TemplateResult {
  const { call, text } = view;
  const name = screenName(view);
  const { head, status, body } = screen(name, view);
  const hasToolbar = call !== null && (name === 'waiting' || name === 'in-call');
  return html`
    <section
      class="root"
      lang=${language}
      aria-label=${text.label}
      data-screen=${name}
      data-state=${view.state}
      ?data-attention=${name === 'in-call' && call !== null && needsAttention(call)}
      ?data-weak=${name === 'idle' && view.signalingReconnecting}
    >
      ${videos(view)}
      <div class="panel" tabindex="-1">
        ${head}
        <p part="status" class="status" role="status">${status}</p>
        ${body}
      </div>
      ${notice(view)} ${hasToolbar ? toolbar(view, call) : nothing}
    </section>
  `;
}

function screenName({ state, call }: View): ScreenName {
  if (call === null) return state === 'offline' ? 'offline' : 'idle';
  if (call.state === 'ended') return 'ended';
  if (call.state === 'connected' || call.state === 'reconnecting') return 'in-call';
  return isRingingHere(call) ? 'incoming' : 'waiting';
}

function screen(name: ScreenName, view: View): Screen {
  const { call } = view;
  if (call === null) return name === 'offline' ? offlineScreen(view) : idleScreen(view);
  if (name === 'incoming') return incomingScreen(view, call);
  if (name === 'waiting') return waitingScreen(view, call);
  return name === 'in-call' ? inCallScreen(view, call) : endedScreen(view, call);
}
