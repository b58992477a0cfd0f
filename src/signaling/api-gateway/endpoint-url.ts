import { SignalingError } from '../signaling-error.js';

/**
 * Makes the socket's URL out of what the app gave as endpoint: `wss://…`, `ws://…`, `https://…`, `http://…`, or a path
 * on the page's own server.
 *
 * @throws {SignalingError} `connect-failed` if there is no way to read it
 */
export function resolveEndpoint(endpoint: unknown): URL {
  const url = parseUrl(endpoint);
  if (url) url.protocol = url.protocol.replace(/^http/, 'ws');
  if (!url || !/^wss?:$/.test(url.protocol)) {
    throw new SignalingError(
      'connect-failed',
      `The endpoint ${JSON.stringify(endpoint)} is no WebSocket address: give a wss:// URL, or a path on this server.`,
    );
  }
  // The WebSocket constructor of older browsers refuses URLs with a fragment.
  url.hash = '';
  return url;
}

function parseUrl(endpoint: unknown): URL | null {
  // The empty text would stand for the page itself.
  if (typeof endpoint !== 'string' || endpoint.trim() === '') return null;
  try {
    return new URL(endpoint, globalThis.location?.href);
  } catch {
    return null; // The caller says what is wrong with it.
  }
}
