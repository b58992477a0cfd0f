import { expect } from '@open-wc/testing';
import { MAX_ENVELOPE_BYTES } from '../../src/link/envelope.js';
import { LINK_WINDOW } from '../../src/link/inbound-sequence.js';
import { MAX_UNACKNOWLEDGED } from '../../src/link/link.js';
import { LinkError } from '../../src/link/link-error.js';
import { envelope, FakePath, numbered, type LinkEnd } from '../support/fake-path.js';
import { useLinkEnd } from '../support/link-suite.js';
import type { ManualClock } from '../support/manual-clock.js';

const seqsOf = (path: FakePath) => path.take().map(({ seq }) => seq);

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    expect(error).to.be.instanceOf(LinkError);
    return (error as LinkError).code;
  }
  return 'no error';
}

describe('Link: what it sends', () => {
  let clock: ManualClock;
  let end: LinkEnd;

  useLinkEnd((fixture) => ({ clock, end } = fixture));

  it('numbers its messages', () => {
    end.link.send({ type: 'a' });
    end.link.send('b');
    expect(end.path.take()).to.deep.equal([
      envelope({ seq: 1, payload: '{"type":"a"}' }),
      envelope({ seq: 2, payload: '"b"' }),
    ]);
  });

  it('retransmits after 1 s, 1.5 s, 2.25 s, 3.375 s, and then every 5 s', async () => {
    end.link.send('hello');
    const times: number[] = [];
    end.path.onSend = () => times.push(clock.now());
    await clock.advance(25_000);
    // Timers count whole milliseconds.
    expect(times).to.deep.equal([1000, 2500, 4750, 8125, 13_125, 18_125, 23_125]);
  });

  it('starts again with 1 s once something is acknowledged', async () => {
    end.link.send('a');
    end.link.send('b');
    await clock.advance(4750);
    end.path.take();
    end.link.receive(envelope({ ack: 1 }), 'relay');
    await clock.advance(999);
    expect(seqsOf(end.path)).to.deep.equal([]);
    await clock.advance(1);
    expect(seqsOf(end.path)).to.deep.equal([2]);
  });

  it('retransmits although a path has thrown', async () => {
    end.link.send('a');
    end.path.onSend = () => {
      throw new Error('once');
    };
    await clock.advance(1_000).catch(() => undefined); // the error of the path
    end.path.onSend = null;
    end.path.take();
    await clock.advance(5_000);
    expect(seqsOf(end.path)).to.include(1);
  });

  it('is silent once everything is acknowledged, cumulatively', async () => {
    for (const message of ['a', 'b', 'c']) end.link.send(message);
    expect(end.link.unacknowledgedCount).to.equal(3);
    end.link.receive(envelope({ ack: 3 }), 'relay');
    expect(end.link.unacknowledgedCount).to.equal(0);
    end.path.take();
    await clock.advance(60_000);
    expect(end.path.sent).to.deep.equal([]);
    expect(clock.pending).to.equal(0);
  });

  it('ignores acknowledgements that come late, come twice, or are of what it never sent', async () => {
    end.link.send('a');
    end.link.send('b');
    end.link.receive(envelope({ ack: 1 }), 'relay');
    end.link.receive(envelope({ ack: 1 }), 'relay');
    end.link.receive(envelope({ ack: 0 }), 'relay');
    expect(end.link.unacknowledgedCount).to.equal(1);
    end.link.receive(envelope({ ack: 2 ** 31 }), 'relay');
    expect(end.link.unacknowledgedCount).to.equal(0);
    end.path.take();
    end.link.send('c');
    expect(seqsOf(end.path)).to.deep.equal([3]);
  });

  it('acknowledges after 500 ms at the latest, several messages at once', async () => {
    end.link.receive(numbered(1), 'relay');
    await clock.advance(300);
    end.link.receive(numbered(2), 'relay');
    await clock.advance(199);
    expect(end.path.sent).to.deep.equal([]);
    await clock.advance(1);
    expect(end.path.take()).to.deep.equal([envelope({ ack: 2 })]);
    await clock.advance(60_000);
    expect(end.path.sent).to.deep.equal([]);
  });

  it('lets a message carry the acknowledgement', async () => {
    end.link.receive(numbered(1), 'relay');
    end.link.send('reply');
    expect(end.path.take()).to.deep.equal([envelope({ seq: 1, ack: 1, payload: '"reply"' })]);
    await clock.advance(900);
    expect(end.path.sent).to.deep.equal([]);
  });

  it('retransmits with the present acknowledgement', async () => {
    end.link.send('a');
    end.link.receive(numbered(1), 'relay');
    end.path.take();
    await clock.advance(1000);
    expect(end.path.take().at(-1)).to.deep.equal(envelope({ seq: 1, ack: 1, payload: '"a"' }));
  });

  it('acknowledges a retransmission at once: the first acknowledgement was lost', () => {
    end.link.receive(numbered(1), 'relay');
    end.link.receive(numbered(1), 'relay');
    expect(end.path.take()).to.deep.equal([envelope({ ack: 1 })]);
  });

  it('sends a notice at once, and again with every acknowledgement', async () => {
    end.link.receive(numbered(1), 'relay');
    end.link.notify('ringing');
    const withNotice = envelope({ ack: 1, payload: '"ringing"', notice: 1 });
    expect(end.path.take()).to.deep.equal([withNotice]);
    end.link.receive(numbered(1), 'relay');
    expect(end.path.take()).to.deep.equal([withNotice]);
    await clock.advance(60_000);
    expect(end.path.sent).to.deep.equal([]);
  });

  it('has at most one window on its way, and sends the rest as soon as the window moves', () => {
    for (let count = 0; count < LINK_WINDOW + 6; count += 1) end.link.send(count);
    expect(seqsOf(end.path)).to.have.length(LINK_WINDOW);
    end.link.receive(envelope({ ack: 4 }), 'relay');
    const next = [1, 2, 3, 4].map((offset) => LINK_WINDOW + offset);
    expect(seqsOf(end.path)).to.deep.equal(next);
    end.link.receive(envelope({ ack: LINK_WINDOW }), 'relay');
    expect(seqsOf(end.path)).to.deep.equal([LINK_WINDOW + 5, LINK_WINDOW + 6]);
  });

  it('retransmits at most one window', async () => {
    for (let count = 0; count < 100; count += 1) end.link.send(count);
    end.path.take();
    await clock.advance(1000);
    expect(seqsOf(end.path)).to.have.length(LINK_WINDOW);
  });

  it('repeats but one message per time while nothing is acknowledged for long, and all of them afterwards', async () => {
    const direct = new FakePath('direct');
    end.link.addPath(direct);
    for (let count = 0; count < 10; count += 1) end.link.send(count);
    await clock.advance(8_125);
    expect(end.path.take(), 'relayed in the first 8 s').to.have.length(3 * 10 + 1);
    direct.take();
    await clock.advance(5 * 60_000);
    expect(new Set(seqsOf(end.path))).to.deep.equal(new Set([1]));
    expect(direct.take()).to.have.length(60);
    end.link.send('a new one is not kept back');
    expect(seqsOf(direct)).to.deep.equal([11]);
    end.link.receive(envelope({ ack: 1 }), 'direct');
    await clock.advance(1_000);
    expect(seqsOf(end.path)).to.deep.equal([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('repeats everything on a relay that is there again, however long nothing was acknowledged', async () => {
    end.path.isOpen = false;
    for (const message of ['a', 'b', 'c']) end.link.send(message);
    await clock.advance(60_000);
    end.path.isOpen = true;
    end.link.pathOpened(end.path);
    expect(seqsOf(end.path)).to.deep.equal([1, 2, 3]);
  });

  it(`refuses more than ${MAX_UNACKNOWLEDGED} messages that wait, and takes more later`, () => {
    for (let count = 0; count < MAX_UNACKNOWLEDGED; count += 1) end.link.send(count);
    expect(codeOf(() => end.link.send('one more'))).to.equal('queue-full');
    end.link.receive(envelope({ ack: 1 }), 'relay');
    expect(codeOf(() => end.link.send('one more'))).to.equal('no error');
    expect(end.link.unacknowledgedCount).to.equal(MAX_UNACKNOWLEDGED);
  });

  it('refuses what is too large, in bytes of UTF-8, and does not use up a number', () => {
    const overhead = new TextEncoder().encode(
      JSON.stringify(envelope({ seq: 1, payload: '""' })),
    ).length;
    const room = MAX_ENVELOPE_BYTES - overhead;
    expect(codeOf(() => end.link.send('x'.repeat(room + 1)))).to.equal('too-large');
    expect(codeOf(() => end.link.send('한'.repeat(Math.ceil(room / 3) + 1)))).to.equal('too-large');
    expect(codeOf(() => end.link.send('x'.repeat(room)))).to.equal('no error');
    expect(seqsOf(end.path)).to.deep.equal([1]);
  });

  it('sends nothing more once it is closed', async () => {
    end.link.send('a');
    end.link.close();
    end.link.close();
    end.path.take();
    expect(codeOf(() => end.link.send('b'))).to.equal('closed');
    end.link.receive(numbered(1), 'relay');
    end.link.notify('ringing');
    end.link.announce('a new address');
    void end.link.finish('bye');
    await clock.advance(60_000);
    expect(end.path.sent).to.deep.equal([]);
    expect(end.delivered).to.deep.equal([]);
    expect(end.closed.count).to.equal(1);
  });
});
