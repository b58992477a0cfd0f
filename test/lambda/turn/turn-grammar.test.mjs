import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { importTypeScript } from '../../support/import-typescript.mjs';
import { readBuilt, stackOf } from '../template/support.mjs';

const { readTtl, readTurnUrls } = await importTypeScript('lambda/turn/turn-grammar.ts');
const { readTurn } = await importTypeScript('lambda/dev/deploy/relay-options.ts');
const { createIceProvider } = await importTypeScript('lambda/turn/turn-settings.ts');

const built = readBuilt();
const HOST = 'turn.example.com';
const longest = 'x'.repeat(255);
const list = (count) => Array.from({ length: count }, (_, n) => `turn:t${n}.example`).join();

const RIGHT = [
  `turn:${HOST}`,
  `turn:${HOST}:3478`,
  `turns:${HOST}:5349?transport=tcp`,
  `turn:${HOST}?transport=udp`,
  'turn:[::1]:3478',
  `stun:${HOST},turn:${HOST}`,
  `turn:${HOST}, stuns:${HOST}`,
  `turn:${HOST},   turn:${HOST}:80`,
  `turn:${longest}`,
  list(8),
];

const WRONG = [
  ',',
  'turn:',
  HOST,
  `http://${HOST}`,
  `turn://${HOST}`,
  `turn:${HOST}/path`,
  `turn:${HOST}?transport=sctp`,
  `turn:${HOST}?x=1`,
  `stun:${HOST}?transport=udp,turn:${HOST}`,
  // No TURN server among them.
  `stun:${HOST}`,
  'stun:turn:3478',
  `turn:${HOST},`,
  `,turn:${HOST}`,
  `turn:${HOST},,turn:${HOST}`,
  `turn:${HOST} turn:${HOST}`,
  `turn:us er@${HOST}`,
  `TURN:${HOST}`,
  `turn:${longest}x`,
  list(9),
];

const TTL_RIGHT = ['60', '99', '600', '3600', '99999', '100000', '169999', '172799', '172800'];
const TTL_WRONG = ['0', '59', '060', '172801', '173000', '200000', '1e3', '3600 s', '-60', '60.5'];

const SECRET_RIGHT = [
  'turn',
  '/p2p-video-call/turn',
  'a/b.c_d-e',
  '/aws/reference/secretsmanager/turn',
  '/aws/reference/secretsmanager/prod/a+b=c@d',
];
const SECRET_WRONG = ['//a', 'a/', 'a//b', 'a b', 'kJ8+/x==', 'a@b', '/aws/reference/x/a+b', '/'];

/** Whether each of those who read a setting takes the value. */
function verdicts({ TurnUrls = `turn:${HOST}`, TurnTtl = '', TurnSecretName = 's' }) {
  const settings = { TurnProvider: 'coturn', TurnSecretName, TurnUrls, TurnTtl };
  const works = (action) => {
    try {
      action();
      return true;
    } catch (error) {
      assert.ok(['UsageError', 'TurnError'].includes(error.name), String(error));
      return false;
    }
  };
  return {
    template: stackOf(built, settings).refusals.length === 0,
    command: works(() =>
      readTurn({
        ...{ turn: 'coturn', 'turn-secret-name': TurnSecretName },
        ...{ 'turn-urls': TurnUrls, 'turn-ttl': TurnTtl },
      }),
    ),
    function: works(() =>
      createIceProvider({
        ...{ TURN_PROVIDER: 'coturn', TURN_SECRET_NAME: TurnSecretName },
        ...{ TURN_URLS: TurnUrls, TURN_TTL: TurnTtl },
      }),
    ),
  };
}

const ALL = { template: true, command: true, function: true };
const NONE = { template: false, command: false, function: false };

describe('the template, the command and the function take the same', () => {
  for (const text of RIGHT) {
    test(`URLs: ${text.slice(0, 60)}`, () => {
      assert.deepEqual(verdicts({ TurnUrls: text }), ALL);
      assert.ok(readTurnUrls(text).length > 0);
    });
  }
  for (const text of WRONG) {
    test(`and not: ${text.slice(0, 60)}`, () =>
      assert.deepEqual(verdicts({ TurnUrls: text }), NONE));
  }
  for (const text of TTL_RIGHT) {
    test(`seconds: ${text}`, () => {
      assert.deepEqual(verdicts({ TurnTtl: text }), ALL);
      assert.equal(readTtl(text), Number(text));
    });
  }
  for (const text of TTL_WRONG) {
    test(`and not: ${text}`, () => assert.deepEqual(verdicts({ TurnTtl: text }), NONE));
  }
  for (const text of SECRET_RIGHT) {
    test(`name in SSM: ${text}`, () => {
      assert.deepEqual(verdicts({ TurnSecretName: text }), ALL);
      assert.equal(stackOf(built, { DoorSecretName: text }).refusals.length, 0);
    });
  }
  for (const text of SECRET_WRONG) {
    test(`and no name: ${text}`, () => {
      assert.deepEqual(verdicts({ TurnSecretName: text }), NONE);
      assert.notEqual(stackOf(built, { DoorSecretName: text }).refusals.length, 0);
    });
  }
});
