/** A command failed. The message is for the user who typed it: what is wrong, and what to do. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError';
  /** What the process exits with. */
  readonly exitCode: number = 1;
}

/** The command line is wrong. */
export class UsageError extends CommandError {
  override readonly name = 'UsageError';
  override readonly exitCode = 2;
}

/** Goes by the shape: a command that is built to a file of its own has its own copy of the classes. */
export function isCommandError(error: unknown): error is CommandError {
  return error instanceof Error && 'exitCode' in error && typeof error.exitCode === 'number';
}
