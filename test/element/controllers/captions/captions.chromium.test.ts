import { expect } from '@open-wc/testing';
import type { CallError } from '../../../../src/call/terms/call-error.js';
import { Captions } from '../../../../src/element/controllers/captions/captions.js';
import { fakeSpeech, silentTrack } from '../../../support/fake-speech-recognition.js';
import type { FakePeerCall } from '../../../support/fake-peer-call.js';
import { until } from '../../../support/until.js';
import { elementInCall, type FakedElement } from '../../fixtures.js';

interface Side {
  readonly element: FakedElement;
  readonly call: FakePeerCall;
  readonly captions: Captions;
  readonly failures: CallError[];
}

async function side(): Promise<Side> {
  const { element, call } = await elementInCall('connected');
  call.setLocalStream(new MediaStream([silentTrack()]));
  call.setLocalMedia({ microphone: true });
  const failures: CallError[] = [];
  const captions = new Captions(element, (error) => failures.push(error));
  element.requestUpdate();
  await element.updateComplete;
  return { element, call, captions, failures };
}

function connect(from: FakePeerCall, to: FakePeerCall): void {
  from.sendMessage = (data, topic) => to.receive(topic ?? '', data);
}

async function pair(): Promise<[Side, Side]> {
  const a = await side();
  const b = await side();
  connect(a.call, b.call);
  connect(b.call, a.call);
  return [a, b];
}

/** The element has captions of its own, which answer, too. What is said is looked for in these. */
const textOf = ({ captions }: Side) => captions.session?.reader.text.trim();

describe('Captions', () => {
  let browser: ReturnType<typeof fakeSpeech>;
  beforeEach(() => (browser = fakeSpeech({ 'en-US': 'available' })));
  afterEach(() => browser.restore());

  const running = () => browser.speech.made.filter(({ isRunning }) => isRunning);
  const settled = async (...sides: Side[]) => {
    for (const { element } of sides) await element.updateComplete;
  };

  it('fetches nothing, and sends nothing, before somebody asks', async () => {
    const [a, b] = await pair();
    expect([a.captions.session, b.captions.session]).to.deep.equal([null, null]);
    expect(a.captions.isOn).to.equal(false);
  });

  it('what is said there is read here', async () => {
    const [a, b] = await pair();
    a.captions.toggle();
    await until(() => b.captions.session?.speaker.note === 'there', 'the note there');
    await until(() => running().length > 0, 'the recognizer');
    running().forEach((one) => one.hear('good morning'));
    await until(() => textOf(a)?.includes('good morning'), 'the text here');
    a.captions.toggle();
    await until(() => running().length === 0, 'the end');
    expect(b.captions.session?.speaker.note).to.equal(null);
    expect(a.captions.session?.reader.text).to.equal('');
  });

  it('nothing is written while the microphone is off, or the connection is lost', async () => {
    const [a, b] = await pair();
    a.captions.toggle();
    await until(() => running().length > 0, 'the recognizer');
    b.call.setLocalMedia({ microphone: false });
    await settled(a, b);
    expect(running()).to.have.length(0);
    b.call.setLocalMedia({ microphone: true });
    await settled(a, b);
    expect(running()).to.have.length.above(0);
    b.call.moveTo('reconnecting');
    await settled(a, b);
    expect(running()).to.have.length(0);
    b.call.moveTo('connected');
    await settled(a, b);
    expect(running()).to.have.length.above(0);
    // Another microphone.
    b.call.setLocalStream(new MediaStream([silentTrack()]));
    await settled(a, b);
    expect(
      running().every(({ track }) => track === b.call.localStream?.getAudioTracks()[0]),
    ).to.equal(true);
  });

  it('asks a page anew that was loaded anew behind a new connection', async () => {
    const a = await side();
    const asked: string[] = [];
    a.call.sendMessage = (data) => {
      const { type, id } = JSON.parse(data) as { type: string; id: string };
      if (type === 'ask') asked.push(id);
    };
    a.captions.toggle();
    await until(() => asked.length > 0);
    a.call.moveTo('reconnecting');
    await settled(a);
    a.call.moveTo('connected');
    await settled(a);
    expect(asked.length).to.equal(2);
    expect(new Set(asked).size).to.equal(1);
  });

  it('tells a side that goes on writing after a reload here to end it', async () => {
    const a = await side();
    const sent: unknown[] = [];
    a.call.sendMessage = (data) => sent.push(JSON.parse(data));
    a.call.receive('captions', '{"type":"text","id":"before","text":"x","final":true}');
    await until(() => sent.length > 0);
    expect(sent).to.deep.include({ type: 'stop', id: 'before' });
  });

  it('ends with the call, and is on again in the next one', async () => {
    const [a, b] = await pair();
    a.captions.toggle();
    await until(() => running().length > 0, 'the recognizer');
    b.call.end('hangup');
    a.call.end('hangup');
    await settled(a, b);
    expect(running()).to.have.length(0);
    expect([a.captions.session, b.captions.session]).to.deep.equal([null, null]);
    a.element.startCall('peer-2');
    const next = a.element.lastPlaced;
    const asked = () => next.requests.some(([, data]) => String(data).includes('"ask"'));
    next.moveTo('connected');
    await until(asked, 'the question in the next call');
  });

  it('ends when the element is taken out of the page, not when it is moved', async () => {
    const [a, b] = await pair();
    a.captions.toggle();
    await until(() => running().length > 0, 'the recognizer');
    const parent = b.element.parentElement!;
    b.element.remove();
    parent.append(b.element);
    await new Promise((resolve) => setTimeout(resolve));
    expect(running()).to.have.length.above(0);
    b.element.remove();
    await until(() => b.captions.session === null, 'the end');
  });

  it('a flood is not read', async () => {
    const a = await side();
    let id = '';
    a.call.sendMessage = (data) => ({ id } = JSON.parse(data) as { id: string });
    a.captions.toggle();
    await until(() => id !== '');
    for (let count = 0; count < 5_000; count++) {
      const text = { type: 'text', id, text: ` ${count}`, final: true };
      a.call.receive('captions', JSON.stringify(text));
    }
    await until(() => textOf(a));
    await settled(a);
    const latest = Number(textOf(a)?.split(' ').at(-1));
    expect(latest).to.be.below(200);
  });

  it('a message that is none does nothing', async () => {
    const a = await side();
    for (const data of ['', '[]', '{"type":"ask"}', 'x'.repeat(100_000)]) {
      a.call.receive('captions', data);
    }
    await settled(a);
    expect(a.captions.session).to.equal(null);
  });
});
