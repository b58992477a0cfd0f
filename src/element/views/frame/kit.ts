import { html, nothing, render } from 'lit';
import {
  cameraIcon,
  cameraOffIcon,
  checkIcon,
  closeIcon,
  copyIcon,
  hangupIcon,
  icon,
  microphoneIcon,
  microphoneOffIcon,
  phoneIcon,
  privateIcon,
} from '../../icons.js';
import { iconButton } from './icon-button.js';
import { logo } from './logo.js';
import { avatar, peerCard, peerName } from './peer.js';
import { privateMark } from './private-mark.js';
import type { ViewKit } from './view.js';

export const KIT: ViewKit = {
  html,
  nothing,
  render,
  icon,
  iconButton,
  avatar,
  logo,
  peerCard,
  peerName,
  privateMark,
  icons: {
    camera: cameraIcon,
    cameraOff: cameraOffIcon,
    check: checkIcon,
    close: closeIcon,
    copy: copyIcon,
    hangup: hangupIcon,
    microphone: microphoneIcon,
    microphoneOff: microphoneOffIcon,
    phone: phoneIcon,
    private: privateIcon,
  },
};
