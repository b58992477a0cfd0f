import type { TemplateResult } from 'lit';
import type { CallErrorDevice } from '../../call/terms/call-error.js';
import { isAllowedByPolicy } from '../../call/media/media-error.js';
import type { PeerCall } from '../../call/peer-call.js';
import { isOn } from '../../call/terms/media-state.js';
import { isUp } from '../call-phase.js';
import { callIcons } from './call-icons.js';
import { chatButton } from './chat-button.js';
import type { View, ViewKit } from './view.js';

/** One template for all states of a call, so that the buttons keep their nodes and the focus. */
export function toolbar(kit: ViewKit, view: View, call: PeerCall): TemplateResult {
  const { html, nothing, iconButton, icons } = kit;
  const { text, element, calls } = view;
  const { flip, screen } = callIcons(kit);
  const { localMedia, state } = call;
  const isUnanswered = state === 'calling' || state === 'ringing';
  // Browsers on phones have no `getDisplayMedia`, and a page or the frame around it may forbid it.
  const canShareScreen =
    'getDisplayMedia' in (navigator.mediaDevices ?? {}) && isAllowedByPolicy('screen') !== false;
  const toggle = (
    device: CallErrorDevice,
    on: TemplateResult,
    off: TemplateResult,
    action: () => unknown,
  ) => {
    const isPressed = isOn(localMedia, device);
    const isUnusual = isPressed === (device === 'screen');
    return iconButton(
      isUnusual ? 'tool marked' : 'tool',
      text[device],
      isPressed ? on : off,
      action,
      `${device}-button`,
      isPressed,
    );
  };
  return html`
    <div part="toolbar" class="toolbar">
      <slot name="toolbar-start"></slot>
      ${toggle('microphone', icons.microphone, icons.microphoneOff, () => element.toggleMicrophone())}
      ${toggle('camera', icons.camera, icons.cameraOff, () => element.toggleCamera())}
      ${
        isOn(localMedia, 'camera')
          ? iconButton(
              'tool flip',
              text.flip,
              flip,
              () => calls.request((live) => live.flipCamera()),
              'flip-button',
            )
          : nothing
      }
      ${
        isUp(call) && canShareScreen
          ? toggle('screen', screen, screen, () => element.toggleScreenShare())
          : nothing
      }
      ${chatButton(kit, view, call)}
      ${iconButton(
        'tool danger',
        isUnanswered ? text.cancel : text.hangup,
        icons.hangup,
        () => element.hangup(),
        'hangup-button',
      )}
      <slot name="toolbar-end"></slot>
    </div>
  `;
}
