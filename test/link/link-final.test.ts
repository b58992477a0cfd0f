import { expect } from '@open-wc/testing';
import { envelope, numbered, type LinkEnd } from '../support/fake-path.js';
import { useLinkEnd } from '../support/link-suite.js';
import type { ManualClock } from '../support/manual-clock.js';
import { COMMIT } from '../support/sdp.js';

/** All that a final message could carry. */
const laden = envelope({
  seq: 1,
  ack: 2,
  payload: '"bye"',
  notice: 1,
  address: 'elsewhere',
  probe: 7,
  echo: 7,
  final: true,
  mac: COMMIT,
});

for (const via of ['relay', 'direct'] as const) {
  describe(`Link: the peer’s final message, over the ${via} path`, () => {
    let clock: ManualClock;
    let end: LinkEnd;

    useLinkEnd((fixture) => ({ clock, end } = fixture));

    it('is delivered as such, at once, although earlier messages are missing', () => {
      end.link.receive(numbered(2), via);
      end.link.receive(envelope({ seq: 3, payload: '"bye"', final: true }), via);
      expect(end.delivered).to.deep.equal(['bye']);
      expect(end.finals).to.deep.equal(['bye']);
    });

    it('is told from a message', () => {
      end.link.receive(numbered(1), via);
      expect(end.finals).to.deep.equal([]);
    });

    it('acknowledges nothing', async () => {
      end.link.send('a');
      end.link.send('b');
      end.path.take();
      end.link.receive(laden, via);
      expect(end.link.unacknowledgedCount).to.equal(2);
      await clock.advance(1_000);
      expect(end.path.take().map(({ seq }) => seq)).to.deep.equal([1, 2]);
    });

    it('takes no number: the message with the same one is still to come', () => {
      end.link.receive(laden, via);
      expect(end.link.progress.lastReceived).to.equal(0);
      end.link.receive(numbered(1), via);
      expect(end.delivered).to.deep.equal(['bye', 'message 1']);
    });

    it('takes no number of a notice', () => {
      end.link.receive(laden, via);
      end.link.receive(envelope({ payload: '"ringing"', notice: 1 }), via);
      expect(end.delivered).to.deep.equal(['bye', 'ringing']);
    });

    it('tells no address, and asks for no reply', () => {
      end.link.receive(laden, via);
      expect([end.addresses, end.probes]).to.deep.equal([[], []]);
      expect(end.path.sent).to.deep.equal([]);
      expect(clock.pending).to.equal(0);
    });

    it('closes the link if it has sent its own: neither waits for the other', () => {
      end.link.receive(numbered(1), via);
      void end.link.finish('bye');
      expect(end.link.isFinishing).to.equal(true);
      end.link.receive(laden, via);
      expect(end.link.isClosed).to.equal(true);
    });

    it('leaves the link open otherwise: whether the call is over is not the link’s to say', () => {
      end.link.receive(envelope({ payload: '"whatever"', final: true }), via);
      end.link.receive(envelope({ payload: 'no JSON', final: true }), via);
      expect([end.link.isClosed, end.link.isFinishing]).to.deep.equal([false, false]);
      expect(end.delivered).to.deep.equal(['whatever']);
    });
  });
}

describe('Link: the peer’s address', () => {
  let end: LinkEnd;

  useLinkEnd((fixture) => ({ end } = fixture));

  const named = (seq: number | undefined, address: string) =>
    envelope({ ...(seq !== undefined && { seq }), address, mac: COMMIT });

  it('is proved by the relay, and only claimed over the data channel', () => {
    end.link.receive(named(1, 'new'), 'direct');
    end.link.receive(named(1, 'new'), 'relay');
    expect(end.addresses).to.deep.equal([
      { address: 'new', isProved: false },
      { address: 'new', isProved: true },
    ]);
  });

  it('is taken from newer messages only, from either path', () => {
    end.link.receive(named(3, 'third'), 'relay');
    for (const via of ['relay', 'direct'] as const) {
      for (const seq of [3, 2, 1, undefined]) end.link.receive(named(seq, `old ${seq}`), via);
    }
    end.link.receive(named(5, 'fifth'), 'direct');
    end.link.receive(named(4, 'fourth'), 'direct');
    end.link.receive(named(5, 'fifth'), 'direct');
    expect(end.addresses.map(({ address }) => address)).to.deep.equal(['third', 'fifth']);
  });

  it('is not taken from what has no MAC', () => {
    for (const via of ['relay', 'direct'] as const) {
      end.link.receive(envelope({ seq: 1, address: 'new', probe: 1 }), via);
    }
    expect([end.addresses, end.probes]).to.deep.equal([[], []]);
  });

  it('is answered to a probe that the relay brings, and to no other', () => {
    const probe = envelope({ address: 'new', probe: 9, mac: COMMIT });
    end.link.receive(probe, 'direct');
    expect(end.probes).to.deep.equal([]);
    end.link.receive(probe, 'relay');
    expect(end.probes).to.deep.equal([{ from: 'new', probe: 9 }]);
  });
});
