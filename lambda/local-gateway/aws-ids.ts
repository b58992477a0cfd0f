import { randomBytes } from 'node:crypto';

const ID_BYTES = 11;
const CONNECTION_ID = /^[A-Za-z0-9_-]{15}=$/;

/** An id as API Gateway gives to connections, messages and requests: 11 bytes in base64url, and one `=`. */
export function newAwsId(): string {
  const bytes = randomBytes(ID_BYTES);
  bytes[8] = 0x02; // As in every id seen from AWS: eight bytes differ, this one never does.
  return `${bytes.toString('base64url')}=`;
}

/** Whether `id` could be a connection's. AWS answers 400 to others, and 410 to one that it does not know. */
export function isConnectionId(id: string): boolean {
  return CONNECTION_ID.test(id);
}
