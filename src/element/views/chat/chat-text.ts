import type { ChatController } from '../../controllers/chat/chat-controller.js';
import type { ChatMessage } from '../../controllers/chat/chat-message.js';
import type { SharedFile } from '../../controllers/files/shared-file.js';
import { partAtLinks, type TextPart } from '../../texts/safe-links.js';
import type { Html, View, ViewKit } from '../frame/view.js';

/** A longer text is folded. */
const FOLDED_LENGTH = 800;
const FOLDED_LINES = 12;

const EMOJI_ALONE =
  /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|[\u200D\uFE0F\u20E3\s])+$/u;
/** About a dozen, some of which have several parts. */
const MAX_EMOJI_LENGTH = 40;

/** A message is shown again with every second of the call. */
const parted = new WeakMap<ChatMessage, TextPart[]>();

/** What was written: text, whatever it looks like, and links that show where they lead. */
export function chatText(
  { html, nothing }: ViewKit,
  view: View,
  chat: ChatController<SharedFile>,
  message: ChatMessage,
) {
  const { text } = message;
  const isLong =
    text.length > FOLDED_LENGTH || text.split('\n', FOLDED_LINES + 1).length > FOLDED_LINES;
  const isWhole = chat.isWhole(message);
  const isEmoji = text.length <= MAX_EMOJI_LENGTH && EMOJI_ALONE.test(text);
  const words = partsOf(message).map(({ text: part, href }) =>
    href ? link(html, href, part) : part,
  );
  const look = `words ${isEmoji ? 'emoji-alone' : ''} ${isLong && !isWhole ? 'folded' : ''}`;
  return html`<span dir="auto" class=${look}>${words}</span> ${
      isLong
        ? html`<button
            class="text-button"
            aria-expanded=${isWhole}
            @click=${() => chat.toggleWhole(message)}
          >
            ${view.text[isWhole ? 'chat-part' : 'chat-whole']}
          </button>`
        : nothing
    }`;
}

function link(html: Html, href: string, text: string) {
  return html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow"
    ><bdi dir="ltr">${text}</bdi></a
  >`;
}

function partsOf(message: ChatMessage): TextPart[] {
  const known = parted.get(message);
  if (known) return known;
  const parts = partAtLinks(message.text);
  parted.set(message, parts);
  return parts;
}
