import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { packageJson, ROOT } from './support.mjs';

const read = (file) => readFileSync(join(ROOT, file), 'utf8');
const namesOf = (items) => items.map(({ name }) => name).sort();

const manifest = JSON.parse(read('custom-elements.json'));
const element = manifest.modules
  .flatMap(({ declarations }) => declarations)
  .find(({ tagName }) => tagName === 'p2p-video-call');
/** But for the one that follows `state`. */
const attributes = element.attributes.filter(({ name }) => name !== 'state');
const fields = element.members.filter(({ kind }) => kind === 'field');

describe('what editors know of the element', () => {
  it('Visual Studio Code: attributes with their words, custom properties, parts', () => {
    const [tag] = JSON.parse(read('dist/vscode.html-custom-data.json')).tags;
    assert.equal(tag.name, 'p2p-video-call');
    assert.deepEqual(namesOf(tag.attributes), namesOf(attributes));
    const attribute = (name) => tag.attributes.find((candidate) => candidate.name === name);
    assert.deepEqual(attribute('audio').values, [{ name: 'off' }]);
    assert.equal(attribute('preview').valueSet, 'v');
    assert.equal(attribute('endpoint').values, undefined);
    const css = JSON.parse(read('dist/vscode.css-custom-data.json'));
    assert.deepEqual(namesOf(css.properties), namesOf(element.cssProperties));
    assert.deepEqual(
      namesOf(css.pseudoElements),
      namesOf(element.cssParts).map((name) => `::part(${name})`),
    );
  });

  it('JetBrains: what package.json points to', () => {
    const webTypes = JSON.parse(read(packageJson['web-types']));
    assert.equal(webTypes.name, packageJson.name);
    assert.equal(webTypes.version, packageJson.version);
    const [tag] = webTypes.contributions.html.elements;
    assert.deepEqual(namesOf(tag.attributes), namesOf(attributes));
    assert.deepEqual(namesOf(tag.js.properties), namesOf(fields));
    assert.deepEqual(namesOf(tag.js.events), namesOf(element.events));
    assert.deepEqual(namesOf(tag.css.parts), namesOf(element.cssParts));
    assert.deepEqual(namesOf(tag.css.properties), namesOf(element.cssProperties));
  });
});

/** Whether they are right, the type checkers of the frameworks say: test/examples. */
describe('what frameworks know of the element', () => {
  it('every property that can be set, and every attribute with a name of its own', () => {
    const settings = read('dist/frameworks/settings.d.ts');
    const settable = fields.filter(({ readonly }) => !readonly);
    const ofItsOwn = attributes.filter(({ name }) => name.includes('-'));
    for (const { name } of [...settable, ...ofItsOwn]) {
      assert.match(settings, new RegExp(`^  '?${name}'?\\?: `, 'm'));
    }
    for (const { name } of fields.filter(({ readonly }) => readonly)) {
      assert.doesNotMatch(settings, new RegExp(`^  ${name}\\?: `, 'm'));
    }
  });

  for (const framework of ['react', 'vue', 'svelte']) {
    it(`${framework}: every event, and the door is the package itself`, async () => {
      const types = read(`dist/frameworks/${framework}.d.ts`);
      for (const { name } of element.events) assert.ok(types.includes(`['${name}'] | undefined`));
      assert.equal(
        await import(`${packageJson.name}/${framework}`).then((door) => door.PeerCall),
        await import(packageJson.name).then((door) => door.PeerCall),
      );
    });
  }
});
