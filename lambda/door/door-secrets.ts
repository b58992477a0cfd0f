import type { SSMClient } from '@aws-sdk/client-ssm';
import { awsClientLimits } from '../aws/client-limits.js';

const CACHE_MS = 5 * 60_000;

/** A key for HS256 must not be shorter than its hash (RFC 7518, section 3.2): a shorter one can be guessed offline. */
const MIN_SECRET_BYTES = 32;

/** The secrets can't be used. The message says what to do, and nothing of what they are. */
export class DoorSecretError extends Error {
  override readonly name = 'DoorSecretError';
}

/**
 * The secrets in one SSM parameter: a new one is written beside the old one, with a comma between, until no token of
 * the old one is left. Five minutes after a change every instance of the function knows it.
 */
export class DoorSecrets {
  readonly #name: string;
  #client: SSMClient | null = null;
  #secrets: Promise<readonly Uint8Array[]> | null = null;
  #readAtMs = 0;

  /** @param name of the parameter; `/aws/reference/secretsmanager/…` for a secret in Secrets Manager */
  constructor(name: string) {
    this.#name = name;
  }

  /**
   * @throws {DoorSecretError} if none of the secrets may be used
   * @throws the SDK's error if the parameter can't be read. A secret that may have been withdrawn meanwhile is not
   *   used any longer than the cache lasts
   */
  read(): Promise<readonly Uint8Array[]> {
    if (this.#secrets && Date.now() - this.#readAtMs < CACHE_MS) return this.#secrets;
    const secrets = this.#fetch();
    this.#secrets = secrets;
    this.#readAtMs = Date.now();
    // A failure is not kept: the next connection tries again.
    secrets.catch(() => {
      if (this.#secrets === secrets) this.#secrets = null;
    });
    return secrets;
  }

  async #fetch(): Promise<readonly Uint8Array[]> {
    // Not part of the start of a function: a door with a key set needs no parameter.
    const { GetParameterCommand, SSMClient } = await import('../aws/ssm.js');
    this.#client ??= new SSMClient(awsClientLimits());
    const command = new GetParameterCommand({ Name: this.#name, WithDecryption: true });
    const { Parameter } = await this.#client.send(command);
    const texts = (Parameter?.Value ?? '').split(',').map((text) => text.trim());
    const secrets = texts.filter(Boolean).map((text) => new TextEncoder().encode(text));
    const usable = secrets.filter(({ length }) => length >= MIN_SECRET_BYTES);
    if (usable.length === secrets.length && usable.length > 0) return usable;
    const problem =
      `The parameter ${this.#name} holds ${secrets.length} secrets, with commas between, of which ${usable.length} ` +
      `have ${MIN_SECRET_BYTES} bytes or more. Make one with: openssl rand -base64 32`;
    if (usable.length === 0) throw new DoorSecretError(problem);
    console.error({ type: 'door-secret-too-short', hint: problem });
    return usable;
  }
}
