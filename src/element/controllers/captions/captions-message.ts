import { isJsonObject, parseJson } from '../../../internal/json-value.js';
import { cleanText, cutText } from '../../texts/clean-text.js';

/** The topic that the two sides send captions under. */
export const CAPTIONS_TOPIC = 'captions';

/** The most that one message has, in characters (UTF-16): a minute of fast speech without a pause. */
export const MAX_CAPTION_LENGTH = 1_000;

const MAX_ID_LENGTH = 64;
/** A BCP 47 tag, as far as it matters: what is none would end up in an attribute. */
const LANGUAGE = /^[a-z]{2,8}(-[a-z\d]{1,8}){0,4}$/i;

/**
 * What has become of a question for captions. `asks`: the user there has to answer; `loading`: the browser there downloads what it
 * needs; `on`: what is said is written; `refused`: the user there does not want that; `unsupported`: the browser there can't
 * do it on the device; `language`: not in the language there; `failed`: it has ended by itself.
 */
const STATES = ['asks', 'loading', 'on', 'refused', 'unsupported', 'language', 'failed'] as const;

export type CaptionsState = (typeof STATES)[number];

/** `id` is of the question that a message belongs to. A side that hears of one that it has not asked says `stop`. */
export type CaptionsMessage = { readonly type: 'ask' | 'stop'; readonly id: string } | FromSpeaker;

export type FromSpeaker =
  | {
      readonly type: 'state';
      readonly id: string;
      readonly state: CaptionsState;
      /** Of what is written, as a BCP 47 tag. */
      readonly lang?: string | undefined;
    }
  | {
      readonly type: 'text';
      readonly id: string;
      readonly text: string;
      /** What is not final is replaced by what comes next. */
      readonly final: boolean;
    };

/** Rebuilds what the peer has sent; `null` if it is none. */
export function readCaptionsMessage(data: unknown): CaptionsMessage | null {
  const value = parseJson(data);
  if (!isJsonObject(value)) return null;
  const { type, id, state, lang, text, final } = value;
  if (typeof id !== 'string' || id === '' || id.length > MAX_ID_LENGTH) return null;
  switch (type) {
    case 'ask':
    case 'stop':
      return { type, id };
    case 'state': {
      const known = STATES.find((one) => one === state);
      return known ? { type, id, state: known, lang: readLanguage(lang) } : null;
    }
    case 'text':
      return typeof text === 'string'
        ? { type, id, text: captionText(text), final: final === true }
        : null;
    default:
      return null;
  }
}

/** One line, without what can't be seen. Recognizers say by a space at either end whether there is one between two texts. */
export function captionText(text: string): string {
  return cutText(cleanText(text.slice(0, 2 * MAX_CAPTION_LENGTH)), MAX_CAPTION_LENGTH).replace(
    /\s+/g,
    ' ',
  );
}

function readLanguage(lang: unknown): string | undefined {
  return typeof lang === 'string' && LANGUAGE.test(lang) ? lang : undefined;
}
