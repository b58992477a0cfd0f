import type { View, ViewKit } from '../frame/view.js';

/** As long as a name may be. */
const MAX_LENGTH = 64;

/** Where the user says what the other side is to read, if the page wants to know. */
export function nameField({ html, nothing }: ViewKit, { text, element, callFiles }: View) {
  const name = callFiles?.tools.name;
  if (!name || !element.askName) return nothing;
  // Not at each letter: whoever waits would be told of each.
  const changed = ({ currentTarget }: Event) => name.set((currentTarget as HTMLInputElement).value);
  const remember = ({ currentTarget }: Event) => {
    const box = currentTarget as HTMLInputElement;
    name.setRemembered(box.checked);
    box.checked = name.isRemembered;
  };
  return html`<div class="group">
    <label class="label" for="own-name">${text['name-own']}</label>
    <div class="field">
      <input
        part="own-name"
        id="own-name"
        class="own-name"
        autocomplete="name"
        maxlength=${MAX_LENGTH}
        aria-describedby="own-name-hint"
        .value=${element.displayName}
        @change=${changed}
      />
    </div>
    <p class="hint" id="own-name-hint">
      ${name.isForbidden ? text['devices-forbidden'] : text['name-hint']}
    </p>
    <label class="check">
      <input type="checkbox" .checked=${name.isRemembered} @change=${remember} />
      ${text['name-remember']}
    </label>
  </div>`;
}
