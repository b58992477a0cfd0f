import { once } from 'node:events';
import { createServer } from 'node:http';

/**
 * Stands in for `@connections` of AWS: keeps what it is sent, and answers with what `respond` says.
 *
 * @param {import('node:test').TestContext} test
 */
export async function startManagementServer(test) {
  const requests = [];
  const management = {
    requests,
    /** Gives status and headers of the next answers; `null` lets the request hang. */
    respond: () => ({ status: 200, headers: {} }),
    url: '',
  };
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    requests.push({
      method: request.method,
      url: request.url,
      authorization: request.headers.authorization ?? '',
      body: Buffer.concat(chunks).toString(),
    });
    const answer = management.respond();
    if (answer) response.writeHead(answer.status, answer.headers).end(answer.body ?? '{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  test.after(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });
  management.url = `http://127.0.0.1:${server.address().port}/prod`;
  return management;
}
