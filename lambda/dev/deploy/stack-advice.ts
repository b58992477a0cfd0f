// What to do about a stack that can't be deployed to, or deleted, in words.

interface AdvisedStack {
  readonly stackName: string;
  /** What to type to delete it. */
  readonly destroyCommand: string;
}

export function foreignStack(stackName: string): string {
  return (
    `There is a stack ${stackName} that was not made by this command, so it is left alone. ` +
    'Choose another name with --name.'
  );
}

export function nobodysStack(stackName: string): string {
  return (
    `There is an empty stack ${stackName} (REVIEW_IN_PROGRESS), and nothing tells who made it, so it is left alone. ` +
    'Delete it in the CloudFormation console if it is yours, or choose another name with --name.'
  );
}

export function stuckStack({ stackName, destroyCommand }: AdvisedStack, status: string): string {
  if (status === 'DELETE_FAILED') {
    return `Stack ${stackName} could not be deleted earlier (${status}). Try again: ${destroyCommand}`;
  }
  return (
    `A change of stack ${stackName} failed, and so did the way back (${status}). In the CloudFormation console, open the ` +
    'stack and choose "Stack actions", "Continue update rollback"; then run this again. Or start anew: ' +
    `${destroyCommand}, then this again.`
  );
}

export function failedStack({ stackName, destroyCommand }: AdvisedStack): string {
  return (
    `Stack ${stackName} is left of a try that failed. It has to be deleted before anything can be made under its name, ` +
    `which a dry run does not do: run this without --dry-run, or ${destroyCommand}.`
  );
}
