import { html, nothing, type TemplateResult } from 'lit';
import type { PeerCall } from '../../call/peer-call.js';
import {
  cameraIcon,
  cameraOffIcon,
  flipIcon,
  hangupIcon,
  microphoneIcon,
  microphoneOffIcon,
  screenIcon,
} from '../icons.js';
import { iconButton } from './icon-button.js';
import type { View } from './view.js';

/** One template for all states of a call, so that its buttons keep their nodes, and with them the focus. */
export function toolbar(view: View, call: PeerCall): TemplateResult {
  const { text, actions, canShareScreen } = view;
  const { microphone, camera, screen } = call.localMedia;
  const isUp = call.state === 'connected' || call.state === 'reconnecting';
  const isOutgoingRing = call.state === 'calling' || call.state === 'ringing';
  return html`
    <div part="toolbar" class="toolbar" role="group" aria-label=${text.controls}>
      ${iconButton({
        part: 'microphone-button',
        className: 'tool',
        label: text.microphone,
        icon: microphone ? microphoneIcon : microphoneOffIcon,
        pressed: microphone,
        action: actions.toggleMicrophone,
      })}
      ${iconButton({
        part: 'camera-button',
        className: 'tool',
        label: text.camera,
        icon: camera ? cameraIcon : cameraOffIcon,
        pressed: camera,
        action: actions.toggleCamera,
      })}
      ${
        camera
          ? iconButton({
              className: 'tool plain flip',
              label: text.flip,
              icon: flipIcon,
              action: actions.flipCamera,
            })
          : nothing
      }
      ${
        isUp && canShareScreen
          ? iconButton({
              part: 'screen-button',
              className: 'tool plain',
              label: text.screen,
              icon: screenIcon,
              pressed: screen,
              action: actions.toggleScreenShare,
            })
          : nothing
      }
      ${iconButton({
        part: 'hangup-button',
        className: 'tool danger',
        label: isOutgoingRing ? text.cancel : text.hangup,
        icon: hangupIcon,
        action: actions.hangup,
      })}
    </div>
  `;
}
