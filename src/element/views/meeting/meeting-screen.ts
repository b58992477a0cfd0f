import type { MeetingSession } from '../../controllers/meeting/meeting-session.js';
import { displayId } from '../../display-id.js';
import { describeEnding } from '../../texts/error-text.js';
import type { StringKey } from '../../texts/strings.js';
import { networkButton } from '../frame/network-button.js';
import { meetingLink } from './meeting-link.js';
import type { Screen, View, ViewKit } from '../frame/view.js';

/**
 * Before a room is joined, and in it as long as one is alone: the user sees themself, and the link where somebody has to be
 * sent it. Fetched where there is a room.
 */
export function meetingScreen(kit: ViewKit, view: View, meeting: MeetingSession): Screen {
  const { html, logo } = kit;
  const { text, calls } = view;
  const { plan, stage } = meeting;
  const warns = calls.signaling?.state === 'reconnecting';
  const name = plan?.url === null ? plan.room : null;
  const url = calls.roomState === 'joined' || meeting.hasStarted ? plan?.url : null;
  const ended = stage === 'retrying' || stage === 'stopped' ? meeting.endedCall : null;
  const ending = ended && describeEnding(text, ended);
  const status: StringKey = `meeting-${stage === 'stopped' ? 'waiting' : stage}`;
  return {
    name: 'lobby',
    head: logo,
    status: warns ? text['server-reconnecting'] : (text[status] ?? ''),
    warns,
    body: html`
      ${name && html`<bdi part="room" class="peer-name" translate="no">${displayId(String(name))}</bdi>`}
      ${ending && html`<p part="advice" class="advice">${ending.reason}<br />${ending.advice}</p>`}
      ${kit.privateMark(view)} ${stage === 'lobby' ? view.callFiles?.nameField(kit, view) : null}
      ${url && meetingLink(kit, view, url)}
      <div class="row">${devices(kit, view, meeting)} ${buttons(kit, view, meeting)}</div>
      ${stage === 'lobby' ? networkButton(kit, view) : null}
    `,
  };
}

/** What the call will begin with. */
function devices({ iconButton, icons }: ViewKit, { text }: View, meeting: MeetingSession) {
  const { devices } = meeting;
  const { microphone, camera } = devices;
  return [
    iconButton(
      'tool',
      text.microphone,
      microphone ? icons.microphone : icons.microphoneOff,
      () => devices.toggleMicrophone(),
      'microphone-button',
      microphone,
    ),
    iconButton(
      'tool',
      text.camera,
      camera ? icons.camera : icons.cameraOff,
      () => devices.toggleCamera(),
      'camera-button',
      camera,
    ),
  ];
}

/** They stand in the same place, one after the other. */
function buttons({ html }: ViewKit, { text, element }: View, meeting: MeetingSession) {
  const pressed = (action: () => unknown) => (press: Event) => meeting.press(press, action);
  const back = html`<button
    part="back-button"
    class="button"
    @click=${pressed(() => meeting.back())}
  >
    ${text.back}
  </button>`;
  switch (meeting.stage) {
    case 'lobby':
      return html`${meeting.plan?.url === null ? null : back}
        <button part="join-button" class="button primary" @click=${pressed(() => element.join())}>
          ${text['meeting-join']}
        </button>`;
    case 'joining':
      return back;
    default:
      return html`<button
        part="leave-button"
        class="button"
        @click=${pressed(() => meeting.leave())}
      >
        ${text['meeting-leave']}
      </button>`;
  }
}
