import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { importTypeScript } from '../../support/import-typescript.mjs';
import { AWS_ENVIRONMENT, awsError, setEnvironment } from '../support/aws-environment.mjs';
import { startStandIn } from '../support/stand-in.mjs';

const CACHE_MS = 300_000;

describe('the secret of a TURN server', () => {
  let turnSecret;
  before(async () => ({ turnSecret } = await importTypeScript('lambda/turn/turn-secret.ts')));

  async function setUp(t, Value, name = '/calls/turn-secret') {
    const ssm = await startStandIn(t, () => ({ body: { Parameter: { Name: name, Value } } }));
    setEnvironment(t, { ...AWS_ENVIRONMENT, AWS_ENDPOINT_URL_SSM: ssm.url });
    const become = (value) => (ssm.respond = () => ({ body: { Parameter: { Value: value } } }));
    return { ssm, become, read: turnSecret(name) };
  }

  test('is read from its parameter, decrypted', async (t) => {
    const name = '/aws/reference/secretsmanager/turn';
    const { ssm, read } = await setUp(t, 'first', name);
    assert.equal(await read(0), 'first');
    const [{ headers, body }] = ssm.requests;
    assert.equal(headers['x-amz-target'], 'AmazonSSM.GetParameter');
    assert.deepEqual(JSON.parse(body), { Name: name, WithDecryption: true });
  });

  test('is kept for five minutes, and asked for once at a time', async (t) => {
    const { ssm, become, read } = await setUp(t, 'old');
    assert.deepEqual(await Promise.all([read(0), read(0)]), ['old', 'old']);
    become('new');
    assert.equal(await read(CACHE_MS - 1), 'old');
    assert.equal(ssm.requests.length, 1);
    assert.equal(await read(CACHE_MS), 'new');
  });

  test('is the first of several', async (t) => {
    const { read } = await setUp(t, ' new , old\n');
    assert.equal(await read(0), 'new');
  });

  for (const [name, value] of [
    ['empty', ''],
    ['a comma', ' ,old'],
    ['missing', undefined],
  ]) {
    test(`is not there where the value is ${name}`, async (t) => {
      const { become, read } = await setUp(t, value);
      await assert.rejects(read(0), { code: 'NO_SECRET' });
      become('right');
      assert.equal(await read(0), 'right', 'a failure is not kept');
    });
  }

  test('is used on while AWS is in trouble', async (t) => {
    const { ssm, read } = await setUp(t, 'good');
    await read(0);
    ssm.respond = () => awsError(500, 'InternalServerError');
    assert.equal(await read(CACHE_MS), 'good');
  });

  for (const type of ['ParameterNotFound', 'AccessDeniedException']) {
    test(`is not used any more after ${type}`, async (t) => {
      const { ssm, read } = await setUp(t, 'good');
      await read(0);
      ssm.respond = () => awsError(400, type);
      await assert.rejects(read(CACHE_MS), { name: type });
      await assert.rejects(read(CACHE_MS + 1), { name: type });
    });
  }
});
