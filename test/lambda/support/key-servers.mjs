import { once } from 'node:events';
import { createServer } from 'node:http';

/** An HTTP server on this machine that is closed after the test. */
async function startServer(test, answer) {
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      const { status = 200, body } = answer(request);
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  test.after(stop);
  return { url: `http://127.0.0.1:${server.address().port}`, stop };
}

/**
 * Stands in for the parameter store of AWS, with one parameter.
 *
 * @param {import('node:test').TestContext} test
 * @param {string} value what the parameter holds; `null` lets AWS fail
 */
export async function startParameterStore(test, value) {
  const store = { value, reads: 0, url: '' };
  const { url } = await startServer(test, () => {
    store.reads += 1;
    return store.value === null
      ? { status: 400, body: '{"__type":"ParameterNotFound"}' }
      : { body: JSON.stringify({ Parameter: { Type: 'SecureString', Value: store.value } }) };
  });
  store.url = url;
  return store;
}

/**
 * A server with public keys, as a log-in service has it.
 *
 * @param {import('node:test').TestContext} test
 * @param {object[]} keys as JWKs
 */
export async function startKeyServer(test, keys) {
  const keyServer = { keys, reads: 0, answer: null, url: '', stop: () => {} };
  const { url, stop } = await startServer(test, () => {
    keyServer.reads += 1;
    return keyServer.answer ?? { body: JSON.stringify({ keys: keyServer.keys }) };
  });
  return Object.assign(keyServer, { url: `${url}/jwks.json`, stop });
}
