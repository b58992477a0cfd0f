// What seals the envelopes of a call: one file on the CDN, which is fetched when there may be one, see `loadCryptography`.
// There it stands alone, with a copy of whatever it imports: nothing in it may be an error class.
export { agreeOnKeys, createOwnKeys, deriveCode, hashTranscript } from './call-keys.js';
export { sign, verify } from './envelope-mac.js';
export { proveKnowledge } from './invite-proof.js';
export { decryptText, encryptText } from './payload-cipher.js';
export { deriveAgreedKeys, deriveSessionKeys } from './seal-keys.js';
