import { html } from 'lit';
import { live } from 'lit/directives/live.js';
import { cameraIcon, cameraOffIcon, checkIcon, copyIcon, phoneIcon } from '../icons.js';
import type { Screen, View } from './view.js';

export function idleScreen(view: View): Screen {
  const { text, actions, signalingReconnecting, previewWanted } = view;
  return {
    head: html`<div class="emblem">${cameraIcon}</div>`,
    status: text[signalingReconnecting ? 'server-reconnecting' : 'ready'],
    body: html`
      ${ownAddress(view)} ${dialForm(view)}
      <button class="button quiet preview" @click=${actions.togglePreview}>
        ${previewWanted ? cameraOffIcon : cameraIcon}
        ${text[previewWanted ? 'preview-off' : 'preview-on']}
      </button>
    `,
  };
}

function ownAddress({ text, actions, connectionId, copyOutcome }: View) {
  const copy = (event: Event) => {
    const field = (event.currentTarget as HTMLElement).parentElement;
    const address = field?.querySelector<HTMLElement>('.own-id');
    if (address) void actions.copyOwnId(address);
  };
  return html`
    <div class="group">
      <span class="label" id="own-id-label">${text['own-id']}</span>
      <div class="field" role="group" aria-labelledby="own-id-label">
        <bdi part="own-id" class="own-id" translate="no">${connectionId}</bdi>
        <button class="button inset" @click=${copy}>
          ${copyOutcome === 'copied' ? checkIcon : copyIcon}
          <span aria-live="polite">${text[copyOutcome ?? 'copy']}</span>
        </button>
      </div>
      <p class="hint">${text['own-id-hint']}</p>
    </div>
  `;
}

function dialForm({ text, actions, peerId }: View) {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    actions.call(peerId);
  };
  const input = (event: InputEvent) =>
    actions.setPeerId((event.currentTarget as HTMLInputElement).value);
  return html`
    <form class="group" @submit=${submit}>
      <label class="label" for="peer-id">${text['peer-id']}</label>
      <div class="field">
        <input
          part="peer-id"
          class="peer-id"
          id="peer-id"
          placeholder=${text['peer-id-hint']}
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          enterkeyhint="go"
          required
          .value=${live(peerId)}
          @input=${input}
        />
        <button part="call-button" class="button inset primary">${phoneIcon} ${text.call}</button>
      </div>
    </form>
  `;
}
