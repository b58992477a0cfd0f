import { expect } from '@open-wc/testing';
import { createDeferred } from '../../src/internal/deferred.js';
import { envelope, FakePath, numbered, type LinkEnd } from '../support/fake-path.js';
import { useLinkEnd } from '../support/link-suite.js';
import type { ManualClock } from '../support/manual-clock.js';

describe('Link: its paths', () => {
  let clock: ManualClock;
  let relay: FakePath;
  let direct: FakePath;
  let end: LinkEnd;

  useLinkEnd((fixture) => {
    ({ clock, end } = fixture);
    relay = end.path;
    direct = new FakePath('direct');
    end.link.addPath(direct);
  });

  it('prefers the direct path, for messages and acknowledgements', async () => {
    end.link.send('a');
    end.link.receive(numbered(1, 1), 'relay');
    await clock.advance(500);
    expect(direct.sent).to.have.length(2);
    expect(relay.sent).to.deep.equal([]);
  });

  it('uses the relay while the direct path is closed', () => {
    direct.isOpen = false;
    end.link.send('a');
    expect(relay.take()).to.have.length(1);
    expect(direct.sent).to.deep.equal([]);
    direct.isOpen = true;
    end.link.send('b');
    expect(direct.take()).to.have.length(1);
    expect(relay.sent).to.deep.equal([]);
  });

  it('retransmits on all open paths', async () => {
    end.link.send('a');
    direct.take();
    await clock.advance(1000);
    expect([relay.take().length, direct.take().length]).to.deep.equal([1, 1]);
    relay.isOpen = false;
    await clock.advance(1500);
    expect([relay.take().length, direct.take().length]).to.deep.equal([0, 1]);
  });

  it('waits for a direct path that is full instead of using the relay', async () => {
    end.link.send('a');
    direct.take();
    direct.isFull = true;
    end.link.send('b');
    end.link.send('c');
    await clock.advance(20_000);
    expect([...relay.sent, ...direct.sent]).to.deep.equal([]);
    direct.isFull = false;
    end.link.pathOpened(direct);
    expect(direct.take().map(({ seq }) => seq)).to.deep.equal([2, 3]);
    expect(relay.sent).to.deep.equal([]);
  });

  it('uses the relay if a full direct path closes', async () => {
    direct.isFull = true;
    end.link.send('a');
    direct.isOpen = false;
    await clock.advance(1_000);
    expect(relay.take().map(({ seq }) => seq)).to.deep.equal([1]);
  });

  it('tries the final message on a direct path that seems cut, so that it arrives before the close does', () => {
    end.link.send('a');
    direct.take();
    direct.isOpen = false;
    void end.link.finish('bye');
    expect([...relay.take(), ...direct.take()].map(({ seq }) => seq)).to.deep.equal([2, 2]);
  });

  it('sends the final message and a new address although the direct path is full', async () => {
    direct.isFull = true;
    end.link.receive(numbered(1), 'direct');
    end.link.announce('a new address');
    void end.link.finish('bye');
    expect(relay.take().map(({ seq }) => seq)).to.deep.equal([1, 2]);
    expect(direct.take().map(({ seq }) => seq)).to.deep.equal([1, 2]);
    await clock.advance(1_000);
    expect(relay.take().map(({ seq }) => seq)).to.deep.equal([1, 2]);
  });

  it('keeps what no path can send, and sends it when the relay opens', async () => {
    direct.isOpen = false;
    relay.isOpen = false;
    end.link.send('a');
    await clock.advance(10_000);
    expect(relay.sent).to.deep.equal([]);
    expect(end.link.relayTraffic.sent).to.equal(0);
    end.link.pathOpened(relay);
    expect(relay.sent, 'it is not open yet').to.deep.equal([]);
    relay.isOpen = true;
    end.link.pathOpened(relay);
    expect(relay.take()).to.have.length(1);
  });

  it('sends a delayed acknowledgement as soon as a path opens', () => {
    end.link.receive(numbered(1), 'relay');
    end.link.pathOpened(direct);
    expect(direct.take()).to.deep.equal([envelope({ ack: 1 })]);
  });

  it('sends nothing when a path opens and nothing waits', () => {
    end.link.pathOpened(relay);
    end.link.pathOpened(direct);
    expect([...relay.sent, ...direct.sent]).to.deep.equal([]);
  });

  it('announces a new address on all paths, until it is acknowledged', async () => {
    end.link.receive(numbered(1), 'relay');
    end.link.announce('a new address');
    const announcement = envelope({ seq: 1, ack: 1, address: 'a new address' });
    expect(relay.take()).to.deep.equal([announcement]);
    expect(direct.take()).to.deep.equal([announcement]);
    await clock.advance(1000);
    expect(relay.take()).to.deep.equal([announcement]);
    end.link.receive(envelope({ ack: 1 }), 'direct');
    relay.take();
    await clock.advance(60_000);
    expect(relay.sent).to.deep.equal([]);
  });

  it('announces nothing before the peer knows of the conversation', () => {
    end.link.announce('a new address');
    expect([...relay.sent, ...direct.sent]).to.deep.equal([]);
  });

  it('sends the final message on all paths, and retransmits it until it is acknowledged', async () => {
    end.link.send('a');
    direct.take();
    void end.link.finish('bye');
    const finalMessage = envelope({ seq: 2, payload: '"bye"', final: true });
    expect(relay.take()).to.deep.equal([finalMessage]);
    expect(direct.take()).to.deep.equal([finalMessage]);
    direct.isOpen = false;
    await clock.advance(1000);
    expect(relay.take().map(({ seq }) => seq)).to.deep.equal([1, 2]);
    end.link.receive(envelope({ ack: 1 }), 'relay');
    expect(end.link.isFinishing).to.equal(true);
    end.link.receive(envelope({ ack: 2 }), 'relay');
    expect(end.link.isClosed).to.equal(true);
    expect(end.closed.count).to.equal(1);
    expect(clock.pending).to.equal(0);
  });

  it('lets a final message wait for what is still being sealed, and tells when it is out', async () => {
    end.link.send('a');
    direct.take();
    const sealed = createDeferred<void>();
    direct.pending = sealed.promise;
    let isOut = false;
    const out = end.link.finish('bye')?.then(() => (isOut = true));
    await clock.advance(0);
    expect([isOut, relay.take(), direct.take()]).to.deep.equal([false, [], []]);
    expect(end.link.isFinishing).to.equal(true);
    sealed.resolve();
    await out;
    expect([...relay.take(), ...direct.take()].map(({ payload }) => payload)).to.deep.equal([
      '"bye"',
      '"bye"',
    ]);
  });

  it('sends no final message if the link closes before that', async () => {
    end.link.send('a');
    direct.take();
    const sealed = createDeferred<void>();
    direct.pending = sealed.promise;
    const out = end.link.finish('bye');
    end.link.receive(envelope({ payload: '"bye"', final: true }), 'relay');
    expect(end.link.isClosed).to.equal(true);
    sealed.resolve();
    await out;
    expect([...relay.sent, ...direct.sent]).to.deep.equal([]);
  });

  it('sends a final message at once if nothing is being sealed', () => {
    end.link.send('a');
    expect(end.link.finish('bye')).to.equal(null);
    expect(relay.take()).to.have.length(1);
  });

  it('gives up on the final message after 10 s', async () => {
    end.link.send('a');
    void end.link.finish('bye');
    void end.link.finish('another bye');
    await clock.advance(9_999);
    expect(end.link.isFinishing).to.equal(true);
    await clock.advance(1);
    expect(end.link.isClosed).to.equal(true);
    expect(clock.pending).to.equal(0);
  });

  it('sends no final message before the peer knows of the conversation', () => {
    void end.link.finish('bye');
    expect(end.link.isClosed).to.equal(true);
    expect([...relay.sent, ...direct.sent]).to.deep.equal([]);
  });

  it('delivers nothing after its final message, and still acknowledges', async () => {
    end.link.receive(numbered(1), 'relay');
    void end.link.finish('bye');
    end.link.receive(numbered(2), 'relay');
    end.link.receive(envelope({ payload: '"notice"', notice: 1 }), 'relay');
    expect(end.delivered).to.deep.equal(['message 1']);
    direct.take();
    await clock.advance(500);
    expect(direct.take()).to.deep.equal([envelope({ ack: 2 })]);
  });

  it('sends the final message although the queue is full', () => {
    for (let count = 0; count < 256; count += 1) end.link.send(count);
    relay.take();
    void end.link.finish('bye');
    expect(end.link.isFinishing).to.equal(true);
    end.link.receive(envelope({ ack: 256 }), 'relay');
    expect(relay.sent.concat(direct.sent).some(({ seq }) => seq === 257)).to.equal(true);
  });

  it('has its final message in the tombstone', () => {
    end.link.receive(numbered(1), 'relay');
    void end.link.finish('bye');
    expect(end.link.tombstone).to.deep.equal({ payload: '"bye"', final: true });
  });
});
