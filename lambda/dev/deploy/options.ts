import { parseArgs, type ParseArgsConfig } from 'node:util';
import { isRegion } from '../aws-region.js';
import { UsageError } from '../command-error.js';

export const DEFAULT_NAME = 'p2p-video-call';

/** @throws {UsageError} */
export function parseOptions<Options extends NonNullable<ParseArgsConfig['options']>>(
  command: string,
  args: readonly string[],
  options: Options,
) {
  const parsed = parse(command, { args: [...args], options, allowPositionals: true });
  const [extra] = parsed.positionals;
  if (extra !== undefined) {
    throw new UsageError(`What is "${extra}"? "${command}" takes options only.`);
  }
  return parsed.values;
}

function parse<Config extends ParseArgsConfig>(command: string, config: Config) {
  try {
    return parseArgs(config);
  } catch (error) {
    // Node's second sentence is advice about `--`, which is wrong here.
    const [problem = ''] = error instanceof Error ? error.message.split('. ') : [];
    throw new UsageError(`${problem}. See p2p-video-call ${command} --help.`, { cause: error });
  }
}

/**
 * CloudFront takes names of 64 characters, and the site's template makes `<name>-site-<region>`. Regions have up to 15, such as
 * us-isof-south-1.
 */
export const MAX_NAME_LENGTH = 40;

/** A name for a new stack. @throws {UsageError} */
export function checkNewName(name: string): string {
  if (name.length <= MAX_NAME_LENGTH) return checkName(name);
  throw new UsageError(`--name "${name}": ${MAX_NAME_LENGTH} characters at most.`);
}

/** A stack's name. @throws {UsageError} */
export function checkName(name: string): string {
  if (/^[A-Za-z][A-Za-z0-9-]*$/.test(name)) return name;
  throw new UsageError(`--name "${name}": use letters, digits and hyphens, a letter first.`);
}

/** @throws {UsageError} */
export function checkRegion(region: string | undefined): string | null {
  if (region === undefined) return null;
  if (isRegion(region)) return region;
  throw new UsageError(`--region "${region}" is no region. They look like eu-central-1.`);
}
