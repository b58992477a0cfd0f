import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { P2pVideoCallElement } from '../../dist/element/p2p-video-call.js';
import { ROOT } from './support.mjs';

const manifest = JSON.parse(readFileSync(join(ROOT, 'custom-elements.json'), 'utf8'));
const element = manifest.modules
  .flatMap(({ declarations }) => declarations)
  .find(({ tagName }) => tagName === 'p2p-video-call');

const FOLDER = join(ROOT, 'src/element');
/** The sources of the element, without their comments: these speak of parts and slots, too. */
const source = readdirSync(FOLDER, { recursive: true })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(FOLDER, file), 'utf8'))
  .join('\n')
  .replaceAll(/\/\*[^]*?\*\//g, '')
  .replaceAll(/^\s*\/\/.*$/gm, '');

/** Of Lit, for the class alone. */
const LIFECYCLE = ['constructor', 'render', 'scheduleUpdate', 'willUpdate'];

const sorted = (names) => [...new Set(names)].sort();
const namesOf = (items = []) => sorted(items.map(({ name }) => name));
const found = (pattern) => [...source.matchAll(pattern)].map(([, name]) => name);
const stringsIn = (expressions) =>
  expressions.flatMap((text) => [...text.matchAll(/'([\w-]+)'/g)].map(([, name]) => name));

/** The names of the toolbar's and the menu's controls (views/call/control.ts). */
function controls() {
  const files = ['controls.ts', 'picture-controls.ts', 'toolbar.ts'];
  const text = files
    .map((file) => readFileSync(join(FOLDER, 'views/call', file), 'utf8'))
    .join('\n');
  const named = (pattern) => [...text.matchAll(pattern)].map(([, name]) => name);
  return [
    ...named(/\b(?:name: |minor\(\s*)'([\w-]+)'/g),
    ...named(/\bdevice\(view, call, '(\w+)'/g),
    ...named(/\bpanelButton\(\s*view,\s*'([\w-]+)'/g),
  ];
}

/** `part="x y"`, `part=${a ? 'x' : 'y'}`, what is given to `iconButton`, and the controls. */
function partsInTemplates() {
  const written = found(/\bpart="([\w -]+)"/g).flatMap((names) => names.split(' '));
  const chosen = stringsIn(found(/\bpart=\$\{([^}]*)\}/g));
  const given = found(/'([\w-]+-button)'/g);
  return sorted([...written, ...chosen, ...given, ...controls().map((name) => `${name}-button`)]);
}

describe('custom-elements.json against the sources', () => {
  it('has every part of the templates, and no other', () => {
    assert.deepEqual(namesOf(element.cssParts), partsInTemplates());
  });

  it('has every custom property of the style sheets, and no other', () => {
    assert.deepEqual(namesOf(element.cssProperties), sorted(found(/var\(\s*(--p2p-[\w-]+)/g)));
  });

  it('has the defaults of the style sheets', () => {
    // `--_accent` is what a page sets as `--p2p-accent`, or the default of that.
    const plain = (text) =>
      text
        .replaceAll(/\s+/g, '')
        .replaceAll(/#fff\b/g, '#ffffff')
        .replaceAll('--_', '--p2p-');
    const css = plain(source);
    for (const { name, default: fallback } of element.cssProperties) {
      assert.ok(css.includes(`var(${name},${plain(fallback)})`), `${name}: ${fallback}`);
    }
  });

  it('has every slot that a template names', () => {
    // Those of states and pictures are looked for in the screens themselves: test/element/theme.
    const named = found(/<slot name="([\w-]+)"/g);
    assert.ok(named.length > 0);
    assert.deepEqual(
      named.filter((name) => !namesOf(element.slots).includes(name)),
      [],
    );
  });

  it('has every state for `:state()`, and no other', () => {
    const { type } = element.attributes.find(({ name }) => name === 'state');
    const states = [...type.text.matchAll(/"([\w-]+)"/g)].map(([, name]) => name);
    const others = found(/\bstates\.add\('([\w-]+)'\)/g);
    assert.deepEqual(namesOf(element.cssStates), sorted([...states, ...others]));
  });

  it('has every event with its class, and no other', () => {
    const classes = source.matchAll(
      /class (\w+) extends Event \{(?:(?!\nclass)[^])*?super\('([\w-]+)'/g,
    );
    assert.deepEqual(
      sorted(element.events.map(({ name, type }) => `${name}: ${type.text}`)),
      sorted([...classes].map(([, type, name]) => `${name}: ${type}`)),
    );
    for (const { type } of element.events) {
      assert.ok(source.includes(`new ${type.text}(`), `${type.text} is fired`);
    }
  });

  it('has every attribute, and no other', () => {
    // `lang` is of HTML, and what follows `state` is written, not read.
    const observed = sorted([...P2pVideoCallElement.observedAttributes, 'lang', 'state']);
    assert.deepEqual(namesOf(element.attributes), observed);
  });

  it('has every property, and no other', () => {
    const properties = sorted([...P2pVideoCallElement.elementProperties.keys()]);
    const fields = element.members.filter(({ kind }) => kind === 'field');
    assert.deepEqual(namesOf(fields), properties);
  });

  it('has every method and hook of the class', () => {
    const { prototype } = P2pVideoCallElement;
    const isMethod = ([, { value }]) => typeof value === 'function';
    const methods = Object.entries(Object.getOwnPropertyDescriptors(prototype))
      .filter(isMethod)
      .map(([name]) => name)
      .filter((name) => !LIFECYCLE.includes(name));
    const described = element.members.filter(
      ({ kind, inheritedFrom }) => kind === 'method' && inheritedFrom === undefined,
    );
    assert.deepEqual(namesOf(described), sorted(methods));
    for (const { name, return: result } of described) assert.ok(result.type.text, name);
  });

  it('says of everything what it is', () => {
    const { attributes, cssParts, cssProperties, events, members, slots = [] } = element;
    for (const item of [attributes, cssParts, cssProperties, events, members, slots].flat()) {
      assert.ok(item.description, item.name);
    }
  });
});
