import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { createInterface } from 'node:readline';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';

const TABLE = 'rooms';
/** So long, in ms, what was asked when a test ended may take. */
const ANSWER_MS = 5_000;
const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };

/** What the AWS SDK reads in a function that has this table. */
export function tableEnvironment(endpoint) {
  return {
    ROOMS_TABLE: TABLE,
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

/** A client for the test's own use, which looks at the table as an operator would. */
export function operator(endpoint) {
  return new DynamoDBClient({ endpoint, region: 'us-east-1', credentials: CREDENTIALS });
}

/** Makes the table as the template does. */
async function createTable(endpoint) {
  const client = operator(endpoint);
  await client.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    }),
  );
  client.destroy();
}

/**
 * DynamoDB in this process, with the table in it.
 *
 * @param {{ after: (action: () => unknown) => void }} test a test, or what has its `after`
 */
export async function startDynalite(test) {
  const server = dynalite({ createTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  let open = 0;
  server.on('request', (_request, response) => {
    open += 1;
    response.once('close', () => {
      open -= 1;
      server.emit('answered');
    });
  });
  test.after(async () => {
    // A request that finds the database closed would end the process. A relay may still write when its test is over.
    const limit = AbortSignal.timeout(ANSWER_MS);
    while (open > 0 && !limit.aborted) {
      // At the limit it is closed all the same: whoever still asks is not answered.
      await once(server, 'answered', { signal: limit }).catch(() => undefined);
    }
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  const endpoint = `http://127.0.0.1:${server.address().port}`;
  await createTable(endpoint);
  return endpoint;
}

/** moto's server, with the table in it; `null` where Python does not have it. */
export async function startMoto(test) {
  if (!(await hasMoto())) return null;
  const port = await freePort();
  const child = spawn('python3', ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  test.after(async () => {
    if (child.exitCode !== null) return;
    child.kill();
    await once(child, 'exit');
  });
  for await (const line of createInterface({ input: child.stderr })) {
    if (line.includes('Running on')) break;
  }
  child.stderr.resume();
  const endpoint = `http://127.0.0.1:${port}`;
  await createTable(endpoint);
  return endpoint;
}

async function hasMoto() {
  const child = spawn('python3', ['-c', 'import moto.server'], { stdio: 'ignore' });
  const [code] = await Promise.race([
    once(child, 'exit'),
    once(child, 'error').then(() => [1]),
  ]).catch(() => [1]);
  return code === 0;
}

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
