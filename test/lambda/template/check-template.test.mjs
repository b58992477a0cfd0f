import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { MORE_MUTATIONS, MUTATIONS } from './mutations.mjs';
import {
  BUILT_TEMPLATE,
  cfnLint,
  checkTemplate,
  hasCfnLint,
  PARAMETER_SETS,
  readBuilt,
  readSource,
} from './support.mjs';

const SETS = Object.values(PARAMETER_SETS);
/** With these, everything that may be made is made once. */
const FEW_SETS = ['all defaults', 'coturn, a path', 'coturn, Secrets Manager', 'everything'].map(
  (name) => PARAMETER_SETS[name],
);
const source = readSource();

describe('the check of templates', () => {
  test('finds nothing wrong with the template, nor with what the build makes of it', () => {
    assert.deepEqual(checkTemplate(source, SETS), []);
    assert.deepEqual(checkTemplate(readBuilt(), SETS), []);
  });

  assert.equal(MUTATIONS.length, 23);
  for (const { slip, change } of [...MUTATIONS, ...MORE_MUTATIONS]) {
    test(`finds ${slip}`, () => {
      const mutated = change(source);
      assert.notEqual(mutated, source, 'the slip was made');
      assert.notDeepEqual(checkTemplate(mutated, FEW_SETS), []);
    });
  }

  test('says what is wrong in sentences, with the place', () => {
    const { change } = MUTATIONS.find(({ slip }) => slip === 'no route response');
    const [problem, ...others] = checkTemplate(change(source));
    assert.match(problem, /^DefaultRoute: it has no route response, so what the function answers/);
    assert.deepEqual(others, []);
  });

  test('takes a relay that answers by POST without a route response', () => {
    const { change } = MUTATIONS.find(({ slip }) => slip === 'no route response');
    const mutated = change(source).replace(
      '          TURN_PROVIDER:',
      "          ANSWER_BY_POST: '1'\n          TURN_PROVIDER:",
    );
    assert.deepEqual(checkTemplate(mutated, SETS), []);
  });

  test('refuses what is no template', () => {
    for (const text of ['', 'a: [', '[]', 'Resources: {}', 'Resources: {A: 1}', 'a: &x 1\nb: *x']) {
      assert.throws(() => checkTemplate(text), { name: 'TemplateError' }, text);
    }
  });
});

if (hasCfnLint) {
  test('cfn-lint, which is installed here, finds nothing wrong with the built template', () => {
    assert.deepEqual(cfnLint([fileURLToPath(BUILT_TEMPLATE)]), []);
  });
} else {
  test('cfn-lint is not installed here: the template was checked without it', (t) => {
    t.diagnostic('pip install cfn-lint, to check it with that as well');
    assert.equal(hasCfnLint, false);
  });
}
