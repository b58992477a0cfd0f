import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { importTypeScript } from '../../support/import-typescript.mjs';
import { readBuilt, stackOf } from '../template/support.mjs';

const { readOrigin } = await importTypeScript('lambda/door/origin-grammar.ts');
const { readDoorOptions } = await importTypeScript('lambda/door/door-options.ts');
const { readOrigins } = await importTypeScript('lambda/dev/deploy/relay-options.ts');

const built = readBuilt();

/** What people write, and what a browser sends. */
const RIGHT = {
  'https://a.example': 'https://a.example',
  'http://localhost:3000': 'http://localhost:3000',
  'http://[::1]:3000': 'http://[::1]:3000',
  'https://a.example/': 'https://a.example',
  'https://A.Example': 'https://a.example',
  'https://a.example:443': 'https://a.example',
  'https://a.example:8443/': 'https://a.example:8443',
  'https://변.example': 'https://xn--6l3b.example',
};

const WRONG = [
  '*',
  'https://*',
  'https://*.example',
  'a.example',
  'https://',
  'https://a.example/calls',
  'https://a.example//',
  'https://a.example?x',
  'https://a.example#',
  'https://anna@a.example',
  'https://a b.example',
  'ftp://a.example',
  'file:///index.html',
  'null',
];

/** Whether each of those who read the list takes the entry; what it takes it for. */
function verdicts(entry) {
  const read = (action) => {
    try {
      return action();
    } catch (error) {
      assert.ok(['UsageError', 'DoorOptionsError'].includes(error.name), String(error));
      return null;
    }
  };
  const list = `https://first.example, ${entry}`;
  const { refusals } = stackOf(built, { AllowedOrigins: list });
  return {
    template: refusals.length === 0,
    command: read(() => readOrigins(list).AllowedOrigins?.split(',')[1] ?? null),
    door: read(() => readDoorOptions({ ALLOWED_ORIGINS: list }).origins?.[1] ?? null),
  };
}

describe('the template, the command and the door take the same origins', () => {
  for (const [entry, origin] of Object.entries(RIGHT)) {
    test(entry, () => {
      assert.equal(readOrigin(entry), origin);
      assert.deepEqual(verdicts(entry), { template: true, command: origin, door: origin });
    });
  }
  for (const entry of WRONG) {
    test(`and not ${entry}`, () => {
      assert.equal(readOrigin(entry), null);
      assert.deepEqual(verdicts(entry), { template: false, command: null, door: null });
    });
  }
});
