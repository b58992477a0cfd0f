/** A piece of a text: one that is a link has an address. */
export interface TextPart {
  readonly text: string;
  readonly href?: string;
}

/** Nobody reads more; each costs an element. */
const MAX_LINKS = 50;
const MAX_LINK_LENGTH = 2_048;

const CANDIDATES = /(?:https?:\/\/|mailto:)[^\s<>"“”„«»‘’`|\\^{}]+/gi;
/** What more often ends the sentence than the address. */
const ENDS_SENTENCE = /[.,;:!?'*_~。、，．！？：；…)\]」』】）〉》]$/;
const BRACKETS: Readonly<Record<string, string>> = { ')': '(', ']': '[' };

/**
 * Letters that look like no Latin ones. A host name of other letters than these and ASCII could be taken for another one
 * (UTS #39): it is shown in ASCII, as it goes over the network.
 */
const UNMISTAKABLE = /^[\d\p{scx=Hang}\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}-]+$/u;
/** Scripts mark their own dots and dashes with `scx` too, some of which look like those of an address. */
const MARKS = /[^\p{L}\p{N}\p{M}-]/u;

/** Parts `text` at the addresses in it that are safe to follow: of web pages, and of mail boxes. */
export function partAtLinks(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  let links = 0;
  for (const { 0: candidate, index } of text.matchAll(CANDIDATES)) {
    if (links === MAX_LINKS) break;
    const link = toLink(withoutSentenceEnd(candidate));
    if (link === null) continue;
    links += 1;
    if (index > end) parts.push({ text: text.slice(end, index) });
    parts.push({ text: link.text, href: link.href });
    end = index + link.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

function toLink(typed: string): (Required<TextPart> & { readonly length: number }) | null {
  if (typed.length > MAX_LINK_LENGTH || !URL.canParse(typed)) return null;
  const url = new URL(typed);
  const { protocol, href, username, password, host } = url;
  const { length } = typed;
  if (protocol === 'mailto:') {
    // What follows the addressee would fill in a letter, and the parser lets any letters stand there.
    return /^mailto:[\w.+-]+@[\w.-]+$/i.test(typed) ? { text: typed, href, length } : null;
  }
  // `https://bank.example@evil.example` is no address that anybody means.
  if (!/^https?:$/.test(protocol) || host === '' || username || password) return null;
  return { text: shownAddress(typed, url), href, length };
}

/** The address as it was typed, with the host as the browser understands it. */
function shownAddress(typed: string, { protocol, hostname, host, href }: URL): string {
  const [, typedHost = '', port = '', rest = ''] =
    /^https?:\/\/([^/?#:]+)(:\d+)?([/?#].*)?$/i.exec(typed) ?? [];
  // The parser mends much, and reads some numbers as addresses: then what came of it is shown.
  if (typedHost === '') return href;
  const isAsItIs =
    typedHost.toLowerCase() === hostname || typedHost.split('.').every(isUnmistakable);
  return isAsItIs ? `${protocol}//${typedHost}${port}${rest}` : `${protocol}//${host}${rest}`;
}

function isUnmistakable(label: string): boolean {
  if (/^[a-z][a-z\d-]*$/i.test(label)) return true;
  // Of digits alone there are other ways to write an address.
  return UNMISTAKABLE.test(label) && !MARKS.test(label) && /\p{L}/u.test(label);
}

function withoutSentenceEnd(candidate: string): string {
  let link = candidate;
  while (ENDS_SENTENCE.test(link)) {
    const opening = BRACKETS[link.at(-1) ?? ''];
    // As in `https://en.wikipedia.org/wiki/Bridge_(music)`.
    if (opening && countOf(link, opening) >= countOf(link, link.at(-1) ?? '')) break;
    link = link.slice(0, -1);
  }
  return link;
}

function countOf(text: string, character: string): number {
  return text.split(character).length - 1;
}
