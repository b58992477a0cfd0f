import { UsageError } from '../command-error.js';
import { DEPLOY_OPTIONS } from './command-options.js';
import {
  checkNewName,
  checkRegion,
  DEFAULT_NAME,
  MAX_NAME_LENGTH,
  parseOptions,
} from './options.js';
import { readDoor, readDomain, readOrigins, readRooms, readTurn } from './relay-options.js';
import type { RelayParameters } from './template-parameters.js';

export const DEPLOY_HELP = `Usage: p2p-video-call deploy [options]

Makes your own relay on AWS, in your account, or brings it up to date. It shows what it would do and what that costs, and
asks before it does it. Nothing else has to be installed; docs/deploy.md tells the rest.

  --name <name>      name of the CloudFormation stack, up to ${MAX_NAME_LENGTH} characters (default: ${DEFAULT_NAME})
  --region <region>  where (default: AWS_REGION, or the region of the profile)
  --dry-run          show what would be done, and do nothing
  --yes, -y          don't ask
  --help             show this text

What an update is not told stays as it was.

  --no-rooms, --rooms                 without rooms, there is no table; with them (default)
  --domain <name> --certificate <arn> an address of your own; --no-domain takes it away
  --alarm-email <address>             who is told when the relay fails; --no-alarm ends it
  --origins <https://a,https://b>     which pages may connect; "any" lifts it

A path through strict networks (TURN), one of these; "none" takes it away:
  --turn coturn --turn-urls <urls> --turn-secret-name <name> [--turn-ttl <seconds>]
  --turn cloudflare --turn-key-id <id> --turn-secret-name <name> [--turn-ttl <seconds>]
  --turn kinesis [--turn-channels 1|2|5|10]
  --turn none

A door, which only whoever has a token may pass, one of these; --no-door takes it away:
  --door-secret-name <name> [--door-audience <text>] [--door-issuer <text>]
  --door-jwks-url <url> --door-audience <text> [--door-issuer <text>]
                     say --door-audience any if the service makes tokens for nothing else
  --no-door

Names of secrets are those of SSM parameters. The secret itself never passes through here.

  --site <folder>    also puts this folder on the web: a private bucket and CloudFront, over https. (The web address of a
                     bucket alone is http, where browsers open no camera.)
`;

export type DeployArguments =
  | { readonly kind: 'help' }
  | {
      readonly kind: 'deploy';
      readonly name: string;
      readonly region: string | null;
      /** What was given; the rest stays as it is. */
      readonly parameters: RelayParameters;
      /** The folder to put on the web. */
      readonly site: string | null;
      readonly isDryRun: boolean;
      readonly isYes: boolean;
    };

/**
 * @param args what was typed after `deploy`
 * @throws {UsageError}
 */
export function readDeployArguments(args: readonly string[]): DeployArguments {
  const values = parseOptions('deploy', args, DEPLOY_OPTIONS);
  if (values.help) return { kind: 'help' };
  return {
    kind: 'deploy',
    name: checkNewName(values.name ?? DEFAULT_NAME),
    region: checkRegion(values.region),
    parameters: {
      ...readRooms(values),
      ...readTurn(values),
      ...readDoor(values),
      ...readOrigins(values.origins),
      ...readDomain(values),
      ...readAlarm(values['alarm-email'], values['no-alarm']),
    },
    site: values.site ?? null,
    isDryRun: values['dry-run'] ?? false,
    isYes: values.yes ?? false,
  };
}

function readAlarm(email: string | undefined, isOff = false): RelayParameters {
  if (isOff && email !== undefined) {
    throw new UsageError('--alarm-email and --no-alarm contradict each other.');
  }
  if (isOff) return { AlarmEmail: '' };
  if (email === undefined) return {};
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    throw new UsageError(`--alarm-email "${email}" is no e-mail address.`);
  }
  return { AlarmEmail: email };
}
