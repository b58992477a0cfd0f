import type { ReactiveController } from 'lit';
import type { ToolsHost } from '../host/tools-host.js';

/** The key of each button, by its part. Those that end something need Shift: a slip must not end a call. */
const KEYS: Readonly<Record<string, string>> = {
  'microphone-button': 'M',
  'camera-button': 'V',
  'screen-button': 'S',
  'chat-button': 'C',
  'pip-button': 'P',
  'fullscreen-button': 'F',
  'hangup-button': 'Shift+H',
  'reject-button': 'Shift+H',
  'leave-button': 'Shift+H',
};

/** What takes letters for itself. */
const TYPED_INTO = 'input, textarea, select';

/**
 * Presses buttons by single keys, while the focus is inside. What has no button now has no key either. The buttons name
 * their keys in `aria-keyshortcuts` and in their titles.
 */
export class Hotkeys implements ReactiveController {
  readonly #host: ToolsHost;

  constructor(host: ToolsHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.addEventListener('keydown', this.#onKeydown);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('keydown', this.#onKeydown);
  }

  hostUpdated(): void {
    const { hotkeys, renderRoot } = this.#host;
    for (const button of renderRoot.querySelectorAll<HTMLElement>('button[part]')) {
      const key = KEYS[button.part[0] ?? ''];
      if (key) name(button, hotkeys ? key : null);
    }
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (!this.#host.hotkeys || event.defaultPrevented || event.repeat) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (isTypedInto(event.composedPath()[0])) return;
    const key = `${event.shiftKey ? 'Shift+' : ''}${letterOf(event)}`;
    const parts = Object.keys(KEYS).filter((part) => KEYS[part] === key);
    const selector = parts.map((part) => `button[part~=${part}]:enabled`).join();
    const button = selector && this.#host.renderRoot.querySelector<HTMLElement>(selector);
    if (!button) return;
    event.preventDefault();
    button.click();
  };
}

/** The Latin letter of a key, as it is written on it; on other keyboards that of its place on a Latin one. */
function letterOf({ key, code }: KeyboardEvent): string {
  const letter = /^[a-z]$/i.test(key) ? key : (/^Key([A-Z])$/.exec(code)?.[1] ?? '');
  // A key such as Enter, or one of a Latin keyboard that is no letter of these.
  return /^[\d\p{P}\p{S}\s]$/u.test(key) ? '' : letter.toUpperCase();
}

function isTypedInto(target: EventTarget | undefined): boolean {
  // Not by `instanceof`: the element may stand in another document than the script's own.
  const node = target as Partial<HTMLElement> | undefined;
  return Boolean(node?.isContentEditable || node?.matches?.(TYPED_INTO));
}

/** Lit sets a title when its text changes, and knows nothing of what is added to it. */
function name(button: HTMLElement, key: string | null): void {
  const label = button.getAttribute('aria-label');
  if (key === null) button.removeAttribute('aria-keyshortcuts');
  else button.setAttribute('aria-keyshortcuts', key);
  if (label === null) return;
  const title = key === null ? label : `${label} (${key})`;
  if (button.title !== title) button.title = title;
}
