import { LANGUAGES, type Language, type Strings } from './strings.js';
import { TRANSLATIONS } from './translations.js';

/** All texts in `language`, single ones replaced by `overrides`; of these, what is no text does not count. */
export function resolveStrings(language: Language, overrides: Partial<Strings> | null): Strings {
  const index = LANGUAGES.indexOf(language);
  const own = Object.entries(TRANSLATIONS).map(([key, inAll]) => [key, inAll[index]]);
  const given = Object.entries(overrides ?? {}).filter(([, text]) => typeof text === 'string');
  return Object.fromEntries([...own, ...given]) as Strings;
}
