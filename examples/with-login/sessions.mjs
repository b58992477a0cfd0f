// Who is logged in: a random id in a cookie. A demo: they are in memory, and gone when the server ends.
import { randomBytes } from 'node:crypto';

const COOKIE = 'session';
const LIFETIME_S = 8 * 60 * 60;

/** By id: the user's name, and when it ends. */
const sessions = new Map();

// No script reads it (HttpOnly), and no other site's form or script sends it (SameSite). Behind https add `; Secure`.
const cookie = (id, lifetimeS) =>
  `${COOKIE}=${id}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${lifetimeS}`;

function idIn(request) {
  const [, id] = /(?:^|;\s*)session=([\w-]+)/.exec(request.headers.cookie ?? '') ?? [];
  return id;
}

/** Begins a session, and gives the cookie to set. */
export function beginSession(user) {
  const id = randomBytes(32).toString('base64url');
  sessions.set(id, { user, endsAtMs: Date.now() + LIFETIME_S * 1000 });
  return cookie(id, LIFETIME_S);
}

/** Ends the session of the request, and gives the cookie that takes the old one away. */
export function endSession(request) {
  sessions.delete(idIn(request));
  return cookie('', 0);
}

/** The name of who is logged in, or `null`. */
export function userOf(request) {
  const session = sessions.get(idIn(request));
  return session && session.endsAtMs > Date.now() ? session.user : null;
}
