// The tokens for the relay's door. It checks them with the public key, which this server shows at /jwks.json: there is no
// secret to share. A demo: the key is a new one at each start. Keep yours, and show the old one beside the new one for as
// long as tokens of it are good.
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

const ALGORITHM = 'ES256';
const KEY_ID = new Date().toISOString();
/** Short, because it stands in a URL. The client fetches a new one whenever it connects. */
const LIFETIME_S = Number(process.env.TOKEN_LIFETIME_S ?? 5 * 60);

const { privateKey, publicKey } = await generateKeyPair(ALGORITHM);

export const keySet = {
  keys: [{ ...(await exportJWK(publicKey)), alg: ALGORITHM, use: 'sig', kid: KEY_ID }],
};

/** A token for the relay. With the claim `rooms`, a list of names, it would be good for these rooms alone. */
export function newToken(user) {
  return new SignJWT({})
    .setProtectedHeader({ alg: ALGORITHM, kid: KEY_ID })
    .setSubject(user)
    .setIssuer('with-login')
    .setAudience('calls')
    .setExpirationTime(Math.floor(Date.now() / 1000) + LIFETIME_S)
    .sign(privateKey);
}
