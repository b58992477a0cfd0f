import { html, nothing, type TemplateResult } from 'lit';

export interface IconButton {
  readonly part?: string;
  readonly className: string;
  /** Read out, and shown to the mouse. */
  readonly label: string;
  readonly icon: TemplateResult;
  /** For a button that turns something on and off: whether it is on. */
  readonly pressed?: boolean;
  readonly action: () => void | Promise<void>;
}

export function iconButton({ part, className, label, icon, pressed, action }: IconButton) {
  return html`<button
    part=${part ?? nothing}
    class=${className}
    aria-label=${label}
    title=${label}
    aria-pressed=${pressed ?? nothing}
    @click=${action}
  >
    ${icon}
  </button>`;
}
