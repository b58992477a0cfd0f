import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { packageJson, ROOT } from './support.mjs';

const DOORS = [
  '.',
  './core',
  './element',
  './testing',
  './react',
  './vue',
  './svelte',
  './lambda/handler',
  './lambda/authorizer',
  './custom-elements.json',
  './package.json',
];

describe('package.json', () => {
  it('has these doors and no others', () => {
    assert.deepEqual(Object.keys(packageJson.exports), DOORS);
  });

  for (const door of DOORS) {
    it(`${door} leads to files that are there`, () => {
      const target = packageJson.exports[door];
      for (const file of typeof target === 'string' ? [target] : Object.values(target)) {
        assert.ok(existsSync(join(ROOT, file)), file);
      }
      const resolved = import.meta.resolve(door.replace('.', packageJson.name));
      assert.ok(existsSync(fileURLToPath(resolved)), resolved);
    });
  }

  it('lets nobody import a file behind the doors', () => {
    assert.throws(() => import.meta.resolve(`${packageJson.name}/dist/core.js`), {
      code: 'ERR_PACKAGE_PATH_NOT_EXPORTED',
    });
  });

  it('names CDN file, manifest, command and files with side effects that are there', () => {
    const { unpkg, jsdelivr, customElements, bin, sideEffects } = packageJson;
    const webTypes = packageJson['web-types'];
    const named = [
      unpkg,
      jsdelivr,
      customElements,
      webTypes,
      ...Object.values(bin),
      ...sideEffects,
    ];
    for (const file of named) assert.ok(existsSync(join(ROOT, file.replace(/\*\.js$/, ''))), file);
  });

  it('has lit as its only runtime dependency (T23)', () => {
    assert.deepEqual(Object.keys(packageJson.dependencies), ['lit']);
    assert.equal(packageJson.peerDependencies, undefined);
    assert.equal(packageJson.optionalDependencies, undefined);
  });
});
