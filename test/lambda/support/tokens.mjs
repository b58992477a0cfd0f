import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';

export const AUDIENCE = 'calls.example.com';
export const ISSUER = 'https://login.example.com';
export const SECRET = 'a secret of the tests: long enough for HS256';

export const nowS = () => Math.floor(Date.now() / 1000);

/** What an honest log-in service puts into a token. */
export const goodClaims = () => ({ sub: 'ann', aud: AUDIENCE, iss: ISSUER, exp: nowS() + 300 });

/** A token with these claims; those that are `undefined` are left out. */
export function sign(claims, key, { alg = 'HS256', kid } = {}) {
  return new SignJWT({ ...goodClaims(), ...claims })
    .setProtectedHeader({ alg, ...(kid && { kid }) })
    .sign(typeof key === 'string' ? new TextEncoder().encode(key) : key);
}

/** A token that nobody has signed, with any header. */
export function forge(header, claims, signature = '') {
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${encode(header)}.${encode({ ...goodClaims(), ...claims })}.${signature}`;
}

/** A key pair, with its public half as it stands in a key set. */
export async function newKeys(alg, kid) {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return {
    sign: (claims = {}) => sign(claims, privateKey, { alg, kid }),
    pem: await exportSPKI(publicKey),
    jwk: { ...(await exportJWK(publicKey)), alg, use: 'sig', ...(kid && { kid }) },
  };
}
