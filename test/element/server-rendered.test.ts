import { expect } from '@open-wc/testing';
import { until } from '../support/until.js';
import type { FakedElement } from './fixtures.js';
import './fixtures.js';

/** As a server with `@lit-labs/ssr` sends it, without Lit's marks, of which a page without hydration knows nothing. */
const PAGE = `<faked-video-call endpoint="wss://example.test">
  <template shadowrootmode="open"><style>p { color: red }</style>
    <section class="root offline"><p part="status">Going online…</p></section></template>
</faked-video-call>`;

describe('P2pVideoCallElement: from a server', () => {
  it('takes the place of what the server has rendered', async () => {
    const page = document.createElement('div');
    document.body.append(page);
    try {
      page.setHTMLUnsafe(PAGE);
      const element = page.querySelector<FakedElement>('faked-video-call')!;
      expect(element.shadowRoot!.textContent, 'until then').to.contain('Going online…');
      // Firefox upgrades what such markup has a moment later.
      await until(() => element.renderRoot);
      await element.updateComplete;
      expect(element.renderRoot.querySelectorAll('.root')).to.have.lengthOf(1);
      expect(element.renderRoot.querySelectorAll('[part=status]')).to.have.lengthOf(1);
      expect(element.renderRoot.querySelector('style')).to.equal(null);
      expect(element.renderRoot.querySelector('[part=call-button]')).to.not.equal(null);
    } finally {
      page.remove();
    }
  });
});
