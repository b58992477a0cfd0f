import type { CSSResultOrNative } from 'lit';

/**
 * Gives `root` these styles, in whatever document it stands. A style sheet works in the document alone that it was made
 * for (https://drafts.csswg.org/cssom/#dom-documentorshadowroot-adoptedstylesheets), and Lit makes them for the script's.
 */
export function adoptStyles(root: ShadowRoot, styles: readonly CSSResultOrNative[]): void {
  const view = root.ownerDocument.defaultView;
  if (view === null) return;
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(styles.map(textOf).join(''));
  root.adoptedStyleSheets = [sheet];
}

/** A subclass may bring a native style sheet, which has no text as a whole. */
function textOf(style: CSSResultOrNative): string {
  return 'cssText' in style
    ? style.cssText
    : [...style.cssRules].map(({ cssText }) => cssText).join('');
}
