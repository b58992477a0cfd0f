import { setTimeout as pauseFor } from 'node:timers/promises';
import {
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  ExecuteChangeSetCommand,
  type Parameter,
  type ResourceChange,
} from '@aws-sdk/client-cloudformation';
import { CommandError } from '../command-error.js';
import type { Aws } from './aws.js';
import { pause } from './interruption.js';
import { listChangeSets } from './list-change-sets.js';
import { CHANGE_SET_PREFIX, describeStack, tagsOf, type StackRole } from './stack-state.js';

/** What AWS would do to a stack. Nothing is done before it is executed. */
export interface ChangeSet {
  /** Null if AWS made none, since there is nothing to change. */
  readonly id: string | null;
  readonly stackId: string;
  readonly isNewStack: boolean;
  readonly hasChanges: boolean;
  /** Also empty if nothing but outputs, parameters or tags would change. */
  readonly changes: readonly ResourceChange[];
}

export interface ChangeSetRequest {
  readonly stackName: string;
  readonly role: StackRole;
  readonly isNewStack: boolean;
  readonly templateBody: string;
  readonly parameters: readonly Parameter[];
}

/** An empty stack is gone within seconds. */
const MAX_REMOVAL_POLLS = 15;

/** How often AWS is asked whether it is ready. */
export interface Polling {
  readonly pollMs: number;
  readonly signal: AbortSignal;
}

/**
 * Lets AWS work out what would change. If that fails, or is interrupted, nothing is left of it.
 *
 * @throws {CommandError} if AWS does not accept the template or its parameters
 */
export async function createChangeSet(
  aws: Aws,
  request: ChangeSetRequest,
  polling: Polling,
): Promise<ChangeSet> {
  const nothing: ChangeSet = {
    id: null,
    stackId: request.stackName,
    isNewStack: request.isNewStack,
    hasChanges: false,
    changes: [],
  };
  const requested = await requestChangeSet(aws, request);
  if (requested === null) return nothing;
  const made = { ...nothing, ...requested };
  try {
    const changes = await waitForChanges(aws, requested, polling);
    return changes === null ? made : { ...made, hasChanges: true, changes };
  } catch (error) {
    // What went wrong first is what the user has to know.
    await discardChangeSet(aws, made, polling.pollMs).catch(() => undefined);
    throw error;
  }
}

interface ChangeSetIds {
  readonly id: string;
  readonly stackId: string;
}

/** @returns null if AWS says at once that there is nothing to change */
async function requestChangeSet(
  aws: Aws,
  { stackName, role, isNewStack, templateBody, parameters }: ChangeSetRequest,
): Promise<ChangeSetIds | null> {
  try {
    const { Id: id = '', StackId: stackId = stackName } = await aws.cloudFormation.send(
      new CreateChangeSetCommand({
        StackName: stackName,
        ChangeSetName: `${CHANGE_SET_PREFIX}${Date.now().toString(36)}`,
        ChangeSetType: isNewStack ? 'CREATE' : 'UPDATE',
        // A stack that could not be made is worth nothing: AWS takes it away again.
        ...(isNewStack && { OnStackFailure: 'DELETE' as const }),
        TemplateBody: templateBody,
        Parameters: [...parameters],
        Capabilities: ['CAPABILITY_IAM'],
        Tags: tagsOf(role),
      }),
    );
    return { id, stackId };
  } catch (error) {
    if (error instanceof Error && isWithoutChanges(error.message)) return null;
    throw error;
  }
}

/** Removes the change set, and the empty stack that AWS made to hold it. */
export async function discardChangeSet(
  aws: Aws,
  changeSet: ChangeSet,
  pollMs: number,
): Promise<void> {
  const { id, stackId, isNewStack } = changeSet;
  if (id === null) return;
  await aws.cloudFormation.send(
    new DeleteChangeSetCommand({ StackName: stackId, ChangeSetName: id }),
  );
  if (isNewStack) await removeEmptyStack(aws, stackId, id, pollMs);
}

export async function executeChangeSet(aws: Aws, changeSet: ChangeSet): Promise<void> {
  await aws.cloudFormation.send(
    new ExecuteChangeSetCommand({
      StackName: changeSet.stackId,
      ChangeSetName: changeSet.id ?? undefined,
    }),
  );
}

/**
 * A stack stays in which somebody else has made something meanwhile, or is about to: their change set would go with it.
 *
 * @param discarded the change set that is deleted, but may still be listed for a moment
 */
async function removeEmptyStack(
  aws: Aws,
  stackId: string,
  discarded: string,
  pollMs: number,
): Promise<void> {
  const status = (await describeStack(aws, stackId))?.StackStatus;
  if (status !== 'REVIEW_IN_PROGRESS') return;
  const changeSets = await listChangeSets(aws, stackId);
  if (changeSets.some(({ ChangeSetId }) => ChangeSetId !== discarded)) return;
  await aws.cloudFormation.send(new DeleteStackCommand({ StackName: stackId }));
  // Until then its name is taken.
  for (let poll = 0; poll < MAX_REMOVAL_POLLS; poll++) {
    const stack = await describeStack(aws, stackId);
    if (stack === null || stack.StackStatus === 'DELETE_COMPLETE') return;
    await pauseFor(pollMs);
  }
}

/** @returns null if there is nothing to change */
async function waitForChanges(
  aws: Aws,
  changeSet: ChangeSetIds,
  { pollMs, signal }: Polling,
): Promise<readonly ResourceChange[] | null> {
  while (true) {
    const answer = await aws.cloudFormation.send(
      new DescribeChangeSetCommand({ StackName: changeSet.stackId, ChangeSetName: changeSet.id }),
    );
    if (answer.Status === 'CREATE_COMPLETE') return readChanges(aws, changeSet);
    if (answer.Status === 'FAILED') {
      const reason = answer.StatusReason ?? 'it gives no reason';
      if (isWithoutChanges(reason)) return null;
      throw new CommandError(`AWS does not accept this: ${reason}`);
    }
    await pause(pollMs, signal);
  }
}

/** Reads all pages. */
async function readChanges(aws: Aws, changeSet: ChangeSetIds): Promise<readonly ResourceChange[]> {
  const changes: ResourceChange[] = [];
  let token: string | undefined;
  do {
    const page = await aws.cloudFormation.send(
      new DescribeChangeSetCommand({
        StackName: changeSet.stackId,
        ChangeSetName: changeSet.id,
        ...(token !== undefined && { NextToken: token }),
      }),
    );
    for (const { ResourceChange: change } of page.Changes ?? []) if (change) changes.push(change);
    token = page.NextToken;
  } while (token !== undefined);
  return changes;
}

/** AWS calls it a failure, and tells it by one of two sentences. */
function isWithoutChanges(reason: string): boolean {
  return /didn't contain changes|no updates are to be performed/i.test(reason);
}
