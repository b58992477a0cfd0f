import type { TemplateResult } from 'lit';
import type { CallErrorDevice } from '../../../call/terms/call-error.js';
import type { PeerCall } from '../../../call/peer-call.js';
import { isOn } from '../../../call/terms/media-state.js';
import { isTakenAway } from '../../controllers/screen/controls-list.js';
import type { PipWindow } from '../../controllers/screen/picture-in-picture.js';
import { isMirrored } from './is-mirrored.js';
import { pausedWords } from './paused-words.js';
import type { View, ViewKit } from '../frame/view.js';

export interface PipContent {
  readonly kit: ViewKit;
  readonly view: View;
  readonly call: PeerCall;
}

/**
 * Fills a window of Document Picture-in-Picture: pictures of the same streams and the buttons that one needs without the
 * page. The element stays where it is, with all that is heard, so that nothing is torn down.
 */
export function pipWindow(pip: Window, host: HTMLElement): PipWindow<PipContent> {
  const { document } = pip;
  return {
    render({ kit, view, call }) {
      takeOver(document, host, view);
      kit.render(content(kit, view, call), document.body);
      play(document, call);
    },
    close() {
      for (const video of document.querySelectorAll('video')) video.srcObject = null;
    },
  };
}

/** The language and the theme of the element, and a title: it is what the window is listed by. */
function takeOver(document: Document, host: HTMLElement, view: View): void {
  const { documentElement } = document;
  const root = view.element.renderRoot?.querySelector<HTMLElement>('.root');
  const style = root && host.ownerDocument.defaultView?.getComputedStyle(root);
  documentElement.lang = root?.lang ?? '';
  if (style) documentElement.dir = style.direction;
  for (const name of ['--p2p-font', '--p2p-stage', '--p2p-danger']) {
    documentElement.style.setProperty(name, style?.getPropertyValue(name) ?? '');
  }
  document.title = [view.calls.shown.title, view.text.label].filter(Boolean).join(' – ');
}

function content(kit: ViewKit, view: View, call: PeerCall): TemplateResult {
  const { html, nothing, iconButton, icons } = kit;
  const { text, element } = view;
  const { remoteMedia, localMedia, quality } = call;
  const device = (
    name: CallErrorDevice,
    on: TemplateResult,
    off: TemplateResult,
    action: () => unknown,
  ) => {
    const isPressed = isOn(localMedia, name);
    return isTakenAway(element.controlsList, name)
      ? nothing
      : iconButton(
          isPressed ? '' : 'marked',
          text[name],
          isPressed ? on : off,
          action,
          undefined,
          isPressed,
        );
  };
  const words =
    call.state === 'reconnecting'
      ? text.reconnecting
      : quality === 'poor' || quality === 'lost'
        ? text[`quality-${quality}`]
        : remoteMedia.camera || remoteMedia.screen
          ? null
          : (pausedWords(text, 'remote', remoteMedia, ['camera', 'screen']) ??
            text['remote-camera-off']);
  const video = (name: string, className: string, isShown: boolean) =>
    html`<video
      class="${name} ${className}"
      autoplay
      playsinline
      .muted=${true}
      ?data-on=${isShown}
    ></video>`;
  const { camera, screen } = remoteMedia;
  const isOwnMirrored = element.mirror && isMirrored(call.localStream);
  return html`
    ${video('remote', screen ? 'small' : 'large', camera)} ${video('screen', 'large whole', screen)}
    ${video('self', isOwnMirrored ? 'small mirrored' : 'small', localMedia.camera && !(screen && camera))}
    <div class="words">${kit.peerName(view)}${words ? html` · ${words}` : nothing}</div>
    <div class="toolbar">
      ${device('microphone', icons.microphone, icons.microphoneOff, () => element.toggleMicrophone())}
      ${device('camera', icons.camera, icons.cameraOff, () => element.toggleCamera())}
      ${iconButton('danger', text.hangup, icons.hangup, () => element.hangup())}
    </div>
  `;
}

/** A stream that is set again starts anew, be it the same. */
function play(document: Document, call: PeerCall): void {
  const streams = {
    remote: call.remoteStream,
    screen: call.remoteScreenStream,
    self: call.localStream,
  };
  for (const [name, stream] of Object.entries(streams)) {
    const video = document.querySelector<HTMLVideoElement>(`.${name}`);
    if (!video) continue;
    if (video.srcObject !== stream) video.srcObject = stream;
    // It may be refused while there is no picture, and asked for again with the next rendering.
    if (stream && video.paused) void video.play().catch(() => undefined);
  }
}
