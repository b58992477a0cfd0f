// What the settings of TURN look like, for the function and for `p2p-video-call deploy`. The template says the same in patterns
// of its own, which test/lambda/turn/turn-grammar.test.mjs holds against this.

/** `stun:host`, `stuns:host:port` (RFC 7064, which has no `?transport=`: Firefox refuses a STUN URL that has). */
const STUN_URL = /^stuns?:[\w.:[\]-]{1,255}$/;
/** `turn:host:port?transport=udp`, `turns:…` (RFC 7065). */
const TURN_URL = /^turns?:[\w.:[\]-]{1,255}(?:\?transport=(?:udp|tcp))?$/;

/**
 * The name of a parameter in SSM, or that of a secret in Secrets Manager behind the path by which SSM reads it. In the second,
 * AWS allows more characters. Without the path they are refused: such a text is rather the secret itself.
 */
const SECRET_NAME = /^(?:\/?[\w.-]+(?:\/[\w.-]+)*|\/aws\/reference\/secretsmanager\/[\w./+=@-]+)$/;

/** A browser tries every one of them from every interface: more than these only make a call slow. */
export const MAX_TURN_URLS = 8;
/** As SSM has it. */
const MAX_SECRET_NAME_LENGTH = 1011;
/** A browser needs some time to use credentials. In seconds. */
export const MIN_TTL = 60;
/** Cloudflare's limit. For every other server, too, it is as long as a stolen credential should be of use at most. */
export const MAX_TTL = 172_800;

/** Whether a browser takes it as the URL of a STUN or TURN server. */
export function isIceUrl(url: unknown): url is string {
  return typeof url === 'string' && (STUN_URL.test(url) || TURN_URL.test(url));
}

/** Whether it is the URL of a TURN server, which needs credentials. */
export function isTurnUrl(url: string): boolean {
  return TURN_URL.test(url);
}

/** The URLs in a text, with commas between; `null` if one is none, they are too many, or there is no TURN server. */
export function readTurnUrls(text: string): readonly string[] | null {
  const urls = text.split(',').map((url) => url.trim());
  const isRight = urls.every(isIceUrl) && urls.some(isTurnUrl) && urls.length <= MAX_TURN_URLS;
  return isRight ? urls : null;
}

/** Whether it can be the name of a secret. For the door's, too. */
export function isSecretName(text: string): boolean {
  return SECRET_NAME.test(text) && text.length <= MAX_SECRET_NAME_LENGTH;
}

/** A number of seconds; `null` if it is none, or out of bounds. */
export function readTtl(text: string): number | null {
  const ttl = /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 0;
  return ttl >= MIN_TTL && ttl <= MAX_TTL ? ttl : null;
}
