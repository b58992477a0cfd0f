import { expect } from '@open-wc/testing';
import { RecordingConsent } from '../../../../src/element/controllers/recording/recording-consent.js';

/** Two sides that hear each other at once. */
function pair() {
  const wire: string[] = [];
  const side = (name: string, other: () => RecordingConsent) =>
    new RecordingConsent(
      (message) => {
        wire.push(`${name} ${message.type} ${message.id}`);
        other().receive(JSON.stringify(message));
      },
      () => {},
    );
  const a: RecordingConsent = side('a', () => b);
  let b: RecordingConsent = side('b', () => a);
  const first = b;
  /** Another page takes the place of b's. */
  const reload = () => (b = side('b', () => a));
  return { a, b: first, wire, reload };
}

describe('RecordingConsent', () => {
  it('asks, is allowed, records, and stops', () => {
    const { a, b, wire } = pair();
    a.ask();
    expect([a.own, b.peer]).to.deep.equal(['asked', 'asks']);
    b.answer(true);
    expect([a.own, b.peer]).to.deep.equal(['allowed', 'allowed']);
    a.started();
    expect(b.peer).to.equal('records');
    a.stopped();
    expect([a.own, b.peer]).to.deep.equal(['none', 'none']);
    expect(wire).to.deep.equal(['a ask 1', 'b allow 1', 'a start 1', 'a stop 1']);
  });

  it('a refusal is no consent, and may be asked again', () => {
    const { a, b } = pair();
    a.ask();
    b.answer(false);
    expect([a.own, b.peer]).to.deep.equal(['refused', 'none']);
    a.started();
    expect(b.peer).to.equal('none');
    a.ask();
    expect([a.own, b.peer]).to.deep.equal(['asked', 'asks']);
  });

  it('a consent can be taken back while the recording runs', () => {
    const { a, b } = pair();
    a.ask();
    b.answer(true);
    a.started();
    b.answer(false);
    expect([a.own, b.peer]).to.deep.equal(['refused', 'none']);
  });

  it('goes on over a new connection', () => {
    const { a, b, wire } = pair();
    a.ask();
    a.sayAgain();
    expect([a.own, b.peer]).to.deep.equal(['asked', 'asks']);
    b.answer(true);
    a.started();
    for (const side of [a, b]) side.sayAgain();
    expect([a.own, b.peer]).to.deep.equal(['allowed', 'records']);
    expect(wire).not.to.include('b refuse 1');
  });

  it('ends where the page of the other side was loaded anew, which would not see it', () => {
    const { a, b, reload } = pair();
    a.ask();
    b.answer(true);
    a.started();
    const next = reload();
    a.sayAgain();
    expect([a.own, next.peer]).to.deep.equal(['refused', 'none']);
  });

  it('is said no more where the page that recorded was loaded anew', () => {
    const { a, b, reload } = pair();
    b.ask();
    a.answer(true);
    b.started();
    expect(a.peer).to.equal('records');
    reload().sayAgain();
    expect(a.peer).to.equal('none');
  });

  it('a recording that was never allowed is refused, but not without end', () => {
    const { b, wire } = pair();
    for (let id = 1; id < 100; id++) b.receive(JSON.stringify({ type: 'start', id }));
    expect(b.peer).to.equal('none');
    expect(wire).to.have.length.within(1, 30);
  });

  it('a question that is not asked any more can not be answered', () => {
    const { a, b, wire } = pair();
    a.ask();
    a.stopped();
    b.answer(true);
    expect([a.own, b.peer]).to.deep.equal(['none', 'none']);
    expect(wire).to.deep.equal(['a ask 1', 'a stop 1']);
  });

  it('an answer to an earlier question counts no more', () => {
    const { a } = pair();
    a.ask();
    a.stopped();
    a.ask();
    a.receive('{"type":"allow","id":1}');
    expect(a.own).to.equal('asked');
  });

  it('both may ask, and both may be allowed', () => {
    const { a, b } = pair();
    a.ask();
    b.ask();
    a.answer(true);
    b.answer(true);
    expect([a.own, a.peer, b.own, b.peer]).to.deep.equal([
      'allowed',
      'allowed',
      'allowed',
      'allowed',
    ]);
  });

  it('who asks again and again is refused without a word', () => {
    const sent: string[] = [];
    const changes: string[] = [];
    const consent: RecordingConsent = new RecordingConsent(
      ({ type, id }) => sent.push(`${type} ${id}`),
      () => changes.push(consent.peer),
    );
    for (let id = 1; id <= 7; id++) {
      consent.receive(JSON.stringify({ type: 'ask', id }));
      consent.receive(JSON.stringify({ type: 'stop', id }));
    }
    expect(changes.filter((peer) => peer === 'asks')).to.have.length(5);
    expect(sent).to.deep.equal(['refuse 6', 'refuse 7']);
  });

  for (const data of [
    '',
    '{',
    'null',
    '[]',
    '"ask"',
    '{"type":"ask"}',
    '{"type":"ask","id":"1"}',
    '{"type":"ask","id":1.5}',
    '{"type":"record","id":1}',
    '{"type":"constructor","id":1}',
    '{"type":"allow","id":0}',
  ]) {
    it(`${data || 'nothing'} changes nothing`, () => {
      const sent: unknown[] = [];
      const consent = new RecordingConsent(
        (message) => sent.push(message),
        () => {},
      );
      consent.receive(data);
      expect([consent.own, consent.peer, sent.length]).to.deep.equal(['none', 'none', 0]);
    });
  }
});
