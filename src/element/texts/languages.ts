import { isServer } from 'lit';
import { ENGLISH } from './en.js';
import type { Language, Strings, Translation } from './strings.js';

/** What of a language is fetched: of English what no first screen needs, of the others all. */
const FILES: {
  readonly [Name in Language]: () => Promise<{ readonly TEXTS: Partial<Translation> }>;
} = {
  en: () => import('./en-later.js'),
  ko: () => import('./ko.js'),
  ja: () => import('./ja.js'),
  zh: () => import('./zh.js'),
  es: () => import('./es.js'),
  fr: () => import('./fr.js'),
  de: () => import('./de.js'),
  ar: () => import('./ar.js'),
};

export const LANGUAGES = Object.keys(FILES) as readonly Language[];

const loaded: { [Name in Language]?: Partial<Translation> } = { en: ENGLISH };

/** Whether there is enough of `language` to begin with. */
export function isLoaded(language: Language): boolean {
  return language in loaded;
}

/**
 * Fetches the texts of `language`, or those of English if they can't be had.
 *
 * @returns whether there are all texts of a language. If not, it stays as it is: the page's server is out of reach, or
 * somebody has copied some of the library's files alone
 */
export async function loadLanguage(language: Language): Promise<boolean> {
  try {
    const { TEXTS } = await FILES[language]();
    loaded[language] = { ...loaded[language], ...TEXTS };
    return true;
  } catch {
    return language !== 'en' && loadLanguage('en');
  }
}

// A server renders at once: it can't wait for a file.
if (isServer) for (const language of LANGUAGES) void loadLanguage(language);

/**
 * All texts in `language`, in English as long as it is not loaded, with those of `overrides` in place of single ones.
 * Values that are no strings are ignored.
 */
export function resolveStrings(language: Language, overrides: Partial<Strings> | null): Strings {
  const given = Object.entries(overrides ?? {}).filter(([, text]) => typeof text === 'string');
  return { ...(loaded[language] ?? loaded.en), ...Object.fromEntries(given) } as Strings;
}
