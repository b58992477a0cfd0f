import { html, nothing } from 'lit';
import { checkIcon, copyIcon, meetingIcon, phoneIcon } from '../../icons.js';
import { KIT } from '../frame/kit.js';
import { logo } from '../frame/logo.js';
import { networkButton } from '../frame/network-button.js';
import { privateMark } from '../frame/private-mark.js';
import type { Screen, View } from '../frame/view.js';

export function idleScreen(view: View): Screen {
  const { text, calls, meeting, preview } = view;
  const warns = calls.signaling?.state === 'reconnecting';
  return {
    name: 'lobby',
    head: logo,
    status: text[warns ? 'server-reconnecting' : 'ready'],
    warns,
    body: html`
      ${privateMark(view)} ${view.callFiles?.nameField(KIT, view)}
      ${
        meeting.canStart
          ? html`<button part="meeting-button" class="button primary" @click=${meeting.start}>
              ${meetingIcon} ${text['meeting-start']}
            </button>`
          : nothing
      }
      ${ownAddress(view)} ${dialForm(view)}
      <div class="row">
        <button part="preview-button" class="button quiet preview" @click=${() => preview.toggle()}>
          ${text[preview.wanted ? 'preview-off' : 'preview-on']}
        </button>
        ${networkButton(KIT, view)}
      </div>
    `,
  };
}

function ownAddress({ text, element, calls, copy }: View) {
  const { addressToken: token, secret, knownOnly } = element;
  // For these it takes more than the address.
  const isForFew = secret || (knownOnly && !token);
  const copyAddress = ({ currentTarget }: Event) => {
    const address = (currentTarget as HTMLElement).previousElementSibling;
    void copy.copy(address as HTMLElement);
  };
  return html`
    <div class="group">
      <span class="label" id="own-id-label">${text['own-id']}</span>
      <div part="field" class="field" role="group" aria-labelledby="own-id-label">
        <bdi part="own-id" class="own-id" translate="no"
          >${calls.connectionId}${token ? `.${token}` : nothing}</bdi
        >
        <button part="copy-button" class="button" @click=${copyAddress}>
          ${copy.label === 'copied' ? checkIcon : copyIcon}
          <span aria-live="polite">${text[copy.label]}</span>
        </button>
      </div>
      ${isForFew ? nothing : html`<p class="hint">${text['own-id-hint']}</p>`}
    </div>
  `;
}

function dialForm({ text, element }: View) {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    element.startCall();
  };
  const input = ({ currentTarget }: InputEvent) => {
    element.peerId = (currentTarget as HTMLInputElement).value;
  };
  return html`
    <form class="group" @submit=${submit}>
      <label class="label" for="peer-id">${text['peer-id']}</label>
      <div part="field" class="field">
        <input
          part="peer-id"
          id="peer-id"
          placeholder=${text['peer-id-hint']}
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          enterkeyhint="go"
          required
          .value=${element.peerId}
          @input=${input}
        />
        <button part="call-button" class="button">${phoneIcon} ${text.call}</button>
      </div>
    </form>
  `;
}
