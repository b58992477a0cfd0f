/**
 * Prints call-keys.json: what two ends of a call must derive from the same inputs. It is written from the description of
 * the protocol with Node's own functions, and shares no code with the library.
 */
import {
  createCipheriv,
  createECDH,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
} from 'node:crypto';
import { join } from './joined-fields.mjs';

const LABEL = 'p2p-video-call 2';

/** HMAC of this text stands for a key, which the browser does not hand out. */
const SAMPLE = 'a sample of what is sent';

const inputs = {
  callId: 'q83vEjRWeJCrze8SNFZ4kA',
  // Scalars of P-256: what they are does not matter, as long as both are less than the order of the curve.
  callerScalar: '7d7dc5f71eb29ddaf80d6214632eeae03d9058af1fb6d22ed80badb62bc1a534',
  calleeScalar: '38f65d6dce47676044d58ce5139582d568f64bb16098d179dbab07741dd5caf5',
  invitation: '{"type":"invite","description":{"type":"offer","sdp":"v=0\\r\\n"},"text":"안녕"}',
  answer: '{"type":"accept","description":{"type":"answer","sdp":"v=0\\r\\n"},"text":"👋"}',
  // 32 bytes: 0, 1, 2, …
  nonce: Buffer.from(Array.from({ length: 32 }, (_, index) => index)).toString('base64url'),
};

const sha256 = (bytes) => createHash('sha256').update(bytes).digest();
const expand = (material, salt, length, ...info) =>
  Buffer.from(hkdfSync('sha256', material, salt, join(LABEL, ...info), length));
/** AES-256-GCM: the nonce, the text, the tag. Here the nonce is 0, 1, 2, …; a call never uses one twice. */
function encrypt(key, text) {
  const nonce = Buffer.from(Array.from({ length: 12 }, (_, index) => index));
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const parts = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat(parts).toString('base64url');
}
const hmac = (key, text) => createHmac('sha256', key).update(text).digest('base64url');

/** A key pair as JWK, and its public key as a call shows it. */
function keyPair(scalar) {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(scalar, 'hex');
  const point = ecdh.getPublicKey();
  const part = (start) => point.subarray(start, start + 32).toString('base64url');
  const jwk = { kty: 'EC', crv: 'P-256', x: part(1), y: part(33) };
  const d = Buffer.from(scalar, 'hex').toString('base64url');
  return { jwk: { ...jwk, d }, publicKey: point.toString('base64url') };
}

const { callId, invitation, answer, nonce } = inputs;
const caller = keyPair(inputs.callerScalar);
const callee = keyPair(inputs.calleeScalar);
const { d: _d, ...calleePublic } = callee.jwk;
const shared = diffieHellman({
  privateKey: createPrivateKey({ key: caller.jwk, format: 'jwk' }),
  publicKey: createPublicKey({ key: calleePublic, format: 'jwk' }),
});

const transcript = sha256(
  join(
    `${LABEL} transcript`,
    callId,
    caller.publicKey,
    callee.publicKey,
    sha256(join(invitation)),
    sha256(join(answer)),
  ),
);

/** What follows from the inputs, with this secret or none. */
function derive(secret) {
  const salt = sha256(join(`${LABEL} salt`, callId, secret ?? ''));
  /** For what the one sends the other. */
  const direction = ({ publicKey: sender }, { publicKey: receiver }) => ({
    earlyMac: hmac(expand(shared, salt, 32, 'mac', sender, receiver, ''), SAMPLE),
    sessionMac: hmac(expand(shared, salt, 32, 'mac', sender, receiver, transcript), SAMPLE),
    cipher: encrypt(expand(shared, salt, 32, 'cipher', sender, receiver, transcript), SAMPLE),
    lastWord: expand(shared, salt, 32, 'last word', sender, receiver).toString('base64url'),
    ticket: expand(shared, salt, 32, 'ticket', sender, receiver).toString('base64url'),
  });
  return {
    ...(secret !== undefined && { secret }),
    salt: salt.toString('base64url'),
    fromCaller: direction(caller, callee),
    fromCallee: direction(callee, caller),
  };
}

/** A MAC by which a caller proves that it knows a text. */
const proof = (kind, knowledge) => ({
  kind,
  knowledge,
  mac: hmac(expand(join(knowledge), join(callId), 32, kind), SAMPLE),
});

const code = expand(shared, Buffer.from(nonce, 'base64url'), 4, 'code', transcript);

const vectors = {
  sample: SAMPLE,
  callId,
  caller,
  callee,
  invitation,
  answer,
  nonce,
  transcript: transcript.toString('base64url'),
  code: code.readUInt32BE() >>> 2,
  derived: [derive(undefined), derive('우리만 아는 secret')],
  proofs: [
    proof('secret', '우리만 아는 secret'),
    proof('token', 'a-token'),
    proof('ticket', 'a-ticket'),
  ],
};
console.log(JSON.stringify(vectors, null, 2));
