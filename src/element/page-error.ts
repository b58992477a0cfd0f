import type { CallError } from '../call/terms/call-error.js';
import type { SignalingError } from '../signaling/signaling-error.js';

/** Errors that only the page can fix. They are fired as events and not shown to the user; the call goes on. */
const PAGE_ERRORS = ['ice-servers-failed', 'resolve-failed', 'resume-failed'] as const;

export type PageErrorCode = (typeof PAGE_ERRORS)[number];

export function isForPageAlone({ code }: CallError | SignalingError): boolean {
  return PAGE_ERRORS.some((pageError) => pageError === code);
}
