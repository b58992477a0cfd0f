import type { PeerCall } from '../../../call/peer-call.js';
import { isRingingHere } from '../../call-phase.js';
import type { InputDevice } from '../../controllers/devices/device-permissions.js';
import { browserKind } from '../../texts/browser-kind.js';
import type { Advice, View, ViewKit } from '../frame/view.js';

/**
 * Why the browser asks for a device, as long as it does; what was plugged in; how to allow what was refused; or what could be
 * better, if nothing has failed.
 */
export function deviceAdvice(kit: ViewKit, view: View): Advice | null {
  return beingAsked(view) ?? offered(kit, view) ?? refused(kit, view) ?? hinted(view);
}

function offered({ html }: ViewKit, { text, calls }: View): Advice | null {
  const { offer } = calls.problems;
  if (!offer) return null;
  const [before, after] = text['offer-device']?.split('{device}') ?? [];
  return {
    words: html`${before}<bdi>${offer.name}</bdi>${after}`,
    action: html`<button
      part="offer-button"
      class="button"
      aria-describedby="notice"
      @click=${offer.accept}
    >
      ${text['offer-use']}
    </button>`,
    isOffer: true,
  };
}

function hinted({ text, calls }: View): Advice | null {
  const { current, hint } = calls.problems;
  return hint && !current ? { words: text[`hint-${hint.hint}`] } : null;
}

function beingAsked(view: View): Advice | null {
  const { text, calls, callFiles, meeting, preview } = view;
  const tools = callFiles?.tools;
  // What has failed meanwhile is not hidden; a refusal may be asked about again.
  if (calls.problems.current && !tools?.refused.error) return null;
  const { call } = calls;
  const isInCall = call !== null && call.state !== 'ended' && !isRingingHere(call);
  const devices = isInCall ? openingIn(call) : [...(tools?.devices.asking ?? [])];
  if (preview.isOpening) devices.push('camera');
  const isJoining = meeting.files?.session.devices.isAsking ?? false;
  if (isJoining) devices.push('microphone');
  // Where a browser does not tell, it may be asking.
  const asked = devices.filter((device) => /prompt|null/.test(`${tools?.permissions.of(device)}`));
  if (asked.length === 0) return null;
  const both = asked.includes('microphone') && asked.includes('camera');
  const what = both ? 'both' : (asked[0] as InputDevice);
  const key = isInCall || isJoining ? (`ask-${what}` as const) : (`ask-check-${what}` as const);
  return { words: text[key], stays: true };
}

/** What the call is to have, and has not yet. */
function openingIn({ wantedMedia, localStream }: PeerCall): InputDevice[] {
  const has = (kind: string) =>
    localStream?.getTracks().some((track) => track.kind === kind && track.readyState === 'live');
  return [
    ...(wantedMedia.microphone && !has('audio') ? (['microphone'] as const) : []),
    ...(wantedMedia.camera && !has('video') ? (['camera'] as const) : []),
  ];
}

function refused(kit: ViewKit, view: View): Advice | null {
  const { text, callFiles } = view;
  const refusal = callFiles?.tools.refused;
  const error = refusal?.error;
  if (!refusal || !error) return null;
  const action = allowButton(kit, error.device, ({ currentTarget }: Event) => {
    stop(currentTarget as PermissionControl);
    void refusal.allowed(refusal.devices);
  });
  const kind = browserKind(navigator);
  const sentence = action ? text['allow-here'] : kind && text[`allow-${kind}`];
  if (!sentence) return null;
  const name = text[`device-${error.device ?? 'both'}`] ?? '';
  return { words: sentence.replace('{device}', () => name), action };
}

/** https://wicg.github.io/PEPC/usermedia-element-delta.html, Chromium 151 for both devices, 153 for one alone. */
interface PermissionControl extends EventTarget {
  readonly stream?: MediaStream | null;
  readonly track?: MediaStreamTrack | null;
}

/**
 * The browser's own control, which asks again where a script may not any more. It says itself what it is for, in the
 * browser's language.
 */
function allowButton({ html }: ViewKit, device: string | null, done: (event: Event) => void) {
  if (device === 'camera' && 'HTMLCameraElement' in window) {
    return html`<camera @track=${done}></camera>`;
  }
  if (device === 'microphone' && 'HTMLMicrophoneElement' in window) {
    return html`<microphone @track=${done}></microphone>`;
  }
  return 'HTMLUserMediaElement' in window ? html`<usermedia @stream=${done}></usermedia>` : null;
}

/** The call opens what it needs itself: with its own constraints, and as its own. */
function stop({ stream, track }: PermissionControl): void {
  for (const each of stream?.getTracks() ?? []) each.stop();
  track?.stop();
}
