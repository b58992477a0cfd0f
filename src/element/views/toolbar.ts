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
export function toolbar({ text, element, calls }: View, call: PeerCall): TemplateResult {
  const { microphone, camera, screen } = call.localMedia;
  const isUp = call.state === 'connected' || call.state === 'reconnecting';
  const canShareScreen = 'getDisplayMedia' in (navigator.mediaDevices ?? {});
  const isOutgoingRing = call.state === 'calling' || call.state === 'ringing';
  return html`
    <div part="toolbar" class="toolbar">
      ${iconButton(
        'tool',
        text.microphone,
        microphone ? microphoneIcon : microphoneOffIcon,
        () => element.toggleMicrophone(),
        { part: 'microphone-button', pressed: microphone },
      )}
      ${iconButton(
        'tool',
        text.camera,
        camera ? cameraIcon : cameraOffIcon,
        () => element.toggleCamera(),
        { part: 'camera-button', pressed: camera },
      )}
      ${
        camera
          ? iconButton('tool plain flip', text.flip, flipIcon, () =>
              calls.request((live) => live.flipCamera()),
            )
          : nothing
      }
      ${
        isUp && canShareScreen
          ? iconButton('tool plain', text.screen, screenIcon, () => element.toggleScreenShare(), {
              part: 'screen-button',
              pressed: screen,
            })
          : nothing
      }
      ${iconButton(
        'tool danger',
        isOutgoingRing ? text.cancel : text.hangup,
        hangupIcon,
        () => element.hangup(),
        { part: 'hangup-button' },
      )}
    </div>
  `;
}
