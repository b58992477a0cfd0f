import { deploy, destroy } from './aws-commands.js';
import type { Command } from './command.js';
import { UsageError } from './command-error.js';
import { cost } from './cost/cost-command.js';
import { dev } from './dev-command.js';

/** All that `p2p-video-call` can do, in the order of the overview. */
export const COMMANDS: readonly Command[] = [dev, deploy, destroy, cost];

const NAME_WIDTH = Math.max(...COMMANDS.map(({ name }) => name.length)) + 3;

export const OVERVIEW = `Usage: p2p-video-call <command> [options]

${COMMANDS.map(({ name, summary }) => `  ${name.padEnd(NAME_WIDTH)}${summary}\n`).join('')}
  p2p-video-call <command> --help   what the command can do
  p2p-video-call --version          the version
`;

export type Request =
  | { readonly kind: 'overview' }
  | { readonly kind: 'version' }
  | { readonly kind: 'command'; readonly command: Command; readonly args: readonly string[] };

/**
 * Finds the command that was typed. Options may stand before it, as in `--port 0 dev`.
 *
 * @throws {UsageError} if there is none
 */
export function readCommandLine(args: readonly string[]): Request {
  if (args.some((arg) => arg === '--version' || arg === '-v')) return { kind: 'version' };
  const isNameFirst = args[0] !== undefined && !args[0].startsWith('-');
  const index = isNameFirst ? 0 : findNameBehindOptions(args);
  const command = findCommand(args[index]);
  if (command !== undefined) return { kind: 'command', command, args: args.toSpliced(index, 1) };
  if (args.some((arg) => arg === '--help' || arg === '-h')) return { kind: 'overview' };
  if (isNameFirst) throw new UsageError(`There is no command "${args[0]}", only ${listNames()}.`);
  throw new UsageError('Say what to do: p2p-video-call dev');
}

/** The value of an option is no command: `--name destroy deploy` deploys. @returns -1 if there is none */
function findNameBehindOptions(args: readonly string[]): number {
  return args.findIndex(
    (arg, index) => findCommand(arg) !== undefined && !takesValue(args[index - 1]),
  );
}

/** What no command knows takes none; whichever command is found will refuse it. */
function takesValue(option: string | undefined): boolean {
  const name = /^--(.+)$/.exec(option ?? '')?.[1] ?? '';
  return COMMANDS.some(({ options }) => options[name]?.type === 'string');
}

function findCommand(name: string | undefined): Command | undefined {
  return COMMANDS.find((command) => command.name === name);
}

function listNames(): string {
  const names = COMMANDS.map(({ name }) => `"${name}"`);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
