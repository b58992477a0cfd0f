import { isServer } from 'lit';
import { ENGLISH } from './en.js';
import type { Language, Strings, Translation } from './strings.js';

/** Each language but English has a file of its own, which is fetched where a page is in that language. */
const FILES: { readonly [Name in Exclude<Language, 'en'>]: () => Promise<Translation> } = {
  ko: () => import('./ko.js').then(({ KOREAN }) => KOREAN),
};

const loaded: { [Name in Language]?: Translation } = { en: ENGLISH };

export function isLoaded(language: Language): boolean {
  return language in loaded;
}

/** Fetches the texts of `language`. If they can't be had, that language stays as it is: not loaded. */
export async function loadLanguage(language: Language): Promise<void> {
  if (language === 'en') return;
  try {
    loaded[language] = await FILES[language]();
  } catch {
    // The page's server is out of reach, or somebody has copied some of the library's files alone.
  }
}

// A server renders at once: it can't wait for a file.
if (isServer) for (const language of Object.keys(FILES)) void loadLanguage(language as Language);

/**
 * All texts in `language`, in English as long as it is not loaded, with those of `overrides` in place of single ones.
 * Values that are no strings are ignored.
 */
export function resolveStrings(language: Language, overrides: Partial<Strings> | null): Strings {
  const given = Object.entries(overrides ?? {}).filter(([, text]) => typeof text === 'string');
  return { ...(loaded[language] ?? ENGLISH), ...Object.fromEntries(given) };
}
