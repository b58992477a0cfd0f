import { expect } from '@open-wc/testing';
import type { Envelope } from '../../src/link/envelope.js';
import { createLinkEnd, envelope, type LinkEnd } from '../support/fake-path.js';
import { useLinkEnd } from '../support/link-suite.js';
import type { ManualClock } from '../support/manual-clock.js';

const notice = (number: number, text: string): Envelope =>
  envelope({ payload: JSON.stringify(text), notice: number });

describe('Link: notices', () => {
  let clock: ManualClock;
  let end: LinkEnd;

  useLinkEnd((fixture) => ({ clock, end } = fixture));

  const hear = (...notices: Envelope[]) => {
    for (const each of notices) {
      for (const via of ['relay', 'direct'] as const) end.link.receive(each, via);
    }
  };

  it('are numbered, apart from the messages', () => {
    end.link.send('a message');
    end.link.notify('ringing');
    end.link.notify('away');
    end.link.send('another');
    const sent = end.path.take().map(({ seq, notice: number }) => [seq, number]);
    expect(sent).to.deep.equal([
      [1, undefined],
      [undefined, 1],
      [undefined, 2],
      [2, undefined],
    ]);
  });

  it('are heard once, however often they come', () => {
    hear(notice(1, 'ringing'), notice(1, 'ringing'));
    expect(end.delivered).to.deep.equal(['ringing']);
    expect(end.finals).to.deep.equal([]);
  });

  it('are not heard after a later one', () => {
    hear(notice(1, 'ringing'), notice(3, 'back'), notice(2, 'away'), notice(1, 'away'));
    expect(end.delivered).to.deep.equal(['ringing', 'back']);
  });

  it('without a number say nothing', () => {
    hear(envelope({ payload: '"away"' }));
    expect(end.delivered).to.deep.equal([]);
  });

  it('do not count as messages, nor messages as notices', async () => {
    hear(notice(1, 'ringing'));
    end.link.receive(envelope({ seq: 1, payload: '"a message"', notice: 2 }), 'relay');
    hear(notice(2, 'away'));
    expect(end.delivered).to.deep.equal(['ringing', 'a message', 'away']);
    await clock.advance(500);
    expect(end.path.take()).to.deep.equal([envelope({ ack: 1 })]);
  });

  it('go on with their numbers, in both directions, where the conversation goes on', () => {
    end.link.notify('ringing');
    hear(notice(4, 'away'));
    const again = createLinkEnd(clock, undefined, { progress: end.link.progress });
    again.link.notify('away');
    expect(again.path.take().map(({ notice: number }) => number)).to.deep.equal([2]);
    again.link.receive(notice(4, 'away'), 'relay');
    again.link.receive(notice(5, 'back'), 'relay');
    expect(again.delivered).to.deep.equal(['back']);
    again.link.close();
  });
});
