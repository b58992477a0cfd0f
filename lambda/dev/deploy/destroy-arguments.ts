import { STACK_OPTIONS } from './command-options.js';
import { checkName, checkRegion, DEFAULT_NAME, parseOptions } from './options.js';

export const DESTROY_HELP = `Usage: p2p-video-call destroy [--name <name>] [--region <region>] [--yes]

Deletes from AWS all that "p2p-video-call deploy" has made: the relay, and the site if there is one, with its files.
It lists everything first, and asks.

  --name <name>      the name it was given (default: ${DEFAULT_NAME})
  --region <region>  where it is (default: AWS_REGION, or the region of the profile)
  --yes, -y          don't ask
  --help             show this text
`;

export type DestroyArguments =
  | { readonly kind: 'help' }
  | {
      readonly kind: 'destroy';
      readonly name: string;
      readonly region: string | null;
      readonly isYes: boolean;
    };

/**
 * @param args what was typed after `destroy`
 * @throws {UsageError}
 */
export function readDestroyArguments(args: readonly string[]): DestroyArguments {
  const values = parseOptions('destroy', args, STACK_OPTIONS);
  if (values.help) return { kind: 'help' };
  return {
    kind: 'destroy',
    name: checkName(values.name ?? DEFAULT_NAME),
    region: checkRegion(values.region),
    isYes: values.yes ?? false,
  };
}
