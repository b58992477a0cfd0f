import { SsmParameter } from '../aws/ssm-parameter.js';

/** A key for HS256 must not be shorter than its hash (RFC 7518, section 3.2): a shorter one can be guessed offline. */
const MIN_SECRET_BYTES = 32;

/** The secrets can't be used. The message says what to do, and nothing of what they are. */
export class DoorSecretError extends Error {
  override readonly name = 'DoorSecretError';
}

/**
 * The secrets in the parameter of that name: a new one is written beside the old one, with a comma between, until no token of
 * the old one is left. Five minutes after a change every instance of the function knows it, and one that may have been withdrawn
 * is used no longer, also while AWS is in trouble.
 *
 * @returns what throws {@link DoorSecretError} if none of the secrets may be used, or the SDK's error
 */
export function doorSecrets(name: string): () => Promise<readonly Uint8Array[]> {
  const parameter = new SsmParameter({ name, parse: (text) => readSecrets(text, name) });
  return () => parameter.read(Date.now());
}

function readSecrets(text: string, name: string): readonly Uint8Array[] {
  const texts = text.split(',').map((part) => part.trim());
  const secrets = texts.filter(Boolean).map((part) => new TextEncoder().encode(part));
  const usable = secrets.filter(({ length }) => length >= MIN_SECRET_BYTES);
  if (usable.length === secrets.length && usable.length > 0) return usable;
  const problem =
    `The parameter ${name} holds ${secrets.length} secrets, with commas between, of which ${usable.length} ` +
    `have ${MIN_SECRET_BYTES} bytes or more. Make one with: openssl rand -base64 32`;
  if (usable.length === 0) throw new DoorSecretError(problem);
  console.error({ type: 'door-secret-too-short', hint: problem });
  return usable;
}
