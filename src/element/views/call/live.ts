import { html, type TemplateResult } from 'lit';
import type { PeerCall } from '../../../call/peer-call.js';
import type { CallState } from '../../../call/terms/call-state.js';
import { hangupIcon } from '../../icons.js';
import { iconButton } from '../frame/icon-button.js';
import { KIT } from '../frame/kit.js';
import { peerCard } from '../frame/peer.js';
import { privateMark } from '../frame/private-mark.js';
import type { Screen, View } from '../frame/view.js';

type LiveState = Exclude<CallState, 'ended'>;

/**
 * A call from when it is placed or answered to its end. Its screen is fetched; as long as that has not come, the call can be
 * heard, seen, and ended.
 */
export function liveScreen(view: View, call: PeerCall, state: LiveState): Screen {
  return view.callFiles?.screen(KIT, view, call) ?? bareScreen(view, state);
}

function bareScreen(view: View, state: LiveState): Screen {
  return {
    name: 'pending',
    head: peerCard(view),
    status: view.text[state],
    body: html`${privateMark(view)}`,
    tools: html`<div part="toolbar" class="toolbar">${hangupButton(view)}</div>`,
  };
}

function hangupButton({ text, element }: View): TemplateResult {
  return iconButton(
    'tool danger',
    text.hangup,
    hangupIcon,
    () => element.hangup(),
    'hangup-button',
  );
}
