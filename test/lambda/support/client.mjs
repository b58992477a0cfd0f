import { once } from 'node:events';
import { WebSocket } from 'ws';

/**
 * A WebSocket client that keeps every frame until it is asked for.
 *
 * @param {string} url
 * @param {import('ws').ClientOptions} [options]
 * @param {string[]} [subprotocols]
 */
export async function connect(url, options = {}, subprotocols = []) {
  const socket = new WebSocket(url, subprotocols, { perMessageDeflate: false, ...options });
  const frames = [];
  const waiting = [];
  socket.on('message', (data) => {
    const take = waiting.shift();
    if (take) take(String(data));
    else frames.push(String(data));
  });
  const closed = new Promise((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: String(reason) }));
  });
  await once(socket, 'open');
  // The gateway may drop a connection at any time from now on; what counts is the close code.
  socket.on('error', () => {});

  const nextText = () =>
    frames.length > 0
      ? Promise.resolve(frames.shift())
      : new Promise((resolve, reject) => {
          waiting.push(resolve);
          closed.then(({ code }) => reject(new Error(`closed with ${code} instead of a frame`)));
        });
  const next = async () => JSON.parse(await nextText());

  return {
    socket,
    /** Resolves with the close code and reason. */
    closed,
    /** The frames that nobody has asked for yet. */
    frames,
    /** The next frame, as text. */
    nextText,
    /** The next frame, parsed. */
    next,
    send: (text) => socket.send(text),
    request: (connectionId, message, ref) =>
      socket.send(JSON.stringify({ connectionId, message, ref })),
    /** The own address, as the relay tells it. */
    whoAmI: async () => {
      socket.send('');
      return (await next()).connectionId;
    },
    close: async () => {
      socket.close();
      await closed;
    },
  };
}

/** Tries to connect, and gives the HTTP status of the refusal. */
export function refusalOf(url, options = {}) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, options);
    socket.once('unexpected-response', (request, response) => {
      resolve(response.statusCode);
      request.destroy();
    });
    socket.once('open', () => {
      socket.terminate();
      reject(new Error('The connection was accepted.'));
    });
    socket.once('error', reject);
  });
}
