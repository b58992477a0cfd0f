// What an entry of the list of origins looks like, for the door and for `p2p-video-call deploy`. The template says the same in a
// pattern of its own, which test/lambda/door/origin-grammar.test.mjs holds against this.

/**
 * The origin as a browser sends it (RFC 6454, section 6.2: lower case, without a default port), from what people write: a slash
 * at the end is what one copies from the address bar. `null` if no page can have it: then it would only look like a permission.
 */
export function readOrigin(text: string): string | null {
  // A name with a star can be parsed, but no page has it.
  if (!URL.canParse(text) || text.includes('*')) return null;
  const { protocol, origin, href } = new URL(text);
  const isOfPage = protocol === 'https:' || protocol === 'http:';
  return isOfPage && href === `${origin}/` && !/[?#@\\\s]/.test(text) ? origin : null;
}
