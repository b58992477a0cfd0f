import { html, noChange, type TemplateResult } from 'lit';
import { NO_MEDIA } from '../../../call/terms/media-state.js';
import { isRingingHere, isUp } from '../../call-phase.js';
import { isMirrored } from './is-mirrored.js';
import type { View } from '../frame/view.js';

/**
 * One node for each role, in every state, so that nothing is torn down and started again between states. Sound and
 * pictures play apart: a `<video>` waits for a picture before it plays anything, and there may be none.
 */
export function media(view: View): TemplateResult {
  const { text, element, calls, preview } = view;
  const call = calls.state === 'ended' ? null : calls.call;
  const remote = call && isUp(call) ? call.remoteMedia : NO_MEDIA;
  const local = call?.localMedia;
  const ownScreen = local?.screen || local?.paused.screen ? call?.localScreenStream : null;
  // What a thin line holds back is still seen here; what the system has taken is black.
  const hasCamera = local?.camera || local?.paused.camera === 'bandwidth';
  const ownCamera = hasCamera ? (call?.localStream ?? preview.stream) : null;
  const hasBegun = call && !isRingingHere(call);
  const selfView = hasBegun ? (ownScreen ?? ownCamera) : preview.stream;
  const main = call?.remoteStream ?? null;
  const screen = call?.remoteScreenStream ?? null;
  // A node starts anew when its stream is set, be it the same. Lit compares no objects.
  const play = (name: string, stream: MediaStream | null) => {
    const node = element.renderRoot?.querySelector<HTMLMediaElement>(`.${name}`);
    return node?.srcObject === stream ? noChange : stream;
  };
  // Firefox has Tab stop at videos, controls or not. What shows nothing is there all the same: Chromium would have it read out as
  // “Unable to play media”.
  return html`
    <audio class="voice" .srcObject=${play('voice', main)}></audio>
    <audio class="sound" .srcObject=${play('sound', remote.screenSound ? screen : null)}></audio>
    <video
      part="remote-video"
      class="remote"
      playsinline
      tabindex="-1"
      aria-label=${text['remote-video']}
      aria-hidden=${!remote.camera}
      ?data-on=${remote.camera}
      .muted=${true}
      .srcObject=${play('remote', main)}
    ></video>
    <video
      part="remote-screen-video"
      class="screen"
      playsinline
      tabindex="-1"
      aria-label=${text['remote-screen']}
      aria-hidden=${!remote.screen}
      ?data-on=${remote.screen}
      .muted=${true}
      .srcObject=${play('screen', screen)}
    ></video>
    <video
      part="local-video"
      class="self"
      playsinline
      tabindex="-1"
      aria-label=${text['self-view']}
      ?data-on=${selfView !== null}
      ?data-mirrored=${element.mirror && !ownScreen && isMirrored(selfView)}
      .muted=${true}
      .srcObject=${play('self', selfView)}
    ></video>
  `;
}
