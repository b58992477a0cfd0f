import type { Terminal } from './terminal.js';

/** How often AWS is asked how far it is. */
export const POLL_MS = 2000;

/** What tests put in the place of the terminal and of time. */
export interface DeploySeams {
  readonly terminal?: Terminal;
  /** Instead of `POLL_MS`. */
  readonly pollMs?: number;
}
