import type { Strings } from './strings.js';
import { ENGLISH } from './strings-en.js';
import { KOREAN } from './strings-ko.js';

const LANGUAGES: ReadonlyMap<string, Strings> = new Map([
  ['en', ENGLISH],
  ['ko', KOREAN],
]);

/** The language to show for the BCP 47 tag `tag`: its own if the element speaks it, else English. */
export function supportedLanguage(tag: string): string {
  const language = tag.split('-')[0]?.toLowerCase() ?? '';
  return LANGUAGES.has(language) ? language : 'en';
}

/** All texts in the language of `tag`, single ones replaced by `overrides`. */
export function resolveStrings(tag: string, overrides: Partial<Strings> | null): Strings {
  return { ...(LANGUAGES.get(supportedLanguage(tag)) ?? ENGLISH), ...overrides };
}
