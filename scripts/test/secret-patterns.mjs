// What no log and no error of ours may hold. Browser tests search the errors and the console of their pages with it, and
// `npm test` searches everything that its runners print. It imports nothing, so that it runs in both.

/** Whatever a test prints on purpose although it looks like a secret has this in the same line, and is left alone. */
export const NOT_A_SECRET = '[not a secret]';

/** 32 bytes as base64url: MACs, nonces, tickets, last words. */
const BYTES_32 = /(?<![\w-])[\w-]{42}[AEIMQUYcgkosw048](?![\w-])/g;

/** At least so many of them: addresses, which are shown, and ids of calls have fewer characters. */
const NAMED =
  /\b(?:secret|token|ticket|credential|password|passwd|authorization)["']?\s*[:=]\s*["']?[\w+/=.~-]{8,}/gi;

/** @type {readonly { readonly kind: string, readonly pattern: RegExp, readonly isOne?: (text: string) => boolean }[]} */
const PATTERNS = [
  { kind: 'an ICE password', pattern: /\bice-pwd["']?\s*[:=]\s*["']?[\w+/]{4,}/gi },
  { kind: 'a fingerprint', pattern: /\b(?:[\da-f]{2}:){15,}[\da-f]{2}\b/gi },
  // Of letters in both cases and digits, as random bytes are: a long name of a test is none.
  { kind: 'a token', pattern: BYTES_32, isOne: looksRandom },
  { kind: 'a secret by its name', pattern: NAMED },
  {
    kind: 'a password in a URL',
    pattern: /\b(?:turns?|stuns?|https?|wss?):(?:\/\/)?[^\s/@:"']+:[^\s/@"']+@/gi,
  },
  // Not a version, as in "Chrome/156.0.0.0".
  {
    kind: 'an IP address',
    pattern: /(?<![\w.-]|\w\/)\d{1,3}(?:\.\d{1,3}){3}(?![\w-]|\.\d)/g,
    isOne: isRemoteIpv4,
  },
  {
    kind: 'an IP address',
    pattern: /(?<![\w:.-])[\da-f]*:[\da-f]*:[\da-f:]*(?:\d+\.\d+\.\d+\.\d+)?(?![\w:])/gi,
    isOne: isRemoteIpv6,
  },
];

/**
 * The secrets in `text`, which may have many lines.
 *
 * @param {string} text
 * @returns {{ kind: string, line: string, lineNumber: number }[]}
 */
export function findSecrets(text) {
  const found = [];
  text.split('\n').forEach((line, index) => {
    if (line.includes(NOT_A_SECRET)) return;
    const kind = secretIn(line);
    if (kind !== null) found.push({ kind, line: line.trim(), lineNumber: index + 1 });
  });
  return found;
}

/** @param {string} line */
function secretIn(line) {
  for (const { kind, pattern, isOne = () => true } of PATTERNS) {
    for (const [match] of line.matchAll(pattern)) if (isOne(match)) return kind;
  }
  return null;
}

/** @param {string} text */
function looksRandom(text) {
  return /\d/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text) && !/(.)\1{9}/.test(text);
}

/** @param {string} text */
function isRemoteIpv4(text) {
  const parts = text.split('.').map(Number);
  return parts.every((part) => part <= 255) && parts[0] !== 127 && text !== '0.0.0.0';
}

/** @param {string} text */
function isRemoteIpv6(text) {
  if (!/[\da-f]/i.test(text)) return false;
  try {
    const { hostname } = new URL(`http://[${text}]/`);
    return !/^\[(?:::1?|::ffff:7f.*)\]$/.test(hostname);
  } catch {
    return false; // A time of day, for example.
  }
}
