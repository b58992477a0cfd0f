import {
  DeleteStackCommand,
  GetTemplateSummaryCommand,
  type Parameter,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { CommandError } from '../command-error.js';
import type { Aws } from './aws.js';
import {
  createChangeSet,
  discardChangeSet,
  executeChangeSet,
  type ChangeSet,
  type Polling,
} from './change-set.js';
import type { StackPlan } from './plan-text.js';
import { StackProgress, type StackOutcome } from './progress.js';
import { failedStack, foreignStack, nobodysStack, stuckStack } from './stack-advice.js';
import { describeStack, readStackState, type StackRole, type StackState } from './stack-state.js';
import { describeSettings, mergeParameters, type RelayParameters } from './template-parameters.js';
import type { Terminal } from './terminal.js';

/** How one stack shall be. */
export interface StackGoal {
  readonly stackName: string;
  readonly role: StackRole;
  readonly templateBody: string;
  readonly parameters: RelayParameters;
  /** Whether nothing is to be changed. */
  readonly isDryRun: boolean;
  /** What to type to delete it. */
  readonly destroyCommand: string;
}

export interface PreparedStack {
  readonly role: StackRole;
  readonly changeSet: ChangeSet;
  readonly plan: StackPlan;
}

/**
 * Works out what would change. Waits first if AWS is still at work on the stack, and asks before it removes what is left of
 * a failed creation, which stands in the way.
 *
 * @param onRemoved told the name of a stack that it has deleted for that, whatever becomes of the rest
 * @returns null if the user does not want that
 * @throws {CommandError} if the stack can't be deployed to
 */
export async function prepareStack(
  aws: Aws,
  goal: StackGoal,
  terminal: Terminal,
  polling: Polling,
  onRemoved: (stackName: string) => void,
): Promise<PreparedStack | null> {
  const state = await settle(aws, goal, terminal, polling, onRemoved);
  if (state === null) return null;
  const existing = state.kind === 'ready' ? (state.stack.Parameters ?? []) : [];
  const isNewStack = state.kind !== 'ready';
  const changeSet = await createChangeSet(
    aws,
    {
      stackName: goal.stackName,
      role: goal.role,
      isNewStack,
      templateBody: goal.templateBody,
      parameters: await readParameters(aws, goal, existing),
    },
    polling,
  );
  const plan: StackPlan = {
    stackName: goal.stackName,
    isNewStack,
    hasChanges: changeSet.hasChanges,
    changes: changeSet.changes,
    settings: describeSettings(goal.parameters, existing),
  };
  return { role: goal.role, changeSet, plan };
}

/**
 * Executes what was prepared, and shows how it goes.
 *
 * @returns the stack as it is now
 * @throws {CommandError} if a resource fails
 */
export async function carryOut(
  aws: Aws,
  { changeSet, plan }: PreparedStack,
  terminal: Terminal,
  polling: Polling,
): Promise<Stack> {
  const { stackId } = changeSet;
  if (!changeSet.hasChanges) {
    await discardChangeSet(aws, changeSet, polling.pollMs);
  } else {
    const progress = await begin(aws, changeSet, terminal, polling);
    const outcome = await progress.follow(polling);
    if (!/^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(outcome.status)) throw failureOf(plan, outcome);
  }
  const stack = await describeStack(aws, stackId);
  if (stack !== null) return stack;
  throw new CommandError(`Stack ${plan.stackName} was deleted by somebody else meanwhile.`);
}

/** Executes a change set. If that fails, or the user has stopped the command by then, nothing is left of it. */
async function begin(
  aws: Aws,
  changeSet: ChangeSet,
  terminal: Terminal,
  { pollMs, signal }: Polling,
): Promise<StackProgress> {
  try {
    const progress = await StackProgress.create(aws, changeSet.stackId, terminal);
    signal.throwIfAborted();
    await executeChangeSet(aws, changeSet);
    return progress;
  } catch (error) {
    // What went wrong first is what the user has to know; a change set that is left changes nothing.
    await discardChangeSet(aws, changeSet, pollMs).catch(() => undefined);
    throw error;
  }
}

/** Brings a stack to a state in which a change set can be made. */
async function settle(
  aws: Aws,
  goal: StackGoal,
  terminal: Terminal,
  polling: Polling,
  onRemoved: (stackName: string) => void,
): Promise<StackState | null> {
  const { stackName, role } = goal;
  while (true) {
    const state = await readStackState(aws, stackName, role);
    switch (state.kind) {
      case 'absent':
      case 'in-review':
      case 'ready':
        return state;
      case 'foreign':
        throw new CommandError(foreignStack(stackName));
      case 'nobodys':
        throw new CommandError(nobodysStack(stackName));
      case 'stuck':
        throw new CommandError(stuckStack(goal, state.status));
      case 'busy':
        await waitForOthers(aws, stackName, state, terminal, polling);
        break;
      case 'never-made':
        if (goal.isDryRun) throw new CommandError(failedStack(goal));
        if (!(await removeFailedStack(aws, stackName, state, terminal, polling))) return null;
        onRemoved(stackName);
    }
  }
}

/** Shows what AWS is doing to a stack because of somebody else, or of an earlier run, and waits until that is done. */
export async function waitForOthers(
  aws: Aws,
  stackName: string,
  state: StackState & { kind: 'busy' },
  terminal: Terminal,
  polling: Polling,
): Promise<void> {
  terminal.say(
    `AWS is changing stack ${stackName} at this moment (${state.status}): for an earlier run that was interrupted, ` +
      'or for somebody else. Waiting for it to end.',
  );
  const progress = await StackProgress.create(aws, state.stackId, terminal);
  await progress.followToRest(polling);
}

async function removeFailedStack(
  aws: Aws,
  stackName: string,
  { stackId, status }: StackState & { kind: 'never-made' },
  terminal: Terminal,
  polling: Polling,
): Promise<boolean> {
  terminal.say(
    `Stack ${stackName} is left from an earlier try that failed (${status}). Nothing of it runs. It has to be deleted ` +
      'before it can be made anew.',
  );
  if (!(await terminal.confirm('Delete it?', polling.signal))) return false;
  const outcome = await deleteStack(aws, stackId, terminal, polling);
  if (outcome.status === 'DELETE_COMPLETE') return true;
  throw new CommandError(`It could not be deleted.\n${outcome.failures.join('\n')}`);
}

/**
 * Deletes a stack, and shows how it goes.
 *
 * @throws the signal's reason if the user has stopped the command; once AWS has begun, it goes on
 */
export async function deleteStack(
  aws: Aws,
  stackId: string,
  terminal: Terminal,
  polling: Polling,
): Promise<StackOutcome> {
  const progress = await StackProgress.create(aws, stackId, terminal);
  polling.signal.throwIfAborted();
  await aws.cloudFormation.send(new DeleteStackCommand({ StackName: stackId }));
  return progress.followDeletion(polling);
}

async function readParameters(
  aws: Aws,
  { templateBody, parameters }: StackGoal,
  existing: readonly Parameter[],
): Promise<Parameter[]> {
  if (existing.length === 0) return mergeParameters(parameters, new Set(), existing);
  const { Parameters = [] } = await aws.cloudFormation.send(
    new GetTemplateSummaryCommand({ TemplateBody: templateBody }),
  );
  const known = new Set(Parameters.map(({ ParameterKey = '' }) => ParameterKey));
  return mergeParameters(parameters, known, existing);
}

function failureOf({ stackName, isNewStack }: StackPlan, outcome: StackOutcome): CommandError {
  const reasons = outcome.failures.map((line) => `  ${line}`).join('\n');
  const gone = isNewStack
    ? 'AWS has taken away what it had made.'
    : 'Everything is as it was before.';
  const left =
    `It is ${outcome.status} now. Look at it in the CloudFormation console, ` +
    'or run this again when the cause is mended.';
  const isUndone = /^(DELETE_COMPLETE|UPDATE_ROLLBACK_COMPLETE)$/.test(outcome.status);
  const title = `Stack ${stackName} could not be ${isNewStack ? 'made' : 'changed'}.`;
  return new CommandError(`${title} ${isUndone ? gone : left}\n${reasons}`);
}
