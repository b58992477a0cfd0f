import { css, LitElement, type CSSResultOrNative, type PropertyValues } from 'lit';

/** Stands among an element's `styles` for those that are fetched: what a subclass adds still comes after them. */
export const laterStyles = css``;

/**
 * An element that has its styles in whatever document it stands. A style sheet works in the document alone that it was
 * made for (https://drafts.csswg.org/cssom/#dom-documentorshadowroot-adoptedstylesheets), and Lit makes them once, for
 * the script's own.
 */
export class StyledElement extends LitElement {
  #sheet: CSSStyleSheet | null = null;
  #later = '';

  override connectedCallback(): void {
    super.connectedCallback();
    const view = this.ownerDocument.defaultView;
    if (view === null) return;
    this.#sheet = new view.CSSStyleSheet();
    this.#fillSheet();
    (this.renderRoot as ShadowRoot).adoptedStyleSheets = [this.#sheet];
  }

  /** The first rendering takes the place of what a server has rendered, which Lit would put it behind. */
  protected override update(changed: PropertyValues<this>): void {
    if (!this.hasUpdated) this.renderRoot.replaceChildren();
    super.update(changed);
  }

  /** Brings in what `laterStyles` stands for. */
  protected addLaterStyles(later: string): void {
    if (this.#later === later) return;
    this.#later = later;
    this.#fillSheet();
  }

  /** Without the styles: `connectedCallback` gives them, each time. */
  protected override createRenderRoot(): ShadowRoot {
    return this.shadowRoot ?? this.attachShadow(this.#class.shadowRootOptions);
  }

  #fillSheet(): void {
    const textOf = (style: CSSResultOrNative) =>
      style === laterStyles ? this.#later : asText(style);
    this.#sheet?.replaceSync(this.#class.elementStyles.map(textOf).join(''));
  }

  get #class(): typeof LitElement {
    return this.constructor as typeof LitElement;
  }
}

/** A subclass may bring a native style sheet, which has no text as a whole. */
function asText(style: CSSResultOrNative): string {
  return 'cssText' in style
    ? style.cssText
    : [...style.cssRules].map(({ cssText }) => cssText).join('');
}
