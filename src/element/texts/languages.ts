import { LANGUAGES, type Language, type StringKey, type Strings } from './strings.js';
import { TRANSLATIONS } from './translations.js';

/** All texts in `language`, single ones replaced by `overrides`. */
export function resolveStrings(language: Language, overrides: Partial<Strings> | null): Strings {
  const index = LANGUAGES.indexOf(language);
  const keys = Object.keys(TRANSLATIONS) as StringKey[];
  const texts = keys.map((key) => [key, overrides?.[key] ?? TRANSLATIONS[key][index]]);
  return Object.fromEntries(texts) as Strings;
}
