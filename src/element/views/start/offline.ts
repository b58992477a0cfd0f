import { html, nothing } from 'lit';
import { describeError } from '../../texts/error-text.js';
import { offlineIcon } from '../../icons.js';
import type { Screen, View } from '../frame/view.js';

export function openingScreen({ text }: View): Screen {
  return { head: html`<div part="spinner" class="spinner"></div>`, status: text.opening };
}

export function offlineScreen(view: View): Screen {
  const { text, element, calls, meeting } = view;
  const session = meeting.files?.session;
  const error = calls.offlineError;
  // On a server that renders the page there is an endpoint but no connection.
  if (!error && (calls.signaling ?? element.endpoint)) {
    return openingScreen(view);
  }
  return {
    head: html`<div part="emblem" class="round emblem">${offlineIcon}</div>`,
    status: error ? describeError(text, error) : text['no-endpoint'],
    body:
      error &&
      html`
        ${/closed|unau/.test(error.code) ? nothing : html`<p class="hint">${text.retrying}</p>`}
        <button part="retry-button" class="button" @click=${() => calls.reconnect()}>
          ${text['try-again']}
        </button>
        ${
          session?.isWanted
            ? html`<button part="back-button" class="button" @click=${() => session.back()}>
                ${text.back}
              </button>`
            : nothing
        }
      `,
  };
}
