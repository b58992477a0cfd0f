import { once } from 'node:events';
import { createServer } from 'node:http';

/**
 * Stands in for a service on the internet: keeps what it is asked, and answers with what `respond` says.
 *
 * @param {import('node:test').TestContext} test
 * @param {(request: {method: string, url: string, headers: object, body: string}) =>
 *   {status?: number, headers?: object, body?: unknown} | null} respond - a body that is no text is sent as JSON; `null` lets
 *   the request hang
 */
export async function startStandIn(test, respond) {
  const standIn = { requests: [], respond, url: '' };
  const server = createServer(async (incoming, response) => {
    const chunks = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const { method, url, headers } = incoming;
    const request = { method, url, headers, body: Buffer.concat(chunks).toString() };
    standIn.requests.push(request);
    const answer = standIn.respond(request);
    if (!answer) return;
    const { status = 200, headers: answerHeaders = {}, body = '' } = answer;
    response.writeHead(status, { 'content-type': 'application/json', ...answerHeaders });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  test.after(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });
  /** Drops all connections. */
  standIn.drop = () => server.closeAllConnections();
  standIn.url = `http://127.0.0.1:${server.address().port}`;
  return standIn;
}
