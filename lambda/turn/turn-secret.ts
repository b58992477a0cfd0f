import type { SSMClient } from '@aws-sdk/client-ssm';
import { awsClientLimits } from '../aws/client-limits.js';
import { TURN_REQUEST_MS } from './ice-provider.js';
import { TurnError } from './turn-error.js';

/** Gives the secret that credentials are made with now. */
export type ReadSecret = (nowMs: number) => Promise<string>;

/** So long a change of the parameter may go unnoticed. */
const CACHE_MS = 5 * 60_000;
/** These say that the secret was taken away. After any other failure the last one is used on: AWS is in trouble. */
const TAKEN_AWAY = /^(ParameterNotFound|AccessDeniedException)$/;

/**
 * The secret in a parameter of AWS Systems Manager or, under the name `/aws/reference/secretsmanager/…`, in Secrets Manager.
 * Where there are several, with commas between, the first is the one to use: so a new one is written before the old one, and
 * a TURN server that knows both refuses nobody meanwhile.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/integration-ps-secretsmanager.html
 */
export class TurnSecret {
  readonly #name: string;
  #client: SSMClient | null = null;
  #known: string | null = null;
  #askedAtMs = -Infinity;
  #asking: Promise<string> | null = null;

  constructor(name: string) {
    this.#name = name;
  }

  /** @throws {TurnError} `NO_SECRET` if it is empty, or the SDK's error if it can't be read */
  async read(nowMs: number): Promise<string> {
    if (this.#known !== null && nowMs - this.#askedAtMs < CACHE_MS) return this.#known;
    this.#asking ??= this.#ask(nowMs).finally(() => (this.#asking = null));
    return this.#asking;
  }

  async #ask(nowMs: number): Promise<string> {
    try {
      this.#known = firstOf(await this.#fetch());
    } catch (error) {
      if (this.#known === null || isTakenAway(error)) {
        this.#known = null;
        throw error;
      }
    }
    this.#askedAtMs = nowMs;
    return this.#known;
  }

  async #fetch(): Promise<string> {
    // Not part of the start of a function that has no TURN server.
    const { GetParameterCommand, SSMClient } = await import('../aws/ssm.js');
    this.#client ??= new SSMClient(awsClientLimits(TURN_REQUEST_MS));
    const command = new GetParameterCommand({ Name: this.#name, WithDecryption: true });
    const { Parameter } = await this.#client.send(command);
    return Parameter?.Value ?? '';
  }
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
