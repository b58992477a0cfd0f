import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { ROOT, run } from './support.mjs';

const FIRST_ANSWER = fileURLToPath(new URL('fixtures/first-answer.mjs', import.meta.url));
/** Every client of the SDK needs it, and nothing else here does. */
const SDK_NEEDS = 'https';

const environment = {
  PATH: process.env.PATH,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

/** Which modules of Node a new process has loaded when the function has answered the events. */
function modulesAfter(file, events, env = {}) {
  const url = pathToFileURL(join(ROOT, 'dist/lambda', file)).href;
  const args = [FIRST_ANSWER, url, ...events.map((event) => JSON.stringify(event))];
  return JSON.parse(run(process.execPath, args, { env: { ...environment, ...env } }));
}

function message(body) {
  const connection = { connectionId: 'D-j5-fe7IAMCKMA=', apiId: 'abcdef1234', stage: 'prod' };
  return { requestContext: { eventType: 'MESSAGE', ...connection }, body };
}

describe('the start of a function', () => {
  it('has no client of the SDK in it: who-am-I, the first message of all, needs none', () => {
    const env = { ROOMS_TABLE: 'rooms', TURN_PROVIDER: 'kinesis' };
    assert.ok(!modulesAfter('handler.mjs', [message('')], env).includes(SDK_NEEDS));
  });

  it('a client of the SDK is run when it is needed', () => {
    // Nobody listens there.
    const env = { AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI: 'http://127.0.0.1:1' };
    const relayed = message('{"connectionId":"L0SM9cOFvHcCIhw=","message":1}');
    assert.ok(modulesAfter('handler.mjs', [relayed], env).includes(SDK_NEEDS));
  });

  it('a door that asks for origins alone begins without them, too', () => {
    const event = {
      type: 'REQUEST',
      methodArn: 'arn:aws:execute-api:us-east-1:123456789012:abcdef1234/prod/$connect',
    };
    const env = { ALLOWED_ORIGINS: 'https://example.com' };
    assert.ok(!modulesAfter('authorizer.mjs', [event], env).includes(SDK_NEEDS));
  });
});
