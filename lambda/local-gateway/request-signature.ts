import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';

/** What requests to AWS are signed with, in the words of the AWS SDK. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Error type and message of AWS for a request that it does not believe. */
export type SignatureProblem = readonly [type: string, message: string];

const SERVICE = 'execute-api';
const DATE_HEADER = 'x-amz-date';
const CONTENT_HASH_HEADER = 'x-amz-content-sha256';
/** As on AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html */
const MAX_CLOCK_SKEW_MS = 5 * 60_000;

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/\s,]+)\/[^\s,]+,\s*SignedHeaders=([a-z\d;-]+),\s*Signature=([\da-f]{64})$/;
const DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

const MISSING: SignatureProblem = [
  'MissingAuthenticationTokenException',
  'Missing Authentication Token',
];
const INCOMPLETE: SignatureProblem = [
  'IncompleteSignatureException',
  'The header Authorization is no signature of version 4.',
];
const UNKNOWN_KEY: SignatureProblem = [
  'UnrecognizedClientException',
  'The security token included in the request is invalid.',
];
const WRONG: SignatureProblem = [
  'InvalidSignatureException',
  'The request signature we calculated does not match the signature you provided.',
];
const EXPIRED: SignatureProblem = [
  'InvalidSignatureException',
  'Signature expired, or not yet current: it was made more than 5 minutes from now.',
];

/** Makes credentials that nobody can guess. */
export function newCredentials(): Credentials {
  return {
    accessKeyId: `LOCAL${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64'),
  };
}

/**
 * Checks the signature of a request: who does not know the credentials, such as a page in a browser on this machine, can
 * neither make one nor use one for another request. Only signatures in headers are known, not those in a query.
 *
 * It signs the same request once more and compares, with the code by which the AWS SDK signs it.
 *
 * @param bodyHash SHA-256 of the body, in hexadecimal
 * @returns what is wrong, or `null`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export async function findSignatureProblem(
  request: IncomingMessage,
  bodyHash: string,
  credentials: Credentials,
  region: string,
): Promise<SignatureProblem | null> {
  const { authorization } = request.headers;
  if (authorization === undefined) return MISSING;
  const [, accessKeyId, signedNames, signature] = AUTHORIZATION.exec(authorization) ?? [];
  if (!accessKeyId || !signedNames || !signature) return INCOMPLETE;
  if (!isEqual(accessKeyId, credentials.accessKeyId)) return UNKNOWN_KEY;

  const names = signedNames.split(';');
  // Without these two a signature would be good for another server, or for ever.
  if (!names.includes('host') || !names.includes(DATE_HEADER)) return INCOMPLETE;
  const headers: Record<string, string> = {};
  for (const name of names) {
    const value = request.headers[name];
    if (typeof value !== 'string') return WRONG;
    headers[name] = value;
  }
  const signingDate = readDate(headers[DATE_HEADER] ?? '');
  if (!signingDate) return INCOMPLETE;
  if (Math.abs(Date.now() - signingDate.getTime()) > MAX_CLOCK_SKEW_MS) return EXPIRED;
  if ((headers[CONTENT_HASH_HEADER] ?? bodyHash) !== bodyHash) return WRONG;

  const signer = new SignatureV4({ credentials, region, service: SERVICE, sha256: Sha256 });
  const [path = '/', query] = (request.url ?? '/').split('?', 2);
  const expected = await signer.sign(
    {
      method: request.method ?? 'GET',
      protocol: 'http:',
      hostname: '',
      path,
      query: Object.fromEntries(new URLSearchParams(query)),
      // The signer takes the hash of the body from here, whether or not it is signed as a header.
      headers: { ...headers, [CONTENT_HASH_HEADER]: bodyHash },
    },
    {
      signingDate,
      signableHeaders: new Set(names),
      unsignableHeaders: new Set([CONTENT_HASH_HEADER]),
    },
  );
  const [, , , expectedSignature = ''] =
    AUTHORIZATION.exec(expected.headers['authorization'] ?? '') ?? [];
  return isEqual(signature, expectedSignature) ? null : WRONG;
}

/** In the same time wherever the two differ. */
function isEqual(a: string, b: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}

/** The time in the header `x-amz-date`, or `null` if it is none. */
function readDate(text: string): Date | null {
  const date = new Date(text.replace(DATE, '$1-$2-$3T$4:$5:$6Z'));
  return DATE.test(text) && !Number.isNaN(date.getTime()) ? date : null;
}
