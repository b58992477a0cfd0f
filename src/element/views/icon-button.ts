import { html, nothing, type TemplateResult } from 'lit';

export interface IconButtonOptions {
  readonly part?: string;
  /** For a button that turns something on and off: whether it is on. */
  readonly pressed?: boolean;
}

/** A round button. `label` is read out, and shown to the mouse. */
export function iconButton(
  className: string,
  label: string,
  icon: TemplateResult,
  action: () => unknown,
  { part, pressed }: IconButtonOptions = {},
) {
  return html`<button
    part=${part ?? nothing}
    class="round ${className}"
    aria-label=${label}
    title=${label}
    aria-pressed=${pressed ?? nothing}
    @click=${action}
  >
    ${icon}
  </button>`;
}
