// One cold start, in a process of its own: from the start of the process until the handler has answered its first message.
// What it takes is written to file descriptor 3, in milliseconds; the others are the handler's, for its log.
const { writeSync } = require('node:fs');
const { pathToFileURL } = require('node:url');

const [, , file] = process.argv;

const event = {
  requestContext: {
    routeKey: '$default',
    eventType: 'MESSAGE',
    connectionId: 'D-j5-fe7IAMCKMA=',
    apiId: 'abcdef1234',
    stage: 'prod',
    domainName: 'abcdef1234.execute-api.us-east-1.amazonaws.com',
  },
  body: '',
  isBase64Encoded: false,
};

async function main() {
  const startedAt = performance.now(); // since the process was started: Node counts from there
  const { handler } = file.endsWith('.mjs') ? await import(pathToFileURL(file)) : require(file);
  const loadedAt = performance.now();
  const { body } = await handler(event);
  const answeredAt = performance.now();
  if (JSON.parse(body).connectionId !== event.requestContext.connectionId) {
    throw new Error('The handler gave no address.');
  }
  writeSync(
    3,
    JSON.stringify({
      total: answeredAt,
      node: startedAt,
      load: loadedAt - startedAt,
      answer: answeredAt - loadedAt,
    }),
  );
}

void main();
