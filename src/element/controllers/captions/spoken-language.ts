/** The language that the page states for `host`, shadow trees included, or else that of the browser: a BCP 47 tag. */
export function spokenLanguage(host: HTMLElement): string {
  let node: Element | null = host;
  while (node) {
    const lang = node.closest<HTMLElement>('[lang]')?.lang;
    if (lang) return lang;
    const root = node.getRootNode();
    node = 'host' in root ? (root as ShadowRoot).host : null;
  }
  return navigator.language;
}

/**
 * What to ask a recognizer for, best first. Many know a language by its regions alone: the user's own ones come before the one where
 * most speak it.
 */
export function languageCandidates(stated: string, own: readonly string[]): readonly string[] {
  try {
    const { language, region, baseName } = new Intl.Locale(stated);
    const owns = own.filter((tag) => isRegionOf(language, tag));
    const usual = `${language}-${new Intl.Locale(language).maximize().region ?? 'US'}`;
    return [...new Set([...(region ? [baseName] : []), ...owns, usual, baseName, language])];
  } catch {
    return []; // No tag at all.
  }
}

function isRegionOf(language: string, tag: string): boolean {
  return tag.toLowerCase().startsWith(`${language}-`);
}
