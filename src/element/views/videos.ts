import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { NO_MEDIA } from '../../call/terms/media-state.js';
import { isUp } from '../call-phase.js';
import type { View } from './view.js';

/**
 * One `<video>` for each role, in every state, so that no picture is torn down and started again between states. The
 * peer's camera also carries the voice: it plays on while its picture is hidden.
 *
 * `live`: to set a stream starts it anew, so it is set only where it is another one. Lit sets objects at each rendering.
 */
export function videos(view: View): TemplateResult {
  const { text, calls, playback, preview } = view;
  const call = calls.state === 'ended' ? null : calls.call;
  const remote = call && isUp(call) ? call.remoteMedia : NO_MEDIA;
  const local = call?.localMedia;
  const ownScreen = local?.screen ? call?.localScreenStream : null;
  const ownCamera = local?.camera ? call?.localStream : null;
  const selfView = call ? (ownScreen ?? ownCamera ?? null) : preview.stream;
  return html`
    <video
      part="remote-video"
      class="remote"
      autoplay
      playsinline
      aria-label=${text['remote-video']}
      ?data-on=${remote.camera}
      ?data-small=${remote.screen}
      .srcObject=${live(call?.remoteStream ?? null)}
      @loadedmetadata=${playback}
    ></video>
    <video
      part="remote-screen-video"
      class="screen"
      autoplay
      playsinline
      aria-label=${text['remote-screen']}
      ?data-on=${remote.screen}
      .srcObject=${live(remote.screen ? (call?.remoteScreenStream ?? null) : null)}
      @loadedmetadata=${playback}
    ></video>
    <video
      part="local-video"
      class="self"
      autoplay
      playsinline
      aria-label=${text['self-view']}
      ?data-on=${selfView !== null}
      ?data-mirrored=${!ownScreen && isMirrored(selfView)}
      .muted=${true}
      .srcObject=${live(selfView)}
    ></video>
  `;
}

/** People know themselves from mirrors; what the camera at the back sees (and any text in it) is no mirror image. */
function isMirrored(stream: MediaStream | null): boolean {
  return stream?.getVideoTracks()[0]?.getSettings().facingMode !== 'environment';
}
