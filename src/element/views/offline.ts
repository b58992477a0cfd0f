import { html, nothing } from 'lit';
import { describeError } from '../texts/error-text.js';
import { offlineIcon } from '../icons.js';
import type { Screen, View } from './view.js';

export function openingScreen({ text }: View): Screen {
  return { head: html`<div class="spinner"></div>`, status: text.opening };
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
    head: html`<div class="round emblem">${offlineIcon}</div>`,
    status: error ? describeError(text, error) : text['no-endpoint'],
    body:
      error &&
      html`
        ${/closed|unau/.test(error.code) ? nothing : html`<p class="hint">${text.retrying}</p>`}
        <button class="button" @click=${() => calls.reconnect()}>${text['try-again']}</button>
        ${
          session?.isWanted
            ? html`<button class="button" @click=${() => session.back()}>${text.back}</button>`
            : nothing
        }
      `,
  };
}
