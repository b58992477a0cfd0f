import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import { packageJson } from './support.mjs';

await import(packageJson.name);

/** What a server sends for `template`, without Lit's marks for the browser. */
async function rendered(template) {
  const page = await collectResult(render(template));
  return page.replaceAll(/<!--.*?-->/gs, '').replaceAll(/<style>.*?<\/style>/gs, '');
}

/** What is to read in it. */
function readable(page) {
  return page
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

describe('rendering on a server with Lit', () => {
  it('shows that the element goes online', async () => {
    const page = await rendered(
      html`<p2p-video-call endpoint="wss://example.test" peer-id="peer-7"></p2p-video-call>`,
    );
    assert.match(page, /<p2p-video-call\s+endpoint="wss:\/\/example\.test"\s+peer-id="peer-7"/);
    assert.match(page, /<template shadowroot="open" shadowrootmode="open">/);
    assert.match(page, /<section\s+class="root +offline "\s+lang="en"/);
    assert.match(page, /aria-label="Video call"/);
    assert.equal(readable(page), 'Going online…');
    assert.doesNotMatch(page, /undefined|null|\[object/);
  });

  it('says what is missing without an endpoint', async () => {
    const page = await rendered(html`<p2p-video-call></p2p-video-call>`);
    assert.equal(readable(page), 'No call server: set its endpoint.');
  });

  it(
    'speaks the language of the attribute, once its file is read',
    { timeout: 15_000 },
    async () => {
      let page;
      do {
        await setImmediate();
        page = await rendered(
          html`<p2p-video-call lang="ko-KR" endpoint="wss://x"></p2p-video-call>`,
        );
      } while (readable(page) === 'Going online…');
      assert.match(page, /<section[^>]*\s+lang="ko"/);
      assert.equal(readable(page), '접속하는 중…');
    },
  );

  it('brings its styles', async () => {
    const page = await collectResult(render(html`<p2p-video-call></p2p-video-call>`));
    assert.match(page, /<style>[^]*--p2p-accent[^]*<\/style>/);
  });

  it('takes properties', async () => {
    const page = await rendered(
      html`<p2p-video-call .endpoint=${'wss://x'} .strings=${{ opening: 'Wait…' }} .lang=${'ko'}>
      </p2p-video-call>`,
    );
    assert.equal(readable(page), 'Wait…');
  });
});
