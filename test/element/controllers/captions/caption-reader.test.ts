import { expect } from '@open-wc/testing';
import { CaptionReader } from '../../../../src/element/controllers/captions/caption-reader.js';
import type { CaptionsMessage } from '../../../../src/element/controllers/captions/captions-message.js';
import { ManualClock } from '../../../support/manual-clock.js';

function stage() {
  const clock = new ManualClock();
  const sent: CaptionsMessage[] = [];
  const reader = new CaptionReader(
    (message) => sent.push(message),
    () => {},
    clock,
  );
  const id = () => sent.at(-1)!.id;
  return {
    clock,
    sent,
    reader,
    id,
    /** With captions on. */
    on() {
      reader.want(true);
      const question = id();
      reader.receive({ type: 'state', id: question, state: 'on', lang: 'en-GB' });
      const hear = (text: string, final = true) =>
        reader.receive({ type: 'text', id: question, text, final });
      return { question, hear };
    },
  };
}

describe('CaptionReader', () => {
  it('asks once, and says so until it is answered', async () => {
    const { reader, sent, clock, id } = stage();
    reader.want(true);
    reader.want(true);
    expect(sent).to.have.length(1);
    expect(sent[0]?.type).to.equal('ask');
    expect(reader.note).to.equal('asking');
    reader.receive({ type: 'state', id: id(), state: 'on', lang: 'en-GB' });
    expect(reader.note).to.equal('on');
    expect(reader.lang).to.equal('en-GB');
    await clock.advance(4_000);
    expect(reader.note, 'one has read that').to.equal(null);
  });

  it('says that there is no answer, and takes one that comes late', async () => {
    const { reader, clock, id } = stage();
    reader.want(true);
    await clock.advance(15_000);
    expect(reader.note).to.equal('silent');
    reader.receive({ type: 'state', id: id(), state: 'asks' });
    await clock.advance(600_000);
    expect(reader.note, 'a user may take their time').to.equal('asks');
  });

  for (const state of ['refused', 'unsupported', 'language', 'failed', 'loading'] as const) {
    it(`says why there is nothing to read: ${state}`, async () => {
      const { reader, clock, id } = stage();
      reader.want(true);
      reader.receive({ type: 'state', id: id(), state });
      await clock.advance(600_000);
      expect(reader.note).to.equal(state);
      reader.dismiss();
      expect(reader.note).to.equal(null);
    });
  }

  it('asks anew after it has failed', () => {
    const { reader, sent, id } = stage();
    reader.want(true);
    const first = id();
    reader.receive({ type: 'state', id: first, state: 'failed' });
    reader.ask();
    expect(sent.map(({ type }) => type)).to.deep.equal(['ask', 'ask']);
    expect(id()).not.to.equal(first);
    expect(reader.note).to.equal('asking');
  });

  it('shows what is said, and replaces what was not final', () => {
    const { hear } = stageOn();
    const { reader } = latest;
    hear(' Good', false);
    expect(reader.text).to.equal(' Good');
    hear(' Good morning');
    hear(' to', false);
    expect(reader.text).to.equal(' Good morning to');
    hear(' to you');
    expect(reader.text).to.equal(' Good morning to you');
  });

  it('is over when nothing was said for a while, and begins anew after that', async () => {
    const { hear } = stageOn();
    const { reader, clock } = latest;
    expect(reader.isOver).to.equal(true);
    hear(' one');
    await clock.advance(5_900);
    hear(' two');
    expect(reader.isOver).to.equal(false);
    await clock.advance(6_000);
    expect(reader.isOver).to.equal(true);
    hear(' three', false);
    expect(reader).to.include({ isOver: false, text: ' three' });
  });

  it('keeps no more of it than is seen, from the beginning of a word', () => {
    const { hear } = stageOn();
    const { reader } = latest;
    for (let count = 0; count < 500; count++) hear(' something');
    expect(reader.text).to.have.length.within(200, 300);
    expect(reader.text).to.match(/^ something/);
    hear('字'.repeat(900), false);
    expect(reader.text).to.equal('字'.repeat(300));
    hear('😀'.repeat(500), false);
    expect(reader.text, 'no half of one').to.match(/^(😀)+$/u);
  });

  it('asks again on a new connection, and is told nothing that it knows', async () => {
    const { question, hear } = stageOn();
    const { reader, sent, clock } = latest;
    hear(' one');
    await clock.advance(4_000);
    reader.askAgain();
    expect(sent.at(-1)).to.deep.equal({ type: 'ask', id: question });
    reader.receive({ type: 'state', id: question, state: 'on' });
    expect(reader.note).to.equal(null);
    expect(reader.text).to.equal(' one');
  });

  it('stops, and is asked nothing after that', async () => {
    const { question, hear } = stageOn();
    const { reader, sent, clock } = latest;
    hear(' one');
    reader.want(false);
    expect(sent.at(-1)).to.deep.equal({ type: 'stop', id: question });
    expect(reader).to.include({ note: null, text: '', isOver: true });
    const count = sent.length;
    reader.want(false);
    reader.askAgain();
    expect(sent).to.have.length(count);
    expect(clock.pending).to.equal(0);
  });

  it('ends what it has not asked for', () => {
    const { reader, sent } = stage();
    reader.receive({ type: 'text', id: 'of-another-page', text: 'x', final: true });
    expect(sent).to.deep.equal([{ type: 'stop', id: 'of-another-page' }]);
    expect(reader.text).to.equal('');
    reader.want(true);
    reader.receive({ type: 'state', id: 'of-another-page', state: 'refused' });
    expect(reader.note).to.equal('asking');
    expect(sent.at(-1)).to.deep.equal({ type: 'stop', id: 'of-another-page' });
  });
});

let latest: ReturnType<typeof stage>;

function stageOn() {
  latest = stage();
  return latest.on();
}
