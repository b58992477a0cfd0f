import { html, nothing, type TemplateResult } from 'lit';
import type { PeerCall } from '../../call/peer-call.js';
import { barsIcon, microphoneOffIcon, soundIcon } from '../icons.js';
import { avatar, peerName } from './peer.js';
import type { Screen, View } from './view.js';

/** From no bar to three. */
const QUALITIES = ['lost', 'poor', 'good', 'excellent'] as const;

/** The status line is seen only where something is wrong, so that it can be looked over otherwise. */
export function inCallScreen({ text, calls, playback }: View, call: PeerCall): Screen {
  const { remoteMedia, quality } = call;
  const bars = quality ? QUALITIES.indexOf(quality) : QUALITIES.length;
  const qualityText = quality && text[`quality-${quality}`];
  const isPoor = bars < 2;
  const isReconnecting = call.state === 'reconnecting';
  return {
    head: html`<div class="chip">
      ${qualityText ? mark(`quality ${quality}`, qualityText, barsIcon(bars)) : nothing}
      ${peerName(call)}
      ${
        remoteMedia.microphone
          ? nothing
          : mark('muted-mark', text['remote-microphone-off'], microphoneOffIcon)
      }
    </div>`,
    status: isReconnecting
      ? text.reconnecting
      : isPoor && qualityText
        ? qualityText
        : text.connected,
    warns: isReconnecting || isPoor,
    body: html`
      ${
        calls.signaling?.state === 'reconnecting'
          ? html`<p class="chip">${text['server-reconnecting']}</p>`
          : nothing
      }
      ${
        remoteMedia.camera || remoteMedia.screen
          ? nothing
          : html`<div class="placeholder">
              ${avatar}
              <p>${text['remote-camera-off']}</p>
            </div>`
      }
      ${
        playback.blocked
          ? html`<button class="button hear" @click=${() => playback.unmute()}>
              ${soundIcon} ${text.hear}
            </button>`
          : nothing
      }
    `,
  };
}

function mark(className: string, label: string, icon: TemplateResult) {
  return html`<span class=${className} role="img" aria-label=${label} title=${label}
    >${icon}</span
  >`;
}
