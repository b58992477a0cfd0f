import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stack } from '@aws-sdk/client-cloudformation';
import type { CommandContext } from '../command.js';
import { CommandError } from '../command-error.js';
import { connectToAws, type Aws } from './aws.js';
import { discardChangeSet, type Polling } from './change-set.js';
import { DEPLOY_HELP, readDeployArguments, type DeployArguments } from './deploy-arguments.js';
import { destroyCommandLine } from './destroy-command-line.js';
import { explainFailure } from './explain-failure.js';
import { InterruptedError, withInterruption } from './interruption.js';
import { describePlans } from './plan-text.js';
import { readSite, type SiteFile } from './site/site-files.js';
import { publishSite } from './site/publish-site.js';
import { carryOut, prepareStack, type PreparedStack, type StackGoal } from './stack-deployment.js';
import { POLL_MS, type DeploySeams } from './seams.js';
import { outputOf, parameterOf, siteStackName } from './stack-state.js';
import { createTerminal, type Terminal } from './terminal.js';

type Request = DeployArguments & { readonly kind: 'deploy' };

const ADVICE = 'Look at the plan with --dry-run, then give --yes.';

/** `p2p-video-call deploy` */
export async function runDeploy(
  args: readonly string[],
  context: CommandContext,
  seams: DeploySeams = {},
): Promise<void> {
  const request = readDeployArguments(args);
  if (request.kind === 'help') return void process.stdout.write(DEPLOY_HELP);
  const terminal =
    seams.terminal ?? createTerminal(process.stdin, process.stdout, request.isYes, ADVICE);
  // Before AWS is asked anything: a folder that is not there should not leave half of the work done.
  const site = request.site === null ? null : readSite(request.site);
  const goals = readGoals(request, context.packageRoot);
  await withInterruption(async (signal) => {
    const polling = { pollMs: seams.pollMs ?? POLL_MS, signal };
    try {
      const aws = await connectToAws(request.region, context.environment);
      terminal.say(`Account ${aws.account}, region ${aws.region}, as ${aws.caller}.`);
      await deploy(aws, request, { goals, site, terminal, polling });
    } catch (error) {
      throw explainFailure(error);
    }
  });
}

interface Work {
  readonly goals: readonly StackGoal[];
  readonly site: readonly SiteFile[] | null;
  readonly terminal: Terminal;
  readonly polling: Polling;
}

async function deploy(aws: Aws, request: Request, work: Work): Promise<void> {
  const { terminal, polling, site } = work;
  const waiting = await prepareAll(aws, request, work);
  if (waiting === null) return;
  try {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const stack = await carryOut(aws, next, terminal, polling);
      // At once: whatever becomes of the site, the relay runs from here on.
      if (next.role === 'relay') showRelay(stack, terminal);
      else if (site !== null) {
        await publishSite(aws, stack, site, terminal, polling.signal);
        showSite(stack, terminal);
      }
    }
  } catch (error) {
    // What went wrong first is what the user has to know; a change set that is left changes nothing.
    await discardAll(aws, waiting, polling.pollMs).catch(() => undefined);
    if (!polling.signal.aborted) throw error;
    throw new InterruptedError(
      'Interrupted. What AWS has begun goes on by itself. Run the same command again to watch it and to do the rest, or ' +
        `look at it here: ${consoleUrl(aws.region)}`,
      { cause: error },
    );
  }
}

/**
 * Makes a change set of each stack, shows them and asks.
 *
 * @returns null if it should end here; nothing is left of the change sets then
 */
async function prepareAll(
  aws: Aws,
  request: Request,
  { goals, terminal, polling }: Work,
): Promise<PreparedStack[] | null> {
  const prepared: PreparedStack[] = [];
  const removed: string[] = [];
  const onRemoved = (stackName: string) => void removed.push(stackName);
  try {
    for (const goal of goals) {
      const stack = await prepareStack(aws, goal, terminal, polling, onRemoved);
      if (stack === null) throw new CommandError(refusal(removed));
      prepared.push(stack);
    }
    for (const line of describePlans(prepared.map(({ plan }) => plan))) terminal.say(line);
    const hasChanges = prepared.some(({ plan }) => plan.hasChanges);
    if (request.isDryRun) {
      await discardAll(aws, prepared, polling.pollMs);
      terminal.say('This was a dry run: nothing was changed.');
      return null;
    }
    if (hasChanges && !(await terminal.confirm('Do this?', polling.signal))) {
      throw new CommandError(refusal(removed));
    }
    return prepared;
  } catch (error) {
    // What went wrong first is what the user has to know.
    await discardAll(aws, prepared, polling.pollMs).catch(() => undefined);
    if (!polling.signal.aborted) throw error;
    const text = `Interrupted. Nothing was made.${removals(removed)}`;
    throw new InterruptedError(text, { cause: error });
  }
}

/** What is left of it all when the user has said no. */
function refusal(removed: readonly string[]): string {
  return removed.length === 0 ? 'Nothing was changed.' : `Nothing was made.${removals(removed)}`;
}

/** A sentence each, with a space in front. */
function removals(removed: readonly string[]): string {
  return removed.map((stackName) => ` What was left of stack ${stackName} is deleted.`).join('');
}

/** @throws the first failure, after it has tried all of them */
async function discardAll(
  aws: Aws,
  stacks: readonly PreparedStack[],
  pollMs: number,
): Promise<void> {
  const failures: unknown[] = [];
  for (const { changeSet } of stacks) {
    await discardChangeSet(aws, changeSet, pollMs).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}

function readGoals(
  { name, region, parameters, site, isDryRun }: Request,
  packageRoot: string,
): StackGoal[] {
  const common = { isDryRun, destroyCommand: destroyCommandLine(name, region) };
  const relay: StackGoal = {
    ...common,
    stackName: name,
    role: 'relay',
    templateBody: readTemplate(packageRoot, 'relay.template.yaml'),
    parameters,
  };
  if (site === null) return [relay];
  const templateBody = readTemplate(packageRoot, 'site.template.yaml');
  const ofSite = { stackName: siteStackName(name), role: 'site', parameters: {} } as const;
  return [relay, { ...common, ...ofSite, templateBody }];
}

function readTemplate(packageRoot: string, file: string): string {
  const path = join(packageRoot, 'dist', file);
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CommandError(
      `${path} can't be read. In a clone of the repository: npm run build. Else install the package anew.`,
      { cause: error },
    );
  }
}

function showRelay(relay: Stack, terminal: Terminal): void {
  const endpoint = outputOf(relay, 'Endpoint');
  const tag = outputOf(relay, 'Tag');
  if (endpoint !== null) terminal.say(`\nThe relay: ${endpoint}`);
  const domain = parameterOf(relay, 'DomainName');
  const target = outputOf(relay, 'DomainTarget');
  // The template can't make it: the name may be kept anywhere.
  if (domain !== null && target !== null) {
    terminal.say(
      `Make a CNAME record of ${domain} to ${target}, if there is none yet: until then nobody finds the relay.`,
    );
  }
  if (tag !== null) terminal.say(`Paste this into your page:\n\n${tag}\n`);
}

function showSite(site: Stack, terminal: Terminal): void {
  const url = outputOf(site, 'Url');
  if (url !== null) terminal.say(`The site: ${url}`);
}

function consoleUrl(region: string): string {
  return `https://${region}.console.aws.amazon.com/cloudformation/home?region=${region}#/stacks`;
}
