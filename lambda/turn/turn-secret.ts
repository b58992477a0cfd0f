import { SsmParameter } from '../aws/ssm-parameter.js';
import { TURN_REQUEST_MS } from './ice-provider.js';
import { TurnError } from './turn-error.js';

/** Gives the secret that credentials are made with now. */
export type ReadSecret = (nowMs: number) => Promise<string>;

/** These say that the secret was taken away. After any other failure the last one is used on: AWS is in trouble. */
const TAKEN_AWAY = /^(ParameterNotFound|AccessDeniedException)$/;

/**
 * Reads the secret from the parameter of that name. Where there are several, with commas between, the first is the one to use:
 * so a new one is written before the old one, and a TURN server that knows both refuses nobody meanwhile.
 *
 * @returns what throws {@link TurnError} `NO_SECRET` if it is empty, or the SDK's error if it can't be read
 */
export function turnSecret(name: string): ReadSecret {
  const parameter = new SsmParameter({
    name,
    parse: firstOf,
    isPassing: (error) => !isTakenAway(error),
    requestTimeout: TURN_REQUEST_MS,
  });
  return (nowMs) => parameter.read(nowMs);
}

function firstOf(value: string): string {
  const [first = ''] = value.split(',');
  const secret = first.trim();
  if (secret === '')
    throw new TurnError('NO_SECRET', 'The parameter of TURN_SECRET_NAME is empty.');
  return secret;
}

function isTakenAway(error: unknown): boolean {
  return error instanceof TurnError || (error instanceof Error && TAKEN_AWAY.test(error.name));
}
