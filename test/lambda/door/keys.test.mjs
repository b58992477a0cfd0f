import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertNotLogged, refusalFor, startDoor } from '../support/door.mjs';
import { startKeyServer, startParameterStore } from '../support/key-servers.mjs';
import { newKeys, SECRET, sign } from '../support/tokens.mjs';

const NEW_SECRET = 'the next secret of the tests: as long as it has to be';

async function startSecretDoor(test, value) {
  const store = await startParameterStore(test, value);
  const environment = { DOOR_SECRET_NAME: '/calls/secret', AWS_ENDPOINT_URL_SSM: store.url };
  return { store, ...(await startDoor(test, environment)) };
}

async function isIn(door, token) {
  return (await (await door.enter(token)).whoAmI()) !== undefined;
}

describe('the secret', () => {
  test('may be several, while one takes the place of another', async (t) => {
    const door = await startSecretDoor(t, `${NEW_SECRET} , ${SECRET}`);
    assert.ok(await isIn(door, await sign({}, SECRET)));
    assert.ok(await isIn(door, await sign({}, NEW_SECRET)));
    const foreign = await sign({}, 'neither of the two, but of the right length');
    assert.equal(await refusalFor(await door.enter(foreign)), 'token-invalid');
    assert.equal(door.store.reads, 1);
  });

  test('is refused if it is short, and the log says what to do', async (t) => {
    const short = 'x'.repeat(31);
    const door = await startSecretDoor(t, short);
    assert.equal(await refusalFor(await door.enter(await sign({}, short))), 'door-failed');
    assert.ok(door.log.some((line) => line.includes('openssl rand -base64 32')));
    assertNotLogged(door.log, [short]);
  });

  test('a short one does not shut the door for the others, and lets nobody in', async (t) => {
    const door = await startSecretDoor(t, `short-one,${SECRET}`);
    assert.ok(await isIn(door, await sign({}, SECRET)));
    const token = await sign({}, 'short-one');
    assert.equal(await refusalFor(await door.enter(token)), 'token-invalid');
    assert.ok(door.log.some((line) => line.includes('door-secret-too-short')));
    assertNotLogged(door.log, ['short-one']);
  });

  test('an empty parameter lets nobody in, not even with an empty secret', async (t) => {
    const door = await startSecretDoor(t, ' , ');
    assert.equal(await refusalFor(await door.enter(await sign({}, SECRET))), 'door-failed');
  });

  test('can be read again after a failure', async (t) => {
    const door = await startSecretDoor(t, null);
    assert.equal(await refusalFor(await door.enter(await sign({}, SECRET))), 'door-failed');
    assert.ok(door.log.some((line) => line.includes('ParameterNotFound')));
    door.store.value = SECRET;
    assert.ok(await isIn(door, await sign({}, SECRET)));
  });
});

describe('the key set', () => {
  test('a key that was added is found, whichever of them signed', async (t) => {
    const [old, next] = [await newKeys('ES256', 'old'), await newKeys('RS256', 'next')];
    const keyServer = await startKeyServer(t, [old.jwk, next.jwk]);
    const door = await startDoor(t, { DOOR_JWKS_URL: keyServer.url });
    assert.ok(await isIn(door, await old.sign()));
    assert.ok(await isIn(door, await next.sign()));
    assert.equal(keyServer.reads, 1, 'the set is kept');
  });

  test('tokens need not say which key it was', async (t) => {
    const [old, next] = [await newKeys('ES256'), await newKeys('ES256')];
    const keyServer = await startKeyServer(t, [old.jwk, next.jwk]);
    const door = await startDoor(t, { DOOR_JWKS_URL: keyServer.url });
    assert.ok(await isIn(door, await next.sign()));
    const foreign = await newKeys('ES256');
    assert.equal(await refusalFor(await door.enter(await foreign.sign())), 'token-invalid');
  });

  const failures = {
    'is down': (keyServer) => keyServer.stop(),
    'answers with an error': (keyServer) => (keyServer.answer = { status: 503, body: '' }),
    'sends away': (keyServer) => (keyServer.answer = { status: 302, body: '' }),
    'talks nonsense': (keyServer) => (keyServer.answer = { body: '<html>' }),
    'has no keys': (keyServer) => (keyServer.answer = { body: '{"keys":7}' }),
  };
  for (const [name, fail] of Object.entries(failures)) {
    test(`nobody is let in while its server ${name}`, async (t) => {
      const keys = await newKeys('ES256', 'one');
      const keyServer = await startKeyServer(t, [keys.jwk]);
      const door = await startDoor(t, { DOOR_JWKS_URL: keyServer.url });
      fail(keyServer);
      const token = await keys.sign();
      assert.equal(await refusalFor(await door.enter(token)), 'door-failed');
      assertNotLogged(door.log, [token]);
      if (name === 'is down') return;
      keyServer.answer = null;
      assert.ok(await isIn(door, token), 'the server is back');
    });
  }
});
