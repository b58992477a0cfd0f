// Who may log in. A demo: your own users are in your database, or at your identity provider.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(scrypt);
const KEY_BYTES = 32;

async function hashOf(password) {
  const salt = randomBytes(16);
  return { salt, key: await derive(password, salt, KEY_BYTES) };
}

// A real list holds the hashes alone: nobody's password stands in a file.
const users = new Map([
  ['ann', await hashOf('ann-demo')],
  ['bob', await hashOf('bob-demo')],
]);
// Compared with where there is no such user, so that the time of the answer does not tell which names there are.
const nobody = await hashOf(randomBytes(16));

/** Whether this is the user's password. */
export async function isPassword(name, password) {
  const { salt, key } = users.get(name) ?? nobody;
  const isSame = timingSafeEqual(await derive(String(password), salt, KEY_BYTES), key);
  return isSame && users.has(name);
}
