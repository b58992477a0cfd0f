import type { VerificationCode } from '../../../call/terms/verification.js';
import { emojiName } from '../../texts/emoji-name.js';
import type { Strings } from '../../texts/strings.js';
import { verificationStatus, type VerificationStatus } from './verification-status.js';
import type { Html, View, ViewKit } from '../frame/view.js';

/** What the lock opens: the code, what to do with it, and what came of that. Fetched when it is opened. */
export function verificationPanel(kit: ViewKit, view: View) {
  const { html } = kit;
  const { text } = view;
  const { call } = view.calls;
  if (call === null) return null;
  const status = verificationStatus(view, call);
  const code = call.verificationCode;
  return html`<div
    part="verification"
    id="verification"
    class="verification"
    role="dialog"
    tabindex="-1"
    aria-labelledby="verification-title"
  >
    <p class="label" id="verification-title">${text[`verify-${status}`]}</p>
    ${code && codeView(html, text, code)}
    <p class="hint" aria-live="polite">${hint(text, status, code !== null)}</p>
    <div class="row">${buttons(html, view, code !== null && status !== 'user')}</div>
  </div>`;
}

function codeView(html: Html, text: Strings, { emoji, digits }: VerificationCode) {
  const groups = digits.match(/.{1,3}/g) ?? [];
  // Read out digit by digit: as numbers they would be hard to compare.
  const spoken = groups.map((group) => [...group].join(' ')).join(', ');
  // In the order in which the other side sees them, whatever is written from the right around them.
  return html`
    <ol part="emoji" class="emoji" role="list" dir="ltr">
      ${emoji.map(
        (one) =>
          html`<li><span aria-hidden="true">${one.symbol}</span>${emojiName(text, one)}</li>`,
      )}
    </ol>
    <div part="digits" class="digits" role="img" dir="ltr" aria-label=${spoken}>
      ${groups.join(' ')}
    </div>
  `;
}

function hint(text: Strings, status: VerificationStatus, hasCode: boolean): string | undefined {
  if (status === 'never') return text['error-verification-unavailable'];
  return hasCode || status === 'user' ? text[`verify-${status}-hint`] : text['verify-pending'];
}

function buttons(html: Html, { text, calls, panels }: View, canConfirm: boolean) {
  const confirm = (matches: boolean) => {
    panels.focus();
    void calls.request((call) => call.confirmVerification(matches));
  };
  return canConfirm
    ? html`
        <button part="differ-button" class="button" @click=${() => confirm(false)}>
          ${text['verify-differ']}
        </button>
        <button part="match-button" class="button marked" @click=${() => confirm(true)}>
          ${text['verify-match']}
        </button>
      `
    : html`<button part="close-button" class="button" @click=${panels.close}>
        ${text.dismiss}
      </button>`;
}
