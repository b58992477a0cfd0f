import { createHmac } from 'node:crypto';

/** The password that coturn itself computes for a user name. */
export function coturnCredentialFor(username, secret) {
  return createHmac('sha1', secret).update(username).digest('base64');
}
