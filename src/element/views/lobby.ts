import { html } from 'lit';
import {
  cameraIcon,
  cameraOffIcon,
  checkIcon,
  copyIcon,
  microphoneIcon,
  microphoneOffIcon,
} from '../icons.js';
import { iconButton } from './icon-button.js';
import { idleScreen } from './idle.js';
import { openingScreen } from './offline.js';
import { privateMark } from './private-mark.js';
import type { Screen, View, ViewKit } from './view.js';

const KIT: ViewKit = {
  html,
  iconButton,
  privateMark,
  icons: {
    camera: cameraIcon,
    cameraOff: cameraOffIcon,
    microphone: microphoneIcon,
    microphoneOff: microphoneOffIcon,
    copy: copyIcon,
    check: checkIcon,
  },
};

/** Online, without a call: before a room or in it, or where there is none. */
export function lobby(view: View): Screen {
  const { files, isExpected } = view.meeting;
  if (files?.session.plan) return files.screen(KIT, view, files.session);
  return !files && isExpected ? openingScreen(view) : idleScreen(view);
}
