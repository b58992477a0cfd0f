import { expect } from '@open-wc/testing';
import { createDeferred } from '../../src/internal/deferred.js';
import { isJsonObject, parseJson } from '../../src/internal/json-value.js';
import { utf8Length } from '../../src/internal/utf8.js';

describe('createDeferred', () => {
  it('is settled from outside, once', async () => {
    const deferred = createDeferred<number>();
    deferred.resolve(1);
    deferred.reject(new Error('too late'));
    expect(await deferred.promise).to.equal(1);
  });

  it('can be rejected', async () => {
    const deferred = createDeferred<never>();
    const reason = new Error('reason');
    deferred.reject(reason);
    expect(await deferred.promise.catch((error: unknown) => error)).to.equal(reason);
  });
});

describe('isJsonObject', () => {
  it('knows objects with fields', () => {
    for (const value of [{}, { a: 1 }, JSON.parse('{"__proto__":1}'), Object.create(null)]) {
      expect(isJsonObject(value)).to.equal(true);
    }
  });

  it('knows what is none', () => {
    for (const value of [null, undefined, [], '{}', 1, true, () => ({})]) {
      expect(isJsonObject(value)).to.equal(false);
    }
  });
});

describe('parseJson', () => {
  it('reads JSON', () => {
    expect(parseJson('{"a":[1,null]}')).to.deep.equal({ a: [1, null] });
    expect(parseJson('null')).to.equal(null);
  });

  it('has no value for what is no JSON, or no text', () => {
    for (const text of ['', '{', 'undefined', '\ufeff1', undefined, null, 1, true, ['1'], {}]) {
      expect(parseJson(text)).to.equal(undefined);
    }
  });
});

describe('utf8Length', () => {
  for (const [text, bytes] of [
    ['', 0],
    ['abc', 3],
    ['é', 2],
    ['한', 3],
    ['👋', 4],
    ['\ud800', 3],
  ] as const) {
    it(`counts ${bytes} bytes in ${JSON.stringify(text)}`, () => {
      expect(utf8Length(text)).to.equal(bytes);
    });
  }
});
