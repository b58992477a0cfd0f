import type { TemplateResult } from 'lit';
import type { PeerCall } from '../../../call/peer-call.js';
import { formatSeconds } from '../../texts/format-seconds.js';
import { callIcons } from '../frame/call-icons.js';
import { statsButton } from '../figures/stats-button.js';
import { pausedWords } from './paused-words.js';
import { pictureClasses, tiles } from './tiles.js';
import type { Screen, View, ViewKit } from '../frame/view.js';
import { zoomButtons } from './zoom-buttons.js';

/** The status line is visible only where something is wrong; otherwise it is there for screen readers alone. */
export function inCallScreen(kit: ViewKit, view: View, call: PeerCall): Screen {
  const { html, nothing, icons } = kit;
  const { text, calls, playback } = view;
  const { localMedia, remoteMedia, quality } = call;
  const pausedHere = pausedWords(text, 'local', localMedia);
  const pausedThere = pausedWords(text, 'remote', remoteMedia, ['camera', 'screen']);
  const silenced = pausedWords(text, 'remote', remoteMedia, ['microphone']);
  const isPoor = quality === 'poor' || quality === 'lost';
  const isReconnecting = call.state === 'reconnecting';
  return {
    name: `in-call ${pictureClasses(view, call)}`,
    head: html`<div part="call-info" class="chip">
      ${statsButton(kit, view, call)}
      ${calls.shown.isPrivate ? mark(kit, 'private', text['private-mode'], icons.private) : nothing}
      ${kit.peerName(view)} ${callTime(kit, view)}
      ${
        remoteMedia.microphone
          ? html`<span class="voice-mark">${callIcons(kit).voice}</span>`
          : mark(kit, 'muted-mark', silenced ?? text['remote-microphone-off'], callIcons(kit).muted)
      }
    </div>`,
    status: isReconnecting
      ? text.reconnecting
      : isPoor
        ? (text[`quality-${quality}`] ?? '')
        : (pausedHere ?? silenced ?? pausedThere ?? text.connected),
    warns: isReconnecting || isPoor,
    body: html`
      ${
        calls.signaling?.state === 'reconnecting' && !isReconnecting
          ? html`<p class="chip">${text['server-reconnecting']}</p>`
          : nothing
      }
      ${[pausedHere, silenced].map((words) => (words ? html`<p class="chip">${words}</p>` : nothing))}
      ${
        view.callFiles?.tools.speaking.talksMuted
          ? html`<p class="chip muted-talk">${icons.microphoneOff} ${text['voice-muted']}</p>`
          : nothing
      }
    `,
    tools: html`
      <div class="middle">
        ${
          remoteMedia.camera || remoteMedia.screen
            ? nothing
            : html`<div part="placeholder" class="placeholder">
                ${kit.avatar}
                <p>${pausedThere ?? text['remote-camera-off']}</p>
              </div>`
        }
        ${
          playback.blocked
            ? html`<button part="hear-button" class="button hear" @click=${playback.resume}>
                ${callIcons(kit).sound} ${text.hear}
              </button>`
            : nothing
        }
      </div>
      ${tiles(kit, view, call)} ${zoomButtons(kit, view)}
    `,
  };
}

/** Not read out as it changes: a timer has no live region. */
function callTime({ html }: ViewKit, { callFiles }: View) {
  const seconds = callFiles?.tools.time.seconds ?? null;
  return seconds === null
    ? null
    : html`<span part="time" class="time" role="timer">${formatSeconds(seconds)}</span>`;
}

function mark({ html }: ViewKit, className: string, label: string, icon: TemplateResult) {
  return html`<span part="mark" class=${className} role="img" aria-label=${label} title=${label}
    >${icon}</span
  >`;
}
