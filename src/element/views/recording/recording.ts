import type { Recording } from '../../controllers/recording/recording.js';
import { formatSeconds } from '../../texts/format-seconds.js';
import { formatSize } from '../../texts/format-size.js';
import type { View, ViewKit } from '../frame/view.js';

/** Who records, who asks for it, and what has become of it. */
export function recordingNotes(kit: ViewKit, view: View) {
  const { html } = kit;
  const recording = view.callFiles?.tools.recording;
  if (!recording) return null;
  return html`<div class="recording" role="status">
    ${ownNote(kit, view, recording)} ${peerNote(kit, view, recording)}
    ${recording.files.map((file) => savedNote(kit, view, recording, file))}
  </div>`;
}

function ownNote(kit: ViewKit, { text, language }: View, recording: Recording) {
  const { progress, consent } = recording;
  if (progress) {
    const words = text['record-here']
      ?.replace('{time}', formatSeconds(progress.seconds))
      .replace('{size}', formatSize(language, progress.bytes));
    // Not read out each second; that it has begun, the announcements say.
    return note(kit, words, true, [[text['record-stop'], recording.stop]], true);
  }
  switch (consent?.own) {
    case 'asked':
      return note(kit, text['record-asked'], false, [[text.cancel, recording.stop]]);
    case 'refused':
      return note(kit, text['record-refused'], false, [[text.dismiss, recording.stop]]);
    default:
      return null;
  }
}

function peerNote(kit: ViewKit, { text }: View, recording: Recording) {
  const refuse = () => recording.answer(false);
  switch (recording.consent?.peer) {
    case 'asks':
      return note(kit, text['record-question'], false, [
        [text['record-refuse'], refuse],
        [text['record-allow'], () => recording.answer(true)],
      ]);
    case 'allowed':
    case 'records':
      return note(kit, text['record-there'], true, [[text['record-stop'], refuse]]);
    default:
      return null;
  }
}

function savedNote(
  kit: ViewKit,
  { text, language }: View,
  recording: Recording,
  file: Recording['files'][number],
) {
  const words = text['record-done']?.replace('{size}', formatSize(language, file.file.size));
  return note(kit, words, false, [
    [text['record-save'], () => recording.save(file)],
    [text['record-discard'], () => recording.discard(file)],
  ]);
}

type Action = readonly [label: string | undefined, press: () => void];

function note(
  { html, nothing }: ViewKit,
  words: string | undefined,
  isRunning: boolean,
  actions: readonly Action[],
  isTicking = false,
) {
  return html`<div part="record-note" class="chip note ${isRunning ? 'runs' : ''}">
    <p aria-live=${isTicking ? 'off' : nothing}>${words}</p>
    ${actions.map(
      ([label, press]) =>
        html`<button part="record-note-button" class="button" @click=${press}>${label}</button>`,
    )}
  </div>`;
}
