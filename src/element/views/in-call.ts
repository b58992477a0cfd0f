import { html, nothing, type TemplateResult } from 'lit';
import type { CallQuality } from '../../call/call-quality.js';
import type { PeerCall } from '../../call/peer-call.js';
import { barsIcon, microphoneOffIcon, soundIcon } from '../icons.js';
import type { Strings } from '../strings.js';
import { avatar, peerName } from './peer.js';
import type { Screen, View } from './view.js';

const BARS: { readonly [Quality in CallQuality]: number } = {
  excellent: 3,
  good: 2,
  poor: 1,
  lost: 0,
};

/** The status line speaks only where something is wrong, so that it can be looked over otherwise. */
export function inCallScreen(view: View, call: PeerCall): Screen {
  const { text, actions, soundBlocked, signalingReconnecting } = view;
  const { camera, screen, microphone } = call.remoteMedia;
  return {
    head: html`<div class="chip">
      ${call.quality ? qualityBars(text, call.quality) : nothing} ${peerName(call)}
      ${microphone ? nothing : mark('muted-mark', text['remote-microphone-off'], microphoneOffIcon)}
    </div>`,
    status: inCallStatus(text, call),
    body: html`
      ${
        signalingReconnecting
          ? html`<p class="chip quiet">${text['server-reconnecting']}</p>`
          : nothing
      }
      ${
        camera || screen
          ? nothing
          : html`<div class="placeholder">
              ${avatar}
              <p>${text['remote-camera-off']}</p>
            </div>`
      }
      ${
        soundBlocked
          ? html`<button class="button hear" @click=${actions.unmute}>
              ${soundIcon} ${text.hear}
            </button>`
          : nothing
      }
    `,
  };
}

/** Whether the status line has more to say than that all is well. */
export function needsAttention(call: PeerCall): boolean {
  return call.state === 'reconnecting' || call.quality === 'poor' || call.quality === 'lost';
}

function inCallStatus(text: Strings, call: PeerCall): string {
  if (call.state === 'reconnecting') return text.reconnecting;
  if (call.quality === 'poor' || call.quality === 'lost') return text[`quality-${call.quality}`];
  return text.connected;
}

function qualityBars(text: Strings, quality: CallQuality) {
  return mark(`quality ${quality}`, text[`quality-${quality}`], barsIcon(BARS[quality]));
}

function mark(className: string, label: string, icon: TemplateResult) {
  return html`<span class=${className} role="img" aria-label=${label} title=${label}
    >${icon}</span
  >`;
}
