import { LANGUAGES, type Language, type Strings } from './strings.js';
import { TRANSLATIONS } from './translations.js';

/**
 * All texts in `language`, with those of `overrides` in place of single ones. Values that are no strings are ignored.
 */
export function resolveStrings(language: Language, overrides: Partial<Strings> | null): Strings {
  const index = LANGUAGES.indexOf(language);
  const own = Object.entries(TRANSLATIONS).map(([key, inAll]) => [key, inAll[index]]);
  const given = Object.entries(overrides ?? {}).filter(([, text]) => typeof text === 'string');
  return Object.fromEntries([...own, ...given]) as Strings;
}
