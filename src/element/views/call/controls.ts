import type { TemplateResult } from 'lit';
import type { CallErrorDevice } from '../../../call/terms/call-error.js';
import { isAllowedByPolicy } from '../../../call/media/media-error.js';
import type { PeerCall } from '../../../call/peer-call.js';
import { isOn } from '../../../call/terms/media-state.js';
import { isUp } from '../../call-phase.js';
import { isTakenAway } from '../../controllers/screen/controls-list.js';
import { chatIcons } from '../chat/chat-icons.js';
import { callIcons } from '../frame/call-icons.js';
import { panelButton, type Control } from './control.js';
import { pictureControls } from './picture-controls.js';
import { toolsOf } from '../frame/tools-of.js';
import type { View, ViewKit } from '../frame/view.js';

/**
 * All controls but the one that hangs up, in their order: the last ones are the first that go into the menu. One that is not
 * there now leaves its place empty, so that the others keep their nodes and the focus.
 */
export function callControls(kit: ViewKit, view: View, call: PeerCall): (Control | null)[] {
  const { text, element, calls } = view;
  const { icons } = kit;
  const more = callIcons(kit);
  const isConnected = isUp(call);
  const { fullScreen, pip } = toolsOf(view);
  const all: (Control | null)[] = [
    device(view, call, 'microphone', icons.microphone, icons.microphoneOff),
    device(view, call, 'camera', icons.camera, icons.cameraOff),
    isConnected && canShareScreen() ? device(view, call, 'screen', more.screen) : null,
    isConnected ? chatControl(kit, view) : null,
    isOn(call.localMedia, 'camera') && hasFinger(view)
      ? {
          name: 'flip',
          label: text.flip,
          icon: more.flip,
          action: () => calls.request((live) => live.flipCamera()),
        }
      : null,
    panelButton(view, 'devices', text['devices-title'], more.devices),
    isConnected && pip.isOffered
      ? {
          name: 'pip',
          label: text[pip.isOn ? 'view-pip-off' : 'view-pip'] ?? '',
          icon: more.pip,
          action: () => pip.toggle(),
          marked: pip.isOn,
        }
      : null,
    fullScreen.isOffered
      ? {
          name: 'fullscreen',
          label: text[fullScreen.isOn ? 'view-fullscreen-off' : 'view-fullscreen'] ?? '',
          icon: fullScreen.isOn ? more.fullScreenOff : more.fullScreen,
          action: () => fullScreen.toggle(),
        }
      : null,
    ...pictureControls(kit, view, call),
    ...(isConnected
      ? [captionsControl(kit, view), statsControl(kit, view), recordControl(kit, view)]
      : []),
  ];
  return all.map((one) => (one && isTakenAway(element.controlsList, one.name) ? null : one));
}

function chatControl(kit: ViewKit, view: View): Control {
  const { text, panels } = view;
  const unread = panels.open === 'chat' ? 0 : toolsOf(view).chat.unread;
  const label = unread > 0 ? text['chat-unread']?.replace('{count}', String(unread)) : text.chat;
  return panelButton(view, 'chat', label, chatIcons(kit).chat, unread);
}

function statsControl(kit: ViewKit, view: View): Control {
  const label = view.text['stats-title'];
  return { ...panelButton(view, 'stats', label, callIcons(kit).bars(3)), isMinor: true };
}

/** Anybody can read them: what has to be able to write them is the other side. */
function captionsControl(kit: ViewKit, view: View): Control {
  const { isOn, toggle } = toolsOf(view).captions;
  return {
    name: 'captions',
    label: view.text['captions-show'] ?? '',
    icon: callIcons(kit).captions,
    action: toggle,
    pressed: isOn,
    isMinor: true,
  };
}

/** Not where the browser can't record. */
function recordControl(kit: ViewKit, view: View): Control | null {
  if (!('MediaRecorder' in globalThis)) return null;
  const { recording } = toolsOf(view);
  const isBusy = /asked|allowed/.test(`${recording.consent?.own}`) || recording.progress !== null;
  return {
    name: 'record',
    label: view.text[isBusy ? 'record-stop' : 'record-start'] ?? '',
    icon: callIcons(kit).record,
    action: isBusy ? recording.stop : recording.start,
    pressed: isBusy,
    isMinor: true,
  };
}

function device(
  { text, element }: View,
  { localMedia }: PeerCall,
  name: CallErrorDevice,
  on: TemplateResult,
  off = on,
): Control {
  const pressed = isOn(localMedia, name);
  const actions = {
    microphone: () => element.toggleMicrophone(),
    camera: () => element.toggleCamera(),
    screen: () => element.toggleScreenShare(),
  };
  return {
    name,
    label: text[name],
    icon: pressed ? on : off,
    action: actions[name],
    pressed,
    marked: pressed === (name === 'screen'),
  };
}

/** Browsers on phones have no `getDisplayMedia`, and a page or the frame around it may forbid it. */
function canShareScreen(): boolean {
  return (
    'getDisplayMedia' in (navigator.mediaDevices ?? {}) && isAllowedByPolicy('screen') !== false
  );
}

/** Devices with a finger are the ones that have a camera at the back. */
function hasFinger({ element }: View): boolean {
  const { defaultView } = element.ownerDocument;
  return defaultView?.matchMedia('(pointer: coarse)').matches ?? false;
}
