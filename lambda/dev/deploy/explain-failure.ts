import { CommandError, isCommandError } from '../command-error.js';
import { explainMissingPermission } from './missing-permission.js';

const SIGN_IN = `Sign in in one of three ways, then run it again:
  1. with the AWS CLI: "aws login" (or "aws sso login"); for a profile, also AWS_PROFILE=<name>
  2. with keys in the environment: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN
  3. in AWS CloudShell, where you are signed in already: https://console.aws.amazon.com/cloudshell`;

const POLICY_HINT = 'docs/deploy.md of this package has a policy with all that is needed.';

/** Names under which AWS says that a signature or token is not good any more. */
const EXPIRED = [
  'ExpiredToken',
  'ExpiredTokenException',
  'TokenRefreshRequired',
  'UnauthorizedSSOTokenError',
  'UnauthorizedException',
];
const WRONG_KEYS = [
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'SignatureDoesNotMatch',
  'AuthFailure',
  'InvalidAccessKeyId',
  'IncompleteSignature',
];
const WRONG_CLOCK = ['RequestExpired', 'RequestTimeTooSkewed'];
const NETWORK = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
];
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/;

/**
 * Turns an error of the AWS SDK into words.
 *
 * @returns a `CommandError`, or the error itself if nothing is known about it
 */
export function explainFailure(error: unknown): unknown {
  if (!(error instanceof Error) || isCommandError(error)) return error;
  const text = explain(error);
  return text === null ? error : new CommandError(text, { cause: error });
}

function explain(error: Error): string | null {
  const { name, message } = error;
  if (/region is missing/i.test(message)) {
    return 'Which region? Give --region, such as --region eu-central-1, or set AWS_REGION.';
  }
  if (EXPIRED.includes(name) || isExpiredSession(error)) {
    return `You were signed in to AWS, but that has expired. ${SIGN_IN}`;
  }
  if (isWithoutCredentials(error)) {
    const profile = /profile/i.test(message) ? ` ${message}` : '';
    return `You are not signed in to AWS.${profile} ${SIGN_IN}`;
  }
  if (WRONG_CLOCK.includes(name)) {
    return "AWS refuses the time of the request: set this computer's clock, then run it again.";
  }
  if (WRONG_KEYS.includes(name)) {
    return (
      `AWS does not know these credentials here: ${message} If they are right, the region may be one that the account ` +
      `has not switched on. ${SIGN_IN}`
    );
  }
  const permission = explainMissingPermission(message);
  if (permission !== null) return `${permission} ${POLICY_HINT}`;
  if (/^AccessDenied/.test(name)) return `Permission is missing: ${message} ${POLICY_HINT}`;
  return explainStackFailure(error) ?? explainNetwork(error);
}

function explainStackFailure({ name, message }: Error): string | null {
  if (
    /is in \S+_IN_PROGRESS state|OperationInProgress|InvalidChangeSetStatus/.test(message + name)
  ) {
    return 'Somebody else is changing this stack at this moment. Run this again when that is done.';
  }
  // Who executes a change set, or deletes the stack, takes all others along.
  if (/^ChangeSetNotFound/.test(name) || /^Stack .*does not exist/i.test(message)) {
    return 'Somebody else has changed or deleted this stack since this run looked at it, so its plan holds no more. Run it again.';
  }
  if (/TerminationProtection/.test(message)) {
    return 'The stack is protected from deletion. Switch off "termination protection" in the CloudFormation console first.';
  }
  if (name === 'AlreadyExistsException')
    return `The name is taken: choose another --name. ${message}`;
  if (name === 'LimitExceededException') {
    return `A limit of the account is reached: ${message} Delete what is not needed, or have it raised: https://console.aws.amazon.com/servicequotas`;
  }
  if (/^Throttling|TooManyRequests/.test(name)) {
    return 'AWS gets too many requests from this account at the moment. Run it again in a minute.';
  }
  if (name === 'ValidationError') return `AWS does not accept this: ${message}`;
  return null;
}

/** Errors of `connect()` and DNS. The SDK has tried three times by then. */
function explainNetwork(error: Error): string | null {
  const code = 'code' in error ? String(error.code) : '';
  const host = 'hostname' in error ? String(error.hostname) : 'AWS';
  if (code === 'ENOTFOUND') {
    return `There is no server ${host}. Either the region is misspelt, or this computer is offline.`;
  }
  if (CERTIFICATE.test(code)) {
    return (
      'Something between this computer and AWS shows a certificate that is not trusted, most likely a proxy. ' +
      'NODE_EXTRA_CA_CERTS=<file> names one to trust.'
    );
  }
  if (NETWORK.includes(code) || error.name === 'TimeoutError' || error.name === 'NetworkingError') {
    return `AWS can't be reached (${code || error.name}). Is this computer online? Run it again: what AWS has begun goes on.`;
  }
  return null;
}

function isWithoutCredentials({ name, message }: Error): boolean {
  return name === 'CredentialsProviderError' || /could not load credentials/i.test(message);
}

function isExpiredSession({ name, message }: Error): boolean {
  return (
    (name === 'CredentialsProviderError' || name === 'TokenProviderError') &&
    /expired|is invalid|refresh|reauthenticate|aws (sso )?login/i.test(message)
  );
}
