import { html, nothing } from 'lit';
import {
  cameraIcon,
  cameraOffIcon,
  checkIcon,
  closeIcon,
  copyIcon,
  icon,
  microphoneIcon,
  microphoneOffIcon,
  phoneIcon,
  privateIcon,
} from '../icons.js';
import { iconButton } from './icon-button.js';
import { avatar, peerCard, peerName } from './peer.js';
import { privateMark } from './private-mark.js';
import type { ViewKit } from './view.js';

export const KIT: ViewKit = {
  html,
  nothing,
  icon,
  iconButton,
  avatar,
  peerCard,
  peerName,
  privateMark,
  icons: {
    camera: cameraIcon,
    cameraOff: cameraOffIcon,
    check: checkIcon,
    close: closeIcon,
    copy: copyIcon,
    microphone: microphoneIcon,
    microphoneOff: microphoneOffIcon,
    phone: phoneIcon,
    private: privateIcon,
  },
};
