import { LANGUAGES, type Language, type Strings } from './strings.js';
import { TRANSLATIONS } from './translations.js';

/** All texts in `language`, single ones replaced by `overrides`. */
export function resolveStrings(language: Language, overrides: Partial<Strings> | null): Strings {
  const index = LANGUAGES.indexOf(language);
  const texts = Object.entries(TRANSLATIONS).map(([key, inAll]) => [key, inAll[index]]);
  return { ...(Object.fromEntries(texts) as Strings), ...overrides };
}
