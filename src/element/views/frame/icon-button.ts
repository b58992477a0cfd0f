import { html, nothing, type TemplateResult } from 'lit';

/**
 * A round button. `label` is read out, and shown to the mouse. `pressed`: for a button that turns something on and off,
 * whether it is on.
 */
export function iconButton(
  className: string,
  label: string,
  icon: TemplateResult,
  action: () => unknown,
  part?: string,
  pressed?: boolean,
): TemplateResult {
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
