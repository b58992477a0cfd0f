import type { PeerCall } from '../../../call/peer-call.js';
import type { CaptionReader } from '../../controllers/captions/caption-reader.js';
import type { CaptionSpeaker } from '../../controllers/captions/caption-speaker.js';
import { displayId } from '../../display-id.js';
import type { View, ViewKit } from '../frame/view.js';

/**
 * What the other side says, in words. No live region: a screen reader would talk over the voice that says the same. It is a landmark, as
 * Google Meet's is, so that it can be gone to, for those who read by their fingers.
 */
export function captions(kit: ViewKit, view: View, call: PeerCall) {
  const { html, nothing } = kit;
  const { text } = view;
  const all = view.callFiles?.tools.captions;
  const reader = all?.session?.reader;
  if (!all?.isOn || !reader) return nothing;
  return html`<div
    part="captions"
    class="captions ${reader.isOver ? 'over-now' : ''}"
    role="region"
    aria-label=${text['captions-show'] ?? nothing}
  >
    <div class="spoken">
      <bdi class="speaker" translate="no">${speakerName(view, call)}</bdi>
      <div class="lines">
        <p dir="auto" lang=${reader.lang ?? nothing}>${reader.text}</p>
      </div>
    </div>
  </div>`;
}

/** What has become of the own question for captions, and what the other side's leads to here. */
export function captionNotes(kit: ViewKit, view: View, call: PeerCall) {
  const session = view.callFiles?.tools.captions.session;
  return kit.html`<div class="notes" role="status">
    ${session ? readerNote(kit, view, session.reader) : kit.nothing}
    ${session ? speakerNote(kit, view, call, session.speaker) : kit.nothing}
  </div>`;
}

function readerNote(kit: ViewKit, { text, callFiles }: View, reader: CaptionReader) {
  const { note: name } = reader;
  if (name === null) return null;
  const words = text[`captions-${name}`];
  const turnOff = callFiles?.tools.captions.toggle;
  switch (name) {
    case 'on':
      return note(kit, words, []);
    case 'asking':
    case 'asks':
    case 'loading':
      return note(kit, words, [[text.cancel, turnOff]]);
    case 'failed':
      return note(kit, words, [
        [text.dismiss, reader.dismiss],
        [text['try-again'], reader.ask],
      ]);
    default:
      return note(kit, words, [[text.dismiss, turnOff]]);
  }
}

function speakerNote(kit: ViewKit, view: View, call: PeerCall, speaker: CaptionSpeaker) {
  const { text } = view;
  const { note: name } = speaker;
  if (name === null) return null;
  // Isolated: it may be written from the other side.
  const peer = `\u2068${speakerName(view, call)}\u2069`;
  const words = text[`captions-${name}`]?.replace('{name}', () => peer);
  const refuse = () => speaker.refuse();
  const allow = () => void speaker.allow();
  switch (name) {
    case 'there':
      return note(kit, words, [[text['captions-stop'], refuse]], true);
    case 'downloading':
      return note(kit, words, [[text.cancel, refuse]]);
    case 'not-loaded':
      return note(kit, words, [
        [text.dismiss, refuse],
        [text['try-again'], allow],
      ]);
    default:
      return note(kit, words, [
        [text['record-refuse'], refuse],
        [text['record-allow'], allow],
      ]);
  }
}

function speakerName({ text }: View, { peerName }: PeerCall): string {
  return displayId(peerName ?? '') || (text['captions-peer'] ?? '');
}

type Action = readonly [label: string | undefined, press: (() => void) | undefined];

function note(
  { html }: ViewKit,
  words: string | undefined,
  actions: readonly Action[],
  isRunning = false,
) {
  return html`<div part="captions-note" class="chip note ${isRunning ? 'runs' : ''}">
    <p>${words}</p>
    ${actions.map(
      ([label, press]) =>
        html`<button part="captions-note-button" class="button" @click=${press}>${label}</button>`,
    )}
  </div>`;
}
