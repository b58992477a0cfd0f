import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { packageJson, run } from './support.mjs';

const BROWSER_GLOBALS = [
  'window',
  'document',
  'navigator',
  'customElements',
  'HTMLElement',
  'WebSocket',
  'RTCPeerConnection',
  'localStorage',
  'location',
];

/** Imports `door` in a Node of its own. It ends by itself only if the import left no timer or socket behind. */
function importInNode(door, before = '', after = '') {
  const name = JSON.stringify(door.replace('.', packageJson.name));
  const script = `${before}; const exported = await import(${name}); ${after}`;
  return run('node', ['--input-type=module', '--eval', script], { timeout: 30_000 });
}

describe('importing the package in Node', () => {
  const doors = ['.', './core', './element', './testing', './lambda/handler'];
  for (const door of [...doors, './react', './vue', './svelte']) {
    it(`${door} does not throw, says nothing and exports something`, () => {
      const output = importInNode(door, '', 'console.log(Object.keys(exported).length > 0)');
      assert.equal(output, 'true\n');
    });
  }

  for (const door of ['./core', './testing']) {
    it(`${door} leaves the globals alone, and does not even look at the browser's`, () => {
      const trap = `for (const name of ${JSON.stringify(BROWSER_GLOBALS)}) {
        Object.defineProperty(globalThis, name, {
          configurable: true,
          get() { throw new Error(name + ' was read'); },
        });
      }
      const names = () => Reflect.ownKeys(globalThis).map(String).join();
      const before = names()`;
      const output = importInNode(door, trap, 'console.log(names() === before)');
      assert.equal(output, 'true\n');
    });
  }

  it('. registers the element where there is a registry, and ./element does not', () => {
    const registry = `const defined = [];
      globalThis.customElements = { get: () => undefined, define: (name) => defined.push(name) }`;
    const show = 'console.log(JSON.stringify(defined))';
    assert.equal(importInNode('.', registry, show), '["p2p-video-call"]\n');
    assert.equal(importInNode('./element', registry, show), '[]\n');
  });

  it('. does not register an element that is there already', () => {
    const registry = `globalThis.customElements = {
      get: () => class {},
      define() { throw new Error('defined twice'); },
    }`;
    assert.equal(importInNode('.', registry, 'console.log("fine")'), 'fine\n');
  });
});
