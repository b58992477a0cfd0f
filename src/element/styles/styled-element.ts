import { LitElement, type CSSResultOrNative } from 'lit';

/**
 * An element that has its styles in whatever document it stands. A style sheet works in the document alone that it was
 * made for (https://drafts.csswg.org/cssom/#dom-documentorshadowroot-adoptedstylesheets), and Lit makes them once, for
 * the script's own.
 */
export class StyledElement extends LitElement {
  override connectedCallback(): void {
    super.connectedCallback();
    const view = this.ownerDocument.defaultView;
    if (view === null) return;
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(this.#class.elementStyles.map(textOf).join(''));
    (this.renderRoot as ShadowRoot).adoptedStyleSheets = [sheet];
  }

  /** Without the styles: `connectedCallback` gives them, each time. */
  protected override createRenderRoot(): ShadowRoot {
    return this.shadowRoot ?? this.attachShadow(this.#class.shadowRootOptions);
  }

  get #class(): typeof LitElement {
    return this.constructor as typeof LitElement;
  }
}

/** A subclass may bring a native style sheet, which has no text as a whole. */
function textOf(style: CSSResultOrNative): string {
  return 'cssText' in style
    ? style.cssText
    : [...style.cssRules].map(({ cssText }) => cssText).join('');
}
