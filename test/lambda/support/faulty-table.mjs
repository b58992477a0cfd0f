import { once } from 'node:events';
import { createServer } from 'node:http';
import { startDynalite } from './dynamo.mjs';

/** An error as DynamoDB answers it. */
export function awsError(name, status = 400) {
  const body = JSON.stringify({
    __type: `com.amazonaws.dynamodb.v20120810#${name}`,
    message: name,
  });
  return { status, body };
}

/**
 * DynamoDB behind a path that can fail. `fault` sees each request's operation, such as `GetItem`, and says what becomes
 * of it: `undefined` lets it pass, `'hang'` and `'break'` give no answer, `'lose'` does it and gives no answer, and an
 * object with status and body is the answer.
 *
 * @param {import('node:test').TestContext} test
 */
export async function startFaultyTable(test) {
  const dynalite = await startDynalite(test);
  const operations = [];
  const table = { endpoint: '', dynalite, operations, fault: () => undefined };
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const operation = String(request.headers['x-amz-target']).split('.')[1];
    operations.push(operation);
    const fault = table.fault(operation);
    if (fault === 'hang') return;
    if (fault === 'break') return void request.socket.destroy();
    if (typeof fault === 'object') {
      response.writeHead(fault.status, { 'Content-Type': 'application/x-amz-json-1.0' });
      return void response.end(fault.body);
    }
    const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers;
    const answer = await fetch(dynalite, {
      method: request.method,
      headers,
      body: Buffer.concat(chunks),
    });
    const body = Buffer.from(await answer.arrayBuffer());
    if (fault === 'lose') return void request.socket.destroy();
    response.writeHead(answer.status, { 'Content-Type': 'application/x-amz-json-1.0' });
    response.end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  test.after(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });
  table.endpoint = `http://127.0.0.1:${server.address().port}`;
  return table;
}
