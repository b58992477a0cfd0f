import { expect } from '@open-wc/testing';
import { LINK_WINDOW } from '../../src/link/inbound-sequence.js';
import { createLinkEnd, envelope, FakePath, numbered, type LinkEnd } from '../support/fake-path.js';
import { useLinkEnd } from '../support/link-suite.js';
import type { ManualClock } from '../support/manual-clock.js';

describe('Link: what it delivers', () => {
  let clock: ManualClock;
  let end: LinkEnd;

  useLinkEnd((fixture) => ({ clock, end } = fixture));

  it('delivers in order what comes in order', () => {
    for (const seq of [1, 2, 3]) end.link.receive(numbered(seq), 'relay');
    expect(end.delivered).to.deep.equal(['message 1', 'message 2', 'message 3']);
  });

  it('buffers what has overtaken an earlier message', () => {
    end.link.receive(numbered(3), 'relay');
    end.link.receive(numbered(2), 'direct');
    expect(end.delivered).to.deep.equal([]);
    end.link.receive(numbered(1), 'relay');
    expect(end.delivered).to.deep.equal(['message 1', 'message 2', 'message 3']);
  });

  it('delivers each message once, whichever path its copies take', () => {
    for (const via of ['relay', 'direct', 'relay'] as const) end.link.receive(numbered(1), via);
    end.link.receive(numbered(3), 'relay');
    end.link.receive(numbered(3), 'direct');
    end.link.receive(numbered(2), 'relay');
    expect(end.delivered).to.deep.equal(['message 1', 'message 2', 'message 3']);
  });

  it('buffers at most one window', () => {
    end.link.receive(numbered(LINK_WINDOW + 1), 'relay');
    end.link.receive(numbered(2 ** 31), 'relay');
    for (let seq = LINK_WINDOW; seq >= 1; seq -= 1) end.link.receive(numbered(seq), 'relay');
    expect(end.delivered).to.have.length(LINK_WINDOW);
    end.link.receive(numbered(LINK_WINDOW + 1), 'relay');
    expect(end.delivered).to.have.length(LINK_WINDOW + 1);
  });

  it('goes on after a payload that is not JSON', () => {
    end.link.receive(envelope({ seq: 1, payload: '{"type":' }), 'relay');
    end.link.receive(envelope({ seq: 2, payload: '' }), 'relay');
    end.link.receive(numbered(3), 'relay');
    expect(end.delivered).to.deep.equal(['message 3']);
  });

  it('counts a message without content, and delivers nothing for it', () => {
    end.link.receive(envelope({ seq: 1 }), 'relay');
    end.link.receive(numbered(2), 'relay');
    expect(end.delivered).to.deep.equal(['message 2']);
  });

  it('delivers a notice outside the sequence, and ignores one that is not JSON', () => {
    end.link.receive(envelope({ payload: '"ringing"', notice: 1 }), 'relay');
    end.link.receive(envelope({ payload: 'NaN', notice: 2 }), 'relay');
    expect(end.delivered).to.deep.equal(['ringing']);
  });

  it('acknowledges what came before it delivers, so that a reply carries the acknowledgement', async () => {
    const path = new FakePath();
    const replying = createLinkEnd(clock, path, {
      deliver: () => replying.link.send('a reply'),
    });
    replying.link.receive(numbered(1), 'relay');
    expect(path.take()).to.deep.equal([envelope({ seq: 1, ack: 1, payload: '"a reply"' })]);
    replying.link.receive(envelope({ ack: 1 }), 'relay');
    await clock.advance(10_000);
    // The acknowledgement that was scheduled for the message itself says nothing new, once.
    expect(path.take().every(({ seq }) => seq === undefined)).to.equal(true);
    replying.link.close();
  });

  it('may be closed by the receiver of a message, and delivers no more', () => {
    const path = new FakePath();
    const closing = createLinkEnd(clock, path, {
      deliver: (message) => {
        closing.delivered.push(message);
        closing.link.close();
      },
    });
    closing.link.receive(numbered(2), 'relay');
    closing.link.receive(numbered(1), 'relay');
    expect(closing.delivered).to.deep.equal(['message 1']);
    expect(path.sent).to.deep.equal([]);
    expect(closing.closed.count).to.equal(1);
  });

  it('counts what comes and goes over the relay, and only that', async () => {
    const direct = new FakePath('direct');
    end.link.receive(numbered(1), 'relay');
    end.link.receive(numbered(2), 'direct');
    await clock.advance(500);
    expect(end.link.relayTraffic.received).to.equal(1);
    expect(end.link.relayTraffic.sent).to.equal(1);
    end.link.addPath(direct);
    end.link.send('over the data channel');
    expect(end.link.relayTraffic.sent).to.equal(1);
  });
});
