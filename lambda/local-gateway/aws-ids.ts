import { randomBytes } from 'node:crypto';

const ID_BYTES = 11;
const CONNECTION_ID = /^[A-Za-z0-9_-]{15}=$/;

/** An id in API Gateway's form for connections, messages and requests: 11 bytes in base64url, and one `=`. */
export function newAwsId(): string {
  const bytes = randomBytes(ID_BYTES);
  bytes[8] = 0x02; // This byte is the same in every id seen from AWS.
  return `${bytes.toString('base64url')}=`;
}

/** Whether `id` has the form of a connection id. AWS answers 400 if not, and 410 if it does not know the id. */
export function isConnectionId(id: string): boolean {
  return CONNECTION_ID.test(id);
}
