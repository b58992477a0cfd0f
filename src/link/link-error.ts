/**
 * Why the link refused a message.
 *
 * - `closed`: the conversation is over
 * - `too-large`: the message does not fit into one envelope
 * - `queue-full`: too many messages wait for the peer's acknowledgement
 * - `insecure-context`: the page was not served over https, so the browser gives it no WebCrypto
 * - `not-fetched`: a file of the library is out of reach
 */
export type LinkErrorCode =
  'closed' | 'too-large' | 'queue-full' | 'insecure-context' | 'not-fetched';

/** The one error class of the link layer. */
export class LinkError extends Error {
  override readonly name = 'LinkError';
  readonly code: LinkErrorCode;

  constructor(code: LinkErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
