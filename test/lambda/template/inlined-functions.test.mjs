import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inlineFunction } from '../../../scripts/rollup/inline-function.mjs';
import { startManagementServer } from '../support/management-server.mjs';
import { inlinedFunctions, readBuilt, unpack } from './support.mjs';

const RUNTIME = fileURLToPath(new URL('lambda-runtime.cjs', import.meta.url));
const PACKAGES = fileURLToPath(new URL('../../../node_modules/', import.meta.url));
const SENDER = 'D-j5-fe7IAMCKMA=';
const TARGET = 'L0SM9cOFvHcCIhw=';

// As captured from AWS, shortened.
const connectEvent = {
  type: 'REQUEST',
  methodArn: 'arn:aws:execute-api:us-east-1:123456789012:abcdef1234/prod/$connect',
  headers: {
    Host: 'abcdef1234.execute-api.us-east-1.amazonaws.com',
    Origin: 'https://example.com',
  },
  multiValueHeaders: { Origin: ['https://example.com'] },
  requestContext: {
    ...{ routeKey: '$connect', eventType: 'CONNECT', messageDirection: 'IN', stage: 'prod' },
    ...{ connectionId: SENDER, apiId: 'abcdef1234', domainName: 'calls.example.com' },
  },
};

function messageEvent(body, eventType = 'MESSAGE') {
  const routeKey = eventType === 'MESSAGE' ? '$default' : `$${eventType.toLowerCase()}`;
  return {
    requestContext: { ...connectEvent.requestContext, routeKey, eventType, messageId: 'a=' },
    body,
    isBase64Encoded: false,
  };
}

/**
 * The folders of a function on AWS: the code in one, as CloudFormation writes it, and the SDK of the runtime in another, which is
 * found through NODE_PATH. Nothing else can be required.
 */
class Runtime {
  folder = mkdtempSync(join(tmpdir(), 'p2p-video-call-function-'));

  constructor(functions) {
    const modules = join(this.folder, 'runtime/node_modules');
    mkdirSync(modules, { recursive: true });
    symlinkSync(join(PACKAGES, '@aws-sdk'), join(modules, '@aws-sdk'));
    for (const [id, code] of Object.entries(functions)) {
      mkdirSync(join(this.folder, id));
      writeFileSync(join(this.folder, id, 'index.js'), code);
    }
  }

  /** Starts a function in a process of its own. */
  start(t, id, environment) {
    const child = fork(RUNTIME, [join(this.folder, id, 'index.js'), 'handler'], {
      cwd: join(this.folder, id),
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: {
        ...environment,
        NODE_PATH: join(this.folder, 'runtime/node_modules'),
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      },
    });
    const ended = once(child, 'exit');
    t.after(async () => {
      child.kill();
      await ended;
    });
    return async (event) => {
      child.send({ event });
      const [answer] = await Promise.race([
        once(child, 'message'),
        ended.then(([code]) => assert.fail(`The function ended with ${code}.`)),
      ]);
      if (answer.error) throw Object.assign(new Error(answer.error.message), answer.error);
      return answer.result;
    };
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const functions = inlinedFunctions(readBuilt());
let runtime;
before(() => (runtime = new Runtime(functions)));
after(() => runtime.remove());

describe('the relay in the template', () => {
  test('is what the build makes of the source, packed', async () => {
    assert.equal(unpack(functions.Relay), await inlineFunction('lambda/handler.ts'));
  });

  test('answers who-am-I, also where the text is empty', async (t) => {
    const invoke = runtime.start(t, 'Relay', {});
    for (const body of ['', undefined, 'hello', '{"action":"ping"}']) {
      const result = await invoke(messageEvent(body));
      assert.deepEqual(result, { statusCode: 200, body: `{"connectionId":"${SENDER}"}` });
    }
  });

  test('relays through the SDK of the runtime', async (t) => {
    const management = await startManagementServer(t);
    const invoke = runtime.start(t, 'Relay', {
      AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI: management.url,
    });
    const request = JSON.stringify({ connectionId: TARGET, message: '한글 📞', ref: 'r' });
    assert.deepEqual(await invoke(messageEvent(request)), { statusCode: 200 });
    const [post] = management.requests;
    assert.equal(decodeURIComponent(post.url), `/prod/@connections/${TARGET}`);
    assert.match(post.authorization, /^AWS4-HMAC-SHA256 /);
    assert.deepEqual(JSON.parse(post.body), { message: '한글 📞', from: SENDER });
    management.respond = () => ({ status: 410, headers: { 'x-amzn-ErrorType': 'GoneException' } });
    const { body } = await invoke(messageEvent(request));
    const { error, connectionId, ref } = JSON.parse(body);
    assert.deepEqual([error.code, connectionId, ref], ['peer-unavailable', TARGET, 'r']);
  });

  test('lets connections come and go', async (t) => {
    const invoke = runtime.start(t, 'Relay', {});
    for (const type of ['CONNECT', 'DISCONNECT']) {
      const { statusCode } = await invoke(messageEvent(undefined, type));
      assert.equal(statusCode, 200);
    }
  });
});

describe('the door in the template', () => {
  const ENVIRONMENT = { ALLOWED_ORIGINS: 'https://example.com,https://www.example.com' };

  test('is what the build makes of the source, packed', async () => {
    assert.equal(unpack(functions.Door), await inlineFunction('lambda/door/authorizer.ts'));
  });

  test('lets pages of the listed origins in', async (t) => {
    const invoke = runtime.start(t, 'Door', ENVIRONMENT);
    const { policyDocument, context } = await invoke(connectEvent);
    const [statement] = policyDocument.Statement;
    assert.deepEqual(
      [statement.Effect, statement.Action, statement.Resource],
      ['Allow', 'execute-api:Invoke', connectEvent.methodArn],
    );
    assert.equal(context.refusal, undefined);
  });

  test('lets others in to be told the reason', async (t) => {
    const invoke = runtime.start(t, 'Door', ENVIRONMENT);
    const Origin = 'https://evil.example';
    const { policyDocument, context } = await invoke({
      ...connectEvent,
      headers: { ...connectEvent.headers, Origin },
      multiValueHeaders: { Origin: [Origin] },
    });
    assert.equal(policyDocument.Statement[0].Effect, 'Allow');
    assert.equal(context.refusal, 'origin');
  });

  test('refuses an event that is not its own', async (t) => {
    const invoke = runtime.start(t, 'Door', ENVIRONMENT);
    await assert.rejects(invoke({}), Error);
  });
});
