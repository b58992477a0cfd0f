import type { SSMClient } from '@aws-sdk/client-ssm';
import { awsClientLimits } from './client-limits.js';

/** So long a change of the parameter may go unnoticed. */
const CACHE_MS = 5 * 60_000;

export interface SsmParameterOptions<Value> {
  /** `/aws/reference/secretsmanager/…` for a secret in Secrets Manager */
  readonly name: string;
  /** What is made of its text, which is empty where there is none. What it throws, `read` throws. */
  readonly parse: (text: string) => Value;
  /** Whether the last value is used on after such an error; by default none is longer than its five minutes. */
  readonly isPassing?: (error: unknown) => boolean;
  /** In milliseconds. */
  readonly requestTimeout?: number;
}

/**
 * A parameter of AWS Systems Manager, decrypted, and kept for five minutes.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/integration-ps-secretsmanager.html
 */
export class SsmParameter<Value> {
  readonly #options: SsmParameterOptions<Value>;
  #client: SSMClient | null = null;
  #known: { readonly value: Value } | null = null;
  #askedAtMs = -Infinity;
  #asking: Promise<Value> | null = null;

  constructor(options: SsmParameterOptions<Value>) {
    this.#options = options;
  }

  /** @throws the SDK's error if it can't be read, or that of `parse` */
  async read(nowMs: number): Promise<Value> {
    if (this.#known && nowMs - this.#askedAtMs < CACHE_MS) return this.#known.value;
    this.#asking ??= this.#ask(nowMs).finally(() => (this.#asking = null));
    return this.#asking;
  }

  /** After a failure that passes, the last value counts for five more minutes. Any other is not kept: who comes next tries again. */
  async #ask(nowMs: number): Promise<Value> {
    const { parse, isPassing } = this.#options;
    try {
      this.#known = { value: parse(await this.#fetch()) };
    } catch (error) {
      if (!this.#known || !isPassing?.(error)) {
        this.#known = null;
        throw error;
      }
    }
    this.#askedAtMs = nowMs;
    return this.#known.value;
  }

  async #fetch(): Promise<string> {
    const { name, requestTimeout } = this.#options;
    // Not part of the start of a function: most have no secret.
    const { GetParameterCommand, SSMClient } = await import('./ssm.js');
    this.#client ??= new SSMClient(awsClientLimits(requestTimeout));
    const command = new GetParameterCommand({ Name: name, WithDecryption: true });
    const { Parameter } = await this.#client.send(command);
    return Parameter?.Value ?? '';
  }
}
