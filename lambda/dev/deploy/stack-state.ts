import { DescribeStacksCommand, type Stack, type Tag } from '@aws-sdk/client-cloudformation';
import type { Aws } from './aws.js';
import { listChangeSets } from './list-change-sets.js';

/** What a stack of this command is for. It is the value of the stack's tag. */
export type StackRole = 'relay' | 'site';

/** Marks the stacks of this command. Others are left alone, whatever they are called. */
const TAG_KEY = 'p2p-video-call';

export const CHANGE_SET_PREFIX = 'p2p-video-call-';

/** The name of the site's stack beside the relay's. */
export function siteStackName(name: string): string {
  return `${name}-site`;
}

export function tagsOf(role: StackRole): Tag[] {
  return [{ Key: TAG_KEY, Value: role }];
}

/** How a stack stands, by what can be done with it. */
export type StackState =
  | { readonly kind: 'absent' }
  /** It was not made by this command. */
  | { readonly kind: 'foreign' }
  /** There is nothing in it, not even a change set: nothing tells who made it. */
  | { readonly kind: 'nobodys' }
  /** A change set is there, but nothing was ever made: an earlier run ended before its question was answered. */
  | { readonly kind: 'in-review'; readonly stackId: string }
  /** AWS is working on it. */
  | { readonly kind: 'busy'; readonly stackId: string; readonly status: string }
  /** Its creation failed. AWS refuses every update of such a stack. */
  | { readonly kind: 'never-made'; readonly stackId: string; readonly status: string }
  /** An update failed, and so did the way back. Only a person can help. */
  | { readonly kind: 'stuck'; readonly stackId: string; readonly status: string }
  | { readonly kind: 'ready'; readonly stackId: string; readonly stack: Stack };

const NEVER_MADE = ['CREATE_FAILED', 'ROLLBACK_COMPLETE', 'ROLLBACK_FAILED'];
const STUCK = ['UPDATE_ROLLBACK_FAILED', 'DELETE_FAILED', 'IMPORT_ROLLBACK_FAILED'];

/** @param nameOrId the id also finds a stack that is deleted */
export async function describeStack(aws: Aws, nameOrId: string): Promise<Stack | null> {
  try {
    const { Stacks = [] } = await aws.cloudFormation.send(
      new DescribeStacksCommand({ StackName: nameOrId }),
    );
    return Stacks[0] ?? null;
  } catch (error) {
    if (isMissingStack(error)) return null;
    throw error;
  }
}

export async function readStackState(aws: Aws, name: string, role: StackRole): Promise<StackState> {
  const stack = await describeStack(aws, name);
  const { StackStatus: status = '', StackId: stackId = name } = stack ?? {};
  if (stack === null || status === 'DELETE_COMPLETE') return { kind: 'absent' };
  if (status === 'REVIEW_IN_PROGRESS') {
    // It has no tags yet: they come with the change set, when that is executed.
    const changeSets = await listChangeSets(aws, stackId);
    if (changeSets.length === 0) return { kind: 'nobodys' };
    const isOurs = changeSets.every(({ ChangeSetName: id = '' }) =>
      id.startsWith(CHANGE_SET_PREFIX),
    );
    return isOurs ? { kind: 'in-review', stackId } : { kind: 'foreign' };
  }
  if (!hasTag(stack, role)) return { kind: 'foreign' };
  if (status.endsWith('_IN_PROGRESS')) return { kind: 'busy', stackId, status };
  if (NEVER_MADE.includes(status)) return { kind: 'never-made', stackId, status };
  if (STUCK.includes(status)) return { kind: 'stuck', stackId, status };
  return { kind: 'ready', stackId, stack };
}

export function outputOf(stack: Stack, key: string): string | null {
  const output = stack.Outputs?.find(({ OutputKey }) => OutputKey === key);
  return output?.OutputValue ?? null;
}

export function parameterOf(stack: Stack, key: string): string | null {
  const parameter = stack.Parameters?.find(({ ParameterKey }) => ParameterKey === key);
  return parameter?.ParameterValue ?? null;
}

function hasTag(stack: Stack, role: StackRole): boolean {
  return stack.Tags?.some(({ Key, Value }) => Key === TAG_KEY && Value === role) ?? false;
}

/** There is no error code of its own for it: "Stack with id x does not exist". */
function isMissingStack(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.name === 'ValidationError' &&
    /stack .*does not exist/i.test(error.message)
  );
}
