import type { Strings } from '../../texts/strings.js';
import { qrCode } from './qr-code.js';
import type { Html, View, ViewKit } from '../frame/view.js';

/** The link to send, in all the ways that there are to send it. */
export function meetingLink({ html, icons }: ViewKit, { text, copy }: View, url: string) {
  const canShare = 'share' in navigator;
  const linkOf = ({ currentTarget }: Event): HTMLElement =>
    (currentTarget as HTMLElement).closest('.group')?.querySelector('.own-id') as HTMLElement;
  const share = async (press: Event) => {
    const link = linkOf(press);
    const isDone = await shareByDevice(link, url);
    if (!isDone) await copy.copy(link);
  };
  return html`
    <div class="group">
      <span class="label" id="link-label">${text['meeting-link']}</span>
      <div part="field" class="field" role="group" aria-labelledby="link-label">
        <bdi part="meeting-link" class="own-id" translate="no">${url}</bdi>
        <button
          part=${canShare ? 'copy-button' : 'share-button'}
          class="button"
          @click=${(press: Event) => copy.copy(linkOf(press))}
        >
          ${copy.label === 'copied' ? icons.check : icons.copy}
          <span aria-live="polite">${text[copy.label]}</span>
        </button>
      </div>
      <p class="hint">${text['meeting-link-hint']}</p>
      ${
        canShare
          ? html`<button part="share-button" class="button" @click=${share}>
              ${text['meeting-share']}
            </button>`
          : null
      }
      ${picture(html, text, url)}
    </div>
  `;
}

function picture(html: Html, text: Strings, url: string) {
  const code = qrCode(url);
  if (code === null) return null;
  const { size, path } = code;
  return html`<details part="qr-code" class="qr">
    <summary class="hint">${text['meeting-qr']}</summary>
    <svg role="img" aria-label=${text['meeting-qr'] ?? ''} viewBox="0 0 ${size} ${size}">
      <path fill="#fff" stroke="none" d="M0 0h${size}v${size}h-${size}z" />
      <path stroke="#000" stroke-width="1" stroke-linecap="butt" d=${path} />
    </svg>
    <p class="hint">${text['meeting-qr-hint']}</p>
  </details>`;
}

/** The share sheet of the device. Returns whether the user has seen it. */
async function shareByDevice(link: HTMLElement, url: string): Promise<boolean> {
  try {
    await (link.ownerDocument.defaultView ?? window).navigator.share({ url });
    return true;
  } catch (error) {
    // The user has closed it.
    return error instanceof Error && error.name === 'AbortError';
  }
}
