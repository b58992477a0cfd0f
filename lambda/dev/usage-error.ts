/** The command line is wrong. The message is for the user who typed it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
