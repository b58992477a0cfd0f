import {
  ListStackResourcesCommand,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import type { CommandContext } from '../command.js';
import { CommandError } from '../command-error.js';
import { connectToAws, type Aws } from './aws.js';
import type { Polling } from './change-set.js';
import { DESTROY_HELP, readDestroyArguments } from './destroy-arguments.js';
import { explainFailure } from './explain-failure.js';
import { InterruptedError, withInterruption } from './interruption.js';
import { nameResource } from './resource-names.js';
import { POLL_MS, type DeploySeams } from './seams.js';
import { emptyBucket } from './site/bucket.js';
import { foreignStack, nobodysStack } from './stack-advice.js';
import { deleteStack, waitForOthers } from './stack-deployment.js';
import { describeStack, readStackState, siteStackName, type StackRole } from './stack-state.js';
import { createTerminal, type Terminal } from './terminal.js';

const ADVICE = 'If all that is listed here may go, give --yes.';

/** A stack that is to be deleted, and what is in it. */
interface Doomed {
  readonly stackName: string;
  readonly stackId: string;
  readonly resources: readonly StackResourceSummary[];
}

/** `p2p-video-call destroy` */
export async function runDestroy(
  args: readonly string[],
  context: CommandContext,
  seams: DeploySeams = {},
): Promise<void> {
  const request = readDestroyArguments(args);
  if (request.kind === 'help') return void process.stdout.write(DESTROY_HELP);
  const terminal =
    seams.terminal ?? createTerminal(process.stdin, process.stdout, request.isYes, ADVICE);
  await withInterruption(async (signal) => {
    try {
      const aws = await connectToAws(request.region, context.environment);
      terminal.say(`Account ${aws.account}, region ${aws.region}, as ${aws.caller}.`);
      await destroy(aws, request.name, terminal, { pollMs: seams.pollMs ?? POLL_MS, signal });
    } catch (error) {
      if (!signal.aborted) throw explainFailure(error);
      throw new InterruptedError(
        'Interrupted. What AWS has begun to delete, it goes on deleting. Run the same command again for the rest.',
        { cause: error },
      );
    }
  });
}

async function destroy(
  aws: Aws,
  name: string,
  terminal: Terminal,
  polling: Polling,
): Promise<void> {
  // The site first: it names the relay, not the other way round.
  const doomed = [
    await findStack(aws, siteStackName(name), 'site', terminal, polling),
    await findStack(aws, name, 'relay', terminal, polling),
  ].filter((stack) => stack !== null);
  if (doomed.length === 0) {
    terminal.say(`There is no stack ${name} in region ${aws.region}: nothing to delete.`);
    return;
  }
  for (const stack of doomed) describe(stack, terminal);
  if (!(await terminal.confirm('Delete all this?', polling.signal))) {
    throw new CommandError('Nothing was deleted.');
  }
  const leftOver: string[] = [];
  for (const stack of doomed) leftOver.push(...(await remove(aws, stack, terminal, polling)));
  if (leftOver.length === 0) terminal.say('All of it is deleted. Nothing is left over.');
  else terminal.say(`AWS has kept these, delete them by hand:\n  ${leftOver.join('\n  ')}`);
}

async function findStack(
  aws: Aws,
  stackName: string,
  role: StackRole,
  terminal: Terminal,
  polling: Polling,
): Promise<Doomed | null> {
  while (true) {
    const state = await readStackState(aws, stackName, role);
    switch (state.kind) {
      case 'absent':
        return null;
      case 'foreign':
        // A stack `<name>-site` of somebody else's has nothing to do with this.
        if (role === 'site') return null;
        throw new CommandError(foreignStack(stackName));
      case 'nobodys':
        if (role === 'site') return null;
        throw new CommandError(nobodysStack(stackName));
      case 'busy':
        await waitForOthers(aws, stackName, state, terminal, polling);
        break;
      case 'in-review':
      case 'never-made':
      case 'stuck':
      case 'ready':
        await refuseProtected(aws, stackName, state.stackId);
        return {
          stackName,
          stackId: state.stackId,
          resources: await listResources(aws, state.stackId),
        };
    }
  }
}

/** Before anything is emptied: AWS would refuse only the last step. */
async function refuseProtected(aws: Aws, stackName: string, stackId: string): Promise<void> {
  const stack = await describeStack(aws, stackId);
  if (!stack?.EnableTerminationProtection) return;
  throw new CommandError(
    `Stack ${stackName} is protected from deletion, so nothing was deleted. ` +
      'Switch off "termination protection" in the CloudFormation console first.',
  );
}

function describe({ stackName, resources }: Doomed, terminal: Terminal): void {
  terminal.say(`Stack ${stackName}. To be deleted:`);
  for (const { ResourceType: type, PhysicalResourceId: id } of resources) {
    const files = type === 'AWS::S3::Bucket' ? ', with all files in it' : '';
    terminal.say(`  ${nameResource(type)}${id === undefined ? '' : ` ${id}`}${files}`);
  }
}

/** @returns what AWS has left standing */
async function remove(
  aws: Aws,
  { stackName, stackId, resources }: Doomed,
  terminal: Terminal,
  polling: Polling,
): Promise<readonly string[]> {
  for (const { ResourceType: type, PhysicalResourceId: bucket } of resources) {
    if (type !== 'AWS::S3::Bucket' || bucket === undefined) continue;
    const count = await emptyBucket(aws, bucket, polling.signal);
    terminal.say(`  emptied   ${bucket} (${count} files)`);
  }
  const { status, failures, leftOver } = await deleteStack(aws, stackId, terminal, polling);
  if (status === 'DELETE_COMPLETE') return leftOver;
  const reasons = failures.map((line) => `  ${line}`).join('\n');
  throw new CommandError(
    `Stack ${stackName} could not be deleted (${status}). Mend the cause, then run this again.\n${reasons}`,
  );
}

async function listResources(aws: Aws, stackId: string): Promise<StackResourceSummary[]> {
  const resources: StackResourceSummary[] = [];
  let token: string | undefined;
  do {
    const page = await aws.cloudFormation.send(
      new ListStackResourcesCommand({
        StackName: stackId,
        ...(token !== undefined && { NextToken: token }),
      }),
    );
    resources.push(...(page.StackResourceSummaries ?? []));
    token = page.NextToken;
  } while (token !== undefined);
  return resources.filter(({ ResourceStatus }) => ResourceStatus !== 'DELETE_COMPLETE');
}
