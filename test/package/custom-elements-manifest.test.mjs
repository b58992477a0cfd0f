import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ROOT } from './support.mjs';

const manifest = JSON.parse(readFileSync(join(ROOT, 'custom-elements.json'), 'utf8'));
const declarations = manifest.modules.flatMap((module) => module.declarations);
const element = declarations.find(({ tagName }) => tagName === 'p2p-video-call');
const namesOf = (items) => items.map(({ name }) => name).sort();

describe('custom-elements.json', () => {
  it('names files that are published', () => {
    assert.ok(manifest.modules.length > 0);
    for (const { path } of manifest.modules) assert.ok(existsSync(join(ROOT, path)), path);
  });

  it('lists the events', () => {
    assert.deepEqual(namesOf(element.events), [
      'call-error',
      'call-incoming',
      'call-rating',
      'call-recorded',
      'call-statechange',
      'chat-message',
      'connection-id',
    ]);
  });

  it('lists the parts that pages style', () => {
    const parts = namesOf(element.cssParts);
    for (const part of ['remote-video', 'local-video', 'toolbar', 'status', 'call-button']) {
      assert.ok(parts.includes(part), part);
    }
  });

  it('lists the attributes', () => {
    const attributes = namesOf(element.attributes);
    for (const name of ['endpoint', 'peer-id', 'audio', 'video', 'auto-answer', 'lang', 'state']) {
      assert.ok(attributes.includes(name), name);
    }
  });

  it('shows nothing private', () => {
    const { members } = element;
    assert.ok(members.length > 0);
    assert.deepEqual(
      members.filter(({ name, privacy }) => privacy === 'private' || /^[#_]/.test(name)),
      [],
    );
  });
});
