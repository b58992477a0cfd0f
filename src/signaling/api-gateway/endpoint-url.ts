import { SignalingError } from '../signaling-error.js';

const WEB_SOCKET_SCHEMES: Readonly<Record<string, string>> = {
  'ws:': 'ws:',
  'wss:': 'wss:',
  'http:': 'ws:',
  'https:': 'wss:',
};

/**
 * Makes the socket's URL out of what the app gave as endpoint: `wss://…`, `ws://…`, `https://…`, `http://…`, or a path
 * on the page's own server.
 *
 * @throws {SignalingError} `connect-failed` if there is no way to read it
 */
export function resolveEndpoint(endpoint: unknown, token?: string): URL {
  const url = parseEndpoint(endpoint);
  const scheme = url === null ? undefined : WEB_SOCKET_SCHEMES[url.protocol];
  if (url === null || scheme === undefined) {
    throw new SignalingError(
      'connect-failed',
      `The endpoint ${JSON.stringify(endpoint)} is no address of a WebSocket server: give a wss:// URL, ` +
        'for example the WebSocket URL of the API’s stage, or a path on the server that the page came from.',
    );
  }
  url.protocol = scheme;
  // The WebSocket constructor of older browsers refuses URLs with a fragment.
  url.hash = '';
  if (token !== undefined) url.searchParams.set('token', token);
  return url;
}

function parseEndpoint(endpoint: unknown): URL | null {
  if (typeof endpoint !== 'string' || endpoint.trim() === '') return null;
  const base = globalThis.location?.href as string | undefined;
  try {
    return new URL(endpoint, base);
  } catch {
    // The caller says what is wrong with it.
    return null;
  }
}

/** The endpoint as it may be shown and logged: without its query, where tokens are. */
export function displayName(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`;
}
