/**
 * Whether the page has taken a control away: as in `<video controlslist>`, the attribute is a list of words, each of which
 * takes one away. Words that mean nothing are ignored, and whatever is no text has none.
 *
 * @param list value of `controlsList`
 * @param name of a control, as in its part: `chat` for `nochat` and `chat-button`
 */
export function isTakenAway(list: unknown, name: string): boolean {
  return typeof list === 'string' && list.toLowerCase().split(/\s+/).includes(`no${name}`);
}
