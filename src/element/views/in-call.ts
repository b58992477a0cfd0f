import { html, nothing, type TemplateResult } from 'lit';
import type { CallQuality } from '../../call/terms/call-quality.js';
import type { PeerCall } from '../../call/peer-call.js';
import { barsIcon, microphoneOffIcon, privateIcon, soundIcon } from '../icons.js';
import type { Strings } from '../texts/strings.js';
import { avatar, peerName } from './peer.js';
import { toolbar } from './toolbar.js';
import type { Screen, View } from './view.js';

/** From no bar to three. */
const QUALITIES = ['lost', 'poor', 'good', 'excellent'] as const;

/** The status line is visible only where something is wrong; otherwise it is there for screen readers alone. */
export function inCallScreen(view: View, call: PeerCall): Screen {
  const { text, calls, playback } = view;
  const { localMedia, remoteMedia, quality } = call;
  const [reasonHere] = Object.values(localMedia.paused);
  const reasonThere = remoteMedia.paused.camera ?? remoteMedia.paused.screen;
  const silenced = remoteMedia.paused.microphone;
  const pausedHere = reasonHere && text[`paused-${reasonHere}-local`];
  const pausedThere = reasonThere && text[`paused-${reasonThere}-remote`];
  const isPoor = quality === 'poor' || quality === 'lost';
  const isReconnecting = call.state === 'reconnecting';
  return {
    name: 'in-call',
    head: html`<div class="chip">
      ${quality ? qualityMark(text, quality) : nothing}
      ${calls.shown.isPrivate ? mark('private', text['private-mode'], privateIcon) : nothing}
      ${peerName(view)}
      ${
        remoteMedia.microphone
          ? nothing
          : mark(
              'muted-mark',
              (silenced && text[`paused-${silenced}-remote`]) ?? text['remote-microphone-off'],
              microphoneOffIcon,
            )
      }
    </div>`,
    status: isReconnecting
      ? text.reconnecting
      : isPoor
        ? text[`quality-${quality}`]
        : (pausedHere ?? pausedThere ?? text.connected),
    warns: isReconnecting || isPoor,
    body: html`
      ${
        calls.signaling?.state === 'reconnecting' && !isReconnecting
          ? html`<p class="chip">${text['server-reconnecting']}</p>`
          : nothing
      }
      ${pausedHere ? html`<p class="chip">${pausedHere}</p>` : nothing}
      ${
        remoteMedia.camera || remoteMedia.screen
          ? nothing
          : html`<div class="placeholder">
              ${avatar}
              <p>${pausedThere ?? text['remote-camera-off']}</p>
            </div>`
      }
      ${
        playback.blocked
          ? html`<button class="button hear" @click=${playback.resume}>
              ${soundIcon} ${text.hear}
            </button>`
          : nothing
      }
    `,
    tools: toolbar(view, call),
  };
}

function qualityMark(text: Strings, quality: CallQuality) {
  const bars = QUALITIES.indexOf(quality);
  return mark(`quality ${quality}`, text[`quality-${quality}`], barsIcon(bars));
}

function mark(className: string, label: string, icon: TemplateResult) {
  return html`<span class=${className} role="img" aria-label=${label} title=${label}
    >${icon}</span
  >`;
}
