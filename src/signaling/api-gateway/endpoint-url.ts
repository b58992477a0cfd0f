import { SignalingError } from '../signaling-error.js';

/**
 * Makes the socket's URL out of what the app gave as endpoint: `wss://…`, `ws://…`, `https://…`, `http://…`, or a path
 * on the page's own server.
 *
 * @throws {SignalingError} `connect-failed` if there is no way to read it
 */
export function resolveEndpoint(endpoint: unknown): URL {
  try {
    // The empty text would stand for the page itself.
    if (typeof endpoint === 'string' && endpoint.trim() !== '') {
      const url = new URL(endpoint, globalThis.location?.href);
      url.protocol = url.protocol.replace(/^http/, 'ws');
      // The WebSocket constructor of older browsers refuses URLs with a fragment.
      url.hash = '';
      if (/^wss?:$/.test(url.protocol)) return url;
    }
  } catch {
    // No URL: the error below says what is wrong with it.
  }
  throw new SignalingError(
    'connect-failed',
    `The endpoint ${JSON.stringify(endpoint)} is no WebSocket address: give a wss:// URL, or a path on this server.`,
  );
}
