import type { LitElement } from 'lit';
import { isOn } from '../../../call/terms/media-state.js';
import { deviceName } from '../../controllers/call/device-names.js';
import { DevicePanelController } from '../../controllers/devices/device-panel-controller.js';
import type { DeviceChoice } from '../../controllers/devices/device-choice.js';
import type { StringKey } from '../../texts/strings.js';
import { pausedWords } from '../call/paused-words.js';
import type { Panel, View, ViewKit } from '../frame/view.js';

const NAMES = {
  videoinput: 'camera',
  audioinput: 'microphone',
  audiooutput: 'devices-loudspeaker',
} as const satisfies { readonly [Kind in MediaDeviceKind]: StringKey };

const NOT_FOUND = {
  videoinput: 'devices-no-camera',
  audioinput: 'devices-no-microphone',
  audiooutput: 'devices-default',
} as const satisfies { readonly [Kind in MediaDeviceKind]: StringKey };

/** What a template of this panel gets. */
interface DeviceView {
  readonly kit: ViewKit;
  readonly view: View;
  readonly choice: DeviceChoice;
  readonly panel: DevicePanelController;
}

/** Camera, microphone and loudspeaker to choose from, before a call and in it. Fetched when it is opened. */
export function createDevicesPanel(host: LitElement): Panel {
  const panel = new DevicePanelController(host);
  return (kit, view) => {
    const choice = view.callFiles?.tools.devices;
    if (!choice) return null;
    panel.shown(view, choice);
    return devicesPanel({ kit, view, choice, panel });
  };
}

function devicesPanel(all: DeviceView) {
  const { kit, view, choice } = all;
  const { html, iconButton, icons } = kit;
  const { text, element, panels } = view;
  const check = (words: string | undefined, isOn: () => boolean, set: (isOn: boolean) => void) => {
    const changed = ({ currentTarget }: Event) => {
      const box = currentTarget as HTMLInputElement;
      set(box.checked);
      box.checked = isOn();
    };
    return html`<label class="check">
      <input type="checkbox" .checked=${isOn()} @change=${changed} />${words}
    </label>`;
  };
  return html`<div
    part="devices"
    id="devices"
    class="devices"
    role="dialog"
    tabindex="-1"
    aria-labelledby="devices-title"
  >
    <div class="row">
      <p class="label" id="devices-title">${text['devices-title']}</p>
      ${iconButton('close', text.dismiss, icons.close, panels.close)}
    </div>
    ${hiddenNames(all)} ${picker(all, 'videoinput')} ${picker(all, 'audioinput')} ${level(all)}
    ${loudspeaker(all)}
    ${check(
      text['devices-mirror'],
      () => element.mirror,
      (isOn) => choice.setMirror(isOn),
    )}
    ${check(
      text['devices-remember'],
      () => choice.isRemembered,
      (isOn) => choice.setRemembered(isOn),
    )}
    <p class="hint" aria-live="polite">
      ${choice.isForbidden ? text['devices-forbidden'] : kit.nothing}
    </p>
  </div>`;
}

function hiddenNames({ kit, view, choice, panel }: DeviceView) {
  const { list, asking } = choice;
  if (!list.isHidden('audioinput') && !list.isHidden('videoinput')) return kit.nothing;
  const { text } = view;
  return kit.html`
    <p class="hint">${text['devices-hidden']}</p>
    <button part="panel-button" class="button" ?disabled=${asking.length > 0} @click=${() => panel.ask()}>
      ${text['devices-allow']}
    </button>
  `;
}

/** The browser's own menu: people know it, by finger, by key and by ear. */
function picker({ kit, view, choice, panel }: DeviceView, kind: MediaDeviceKind) {
  const { html, nothing } = kit;
  const { text } = view;
  const { list } = choice;
  const isHidden = list.isHidden(kind);
  if (isHidden && kind !== 'audiooutput') return nothing;
  const devices = list.of(kind).filter(({ label }) => label !== '');
  const used = panel.used(kind);
  const chosen = choice.of(kind);
  const isThere = devices.some(({ deviceId }) => deviceId === chosen?.id);
  const gone = chosen && !isThere && !isHidden ? deviceName(chosen.label) : null;
  const hasDefault =
    kind !== 'audiooutput' || devices.some(({ deviceId }) => deviceId === 'default');
  const id = `devices-${kind}`;
  const changed = ({ currentTarget }: Event) => {
    const { value, selectedOptions } = currentTarget as HTMLSelectElement;
    void panel.pick(kind, value, selectedOptions[0]?.label ?? '');
  };
  const other = devices.find(({ deviceId }) => deviceId === used)?.label;
  const isAny = devices.length > 0 || kind === 'audiooutput';
  const instead = isAny ? deviceName(other ?? text['devices-default'] ?? '') : null;
  return html`
    <label class="label" for=${id}>${text[NAMES[kind]]}</label>
    <select
      id=${id}
      data-used=${used}
      aria-describedby=${gone === null ? nothing : `${id}-gone`}
      ?disabled=${devices.length === 0 && kind !== 'audiooutput'}
      @change=${changed}
    >
      ${hasDefault ? nothing : html`<option value="">${text['devices-default']}</option>`}
      ${devices.map(
        ({ deviceId, label }) => html`<option value=${deviceId}>${deviceName(label)}</option>`,
      )}
      ${gone === null ? nothing : html`<option disabled>${fill(text['devices-absent'], gone)}</option>`}
      ${devices.length > 0 || !hasDefault ? nothing : html`<option>${text[NOT_FOUND[kind]]}</option>`}
    </select>
    ${
      gone === null
        ? nothing
        : html`<p class="hint" id="${id}-gone" role="status">
            ${fill(text['devices-gone'], gone)}
            ${instead === null ? nothing : fill(text['devices-instead'], instead)}
          </p>`
    }
  `;
}

function level({ kit, view, panel }: DeviceView) {
  const { html, nothing } = kit;
  const { text } = view;
  if (!panel.hasMicrophone) return nothing;
  const { call } = view.calls;
  const isOff = call !== null && call.localStream !== null && !isOn(call.localMedia, 'microphone');
  const paused = call && pausedWords(text, 'local', call.localMedia, ['microphone']);
  const words = paused ?? text[`devices-level-${isOff ? 'off' : panel.hearing}` as const];
  return html`
    <div
      class="level"
      role="meter"
      aria-label=${text['devices-level'] ?? ''}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow="0"
      aria-valuetext=${words ?? ''}
    ></div>
    <p class="hint">${words}</p>
  `;
}

/** Where the browser has a choice. */
function loudspeaker(all: DeviceView) {
  const { kit, view, panel } = all;
  const { text } = view;
  return kit.html`
    ${'setSinkId' in HTMLMediaElement.prototype ? picker(all, 'audiooutput') : kit.nothing}
    <button part="panel-button" class="button" @click=${() => panel.testLoudspeaker()}>
      <span aria-live="polite">${text[panel.isPlaying ? 'devices-testing' : 'devices-test']}</span>
    </button>
  `;
}

/** Names of devices may have anything in them: they are put in as they are. */
function fill(sentence: string | undefined, device: string): string {
  return (sentence ?? '').replace('{device}', () => device);
}
