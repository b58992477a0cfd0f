// Prints verification-codes.json: commitments, and what the 30 bits of a code look like. Written apart from the package, from its protocol:
// node test/vectors/make-verification-codes.mjs
import { createHash } from 'node:crypto';
import { join } from './joined-fields.mjs';

const SYMBOLS =
  '🐶🐱🦁🐴🦄🐷🐘🐰🐼🐓🐧🐢🐟🐙🦋🐝🌻🌳🌵🍄🌍🌙⭐🔥🌈⛄🍌🍎🍓🍇🌽🍕🎂🥕🧀🥚🍯🚗🚲🚂🚀⛵⚓🏠🎩👓👑🎒🔑🔨⏰💡📕📎🎁🎈⚽🏆🎸🎺🔔🥁🌂🎲';
const pictures = [...SYMBOLS];

function codeOf(bits) {
  const binary = bits.toString(2).padStart(30, '0');
  const emoji = binary.match(/.{6}/g).map((six) => pictures[parseInt(six, 2)]);
  return { bits, emoji: emoji.join(' '), digits: String(bits % 1_000_000_000).padStart(9, '0') };
}

const edges = [0, 1, 63, 64, 2 ** 24, 999_999_999, 1_000_000_000, 2 ** 30 - 1];
// Each picture once, in order.
const rows = Array.from({ length: 13 }, (_, row) =>
  [0, 1, 2, 3, 4].reduce((bits, column) => bits * 64 + ((row * 5 + column) % 64), 0),
);

function commitmentOf(callId, nonceHex) {
  const nonce = Buffer.from(nonceHex, 'hex');
  const fields = join('p2p-video-call 2 commitment', callId, nonce);
  const commit = createHash('sha256').update(fields).digest('base64url');
  return { callId, nonce: nonce.toString('base64url'), commit };
}

const commitments = [
  commitmentOf(
    'q83vEjRWeJCrze8SNFZ4kA',
    '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f',
  ),
  commitmentOf('AAAAAAAAAAAAAAAAAAAAAA', 'ff'.repeat(32)),
];
console.log(
  JSON.stringify({ commitments, pictures, codes: [...edges, ...rows].map(codeOf) }, null, 2),
);
