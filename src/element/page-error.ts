import type { CallError } from '../call/terms/call-error.js';

/** What only the page can mend: it hears of these, the user does not. The call goes on in spite of them. */
const PAGE_ERRORS = ['ice-servers-failed', 'resolve-failed', 'resume-failed'] as const;

export type PageErrorCode = (typeof PAGE_ERRORS)[number];

export function isForPageAlone({ code }: CallError): boolean {
  return PAGE_ERRORS.some((pageError) => pageError === code);
}
