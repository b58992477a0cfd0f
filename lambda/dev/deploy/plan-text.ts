import type { ResourceChange } from '@aws-sdk/client-cloudformation';
import { hasPrice, idleCost } from './idle-cost.js';
import { nameResource } from './resource-names.js';

/** What is shown of one stack before anybody is asked. */
export interface StackPlan {
  readonly stackName: string;
  readonly isNewStack: boolean;
  readonly hasChanges: boolean;
  readonly changes: readonly ResourceChange[];
  /** What it is told by parameters, a line each. */
  readonly settings: readonly string[];
}

/** The plan of all stacks of one run in words, line by line. What they cost is said once, of all together. */
export function describePlans(plans: readonly StackPlan[]): readonly string[] {
  return [...plans.flatMap(describePlan), ...describeCost(plans)];
}

/** Of an update that adds nothing with a price of its own, nothing is said. */
function describeCost(plans: readonly StackPlan[]): readonly string[] {
  const changes = plans.flatMap((plan) => plan.changes);
  const hasNewStack = plans.some(({ isNewStack, hasChanges }) => isNewStack && hasChanges);
  const isMore = plans.some(({ isNewStack }) => !isNewStack);
  return hasNewStack || changes.some(hasPrice) ? idleCost(changes, isMore) : [];
}

function describePlan({
  stackName,
  isNewStack,
  hasChanges,
  changes,
  settings,
}: StackPlan): readonly string[] {
  if (!hasChanges) return [`Stack ${stackName}: nothing to change.`];
  const title = isNewStack
    ? `Stack ${stackName} is new. To be made:`
    : `Stack ${stackName} exists. To be changed:`;
  const lines = isNewStack ? describeAdditions(changes) : changes.map(describeChange);
  if (lines.length === 0) lines.push('only what it is told or tells, no resource');
  const told = settings.length === 0 ? [] : ['Settings:', ...settings.map((line) => `  ${line}`)];
  return [title, ...lines.map((line) => `  ${line}`), ...told];
}

/** A new stack is a list of what is in it, several of a kind on one line. */
function describeAdditions(changes: readonly ResourceChange[]): string[] {
  const counts = new Map<string, number>();
  for (const { ResourceType: type } of changes) {
    const name = nameResource(type);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => (count === 1 ? name : `${name} (${count})`));
}

function describeChange(change: ResourceChange): string {
  const { Action: action, LogicalResourceId: name = '', ResourceType: type } = change;
  const resource = `${nameResource(type)} (${name})`;
  switch (action) {
    case 'Add':
      return `add     ${resource}`;
    case 'Remove':
      return `delete  ${resource}`;
    case 'Modify':
      return `change  ${resource}${describeDetails(change)}`;
    default:
      return `${action ?? 'change'} ${resource}`;
  }
}

function describeDetails({ Details = [], Replacement, Scope = [] }: ResourceChange): string {
  const properties = Details.map(({ Target }) => Target?.Name ?? '').filter(Boolean);
  const names = [...new Set(properties.length > 0 ? properties : Scope)];
  const what = names.length === 0 ? '' : `: ${names.join(', ')}`;
  if (Replacement === 'True') return `${what}; it is made anew, and the old one deleted`;
  if (Replacement === 'Conditional') return `${what}; it may be made anew`;
  return what;
}
