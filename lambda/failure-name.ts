const PLAIN_WORD = /^[A-Za-z]\w{0,63}$/;

/**
 * What may be logged of an error: its name and its code, such as "Error: ECONNREFUSED". Never its message: those of Node
 * and the AWS SDK hold IP addresses, host names and parts of requests.
 */
export function failureName(error: unknown): string {
  if (!(error instanceof Error)) return 'not an Error';
  const { name, code } = error as Error & { readonly code?: unknown };
  // Whoever made the error may have put anything here, too.
  const safeName = PLAIN_WORD.test(name) ? name : 'Error';
  return typeof code === 'string' && PLAIN_WORD.test(code) ? `${safeName}: ${code}` : safeName;
}
