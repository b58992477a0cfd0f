import { parseArgs } from 'node:util';
import { isRegion } from '../aws-region.js';
import type { Command } from '../command.js';
import { UsageError } from '../command-error.js';
import { costTable } from './cost-table.js';
import { estimate, type Traffic } from './estimate.js';
import { pricesOf } from './prices.js';

export const HELP = `Usage: p2p-video-call cost [--calls <number>] [--minutes <number>] [--turn <percent>] [--region <name>]

Says what a relay on AWS costs a month and a call, part by part, beside two other designs with the same calls.

  --calls <number>    calls a month (default: 1000)
  --minutes <number>  how long each of them lasts (default: 10)
  --turn <percent>    which part of the calls needs a TURN server, as 15% (default: 15%; 0% leaves TURN out)
  --region <name>     the AWS region (default: us-east-1)
  --help              show this text
`;

const OPTIONS = {
  calls: { type: 'string' },
  minutes: { type: 'string' },
  turn: { type: 'string' },
  region: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** What a relay on AWS costs. */
export const cost: Command = {
  name: 'cost',
  summary: 'what a relay on AWS costs a month, and a call',
  options: OPTIONS,
  run: async (args) => {
    const request = readCostArguments(args);
    process.stdout.write(request === null ? HELP : runCost(request));
  },
};

export interface CostArguments extends Traffic {
  readonly region: string;
}

const DEFAULTS = { calls: '1000', minutes: '10', turn: '15%', region: 'us-east-1' };
/** One connection holds for two hours, but the client makes the next one by itself. */
const MAX_MINUTES = 24 * 60;
const NUMBER = /^\d+(?:\.\d+)?$/;

/**
 * Reads what follows `p2p-video-call cost`.
 *
 * @returns `null` if help was asked for
 * @throws {UsageError}
 */
export function readCostArguments(args: readonly string[]): CostArguments | null {
  const values = parse(args);
  if (values.help) return null;
  return {
    calls: readCalls(values.calls ?? DEFAULTS.calls),
    minutes: readMinutes(values.minutes ?? DEFAULTS.minutes),
    turnShare: readShare(values.turn ?? DEFAULTS.turn),
    region: readRegion(values.region ?? DEFAULTS.region),
  };
}

/** What the command prints. */
export function runCost({ region, ...traffic }: CostArguments): string {
  const regional = pricesOf(region);
  return costTable(traffic, region, regional, estimate(traffic, regional.prices));
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: OPTIONS,
    }).values;
  } catch (error) {
    // Node's second sentence is advice about `--`, which is wrong here.
    const [problem = ''] = error instanceof Error ? error.message.split('. ') : [];
    throw new UsageError(`${problem}. See p2p-video-call cost --help.`, { cause: error });
  }
}

function readCalls(text: string): number {
  const calls = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(calls)) {
    throw new UsageError(
      `--calls ${text}: give a whole number of calls a month, as --calls 1000000.`,
    );
  }
  return calls;
}

function readMinutes(text: string): number {
  const minutes = Number(text);
  if (!NUMBER.test(text) || minutes === 0 || minutes > MAX_MINUTES) {
    throw new UsageError(
      `--minutes ${text}: give how long a call lasts, above 0 and up to ${MAX_MINUTES} minutes.`,
    );
  }
  return minutes;
}

function readShare(text: string): number {
  const number = text.replace(/\s*%$/, '');
  const percent = Number(number);
  if (!text.endsWith('%') || !NUMBER.test(number) || percent > 100) {
    throw new UsageError(`--turn ${text}: give a percentage from 0% to 100%, as --turn 15%.`);
  }
  return percent / 100;
}

function readRegion(text: string): string {
  if (!isRegion(text)) {
    throw new UsageError(`--region ${text}: that is no AWS region. One is, say, eu-central-1.`);
  }
  return text;
}
