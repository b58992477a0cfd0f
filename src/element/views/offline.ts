import { html, nothing } from 'lit';
import { describeError } from '../error-text.js';
import { offlineIcon } from '../icons.js';
import type { Screen, View } from './view.js';

export function offlineScreen({ text, actions, offline }: View): Screen {
  const { error, hasServer } = offline;
  if (!error && hasServer) {
    return { head: html`<div class="spinner"></div>`, status: text.opening, body: nothing };
  }
  return {
    head: html`<div class="emblem">${offlineIcon}</div>`,
    status: error ? describeError(text, error) : text['no-endpoint'],
    body: error
      ? html`
          <p class="hint">${error.code === 'closed' ? nothing : text.retrying}</p>
          <button class="button" @click=${actions.reconnect}>${text['try-again']}</button>
        `
      : nothing,
  };
}
