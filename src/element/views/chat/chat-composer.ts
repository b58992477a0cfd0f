import type { FileSharing } from '../../controllers/files/file-sharing.js';
import { chatIcons } from './chat-icons.js';
import type { View, ViewKit } from '../frame/view.js';

/** Where one writes. */
export function chatComposer(kit: ViewKit, view: View) {
  const { html, nothing, iconButton } = kit;
  const { text, element, callFiles } = view;
  if (callFiles === null) return nothing;
  const { chat, files } = callFiles.tools;
  const input = () =>
    element.renderRoot?.querySelector<HTMLTextAreaElement>('[part~=chat-input]') ?? null;
  const send = () => {
    const node = input();
    if (node === null || !chat.send(node.value)) return;
    node.value = '';
    chat.written('');
    fitHeight(node);
  };
  const onKeydown = (event: KeyboardEvent) => {
    // While a word is being put together, its keys are those of the input method. Safari says so by the code alone.
    const isComposing = event.isComposing || event.keyCode === 229;
    if (event.key === 'Enter' && !event.shiftKey && !isComposing) {
      event.preventDefault();
      send();
    }
    // For the page around, what is typed here is typed on the element, and may be a short cut of its own.
    const isTyping = !(event.ctrlKey || event.metaKey || event.altKey);
    if (isComposing || (isTyping && event.key !== 'Escape')) event.stopPropagation();
  };
  return html`
    <p id="chat-problem" class="problem" role="alert">
      ${chat.isTooLong ? text['chat-too-long'] : nothing}
    </p>
    <div class="composer">
      ${files.isAllowed ? attach(kit, view, files) : nothing}
      <textarea
        part="chat-input"
        class="chat-input"
        rows="1"
        dir="auto"
        enterkeyhint="send"
        autocomplete="off"
        aria-label=${text['chat-input'] ?? nothing}
        placeholder=${text['chat-input'] ?? nothing}
        aria-invalid=${chat.isTooLong}
        aria-describedby="chat-problem"
        .value=${chat.initialDraft}
        @input=${({ currentTarget }: Event) => {
          const node = currentTarget as HTMLTextAreaElement;
          chat.written(node.value);
          fitHeight(node);
          chat.scroll.keep();
        }}
        @keydown=${onKeydown}
      ></textarea>
      ${iconButton('send', text['chat-send'] ?? '', chatIcons(kit).send, send, 'chat-send-button')}
    </div>
  `;
}

/** The button has an input that nobody sees: that opens the browser's own dialog. */
function attach(kit: ViewKit, { text, element }: View, files: FileSharing) {
  const { html, nothing, iconButton } = kit;
  return html`<input
      class="files"
      type="file"
      multiple
      hidden
      tabindex="-1"
      aria-label=${text['file-attach'] ?? nothing}
      @change=${({ currentTarget }: Event) => {
        const node = currentTarget as HTMLInputElement;
        files.send(node.files ?? []);
        // So that the same file can be chosen again.
        node.value = '';
      }}
    />
    ${iconButton(
      'attach',
      text['file-attach'] ?? '',
      chatIcons(kit).attach,
      () => element.renderRoot?.querySelector<HTMLInputElement>('.files')?.click(),
      'attach-button',
    )}`;
}

/** As high as what is in it; the style sheet says up to where. */
export function fitHeight(input: HTMLTextAreaElement): void {
  input.style.setProperty('height', 'auto');
  const border = input.offsetHeight - input.clientHeight;
  input.style.setProperty('height', `${input.scrollHeight + border}px`);
}
